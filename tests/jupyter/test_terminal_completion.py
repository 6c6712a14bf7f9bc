"""TAB in IPython's terminal, through the very completer that its prompt asks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.terminal.interactiveshell import TerminalInteractiveShell
from IPython.terminal.ptutils import IPythonPTCompleter
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.document import Document
from traitlets.config import Config


@pytest.fixture
def prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TerminalInteractiveShell]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    config = Config()
    config.HistoryManager.enabled = False
    config.TerminalInteractiveShell.simple_prompt = True
    TerminalInteractiveShell.clear_instance()
    shell = TerminalInteractiveShell.instance(config=config)
    shell.run_line_magic("load_ext", "pictory_nb")
    yield shell
    shell.run_line_magic("unload_ext", "pictory_nb")
    TerminalInteractiveShell.clear_instance()


def pressed(shell: TerminalInteractiveShell, text: str) -> list[Completion]:
    completer = IPythonPTCompleter(shell=shell)
    return list(completer.get_completions(Document(text), CompleteEvent(completion_requested=True)))


def typed(text: str, choice: Completion) -> str:
    return f"{text[: len(text) + choice.start_position]}{choice.text}"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("%pictory re", "%pictory render"),
        ("%pictory render --asp", "%pictory render --aspect"),
        ("%pictory render --display f", "%pictory render --display file"),
        ("%%pictory --vo", "%%pictory --voice"),
        ("%%pictory\n---\nvo", "%%pictory\n---\nvoice"),
        ("%%pictory --voice Emm", "%%pictory --voice Emma"),
        ("%%pictory\nRain.\n\n```scene\nscene_tr", "%%pictory\nRain.\n\n```scene\nscene_transition"),
    ],
)
def test_the_prompt_types_what_was_begun(prompt: TerminalInteractiveShell, text: str, first: str):
    """Commands, options, their values, and the lines of a script. What is asked for in the background comes soon."""
    deadline = time.monotonic() + 20
    while typed(text, (choices := pressed(prompt, text))[0]) == text and time.monotonic() < deadline:
        time.sleep(0.1)

    assert typed(text, choices[0]) == first
    assert not [each.text for each in choices if each.text.startswith("%%")]  # nothing of IPython's own between them


def test_the_prompt_says_what_each_is(prompt: TerminalInteractiveShell):
    """A terminal has room for a sentence where a notebook shows a badge."""
    shown = {each.text: each.display_meta_text or each.display_text for each in pressed(prompt, "%pictory ")}

    assert "make a video" in shown["render"]


def test_elsewhere_ipython_completes_as_ever(prompt: TerminalInteractiveShell):
    """Variables, attributes and other magics are not ours."""
    prompt.run_cell("rainfall = 'x'")

    assert "rainfall" in {each.text.strip() for each in pressed(prompt, "rainf")}
    assert any("load_ext" in each.text for each in pressed(prompt, "%load_e"))
