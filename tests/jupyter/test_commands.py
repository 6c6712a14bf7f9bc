"""The commands of the magic, each at its whole work: against the sandbox, and against a service on loopback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pictory_nb.errors import BadArguments, BadCommand, CredentialsError, JobFailed, PictoryError, Unauthorized
from pictory_nb.health import Checkup
from pictory_nb.jupyter import clients
from pictory_nb.lint import Estimate, Findings
from pictory_nb.listing import Listing
from pictory_nb.state import Failed
from tests.jupyter.conftest import Shell
from tests.jupyter.service import Service

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture
def sandbox(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell where nobody has an account."""
    for name in [name for name in os.environ if name.startswith("PICTORY_") and name != "PICTORY_NB_HOME"]:
        monkeypatch.delenv(name)
    clients.forget()
    return shell


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("voices", "Emma"),
        ("voices emm", "Emma"),
        ("voices --language en-GB --gender female", "Emma"),
        ("music --mood calm --longest 120", "Calm / Serene"),
        ("media sea --category weather", "clips"),
        ("media rain", "rain"),
        ("fonts", "Montserrat"),
    ],
)
def test_catalogues_are_listed(sandbox: Shell, line: str, shown: str):
    """As a table in a notebook and in a terminal; and as a value, whose things can be taken."""
    found = sandbox.run(f"%pictory {line}")
    assert isinstance(found, Listing)
    assert shown in repr(found)
    assert shown in found._repr_html_()
    assert sandbox.run(f"%pictory {line} -o kept") is None
    assert repr(sandbox.names["kept"]) == repr(found)


def test_a_word_that_is_none_is_told_with_the_one_that_was_meant(sandbox: Shell):
    """A value of the service is suggested as an option is."""
    with pytest.raises(BadArguments, match=r"no mood 'clam'\n  → did you mean 'Calm / Serene'"):
        sandbox.run("%pictory music --mood clam")
    with pytest.raises(BadCommand, match=r"--sort has no choice 'latst'\n  → did you mean latest"):
        sandbox.run("%pictory music --sort latst")


def test_a_semicolon_silences(sandbox: Shell):
    """As behind any expression of a cell."""
    assert sandbox.run("%pictory fonts;") is None


def test_a_script_is_looked_at_before_it_costs(sandbox: Shell, tmp_path: Path):
    """In the body of a cell, in a file, in a variable; nothing is rendered."""
    (tmp_path / "talk.md").write_text("---\nvolume: 0.9\n---\nRain falls.")
    for given in ("%%pictory lint --volume 0.9\nRain falls.", "%pictory lint talk.md"):
        findings = sandbox.run(given)
        assert isinstance(findings, Findings)
        assert "drowns the voice" in repr(findings)
    cost = sandbox.run("%%pictory estimate -o cost\nRain falls.") or sandbox.names["cost"]
    assert isinstance(cost, Estimate)
    assert cost.ai_credits == 0
    assert not list(tmp_path.glob("pictory_videos"))


def test_a_film_is_waited_for_brought_and_opened(
    shell: Shell, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """To a file or a folder; a file that is there stays as it is, unless somebody says otherwise."""
    shell.run("%%pictory --no-wait --name Rain\nRain falls.")
    assert shell.run("%pictory wait").done
    (tmp_path / "films").mkdir()
    assert shell.run("%pictory download --to films").parent.name == "films"
    first = shell.run("%pictory download --to rain.mp4")
    assert first.read_bytes() == service.film
    assert shell.run("%pictory download --to rain.mp4") != first
    assert shell.run("%pictory download --to rain.mp4 --overwrite") == first

    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("SSH_CONNECTION", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    shell.run("%pictory open")
    assert opened[0].startswith("file://")
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    capsys.readouterr()
    shell.run("%pictory open")
    assert len(opened) == 1
    assert ".mp4" in capsys.readouterr().out


def test_waiting_for_a_job_that_fails_fails_the_cell(shell: Shell, service: Service):
    """With the service's reason."""
    service.outcome = Failed("", "SOME_CODE", "the voice has a cold")
    shell.run("%%pictory --no-wait\nRain falls.")
    with pytest.raises(JobFailed, match="the voice has a cold"):
        shell.run("%pictory wait")


RAIN = "Rain falls on the hills. It runs down to the sea.\n\nThe sun warms the sea, and water rises as vapour."


def test_a_script_is_previewed_changed_and_rendered(sandbox: Shell, capsys: pytest.CaptureFixture[str]):
    """The scenes are shown; what is changed then is in the film."""
    preview = sandbox.run("%%pictory preview --size 320x180 --no-music --voice off --name Rain\n" + RAIN)
    assert preview.done
    assert "data:image/jpeg" in preview._repr_html_()
    text = next(name for name, each in preview.elements.items() if each.get("elementType") == "text" or "Text" in name)
    assert preview.change(text, text="Hail falls.").elements[text]["text"] == "Hail falls."
    assert ".mp4" in capsys.readouterr().out


def test_a_script_becomes_a_composer_and_that_a_script_again(sandbox: Shell):
    """From the body of a cell; what it holds is a storyboard to every other command."""
    sandbox.run("%%pictory compose --voice Emma -o composer\n" + RAIN)
    assert [scene.story for scene in sandbox.names["composer"].storyboard.scenes] == RAIN.split("\n\n")
    assert isinstance(sandbox.run("%pictory lint composer"), Findings)
    assert "empty" in repr(sandbox.run("%pictory compose").storyboard or "empty")


def test_a_template_is_added_listed_and_filled(sandbox: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its places are told, a place that is misspelt too, and the preview has the values in them."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    clients.forget()
    sandbox.run(f"%pictory templates --add {SAMPLES / 'loan-reminder.pictai'} -o template")
    template = sandbox.names["template"]
    assert template.name in repr(sandbox.run("%pictory templates"))
    places = sandbox.run(f"%pictory templates '{template.name}'")
    assert [place.name for place in places] == list(template.variables)
    with pytest.raises(BadCommand, match="no template 'nothing'"):
        sandbox.run("%pictory templates nothing")
    with pytest.raises(BadCommand, match="none is named"):
        sandbox.run("%pictory templates --set nothing=1")
    with pytest.raises(BadArguments, match="has no place"):
        sandbox.run(f"%pictory templates {template.id} --set nothing=1")
    filled = " ".join(f"--set {name}=Ada" for name in template.variables)
    preview = sandbox.run(f"%pictory templates {template.id} {filled} --no-wait")
    sandbox.run(f"%pictory cancel {preview.id}")


def test_a_job_is_cancelled_in_the_sandbox_alone(shell: Shell, service: Service, capsys: pytest.CaptureFixture[str]):
    """A service has no such operation, and the command says so."""
    service.hold()
    shell.run("%%pictory --no-wait --name Rain\nRain falls.")
    with pytest.raises(PictoryError, match="the service knows no way"):
        shell.run("%pictory cancel")
    service.release()
    shell.run("%pictory wait")
    shell.run("%pictory cancel")
    assert "has ended already: completed" in capsys.readouterr().out


def test_a_job_of_the_sandbox_really_ends(sandbox: Shell, capsys: pytest.CaptureFixture[str]):
    """Nothing more is rendered of it."""
    long = "\n\n".join(f"Rain {number} falls on the hills, and runs down to the sea." for number in range(40))
    sandbox.run(f"%%pictory --no-wait --voice off --new --name Long\n{long}")
    sandbox.run("%pictory cancel")
    assert "is cancelled" in capsys.readouterr().out
    with pytest.raises(JobFailed, match=r"was stopped, as was asked\n  → run it again"):
        sandbox.run("%pictory wait")


def test_the_cache_is_shown_and_cleared(sandbox: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """All of it, or one kind; a kind that there is not is told."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    kept = tmp_path / "home" / "cache" / "media" / "sea.jpg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(bytes(2_000_000))
    assert "2.0 MB" in sandbox.run("%pictory cache")._repr_html_()
    sandbox.run("%pictory cache --clear media")
    assert "2.0 MB removed" in capsys.readouterr().out
    assert not kept.exists()
    with pytest.raises(BadCommand, match="has no 'everything'"):
        sandbox.run("%pictory cache --clear everything")


def test_the_place_is_chosen_until_the_kernel_ends(
    sandbox: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """The cloud needs an account; an account that is not there is told with the variable that would make it."""
    with pytest.raises(CredentialsError, match=r"no account here\n  → %pictory login"):
        sandbox.run("%pictory use cloud")
    with pytest.raises(CredentialsError, match="set PICTORY_WORK_API_KEY"):
        sandbox.run("%pictory use work")
    monkeypatch.setenv("PICTORY_WORK_API_KEY", "pictai_canary")
    sandbox.run("%pictory use work")
    assert "api.pictory.ai" in capsys.readouterr().out
    assert sandbox.run("%config PictoryMagics.profile") == "work"
    sandbox.run("%pictory use sandbox")
    assert "<Pictory sandbox>" in capsys.readouterr().out


def test_a_key_is_tried_before_it_is_used(
    shell: Shell, service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """One that is refused changes nothing; one that cannot be tried is used, and that is said."""
    for name in ("PICTORY_API_KEY", "PICTORY_CLIENT_ID", "PICTORY_CLIENT_SECRET"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr("pictory_nb.jupyter.login.getpass", lambda prompt: "pictai_canary")
    answer, said = service.answer, {"status": 401}
    monkeypatch.setattr(service, "answer", lambda *given: (said["status"], {"message": "no"}))
    with pytest.raises(Unauthorized):
        shell.run("%pictory login")
    assert not os.environ["PICTORY_API_KEY"]
    said["status"] = 503
    shell.run("%pictory login")
    assert os.environ["PICTORY_API_KEY"] == "pictai_canary"
    told = capsys.readouterr().out
    assert "It could not be tried" in told
    assert "canary" not in told
    monkeypatch.setattr(service, "answer", answer)
    shell.run("%pictory logout")


def test_a_preset_is_what_a_script_starts_from(shell: Shell, service: Service, tmp_path: Path):
    """By its name on the line or for all; from a file of the project, or of %config; and not at all with off."""
    (tmp_path / "pyproject.toml").write_text('[tool.pictory_nb]\npreset = "brand"\npresets.brand.voice = "Emma"\n')
    shell.run("%reload_ext pictory_nb")
    shell.run("%%pictory\nOne.")
    shell.run("%%pictory --preset off\nTwo.")
    shell.run("%config PictoryMagics.presets = {'other': {'voice': 'George'}}")
    shell.run("%%pictory --preset other\nThree.")
    voices = [board["voiceOver"].get("aiVoices") for board in service.storyboards]
    assert voices == [[{"speaker": "Emma"}], None, [{"speaker": "George"}]]
    with pytest.raises(BadCommand, match=r"no preset 'othr'\n  → did you mean other"):
        shell.run("%%pictory --preset othr\nFour.")


def test_the_doctor_finds_all_well(sandbox: Shell):
    """In a whole installation nothing is bad, and each setting says where it comes from."""
    sandbox.run("%config PictoryMagics.confirm_over = 9")
    found = sandbox.run("%pictory doctor")
    assert isinstance(found, Checkup)
    assert found.well, found
    said = {check.what: check.said for check in found}
    assert "12 voices" in said["voice"]
    assert "this kernel" in said["confirm_over"]
    assert "default" in said["embed_max_mb"]
    assert "<table" in found._repr_html_()


def test_the_doctor_tells_what_is_bad_and_how_to_mend_it(
    sandbox: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """A ledger that cannot be written, a service that is not there: each is a finding, and none hides another."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PICTORY_NB_LEDGER", str(tmp_path / "file" / "ledger.sqlite"))
    monkeypatch.setenv("PICTORY_API_KEY", "pictai_canary")
    monkeypatch.setenv("PICTORY_API_BASE_URL", "http://127.0.0.1:9/pictoryapis")
    found = sandbox.run("%pictory doctor")
    bad = {check.what: check for check in found if check.mark == "bad"}
    assert set(bad) == {"ledger", "service"}
    assert "PICTORY_NB_LEDGER" in bad["ledger"].mend
    assert "PICTORY_API_BASE_URL" in bad["service"].mend
    assert "canary" not in repr(found)


def test_the_doctor_asks_the_service_once(sandbox: Shell, service: Service, monkeypatch: pytest.MonkeyPatch):
    """And what it answers is told: here, that it does not know the question."""
    asked, answer = [], service.answer
    monkeypatch.setattr(service, "answer", lambda *given: asked.append(given[:2]) or answer(*given))
    found = sandbox.run("%pictory doctor")
    assert asked == [("GET", "/v1/quota")]
    assert [check.what for check in found if check.mark == "bad"] == ["service"]


def test_versions_are_printed(sandbox: Shell, capsys: pytest.CaptureFixture[str]):
    """What a report of a problem needs."""
    sandbox.run("%pictory version")
    told = capsys.readouterr().out
    assert "pictory_nb" in told
    assert ".".join(map(str, sys.version_info[:3])) in told


def test_what_is_left_is_shown_with_bars(sandbox: Shell):
    """In the sandbox nothing costs, and the answer has the shape of an account's."""
    quota = sandbox.run("%pictory quota")
    assert "video minutes" in repr(quota)
    assert "<div" in quota._repr_html_()


def test_every_slip_is_two_lines(sandbox: Shell):
    """Whatever a new user types wrong: what happened, and what to do."""
    for line in ("wait", "open", "download", "attach nobody", "render nothing.md", "media", "use", "jobs x", "lint"):
        with pytest.raises(PictoryError) as caught:
            sandbox.run(f"%pictory {line}")
        assert len(str(caught.value).splitlines()) == 2, str(caught.value)


@pytest.mark.parametrize(
    ("line", "message", "mend"),
    [
        ("compare number number", "number is of type int, not a job", "an id of %pictory jobs"),
        ("compare number", "one film is not compared", "%pictory compare number OTHER"),
    ],
)
def test_what_is_no_film_is_not_compared(shell: Shell, service: Service, line: str, message: str, mend: str):
    """A variable of another kind is named, and not asked for at the service as if it were an id."""
    shell.names["number"] = 5
    with pytest.raises(BadCommand, match=f"{message}(.|\n)*{mend}"):
        shell.run(f"%pictory {line}")


def test_a_call_with_a_misspelt_name_is_told_what_was_meant(shell: Shell, service: Service):
    """Also where the operation has no body into which a strange name would go."""
    with pytest.raises(BadArguments, match=r"no field 'keywrd' → did you mean 'keyword'\?"):
        shell.run("%pictory call search_media keywrd=ocean")


def test_words_that_no_voice_has_are_told_with_those_that_there_are(sandbox: Shell, capsys: pytest.CaptureFixture[str]):
    """A slip and a voice that is missing would both be an empty list."""
    assert not sandbox.run("%pictory voices --gender robot --language en")

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "no voice has the gender 'robot': there are female, male"
    assert "language" not in "".join(told)
