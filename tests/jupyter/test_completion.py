"""TAB: in lines, in cells and in scripts; in a shell, in a real kernel, in a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from IPython.core.completer import provisionalcompleter
from jupyter_client.manager import start_new_kernel

from pictory_nb import terms
from pictory_nb.jupyter import clients
from pictory_nb.jupyter.commands import NAMES
from pictory_nb.jupyter.completion import values
from pictory_nb.jupyter.completion.body import _FIELDS, _SETTINGS
from pictory_nb.jupyter.completion.fields import INDEX
from pictory_nb.jupyter.completion.stock import Stock
from pictory_nb.jupyter.completion.values import _KINDS, kind_of
from pictory_nb.jupyter.grammar import parser_of
from pictory_nb.script import SETTINGS
from pictory_nb.storyboard import Scene, Storyboard
from tests.jupyter.conftest import Shell
from tests.jupyter.field_index import index

CURSOR = "▏"


@pytest.fixture
def sandbox(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """A shell where nobody has an account, whose lists have come from the sandbox already."""
    for name in [name for name in os.environ if name.startswith("PICTORY_") and name != "PICTORY_NB_HOME"]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(values, "_stock", Stock())
    clients.forget()
    (tmp_path / "rain.md").write_text("Rain falls.")
    (tmp_path / "sea.jpg").touch()
    (tmp_path / "loop.mp3").touch()
    shell.run("title, degrees, script, _hidden = 'The sea', 21, 'Rain falls.', 1")
    for kind in ("voices", "styles", "layouts", "genres"):
        until(lambda kind=kind: values.Values(shell.shell.magics_manager.registry["PictoryMagics"]).of(kind))
    return shell


def until(there, patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while not there():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def tab(shell: Shell, text: str) -> list[str]:
    """What the cell reads with each of the words that are offered at the cursor."""
    place, code = text.index(CURSOR), text.replace(CURSOR, "")
    with provisionalcompleter():
        found = list(shell.shell.Completer.completions(code, place))
    return [code[: each.start] + each.text + code[each.end :] for each in found]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        # commands
        ("%pictory jo▏", "%pictory jobs"),
        ("jobs = %pictory jo▏", "jobs = %pictory jobs"),
        ("%pictory help rend▏", "%pictory help render"),
        ("%%pictory li▏", "%%pictory lint"),
        # options
        ("%pictory voices --la▏", "%pictory voices --language"),
        ("%%pictory --vo▏", "%%pictory --voice"),
        ("%%pictory lint --vol▏", "%%pictory lint --volume"),
        ("\n%%pictory --wa▏", "\n%%pictory --wait"),
        # values
        ("%%pictory --voice Em▏", "%%pictory --voice Emma"),
        ("%%pictory --voice em▏", "%%pictory --voice Emma"),
        ("%%pictory --voice 'Em▏", "%%pictory --voice 'Emma'"),
        ("%%pictory --voice=Em▏", "%%pictory --voice=Emma"),
        ("%%pictory --voice Emma --voice Geo▏", "%%pictory --voice Emma --voice George"),
        ("%%pictory --aspect 9▏", "%%pictory --aspect 9:16"),
        ("%%pictory --logo s▏", "%%pictory --logo sea.jpg"),
        ("%%pictory --music l▏", "%%pictory --music loop.mp3"),
        ("%%pictory --display fi▏", "%%pictory --display file"),
        ("%%pictory --max-credits u▏", "%%pictory --max-credits unlimited"),
        ("%pictory music --mood cal▏", '%pictory music --mood "Calm / Serene"'),
        ("%pictory music --sort sh▏", "%pictory music --sort shuffle"),
        ("%pictory media sea --category weath▏", "%pictory media sea --category Nature/Weather"),
        ("%pictory render ra▏", "%pictory render rain.md"),
        ("%pictory render scr▏", "%pictory render script"),
        ("%pictory use sand▏", "%pictory use sandbox"),
        ("%%pictory --name {{ti▏", "%%pictory --name {{title"),
        # the script
        ("%%pictory\n---\nvoi▏", "%%pictory\n---\nvoice"),
        ("%%pictory\n---\nvoice: Em▏", "%%pictory\n---\nvoice: Emma"),
        ("%%pictory\n---\nvoice: [Emma, Geo▏", "%%pictory\n---\nvoice: [Emma, George"),
        ("%%pictory\n---\nvoice:\n  - Em▏", "%%pictory\n---\nvoice:\n  - Emma"),
        ("%%pictory\n---\nsmart_layout_n▏", "%%pictory\n---\nsmart_layout_name"),
        ("%%pictory\n---\nsubtitle_style:\n  font_family: Playf▏", "Playfair Display"),
        ("%%pictory\n---\nvoice_over:\n  ai_voices:\n  - spea▏", "speaker"),
        ("%%pictory\n---\nvoice: Emma\n---\nIt is {{deg▏", "%%pictory\n---\nvoice: Emma\n---\nIt is {{degrees"),
        ("%%pictory\n![](se▏", "%%pictory\n![](sea.jpg"),
        ("%%pictory\n```scene\nscene_tr▏", "%%pictory\n```scene\nscene_transition"),
        ("%%pictory\nHi.\n```scene\nscene_transition: fa▏", "%%pictory\nHi.\n```scene\nscene_transition: fade"),
        ("%%pictory\n```scene\nhide_subtitles: t▏", "%%pictory\n```scene\nhide_subtitles: true"),
        ("%%pictory\n```scene\nelements:\n- type: sha▏", "%%pictory\n```scene\nelements:\n- type: shape"),
        ("%%pictory\n```scene\nbackground:\n  visualUrl: se▏", "sea.jpg"),
    ],
)
def test_a_word_is_completed(sandbox: Shell, typed: str, completed: str):
    """The first that is offered is the one that was begun, wherever that is."""
    offered = tab(sandbox, typed)
    assert offered[0].endswith(completed), offered
    assert offered[0].startswith(typed[: typed.rfind(" ") + 1].removesuffix(CURSOR))


def test_what_was_given_is_not_offered_again(sandbox: Shell):
    """But for what may be given several times."""
    offered = tab(sandbox, "%%pictory --voice Emma --aspect 9:16 --▏")
    flags = {each.rpartition(" ")[2] for each in offered}
    assert "--voice" in flags
    assert "--aspect" not in flags
    assert "voice" not in {each.rpartition("\n")[2] for each in tab(sandbox, "%%pictory\n---\nvoice: Emma\nvo▏")}


def test_a_job_is_offered_with_its_name(sandbox: Shell):
    """By its id, the newest first, and what is said of it names it."""
    sandbox.run("%%pictory --name Rain --size 320x180 --no-music --voice off --no-wait\nRain falls.")
    job = sandbox.names["_pictory"]
    with provisionalcompleter():
        first = next(iter(sandbox.shell.Completer.completions("%pictory status ", 16)))
    assert first.text == job.id
    assert first.type.startswith("Rain · ")
    sandbox.run("%pictory wait")


@pytest.mark.parametrize("typed", ["pri▏", "x = pri▏", "'%pictory jo'; pri▏", "# %%pictory\npri▏"])
def test_other_cells_are_left_alone(sandbox: Shell, typed: str):
    """Python is completed as before."""
    assert any(offered.endswith("print") for offered in tab(sandbox, typed))


@pytest.mark.parametrize("typed", ["%%pictory\nThe pri▏", "%%pictory --name pri▏", "%%pictory\n---\nvoice: Exc▏"])
def test_names_of_python_are_no_words_of_a_script(sandbox: Shell, typed: str):
    """Nobody wants ``Exception`` for a voice."""
    assert tab(sandbox, typed) == [typed.removesuffix(CURSOR)]


def test_every_argument_has_values_that_are_known():
    """A kind that is misspelt would offer nothing, and nobody would know why."""
    for name in NAMES:
        for action in parser_of(name).actions:
            kind = kind_of(action)
            assert isinstance(kind, tuple) or kind in {"", *_KINDS}, (name, action.dest, kind)
    assert set(_SETTINGS) == set(SETTINGS)
    assert {kind for kind, _ in _SETTINGS.values()} | set(_FIELDS.values()) <= {"", *_KINDS}


def test_every_field_of_a_scene_and_of_a_storyboard_is_offered(sandbox: Shell):
    """What the API can be told can be found by TAB."""
    fences = {each.rpartition("\n")[2] for each in tab(sandbox, "%%pictory\n```scene\n▏")}
    assert fences == set(Scene.model_fields)
    matter = {each.rpartition("\n")[2] for each in tab(sandbox, "%%pictory\n---\n▏")}
    assert matter == {*SETTINGS, *Storyboard.model_fields} - {"scenes"}
    assert len(tab(sandbox, "%%pictory\n```scene\nsubtitle_style:\n  font_family: ▏")) == len(terms.FONTS)


def test_the_index_of_fields_is_of_today():
    """Whoever changes a word of the storyboard is told to write the index anew: python -m tests.jupyter.field_index."""
    assert INDEX.read_text(encoding="utf-8") == index()


@pytest.mark.parametrize(
    "typed",
    ["%pictory jo", "%%pictory --vo", "%pictory status ", "%%pictory\n---\nvo", "%%pictory\n```scene\nscene_tr"],
)
def test_the_first_press_waits_for_nothing_heavy(typed: str):
    """In a kernel that was just started: what a client and the words of the API need is imported after the answer."""
    program = f"""
import sys
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.run_line_magic("load_ext", "pictory_nb")
with provisionalcompleter():
    found = list(shell.Completer.completions({typed!r}, {len(typed)}))
print(len(found), sorted({{"pydantic", "requests", "yaml", "pictory_nb.client"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    count, _, heavy = done.stdout.strip().partition(" ")
    assert heavy == "[]"
    assert int(count) > 0


def test_a_service_that_does_not_answer_keeps_nobody_waiting(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    """TAB asks nothing that it waits for; what is known of old is offered meanwhile."""
    monkeypatch.setenv("PICTORY_API_BASE_URL", "http://127.0.0.1:9/pictoryapis")
    monkeypatch.setattr(values, "_stock", Stock())
    began = time.monotonic()
    assert tab(shell, "%%pictory --voice ▏") == ["%%pictory --voice off"]
    assert time.monotonic() - began < 5  # the client asks for half a minute


def test_a_new_kernel_knows_the_voices_of_the_last(sandbox: Shell, monkeypatch: pytest.MonkeyPatch):
    """They are kept on disk, by a hash of the account; another account has none of them."""
    kept = Stock()
    account = clients.account("")

    def slow() -> list:
        time.sleep(1)
        return []

    assert "Emma" in {offer.text for offer in kept.get("voices", clients.account(None), slow, fresh=1)}
    assert kept.get("voices", [*account, "another"], slow, fresh=1) == []


def test_a_kernel_answers_a_frontend(tmp_path: Path):
    """JupyterLab and Notebook send the cell and the place of the cursor, and get words and what they replace."""
    manager, client = start_new_kernel(cwd=str(tmp_path))
    try:
        client.execute_interactive("%load_ext pictory_nb", timeout=60, allow_stdin=False)
        for code, word, replaced in [
            ("%pictory jo", "jobs", "jo"),
            ("%%pictory --asp\nHello.", "--aspect", "--asp"),
            ("%%pictory\n---\nvol", "volume", "vol"),
        ]:
            place = code.index(replaced) + len(replaced)
            answer = client.complete(code, place, reply=True, timeout=30)["content"]
            assert word in answer["matches"]
            assert code[answer["cursor_start"] : answer["cursor_end"]] == replaced
        client.execute_interactive("%config IPCompleter.use_jedi = False\n%unload_ext pictory_nb", timeout=60)
        answer = client.complete("%pictory jo", reply=True, timeout=30)["content"]
        assert "jobs" not in answer["matches"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_the_older_way_of_asking_is_answered_too(sandbox: Shell):
    """Frontends that ask with one line of text, as IPython before 6 answered."""
    word, offered = sandbox.shell.complete("", "%pictory jo", 11)
    assert (word, offered) == ("jo", ["jobs"])


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of Unix")
def test_a_terminal_completes(tmp_path: Path):
    """In IPython as it runs in a terminal, one press of TAB completes what has one meaning."""
    pexpect = pytest.importorskip("pexpect")
    environment = {**os.environ, "TERM": "xterm", "IPYTHONDIR": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1"}
    options = ["-m", "IPython", "--no-banner", "--no-confirm-exit", "--colors=NoColor", "--ext=pictory_nb"]
    terminal = pexpect.spawn(sys.executable, options, env=environment, timeout=60, encoding="utf-8", cwd=str(tmp_path))
    try:
        terminal.expect(r"In \[1\]")
        terminal.send("%pictory vers")
        terminal.expect("vers")
        terminal.send("\t")
        terminal.expect("ion")  # what was missing of version
        terminal.send("\r")
        terminal.expect(r"pictory_nb +\d")
    finally:
        terminal.close(force=True)
