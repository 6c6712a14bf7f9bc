"""A film made from nothing in a real JupyterLab, as somebody new would: once with keys alone, once with the mouse.

Each tells how many keys or clicks it took beside the letters of the stories, and is bounded, so that nobody makes the
way longer unseen. A hand needs less than three minutes for either.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from pictory_nb import from_markdown
from tests.browser.conftest import Open
from tests.browser.lab import Notebook, plays

BEGIN = ("%load_ext pictory_nb", "%pictory compose")
NAME = "How a river is made"
STORIES = (
    "High in the hills the snow melts.",
    "Drops gather into a small stream.",
    "Streams meet, and a river begins.",
    "It winds slowly through the land.",
    "At last it reaches the open sea.",
)
MADE = [STORIES[n] for n in (0, 2, 1, 3, 4)]
"""The scenes at the end: the third was moved before the second; the fifth was deleted, and brought back."""

_WHO = """() => {
  const node = document.activeElement;
  if (node === document.body) return "";
  return node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent;
}"""


_KEPT = """last => jupyterapp.shell.currentWidget.content.widgets[0].model.outputs.toJSON()
  .filter(({ data }) => String(data?.["text/html"]).includes("pictory-sheet"))
  .some(({ data }) => String(data["text/plain"]).includes(last))"""


class Hands:
    """Counts what is pressed. ``reach`` is Tab, or another key, until what has the focus is called so."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps, self.letters = page, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.steps += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.letters += len(text)

    def reach(self, name: str, key: str = "Tab", most: int = 9) -> None:
        for _ in range(most):
            if name in self.page.evaluate(_WHO):
                return
            self.press(key)
        assert name in self.page.evaluate(_WHO), f"{name} is more than {most} keys away"

    def click(self, place: Locator, **how: object) -> None:
        place.click(**how)  # type: ignore[arg-type]
        self.steps += 1


def made(notebook: Notebook) -> list[object]:
    """What the notebook keeps: stories, the fourth one's transition, the fifth one's picture, voice and music."""
    notebook.page.wait_for_function(_KEPT, arg=STORIES[4])
    outputs = notebook.save().cells[0].outputs
    (sheet,) = [one for one in outputs if "pictory-sheet" in one.get("data", {}).get("text/html", "")]
    board = from_markdown(sheet.data["text/plain"])
    stories = [scene.story for scene in board.scenes]
    *_, fourth, fifth = board.scenes
    (voice,) = board.voice_over.ai_voices
    music = bool(board.background_music.music_url)
    return [stories, fourth.scene_transition, bool(fifth.background), voice.speaker, music]


def film(notebook: Notebook) -> bool:
    expect(notebook.cell(0).locator(".pictory-film video")).to_be_attached(timeout=120_000)
    return plays(notebook.cell(0).locator(".pictory-film video"))


@pytest.fixture
def hands(page: Page) -> Hands:
    return Hands(page)


def test_a_film_is_made_from_nothing_by_keys_alone(open_notebook: Open, page: Page, hands: Hands):
    """Stories, a picture that was looked for, a transition, a voice, music, an order, a step back, and the film."""
    notebook = open_notebook([""])
    page.evaluate("() => jupyterapp.shell.currentWidget.content.activate()")
    root = notebook.cell(0).locator(".pc-root")
    hands.press("Enter")
    hands.type(BEGIN[0])
    hands.press("Enter")
    hands.type(BEGIN[1])
    hands.press("Control+Enter")
    expect(root.locator(".pc-section").first).to_be_attached(timeout=60_000)

    hands.reach("Video name")
    hands.type(NAME)
    hands.press("Enter")
    for number, story in enumerate(STORIES):
        hands.type(story)
        if number < 4:
            hands.press("Control+Enter")

    hands.press("F6")
    hands.reach("Automatic")
    hands.press("ArrowRight", "Enter")
    hands.reach("Search pictures and films")
    hands.type("sea")
    expect(root.locator(".pc-thumb img").first).to_be_visible(timeout=60_000)
    hands.press("ArrowDown", "Enter")
    expect(root.locator(".pc-thumb[aria-pressed=true]")).to_have_count(1)

    hands.press("F6")
    hands.reach("Scene 4 story", "ArrowUp")
    hands.press("F6")
    hands.reach("Background")
    hands.reach("Timing and transition", "ArrowDown")
    hands.press("Enter")
    hands.reach("Comes in by")
    hands.press("f")  # fade, as in any list

    hands.press("F6", "F6", "ArrowRight")
    hands.reach("Picture")
    hands.reach("Voice", "ArrowDown")
    hands.reach("choose another voice")
    hands.press("Enter")
    expect(root.locator(".pc-dialog .pc-entry").first).to_be_visible()
    hands.type("emma")
    expect(root.locator(".pc-dialog .pc-entry")).to_have_count(1)
    hands.press("ArrowDown", "Enter")

    hands.press("F6", "F6")
    hands.reach("Picture")
    hands.reach("Music", "ArrowDown")
    hands.press("Tab", "ArrowRight", "Enter")
    expect(root.locator(".pc-dialog .pc-entry").first).to_be_visible(timeout=60_000)
    hands.press("ArrowDown", "Enter")

    hands.press("F6")
    hands.reach("Scene 3 story", "ArrowUp", 12)
    hands.press("Alt+ArrowUp", "Control+End")
    hands.reach("Scene 5 story", "ArrowDown", 12)
    hands.press("Escape", "Delete", "Control+z")
    expect(root.locator(".pc-card")).to_have_count(5)
    hands.press("Shift+F6", "Enter")

    assert film(notebook)
    assert made(notebook) == [MADE, "fade", True, "Emma", True]
    print(f"\n{hands.steps} keys beside {hands.letters} letters")
    assert hands.steps < 85


def test_a_film_is_made_from_nothing_with_the_mouse(open_notebook: Open, page: Page, hands: Hands):
    """The same film: only the stories are typed, everything else is clicked and dragged."""
    notebook = open_notebook(["\n".join(BEGIN)])
    root = notebook.cell(0).locator(".pc-root")
    hands.click(notebook.cell(0).locator(".cm-content"))
    hands.click(
        notebook.panel.locator("[data-command='notebook:run-cell-and-select-next'], [data-jp-item-name=run]").first
    )
    expect(root.locator(".pc-section").first).to_be_attached(timeout=60_000)

    hands.click(root.get_by_label("Video name"))
    hands.type(NAME)
    hands.click(root.get_by_role("textbox", name="Scene 1 story"))
    for number, story in enumerate(STORIES):
        hands.type(story)
        if number < 4:
            hands.click(root.get_by_role("button", name="Add a scene"))

    hands.click(root.get_by_role("button", name="Picture or film").first)
    hands.click(root.get_by_role("searchbox", name="Search pictures and films"))
    hands.type("sea")
    hands.click(root.locator(".pc-thumb").first, timeout=60_000)
    hands.click(root.get_by_role("textbox", name="Scene 4 story"))
    hands.click(root.locator("summary", has_text="Timing and transition"))
    root.get_by_label("Comes in by").select_option(label="Fade")
    hands.steps += 2  # a list is opened, and a line of it clicked

    hands.click(root.get_by_role("tab", name="Whole video"))
    hands.click(root.locator(".pc-pick:visible"))
    dialog = root.get_by_role("dialog")
    hands.click(dialog.locator(".pc-take", has_text="Emma"))
    hands.click(root.get_by_role("button", name="Choose it"))
    hands.click(dialog.locator(".pc-take").first, timeout=60_000)

    grips = root.locator(".pc-grip")
    grips.nth(2).hover()  # once nothing moves any more
    begin, end = grips.nth(2).bounding_box(), grips.nth(1).bounding_box()
    page.mouse.move(begin["x"] + 10, begin["y"] + 12)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 4, steps=6)
    page.mouse.up()
    hands.steps += 1
    hands.click(root.get_by_role("textbox", name="Scene 5 story"))
    hands.click(root.get_by_role("button", name="Delete scene 5"))
    hands.click(root.locator(".pc-foot").get_by_role("button", name="Undo"))
    expect(root.locator(".pc-card")).to_have_count(5)
    hands.click(root.get_by_role("button", name="Render", exact=True))

    assert film(notebook)
    assert made(notebook) == [MADE, "fade", True, "Emma", True]
    print(f"\n{hands.steps} clicks beside {hands.letters} letters")
    assert hands.steps < 30
