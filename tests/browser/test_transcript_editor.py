"""A film is cut by its words in a real notebook: by mouse and by keys, in any light, and it plays what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.lab import Lab, Notebook
from tests.renderer import house

COLOURS = [(205, 66, 86), (52, 143, 110), (58, 92, 190)]
TALK = (
    "Um, every cloud begins with sunlight. The sun warms the sea, and water rises. "
    "High above, the air is cold, you know, and clouds are made of drops. It rains."
)
SETUP = f"""
from pictory_nb import Pictory, Transcript, TranscriptEditor
from pictory_nb.transcript import Highlight, Word
words, at, sentence = [], 0.5, 0
for text in {TALK!r}.split():
    words.append(Word(text, round(at, 2), round(at + 0.24, 2), sentence))
    ends = text.endswith(".")
    at, sentence = at + (1.3 if ends else 0.3), sentence + ends
summary = Highlight(((words[6].start, words[13].end),), 3)
talk = Transcript(tuple(words), duration=15.0, language="en-US", highlights=(summary,), size=(320, 180))
"""
SHOW = "editor = TranscriptEditor(talk, 'talk.mp4', name='How rain is made')\neditor"

NAMELESS = """frame => [...frame.querySelectorAll('button, input, video, [role=slider], [role=listbox], [role=group]')]
  .filter(node => !(node.getAttribute('aria-label') || node.textContent).trim()).map(node => node.className)"""


@pytest.fixture
def editor(open_notebook: Open, lab: Lab) -> Notebook:
    """The editor of a talk of three colours, in the last cell."""
    if not (lab.root / "talk.mp4").is_file():
        house.video(lab.root / "talk.mp4", COLOURS, seconds_each=5.0, size=(320, 180))
    notebook = open_notebook([SETUP, SHOW]).run_all()
    notebook.panel.locator(".pictory-editor video").wait_for()
    return notebook


def word(notebook: Notebook, text: str) -> Locator:
    return notebook.panel.locator(".pictory-word").get_by_text(text, exact=True).first


def asked(notebook: Notebook, expression: str) -> object:
    """What Python says to ``expression``."""
    notebook.start(f"import json; print(json.dumps({expression}))")
    notebook.finish()
    outputs = notebook.page.evaluate("() => window.startedCell.model.outputs.toJSON()")
    return json.loads(outputs[0]["text"])


def test_a_click_on_a_word_seeks_and_the_word_is_lit(editor: Notebook):
    """The film stands where the word is said; while it plays the words light up one after another."""
    film = editor.panel.locator(".pictory-editor video")

    word(editor, "rises.").click()
    expect(word(editor, "rises.")).to_have_class("pictory-word pictory-caret pictory-now")
    start = film.evaluate("film => film.currentTime")
    editor.panel.get_by_role("button", name="Play the cut").click()
    expect(word(editor, "High")).to_have_class("pictory-word pictory-now")
    expect(word(editor, "the").nth(0)).to_be_visible()
    editor.panel.get_by_role("button", name="Pause").click()

    assert film.evaluate("film => film.currentTime") > start + 0.3


def test_keys_alone_cut_and_bring_back(editor: Notebook, page: Page):
    """Choose with Shift and arrows, cut with Delete, undo, redo; and none of the keys reaches the notebook."""
    words = editor.panel.get_by_role("listbox", name="What is said in How rain is made")
    take(words)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    assert asked(editor, "editor.transcript.text").startswith("Um, begins with sunlight.")
    take(words)
    page.keyboard.press("Control+z")
    expect(editor.panel.locator(".pictory-struck")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(editor.panel.locator(".pictory-struck")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(editor.panel.locator(".pictory-struck")).to_have_count(0)
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("x")
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.keyboard.press("Escape")

    assert editor.cell_count == 3
    assert asked(editor, "editor.transcript == talk") is True


def take(words: Locator) -> None:
    """Give the focus to the words: Lab, which has just run a cell, may take it once more."""
    words.focus()
    expect(words).to_be_focused()


def test_edits_are_there_before_a_cell_that_is_run_after_them(editor: Notebook, page: Page):
    """Also those that are made while the kernel is busy: a cell renders what is seen, and nothing is taken back."""
    words = editor.panel.get_by_role("listbox", name="What is said in How rain is made")
    editor.start("import time; time.sleep(1.5)")
    take(words)
    for _ in range(4):
        page.keyboard.press("Delete")
        page.keyboard.press("ArrowRight")
    assert asked(editor, "editor.struck") == [0, 1, 2, 3]
    expect(editor.panel.locator(".pictory-struck")).to_have_count(4)
    assert asked(editor, "editor.transcript.text").startswith("with sunlight.")


def test_one_click_takes_fillers_and_silences(editor: Notebook):
    """Every um, and every long silence; the film that is left is told, and Python has it."""
    editor.panel.get_by_role("button", name="Fillers 3").click()
    editor.panel.get_by_role("button", name="Silences").click()

    expect(editor.panel.locator(".pictory-struck")).to_have_count(3)
    kept = asked(
        editor, "[editor.transcript.text, round(editor.transcript.length, 2), editor.transcript.silences(0.7)]"
    )
    assert "Um" not in kept[0]
    assert "you know" not in kept[0]
    assert kept[2] == []
    expect(editor.panel.locator(".pictory-length")).to_contain_text("0:15 kept")
    assert asked(editor, "editor.transcript == talk.without_fillers().without_silences(0.7)") is True
    editor.panel.get_by_role("button", name="Fillers 3").click()
    expect(editor.panel.locator(".pictory-struck")).to_have_count(0)


_LIT = """panel => {
  window.lit = [];
  new MutationObserver(records => records
    .filter(({ target }) => target.classList.contains("pictory-now"))
    .forEach(({ target }) => lit.push(Number(target.dataset.place)))
  ).observe(panel, { subtree: true, attributeFilter: ["class"] });
}"""


def test_what_is_cut_is_jumped_over(editor: Notebook, page: Page):
    """The film plays the cut before it is made: the words of what is kept are lit, one after another."""
    asked(editor, "editor.strike(range(6, 14))")
    expect(editor.panel.locator(".pictory-struck")).to_have_count(8)
    film = editor.panel.locator(".pictory-editor video")
    film.evaluate("film => { film.muted = true }")

    word(editor, "sunlight.").click()
    editor.panel.evaluate(_LIT)
    editor.panel.get_by_role("button", name="Play the cut").click()
    page.wait_for_function("() => lit.includes(14)")
    assert not set(range(6, 14)) & set(page.evaluate("() => lit"))

    assert film.evaluate("film => [...Array(film.played.length).keys()].some(n => "
                         "film.played.start(n) < 4 && film.played.end(n) > 4.5)") is False  # fmt: skip


def test_words_are_found_and_cut_where_they_are_said(editor: Notebook, page: Page):
    """Search, walk through the places, and cut them all."""
    editor.panel.get_by_role("searchbox", name="Find words").fill("cloud")
    expect(editor.panel.locator(".pictory-hits")).to_have_text("1 of 2 places")
    page.keyboard.press("Enter")
    expect(editor.panel.locator(".pictory-hits")).to_have_text("2 of 2 places")
    editor.panel.get_by_role("button", name="Cut all").click()

    assert asked(editor, "[talk.words[n].text for n in editor.struck]") == ["cloud", "clouds"]


def test_highlights_are_marked_and_kept_alone(editor: Notebook):
    """A chip marks the sentences that tell most; another click keeps nothing but them."""
    editor.panel.get_by_role("button", name="Highlights of 3 s").click()
    expect(editor.panel.locator(".pictory-marked")).to_have_count(8)
    editor.panel.get_by_role("button", name="Keep only these").click()

    assert asked(editor, "editor.transcript.text") == "The sun warms the sea, and water rises."


def test_the_cut_becomes_a_film_that_plays(editor: Notebook):
    """One click orders it, its progress is told, and it plays below when it is there."""
    asked(editor, "editor.strike(range(6, 24))")
    editor.panel.get_by_role("button", name="Make the film").click()

    expect(editor.panel.locator(".pictory-making")).to_contain_text("The film is ready", timeout=60_000)
    made = editor.panel.get_by_label("The film that was made")
    made.wait_for()
    length = asked(editor, "[editor.job.status, round(editor.transcript.length, 1)]")
    assert length[0] == "completed"
    assert abs(made.evaluate("film => film.duration") - length[1]) < 0.2


def test_a_saved_notebook_keeps_what_is_said(editor: Notebook):
    """Without a kernel there is no editor; what is left of the words stands below it as text, as it was last."""
    asked(editor, "editor.strike('Um')")
    saved = editor.save().cells[1].outputs

    assert "application/vnd.jupyter.widget-view+json" not in saved[1].data
    assert "every cloud begins with sunlight." in saved[1].data["text/html"]
    assert "Um," not in saved[1].data["text/html"]


THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


@pytest.fixture
def theme(page: Page) -> Iterator[Callable[[str], None]]:
    """Chooses Lab's theme; it is light again afterwards."""

    def choose(name: str) -> None:
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme}).then(() => null)", name)
        page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)
        page.locator("#jupyterlab-splash").wait_for(state="detached")

    yield choose
    choose(THEMES[0])


def test_it_can_be_read_in_any_light_and_width(editor: Notebook, theme: Callable[[str], None], shots: Path):
    """Light, dark, high contrast and narrow: nothing runs out of it, and every control has a name."""
    asked(editor, "editor.strike('Um', range(20, 24))")
    editor.panel.get_by_role("button", name="Highlights of 3 s").click()
    word(editor, "warms").click()
    frame = editor.panel.locator(".pictory-editor")
    for name in THEMES:
        theme(name)
        expect(frame).to_have_attribute("data-theme", "dark" if "Dark" in name else "light")
        frame.screenshot(path=shots / f"transcript {name}.png")
        frame.evaluate("frame => { frame.parentElement.style.width = '320px' }")
        assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth && frame.clientWidth <= 320")
        frame.screenshot(path=shots / f"transcript {name} narrow.png")
        frame.evaluate("frame => { frame.parentElement.style.width = '' }")
    assert frame.evaluate(NAMELESS) == []
