"""The explorer behind its page: what it answers, and the code that it writes."""

from __future__ import annotations

import json
import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import BadArguments
from pictory_nb.jupyter import clients
from pictory_nb.jupyter.commands.call import _sorted
from pictory_nb.jupyter.explorer import Explorer
from pictory_nb.jupyter.explorer.snippets import snippets
from pictory_nb.wire import routes
from pictory_nb.wire.routes import FAMILIES, ROUTES, Route
from tests.jupyter.conftest import Shell
from tests.jupyter.service import Service


def test_it_lists_every_operation_and_where_it_goes(shell: Shell, service: Service) -> None:
    """And says so in plain HTML, where no widget is shown."""
    explorer = Explorer("quota")
    names = [row["name"] for family in explorer.about["families"] for row in family["rows"]]
    assert names == [route.name for rows in FAMILIES.values() for route in rows]
    assert (explorer.about["place"], explorer.chosen) == ("cloud", "quota")
    data, _ = explorer._repr_mimebundle_()
    assert all(f"<code>{route}</code>" in data["text/html"] for route in ROUTES)
    with pytest.raises(BadArguments, match="did you mean 'quota'"):
        Explorer("quotas")


def test_what_is_wrong_is_told_with_the_call_as_code(shell: Shell, service: Service) -> None:
    """At the paths under which the form has its fields."""
    explorer = Explorer()
    said = explorer._checked({"operation": "search_media", "query": {"page": 0}})
    assert [problem["path"] for problem in said["problems"]] == ["keyword", "page"]
    assert explorer._checked({"operation": "search_media", "query": {"keyword": "sea"}})["problems"] == []


def test_a_secret_that_is_typed_stands_in_no_code(shell: Shell, service: Service) -> None:
    """Neither in Python, nor in the magic, nor for curl; and what comes back is shown without."""
    body = {"client_id": "somebody", "client_secret": "canary"}
    said = Explorer()._checked({"operation": "token", "body": body})
    assert "canary" not in json.dumps(said)
    signed = Explorer()._checked({"operation": "upload", "path": {"signedUrl": "https://s.example/?canary"}})
    assert "canary" not in json.dumps(signed)


def test_a_surprise_is_an_answer(shell: Shell, service: Service) -> None:
    """The page is never left waiting, whatever it asks."""
    explorer, said = Explorer(), []
    explorer.send = lambda content: said.append(content)
    for content in ({"op": "form", "operation": "nothing"}, {"op": "check", "operation": "quota", "query": 3}):
        explorer._asked(None, {"id": 7, **content}, None)
    explorer._asked(None, {"op": "unknown"}, None)
    assert [(each["id"], bool(each["value"]["failed"])) for each in said] == [(7, True), (7, True)]


def test_the_command_sends_an_operation(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    """With what is told by name, and tells what is wrong in two lines."""
    reply = shell.run("%pictory call jobs")
    assert (reply.status, reply.body["items"]) == (200, [])
    shell.run("%pictory call job job_id=none -o answer")
    assert shell.names["answer"].body["data"]["error_message"] == "JOB_NOT_FOUND"


values = st.text(min_size=1) | st.integers() | st.booleans()


@given(st.dictionaries(st.sampled_from(["keyword", "category", "language", "page"]), values, max_size=4))
def test_a_magic_reads_back_what_was_written(query: dict[str, object]) -> None:
    """Whatever it is told: quotes, signs of equality, numbers in quotation marks."""
    words = shlex.split(snippets(routes.SEARCH_MEDIA, {}, query, None)["magic"])[2:]
    assert _sorted(routes.SEARCH_MEDIA, words[1:], None)[1] == query


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_operation_can_be_taken_along(route: Route) -> None:
    """As Python that compiles, as a magic, as curl with the credential of the environment."""
    code = snippets(route, dict.fromkeys(route.places, "x"), {}, {"a": 'it\'s "1"'} if route.body else None)
    compile(code["python"], "cell", "exec")
    assert code["magic"].startswith(f"%pictory call {route.name}")
    assert route.open or "$PICTORY_API_KEY" in code["curl"]


def test_curl_takes_a_secret_from_the_environment() -> None:
    """The shell puts it where the code only names it, and what else stands in quotation marks stays as it is."""
    code = snippets(routes.TOKEN, {}, {}, {"client_id": 'it\'s "1"', "client_secret": "canary"})["curl"]
    assert "canary" not in code
    script = "curl() { printf '%s' \"${@: -1}\"; }\n" + code.removeprefix("%%bash\n")
    done = subprocess.run(["bash", "-c", script], env={"CLIENT_SECRET": "kept"}, capture_output=True, text=True)
    assert json.loads(done.stdout) == {"client_id": 'it\'s "1"', "client_secret": "kept"}


def test_an_account_is_in_nothing_that_is_shown(
    shell: Shell, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in what the page holds, nor in any code, nor in an answer that repeats it."""
    monkeypatch.setenv("PICTORY_API_KEY", "pictai_canary0123456789")
    clients.forget()
    explorer = Explorer("token", client=clients.client_of())
    said = [explorer._form({"operation": route.name}) for route in ROUTES]
    said += [explorer._checked({"operation": route.name}) for route in ROUTES]
    said.append(explorer._called({"operation": "jobs"}))
    assert "canary" not in json.dumps([said, explorer.about, explorer.chosen]) + repr(explorer) + repr(explorer.reply)
    assert "canary" not in json.dumps(explorer.get_state(), default=str)


def test_it_is_live_where_there_is_no_ipython(service: Service) -> None:
    """marimo shows the widget itself, which may not have been closed as in a notebook that a program runs."""
    explorer = Explorer("voices")
    explorer._repr_mimebundle_()
    assert explorer.comm is not None
