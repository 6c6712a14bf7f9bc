"""The composer in a browser, without a notebook around it: hands, keys, ears, and every width and light."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Locator, Page, expect

from pictory_nb import Pictory, Scene, Storyboard
from pictory_nb.jupyter.composer import Composer
from pictory_nb.jupyter.composer.module import first_half, second_half
from pictory_nb.renderer.outlines import OUTLINES
from pictory_nb.storyboard import Background
from pictory_nb.word import Word
from tests.browser.workshop import Workshop

RAIN = """\
---
name: Rain
voice: Emma
---
The sun warms the **sea**.

Clouds gather.

It rains.
"""
ONE, TWO, THREE = "The sun warms the <strong>sea</strong>.", "Clouds gather.", "It rains."

Open = Callable[..., Workshop]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may use the clipboard, and reports no error."""
    context = browser.new_context(viewport={"width": 1180, "height": 860}, has_touch=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda it: problems.append(it.url) if it.url.startswith("http") else None)
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def open_(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.chdir(tmp_path)
    return lambda given=RAIN: Workshop(page, Composer(given))


def theme(page: Page, name: str) -> None:
    """The page as JupyterLab paints it: ``light`` or ``dark``."""
    paper, ink = {"light": ("#fff", "rgba(0,0,0,0.87)"), "dark": ("#111", "#fff")}[name]
    page.evaluate(
        """([name, paper, ink]) => {
          document.body.dataset.jpThemeLight = String(name === "light");
          document.body.style.setProperty("--jp-layout-color1", paper);
          document.body.style.setProperty("--jp-content-font-color1", ink);
        }""",
        [name, paper, ink],
    )


def test_the_scenes_are_split_joined_doubled_and_deleted_by_keys(open_: Open, page: Page):
    """As in a text: nothing but the keyboard, and each step can be undone and done again."""
    shop = open_()
    shop.story(1).click()
    shop.story(1).evaluate("story => story.setSelectionRange(13, 13)")
    page.keyboard.press("Control+Enter")
    split = ["The sun warms", "the <strong>sea</strong>.", TWO, THREE]
    shop.settled(split)
    expect(shop.story(2)).to_be_focused()
    page.keyboard.press("Backspace")
    shop.settled([ONE, TWO, THREE])
    expect(shop.story(1)).to_be_focused()
    assert shop.story(1).evaluate("story => story.selectionStart") == 13
    page.keyboard.press("Control+d")
    shop.settled([ONE, ONE, TWO, THREE])
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    shop.settled([ONE, TWO, THREE])
    for _ in range(4):
        page.keyboard.press("Control+z")
    shop.settled([ONE, TWO, THREE])
    assert page.evaluate("() => document.activeElement.closest('.pc-root') !== null")  # focus is never lost
    for _ in range(2):
        page.keyboard.press("Control+Shift+z")
    shop.settled([ONE, TWO, THREE])
    page.keyboard.press("Control+y")
    shop.settled([ONE, ONE, TWO, THREE])


def test_a_scene_is_moved_by_keys_and_the_move_is_told(open_: Open, page: Page):
    """Alt and an arrow, from the story or the handle: focus and caret go along, and a screen reader hears where to."""
    shop = open_()
    shop.story(3).click()
    page.keyboard.press("Home")
    page.keyboard.press("Alt+ArrowUp")
    expect(shop.root.locator(".pc-live")).to_have_text("Scene 3 moved to place 2 of 3")
    shop.settled([ONE, THREE, TWO])
    expect(shop.story(2)).to_be_focused()
    page.keyboard.type("So ")
    page.keyboard.press("Alt+End")
    shop.settled([ONE, TWO, f"So {THREE}"])
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Home")
    shop.settled([f"So {THREE}", ONE, TWO])
    expect(shop.root.locator(".pc-grip").first).to_be_focused()


def test_one_key_leads_from_the_stories_to_what_is_beside_them_and_back(open_: Open, page: Page):
    """However many scenes there are; and of the handles only the chosen card's is a stop of Tab."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press("F6")
    expect(shop.root.get_by_role("tab", name="Scene 2")).to_be_focused()
    page.keyboard.press("F6")
    expect(shop.story(2)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(shop.story(1)).to_be_focused()


def test_a_fold_has_its_fields_at_once_so_that_no_key_passes_them_by(open_: Open, page: Page):
    """Who presses Enter and Tab faster than the page draws is on the first field, not behind the last."""
    shop = open_()
    built = "fold => { fold.click(); return fold.parentElement.querySelectorAll('input, select').length }"
    for name in ("Timing and transition", "Subtitles"):
        assert shop.root.locator("summary", has_text=name).first.evaluate(built) > 3, name


def test_focus_stays_where_it_was_when_a_choice_brings_other_fields(open_: Open, page: Page):
    """The fold is built anew below the hands; what was pressed is under them still, or what stands in its place."""
    shop = open_()
    for name in ("Picture or film", "Colour", "AI", "Automatic"):
        choice = shop.root.locator(".pc-choices").get_by_role("button", name=name, exact=True).first
        choice.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        expect(choice).to_be_focused()
        expect(choice).to_have_attribute("aria-pressed", "true")
    shop.root.locator("summary", has_text="On the picture").click()
    shop.root.get_by_role("button", name="Heading", exact=True).click()
    shop.root.get_by_role("button", name="Take away: Text").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.evaluate("() => document.activeElement.closest('.pc-section') !== null")


def test_a_scene_is_moved_by_its_buttons(open_: Open):
    shop = open_()
    shop.root.get_by_role("button", name="Move down scene 1").click()
    shop.settled([TWO, ONE, THREE])
    expect(shop.root.get_by_role("button", name="Move up scene 1")).to_be_disabled()


@pytest.mark.parametrize("by", ["mouse", "finger"])
def test_a_scene_is_dragged_by_its_handle(open_: Open, page: Page, by: str):
    """With a mouse and with a finger; Escape takes it back."""
    shop = open_()
    grips = shop.root.locator(".pc-grip")
    begin, end = grips.nth(0).bounding_box(), grips.nth(2).bounding_box()
    x, y, to = begin["x"] + 10, begin["y"] + 12, end["y"] + end["height"] - 4
    if by == "mouse":
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y + 40)
        expect(shop.root.locator(".pc-line")).to_be_visible()
        page.mouse.move(x, to, steps=4)
        page.mouse.up()
    else:
        touch = page.context.new_cdp_session(page)
        for kind, points in (
            ("touchStart", [(x, y)]),
            ("touchMove", [(x, y + 40)]),
            ("touchMove", [(x, to)]),
            ("touchEnd", []),
        ):
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]})
    shop.settled([TWO, THREE, ONE])
    expect(shop.root.locator(".pc-line")).to_have_count(0)


def test_several_scenes_are_changed_at_once(open_: Open, page: Page):
    """Selected with Shift: moved together, given one transition, and deleted, with one step back for each."""
    shop = open_()
    grips = shop.root.locator(".pc-grip")
    grips.nth(1).click()
    grips.nth(2).click(modifiers=["Shift"])
    expect(shop.root.locator(".pc-bulk")).to_contain_text("2 selected")
    shop.root.get_by_role("button", name="Move up the selected scenes").click()
    shop.settled([TWO, THREE, ONE])
    shop.root.get_by_text("Timing and transition").click()
    shop.root.get_by_label("Comes in by").select_option(label="Wipe left")
    page.wait_for_timeout(400)
    assert [scene.scene_transition for scene in shop.composer.storyboard.scenes] == ["wipeleft", "wipeleft", None]
    shop.root.get_by_role("button", name="Delete the selected scenes").click()
    shop.settled([ONE])
    shop.root.get_by_role("button", name="Undo", exact=True).last.click()
    shop.settled([TWO, THREE, ONE])


@pytest.mark.parametrize("keys", ["Control+Enter", "Control+Shift+Enter", "Control+d"])
def test_focus_goes_on_where_a_scene_is_taken_back(open_: Open, page: Page, keys: str):
    """The story that it was in is gone with the scene: the next key would be the notebook."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press(keys)
    expect(shop.story(3)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(shop.story(2)).to_be_focused()
    page.keyboard.press("Control+Shift+z")
    expect(shop.root.locator(".pc-card")).to_have_count(4)


def test_focus_goes_on_where_python_takes_a_scene_away(open_: Open, page: Page):
    shop = open_()
    shop.story(3).click()
    board = shop.composer.storyboard
    shop.composer.storyboard = board.replace(scenes=board.scenes[:1])
    shop._send_state(["board", "told"])
    expect(shop.story(1)).to_be_focused()


def test_focus_stays_in_the_composer_whatever_a_button_does_away_with(open_: Open, page: Page):
    """Each of these hides or disables the very button that was pressed."""
    shop = open_()
    shop.story(1).click()
    page.keyboard.press("End")
    page.keyboard.type("x")
    shop.settled([f"{ONE}x", TWO, THREE])

    def press(button: Locator) -> None:
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)
        assert page.evaluate("() => document.activeElement.closest('.pc-root') !== null")

    press(shop.root.get_by_role("button", name="Undo", exact=True).first)
    press(shop.root.get_by_role("button", name="Redo", exact=True))
    shop.story(2).click()
    press(shop.root.get_by_role("button", name="Move up scene 2"))
    press(shop.root.get_by_role("button", name="Delete scene 1"))
    press(shop.root.locator(".pc-foot").get_by_role("button", name="Undo"))
    page.keyboard.press("Control+a")
    press(shop.root.get_by_role("button", name="Select none"))


def test_a_deleted_scene_comes_back_by_its_button_whatever_was_done_since(open_: Open, page: Page):
    """The button stands beside "Scene 2 deleted", and means that."""
    shop = open_()
    shop.root.get_by_role("button", name="Delete scene 2").click()
    shop.settled([ONE, THREE])
    shop.story(2).click()
    page.keyboard.press("End")
    page.keyboard.type(" Hard.")
    shop.root.locator(".pc-foot").get_by_role("button", name="Undo").click()
    shop.settled([ONE, TWO, f"{THREE} Hard."])


def test_scenes_are_copied_to_another_composer(open_: Open, page: Page):
    """By the clipboard, with all that belongs to them; elsewhere they are their text."""
    shop = open_(Storyboard(video_name="x", scenes=[Scene(story="Blue.", background=Background(color="#1d3557"))]))
    copied = page.evaluate(
        """() => {
          const data = new DataTransfer();
          const grip = document.querySelector(".pc-grip");
          grip.focus();
          grip.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
          grip.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
          return data.getData("text/plain");
        }"""
    )
    assert copied == "Blue."
    shop.settled(["Blue.", "Blue."])
    assert shop.composer.storyboard.scenes[0] == shop.composer.storyboard.scenes[1]


PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""


def test_pasted_paragraphs_become_scenes_unless_one_text_is_wanted(open_: Open, page: Page):
    shop = open_()
    shop.story(3).click()
    page.keyboard.press("End")
    page.evaluate(PASTE, " Hard.\n\nAnd **long**.\n\nThen it stops.")
    shop.settled([ONE, TWO, "It rains.Hard.", "And <strong>long</strong>.", "Then it stops."])
    shop.root.get_by_role("button", name="Keep it as one text").click()
    shop.settled([ONE, TWO, "It rains.Hard.\n\nAnd <strong>long</strong>.\n\nThen it stops."])


def test_one_text_is_wanted_although_something_was_written_since(open_: Open, page: Page):
    shop = open_()
    shop.story(3).click()
    page.keyboard.press("End")
    page.evaluate(PASTE, " It pours.\n\nThen it stops.")
    shop.story(1).click()
    page.keyboard.press("End")
    page.keyboard.type(" Now.")
    shop.root.get_by_role("button", name="Keep it as one text").click()
    shop.settled([f"{ONE} Now.", TWO, "It rains.It pours.\n\nThen it stops."])


@pytest.mark.parametrize(
    ("address", "field", "value"),
    [
        ("https://example.com/a.jpg", "background", Background(type="image", visual_url="https://example.com/a.jpg")),
        ("https://example.com/story", "blog_url", "https://example.com/story"),
        ("https://example.com/deck.pptx", "ppt_url", "https://example.com/deck.pptx"),
    ],
)
def test_a_pasted_address_becomes_what_it_leads_to(open_: Open, page: Page, address: str, field: str, value: object):
    shop = open_()
    shop.root.locator(".pc-grip").nth(2).focus()
    page.evaluate(PASTE, address)
    expect(shop.root.locator(".pc-card")).to_have_count(4)
    page.wait_for_timeout(300)
    assert getattr(shop.composer.storyboard.scenes[3], field) == value


@pytest.mark.parametrize(
    "text",
    [
        "%%pictory --new\n---\nname: Sea\n---\nThe **sea**.\n\n![](https://example.com/a.jpg)\nThe land.\n",
        '{"videoName": "Sea", "scenes": [{"story": "The <strong>sea</strong>."}, {"story": "The land."}]}',
        '{"videoName": "Sea", "scenes": [{"text": "The <strong>sea</strong>."}, {"text": "The land."}]}',
    ],
)
def test_a_pasted_script_or_body_becomes_its_scenes(open_: Open, page: Page, text: str):
    """What "As code" gives can be brought back; with nothing there yet the video's own settings come along."""
    shop = open_(None)
    shop.story(1).click()
    page.evaluate(PASTE, text)
    shop.settled(["The <strong>sea</strong>.", "The land."])
    assert shop.composer.storyboard.video_name == "Sea"
    expect(shop.story(2)).to_be_focused()
    page.evaluate(PASTE, text)
    shop.settled(["The <strong>sea</strong>.", "The land."] * 2)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(shop.root.locator(".pc-card")).to_have_count(1)


def test_what_is_no_storyboard_after_all_says_so(open_: Open, page: Page):
    shop = open_()
    shop.story(1).click()
    page.evaluate(PASTE, '{"scenes": [')
    expect(shop.root.locator(".pc-foot .pc-note")).to_contain_text("not JSON")
    shop.settled([ONE, TWO, THREE])


def test_scenes_stay_scenes_where_a_caret_stands_in_a_story(open_: Open, page: Page):
    """Who clicks where they are to go has a caret there; and an empty card makes room for them."""
    shop = open_(Storyboard(video_name="x", scenes=[Scene(story="Blue.", background=Background(color="#1d3557"))]))
    shop.story(1).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+c")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    shop.settled(["Blue.", "Blue."])
    page.keyboard.press("Control+Shift+Enter")
    page.keyboard.press("Control+v")
    shop.settled(["Blue.", "Blue.", "Blue."])
    expect(shop.root.locator(".pc-card")).to_have_count(3)
    assert {scene.background.color for scene in shop.composer.storyboard.scenes} == {"#1d3557"}


def test_what_is_told_from_a_page_is_not_lost_by_joining(open_: Open, page: Page):
    shop = open_(Storyboard(video_name="x", scenes=[Scene(story="One."), Scene(blog_url="https://example.com/x")]))
    shop.root.get_by_role("button", name="More for scene 1").click()
    shop.root.get_by_role("menuitem", name="Join").click()
    expect(shop.root.locator(".pc-foot .pc-note")).to_contain_text("cannot be joined")
    expect(shop.root.locator(".pc-card")).to_have_count(2)


def test_a_scene_is_put_between_two_where_the_mouse_finds_the_gap(open_: Open, page: Page):
    """The button is there only near a gap, and never within a story."""
    shop = open_()
    second = shop.root.locator(".pc-card").nth(1).bounding_box()
    button = shop.root.get_by_role("button", name="Add a scene here")
    page.mouse.move(second["x"] + 200, second["y"] + second["height"] / 2)
    expect(button).to_be_hidden()
    page.mouse.move(second["x"] + 200, second["y"] + second["height"] + 3)
    button.click()
    expect(shop.story(3)).to_be_focused()
    page.keyboard.type("Wind comes.")
    shop.settled([ONE, TWO, "Wind comes.", THREE])


def test_a_picture_in_the_clipboard_is_pasted_behind_the_scene(open_: Open, page: Page):
    """A screenshot needs no file: it is brought, and shown."""
    shop = open_()
    shop.story(2).click()
    page.evaluate(
        """async () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
          canvas.getContext("2d").fillRect(0, 0, 40, 30);
          const blob = await new Promise(done => canvas.toBlob(done));
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([blob], "image.png", { type: "image/png" }));
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }"""
    )
    expect(shop.root.locator(".pc-note").last).to_contain_text("stands behind scene 2")
    page.wait_for_timeout(300)
    assert shop.composer.storyboard.scenes[1].background.visual_url == "pictory_media/image.png"
    assert shop.stories == [ONE, TWO, THREE]


def test_a_word_becomes_a_keyword_by_one_key(open_: Open, page: Page):
    """And is one no more by the same key."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press("Home")
    page.keyboard.press("Control+b")
    shop.settled([ONE, "<strong>Clouds</strong> gather.", THREE])
    expect(shop.story(2)).to_have_value("**Clouds** gather.")
    page.keyboard.press("Control+b")
    shop.settled([ONE, TWO, THREE])


@pytest.mark.parametrize(
    ("before", "start", "end", "after"),
    [
        ("a **big sea** b", 6, 6, "a big sea b"),
        ("a **big sea** b", 4, 7, "a big sea b"),
        ("a **big sea** b", 0, 15, "**a big sea b**"),
        ("a **big sea** b", 9, 15, "a **big sea b**"),
        ("the sea is", 4, 8, "the **sea** is"),
        ("2 * 3", 2, 2, "2 * 3"),
    ],
)
def test_a_keyword_never_stands_in_another(open_: Open, page: Page, before: str, start: int, end: int, after: str):
    """Inside of one the key ends it; what a selection touches becomes part of the new one."""
    shop = open_(before)
    shop.story(1).click()
    shop.story(1).evaluate("(story, [start, end]) => story.setSelectionRange(start, end)", [start, end])
    page.keyboard.press("Control+b")
    expect(shop.story(1)).to_have_value(after)


def test_stories_are_found(open_: Open, page: Page):
    shop = open_()
    page.keyboard.press("Tab")
    shop.story(1).click()
    page.keyboard.press("Control+f")
    page.keyboard.type("rain")
    expect(shop.root.locator(".pc-card:visible")).to_have_count(1)
    expect(shop.root.get_by_text("1 of 3")).to_be_visible()
    expect(shop.root.get_by_role("img", name="How scene 3 will look")).to_be_visible()
    shop.root.get_by_role("button", name="End the search").click()
    expect(shop.root.locator(".pc-card:visible")).to_have_count(3)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [("caf\u00e9", 1), ("CAFE", 1), ("strasse", 1), ("a big", 1), ('"', 0), ("text", 0), ("blue", 1)],
)
def test_a_search_looks_at_words_as_people_do(open_: Open, page: Page, wanted: str, count: int):
    """Case and accents make no difference; the names of fields and the stars of keywords are no text."""
    shop = open_("One cafe\u0301.\n\nDie Straße.\n\nA **big\nblue** sea.")
    shop.story(1).click()
    page.keyboard.press("Control+f")
    page.keyboard.type(wanted)
    expect(shop.root.locator(".pc-finder [role=status]")).to_have_text(f"{count} of 3")


def test_what_a_search_hides_is_not_touched(open_: Open, page: Page):
    """Enter leads to what is found, Ctrl+A means what is seen, and Escape ends the search."""
    shop = open_()
    shop.story(1).click()
    page.keyboard.press("Control+f")
    page.keyboard.type("clouds")
    expect(shop.root.locator(".pc-card:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(shop.story(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(shop.story(2)).to_be_focused()
    for keys in ("Escape", "Control+a", "Delete"):
        page.keyboard.press(keys)
    shop.settled([ONE, THREE])
    assert page.evaluate("() => document.activeElement.closest('.pc-root') !== null")
    page.keyboard.press("Control+f")
    page.keyboard.press("Escape")
    expect(shop.root.locator(".pc-finder")).to_be_hidden()
    expect(shop.root.locator(".pc-card:visible")).to_have_count(2)


def test_what_is_wrong_is_told_on_its_field_and_mended_by_one_click(open_: Open, page: Page):
    shop = open_()
    shop.story(2).click()
    shop.root.get_by_text("Timing and transition").click()
    least = page.get_by_label("At least")
    least.fill("0.1")
    field = page.locator(".pc-field", has=least)
    expect(field).to_contain_text("The story takes about")
    assert least.get_attribute("aria-describedby")
    field.get_by_role("button", name="Mend").focus()
    page.keyboard.press("Enter")
    expect(field.locator(".pc-remark")).to_have_count(0)
    expect(least).to_be_focused()
    assert shop.composer.storyboard.scenes[1].minimum_duration == 1.0

    shop.root.get_by_text("Subtitles", exact=True).first.click()
    size = shop.root.get_by_label("Letters: as text")
    size.first.fill("bluish")
    expect(shop.root.locator(".pc-field.pc-wrong")).to_contain_text("is not a colour")
    assert shop.composer.storyboard.scenes[1].subtitle_style is None  # and nothing else is lost
    assert shop.stories == [ONE, TWO, THREE]


def test_python_and_two_views_stay_in_step_without_losing_the_caret(open_: Open, page: Page):
    """What is typed in one is seen in the other at once, and what Python sets in both; nobody's caret jumps."""
    shop = open_()
    page.evaluate("() => open_()")
    first, second = (page.locator(".pc-root").nth(n) for n in (0, 1))
    story = first.get_by_role("textbox", name="Scene 1 story")
    story.click()
    story.evaluate("story => story.setSelectionRange(4, 4)")
    page.keyboard.type("hot ")
    expect(second.get_by_role("textbox", name="Scene 1 story")).to_have_value("The hot sun warms the **sea**.")
    shop.settled(["The hot sun warms the <strong>sea</strong>.", TWO, THREE])

    board = shop.composer.storyboard
    changed = board.scenes[0].replace(story="And now: " + board.scenes[0].story)
    shop.composer.storyboard = board.replace(scenes=[changed, *board.scenes[1:]])
    shop._send_state(["board", "told"])
    expect(story).to_have_value("And now: The hot sun warms the **sea**.")
    expect(story).to_be_focused()
    page.keyboard.type("big ")
    expect(story).to_have_value("And now: The hot big sun warms the **sea**.")
    expect(second.get_by_role("textbox", name="Scene 1 story")).to_have_value(story.input_value())


def elsewhere(shop: Workshop, *changes: dict) -> None:
    """What somebody does in another window of the same kernel."""
    shop.composer._edit({"op": "edit", "n": 1, "by": "another", "changes": list(changes)})


def test_undo_takes_back_only_what_was_done_here(open_: Open, page: Page):
    """Somebody else wrote into the same stories meanwhile: not a letter of theirs goes, and nothing that they chose."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press("Home")
    page.keyboard.type("Dark ")
    page.keyboard.press("End")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("At noon.")
    shop.settled([ONE, f"Dark {TWO}", "At noon.", THREE])
    two, fresh = (card.id for card in shop.composer._draft.cards[1:3])
    elsewhere(
        shop,
        {"splice": [two, "story"], "start": 0, "cut": 0, "text": "See: ", "of": 19},
        {"splice": [fresh, "story"], "start": 0, "cut": 0, "text": "Or so: ", "of": 8},
        {"put": [two, "background"], "value": {"color": "#1d3557"}},
    )
    expect(shop.story(3)).to_have_value("Or so: At noon.")

    page.keyboard.press("Control+z")
    shop.settled([ONE, f"See: Dark {TWO}", "Or so: ", THREE])
    page.keyboard.press("Control+z")  # the scene stays, since somebody wrote in it
    page.keyboard.press("Control+z")
    shop.settled([ONE, f"See: {TWO}", "Or so: ", THREE])
    expect(shop.root.get_by_role("button", name="Undo", exact=True).first).to_be_disabled()
    for _ in range(3):
        page.keyboard.press("Control+Shift+z")
    shop.settled([ONE, f"See: Dark {TWO}", "Or so: At noon.", THREE])
    assert shop.composer.storyboard.scenes[1].background.color == "#1d3557"


def test_a_move_is_undone_although_one_of_the_moved_scenes_is_gone(open_: Open, page: Page):
    """The others go back to where they were."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Alt+Home")
    shop.settled([TWO, THREE, ONE])
    elsewhere(shop, {"remove": [shop.composer._draft.cards[1].id]})
    expect(shop.root.locator(".pc-card")).to_have_count(2)
    page.keyboard.press("Control+z")
    shop.settled([ONE, TWO])


def test_what_python_sets_is_told_of_anew(open_: Open, page: Page):
    """The shape of the film, its length and its price are those of the storyboard that is there now."""
    shop = open_()
    expect(shop.root.locator(".pc-sums")).to_contain_text("3 scenes · 0:04")
    long = Scene(story="It rains. " * 20)
    shop.composer.storyboard = Storyboard(video_name="Tall", video_width=720, video_height=1280, scenes=[long])
    expect(shop.root.locator(".pc-sums")).to_contain_text("1 scene · 0:1")
    page.wait_for_function("() => document.querySelector('.pc-large').style.getPropertyValue('--shape') === '0.5625'")


def test_what_python_sets_is_no_step_of_undo_but_can_be_taken_back(open_: Open, page: Page):
    """Who presses Ctrl+Z means their own last step; a button takes back Python's, and leaves what was typed since."""
    shop = open_()
    shop.story(3).click()
    page.keyboard.press("End")
    page.keyboard.type(" Hard.")
    shop.settled([ONE, TWO, f"{THREE} Hard."])
    board = shop.composer.storyboard
    shop.composer.storyboard = board.replace(scenes=[board.scenes[0].replace(story="Night."), *board.scenes[1:]])
    shop._send_state(["board", "told"])
    expect(shop.story(1)).to_have_value("Night.")
    page.keyboard.press("Control+z")
    shop.settled(["Night.", TWO, THREE])
    page.keyboard.press("Control+Shift+z")
    shop.root.locator(".pc-foot").get_by_role("button", name="Undo").click()
    shop.settled([ONE, TWO, f"{THREE} Hard."])


def test_a_still_shows_what_is_typed_while_it_is_typed(open_: Open, page: Page):
    """Before the kernel has said anything: the words of the caption stand in the stage."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press("End")
    page.keyboard.type(" Dark ones.")
    stage = shop.root.locator(".pc-large")
    expect(stage.locator("text")).to_contain_text(["Clouds"])
    assert "Dark" in stage.locator("svg").first.text_content()


def test_another_shape_of_the_video_is_seen_on_every_still(open_: Open, page: Page):
    """The words are set anew as soon as the kernel has told the new frame."""
    shop = open_()
    shop.root.get_by_role("tab", name="Whole video").click()
    shop.root.get_by_label("Shape").select_option(label="9:16, for phones")
    for still in shop.root.locator(".pc-still").all():
        expect(still.locator("svg").first).to_have_attribute("viewBox", "0 0 1080 1920")


def test_pictures_are_searched_and_dragged_onto_a_scene(open_: Open, page: Page):
    shop = open_()
    shop.root.get_by_role("button", name="Picture or film").click()
    shop.root.get_by_role("searchbox", name="Search pictures and films").fill("sea")
    thumb = shop.root.locator(".pc-thumb").first
    expect(thumb.locator("img")).to_be_visible(timeout=20_000)
    thumb.drag_to(shop.root.locator(".pc-card").nth(1))
    expect(shop.root.locator(".pc-card").nth(1).locator("img.pc-cover")).to_be_visible()
    assert shop.composer.storyboard.scenes[1].background.visual_url.startswith("http://sandbox.localhost/")
    thumb.click()
    expect(shop.root.locator(".pc-large img.pc-cover")).to_be_visible()


def placed(shop: Workshop, number: int = 0) -> tuple[str | None, str | None, str | None, str | None]:
    element = shop.composer.storyboard.scenes[number].elements[0]
    return element.position, element.left, element.top, element.width


def test_a_text_is_put_on_the_picture_and_dragged_where_it_is_to_stand(open_: Open, page: Page):
    """It goes where the mouse goes, is pulled to the middle and the edges, and Escape puts it back."""
    shop = open_()
    shop.root.locator("summary", has_text="On the picture").click()
    shop.root.get_by_role("button", name="Heading", exact=True).click()
    page.keyboard.type("Water")
    handle = shop.root.get_by_role("button", name="Text 1: Water")
    frame, box = (spot.bounding_box() for spot in (shop.root.locator(".pc-handles"), handle))

    def drag(x: float, y: float) -> None:
        """To where its left upper corner is that far from the frame's, in shares of it."""
        box = handle.bounding_box()
        page.mouse.move(box["x"] + 9, box["y"] + 9)
        page.mouse.down()
        page.mouse.move(frame["x"] + 9 + x * frame["width"], frame["y"] + 9 + y * frame["height"], steps=4)

    drag(0.31, 0.22)
    page.keyboard.press("Escape")
    page.mouse.up()
    drag(0.31, 0.22)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert placed(shop) == (None, "31%", "22%", None)
    assert len(shop.composer.storyboard.scenes) == 3
    drag(0.06, 0.06)
    expect(shop.root.locator(".pc-guide")).to_have_count(2)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert placed(shop) == ("top-left", None, None, None)
    assert box["width"] == pytest.approx(handle.bounding_box()["width"], abs=1)
    for _ in range(2):
        shop.root.get_by_role("button", name="Undo", exact=True).first.click()
    page.wait_for_timeout(300)
    assert placed(shop) == (None, None, None, None)
    handle.dblclick()
    expect(shop.root.get_by_label("Words")).to_be_focused()


def test_what_stands_on_the_picture_is_moved_and_sized_by_keys(open_: Open, page: Page):
    """Arrow keys on its handle; Enter leads to its words, Delete takes it away."""
    text = {"type": "text", "text": "Rain", "top": "40%", "left": "40%"}
    shop = open_(Storyboard(video_name="x", scenes=[Scene(story="It rains.", elements=[text])]))
    handle = shop.root.get_by_role("button", name="Text 1: Rain")
    handle.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert placed(shop) == (None, "42%", "39%", None)
    expect(shop.root.locator(".pc-live")).to_have_text("42 percent from the left, 39 from the top")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(300)
    assert placed(shop)[3] is not None
    expect(handle).to_be_focused()
    page.keyboard.press("Enter")
    expect(shop.root.get_by_label("Words")).to_be_focused()
    handle.focus()
    page.keyboard.press("Delete")
    page.wait_for_timeout(300)
    assert shop.composer.storyboard.scenes[0].elements == ()


def look_for(shop: Workshop, word: str) -> None:
    """Take the first picture that is found for a word."""
    shop.root.get_by_role("searchbox", name="Search: Pictures and films").fill(word)
    shop.root.locator(".pc-dialog .pc-thumb").first.click(timeout=30_000)


def test_a_picture_and_a_b_roll_are_looked_for_and_put_in_their_place(open_: Open, page: Page):
    shop = open_()
    shop.root.locator("summary", has_text="On the picture").click()
    shop.root.locator("details", has_text="On the picture").get_by_role("button", name="Picture or film").last.click()
    look_for(shop, "sea")
    expect(shop.root.get_by_role("button", name="Picture 1")).to_be_focused()
    shop.root.locator("summary", has_text="B-roll").click()
    shop.root.locator("details", has_text="B-roll").get_by_role("button", name="Picture or film").click()
    look_for(shop, "city")
    expect(shop.root.locator(".pc-pill")).to_be_visible()
    shop.root.get_by_label("To", exact=True).fill("1.5")
    page.wait_for_timeout(300)
    (scene, *_) = shop.composer.storyboard.scenes
    assert scene.elements[0].visual_url
    (broll,) = scene.background_brolls
    assert (broll.type, broll.broll_clip.start, broll.broll_clip.end) == ("image", 0.0, 1.5)
    shop.root.get_by_role("button", name="Take away: ").last.click()
    page.wait_for_timeout(300)
    assert shop.composer.storyboard.scenes[0].background_brolls == ()


def test_words_come_and_go_as_they_are_told_to(open_: Open, page: Page):
    """A text has a way to come and one to go, and a speed for each; without a way there is no speed."""
    shop = open_()
    shop.root.locator("summary", has_text="On the picture").click()
    shop.root.get_by_role("button", name="Heading", exact=True).click()
    shop.root.get_by_label("Go out", exact=True).select_option(label="Fade")
    expect(shop.root.get_by_label("Come in: how fast")).to_be_hidden()
    shop.root.get_by_label("Come in", exact=True).select_option(label="Text reveal")
    shop.root.get_by_label("Come in: how fast").select_option(label="fast")
    page.wait_for_timeout(400)
    (heading,) = shop.composer.storyboard.scenes[0].elements
    assert [one.to_wire() for one in heading.style.animations] == [
        {"name": "text reveal", "type": "entry", "speed": "fast"},
        {"name": "fade", "type": "exit"},
    ]
    for label in ("Come in", "Go out"):
        shop.root.get_by_label(label, exact=True).select_option(label="As usual")
    page.wait_for_timeout(400)
    (heading,) = shop.composer.storyboard.scenes[0].elements
    assert not (heading.style and heading.style.animations)


def test_words_come_in_as_many_seconds_as_are_given_and_letter_by_letter(open_: Open, page: Page):
    """Rarer fields are folded away; a length of its own begins with a good one, and a bad one is told there."""
    shop = open_()
    fields = shop.root.locator(".pc-panel:visible")
    fields.locator("summary", has_text="Subtitles").click()
    expect(fields.get_by_label("Appears")).to_be_hidden()
    fields.get_by_label("Come in", exact=True).select_option(label="Fade")
    fields.get_by_label("Come in: how fast").select_option(label="in seconds")
    fields.locator("summary", has_text="Come in: how it moves").click()
    fields.get_by_label("Appears").select_option(label="Word by word")
    fields.get_by_label("Not yet said").select_option(label="Faint")
    fields.get_by_role("button", name="Bold").click()
    page.wait_for_timeout(400)
    style = shop.composer.storyboard.scenes[0].subtitle_style
    whole = {"name": "fade", "type": "entry", "speed": "custom", "customSpeedValue": 1.0}
    whole |= {"writingStyle": "word", "futureWords": "subtle"}
    assert (style.decorations, [one.to_wire() for one in style.animations]) == (("bold",), [whole])

    fields.get_by_label("Come in within").fill("0.2")
    wrong = fields.locator(".pc-field", has_text="Come in within")
    expect(wrong.locator(".pc-why")).to_have_text("0.2 is too small")
    fields.get_by_label("Come in within").fill("2.5")
    expect(wrong.locator(".pc-why")).to_have_count(0)
    fields.get_by_label("Come in", exact=True).select_option(label="Typewriter")
    fields.get_by_label("Come in: how fast").select_option(label="slowly")
    page.wait_for_timeout(400)
    (animation,) = shop.composer.storyboard.scenes[0].subtitle_style.animations
    assert animation.to_wire() == {"name": "typewriter", "type": "entry", "speed": "slow", "writingStyle": "word"}
    assert shop.composer.storyboard.scenes[1].subtitle_style is None


def test_shapes_are_chosen_by_looking_and_stand_on_the_still_as_in_the_film(open_: Open, page: Page):
    """Each in its own outline, not in a box that stands for it."""
    shop = open_()
    shop.root.locator("summary", has_text="On the picture").click()
    shop.root.get_by_role("button", name="Shape", exact=True).click()
    shop.root.get_by_role("button", name="See the shapes").click()
    shop.root.get_by_role("searchbox", name="Search: Shapes").fill("arrow")
    shop.root.get_by_role("dialog").get_by_role("button", name="Arrow 4").click()
    expect(shop.root.locator(".pc-large mask image")).to_have_count(1)
    width, height = shop.root.locator(".pc-large mask image").evaluate(
        "it => [it.width, it.height].map(s => s.baseVal.value)"
    )
    assert height == pytest.approx(width * OUTLINES["arrow-4"].height / 100, rel=0.02)
    page.wait_for_timeout(400)
    assert shop.composer.storyboard.scenes[0].elements[0].name == "arrow-4"


def test_an_ai_picture_is_made_after_another(open_: Open, page: Page):
    """A film begins with one or looks like two, never both; a change of model keeps what was named."""
    shop = open_()
    shop.root.get_by_role("button", name="AI", exact=True).click()
    shop.root.locator("summary", has_text="Made after a picture").click()
    shop.root.get_by_role("textbox", name="It looks like").fill("https://example.com/a.png")
    page.wait_for_timeout(300)
    ai = lambda: shop.composer.storyboard.scenes[0].background.ai_visual  # noqa: E731
    assert ai().reference_image_url == "https://example.com/a.png"
    shop.root.get_by_label("Model").select_option(label="veo3.1 · 20 credits a second")
    expect(shop.root.get_by_role("textbox", name="It begins with")).to_have_count(0)
    shop.root.get_by_role("textbox", name="and like").fill("https://example.com/b.png")
    page.wait_for_timeout(300)
    assert ai().reference_image_urls == ("https://example.com/a.png", "https://example.com/b.png")
    assert ai().reference_image_url is None
    expect(shop.root.locator(".pc-card .pc-remark")).to_have_count(0)


def test_a_recording_is_heard_instead_of_a_voice(open_: Open, page: Page):
    """In one scene, while the voice of the video reads the others."""
    shop = open_()
    shop.root.locator(".pc-panel:visible summary", has_text="Voice").click()
    shop.root.get_by_role("button", name="A recording").click()
    shop.root.get_by_role("textbox", name="Recording").fill("https://example.com/me.mp3")
    page.wait_for_timeout(400)
    first, second, _ = shop.composer.storyboard.scenes
    assert first.voice_over.external_voice.voice_url == "https://example.com/me.mp3"
    assert second.voice_over is None


def test_every_field_of_the_api_has_a_control_or_is_named_as_rare():
    """Whoever composes need not write JSON; what only there can be written is named in the docs."""
    panel = second_half()
    docs = (Path(__file__).parents[2] / "docs" / "composer.md").read_text("utf-8")
    missing, seen, waiting = set(), {Storyboard}, [Storyboard]

    def words(kind: Any) -> Iterator[type[Word]]:
        if isinstance(kind, type) and issubclass(kind, Word):
            yield kind
        for part in get_args(kind):
            yield from words(part)

    while waiting:
        for name, field in waiting.pop().model_fields.items():
            if re.search(rf"\b{field.alias or name}\b", panel) is None:
                missing.add(f"`{field.alias or name}`")
                continue
            new = set(words(field.annotation)) - seen
            seen |= new
            waiting.extend(new)
    assert {name for name in missing if name not in docs} == set()


def test_a_model_draws_what_stands_on_the_picture_and_instead_of_it(open_: Open, page: Page):
    """The kind of the medium follows the model, so that nothing has to be mended."""
    shop = open_()
    shop.root.locator("summary", has_text="On the picture").click()
    shop.root.locator("details", has_text="On the picture").get_by_role("button", name="AI picture").last.click()
    shop.root.get_by_label("Prompt").fill("a river")
    shop.root.get_by_label("Model").select_option(label="veo3.1_fast · 10 credits a second")
    shop.root.get_by_label("Length").select_option(label="6s")
    shop.root.locator("summary", has_text="B-roll").click()
    shop.root.locator("details", has_text="B-roll").get_by_role("button", name="AI picture").click()
    page.wait_for_timeout(400)
    (scene, *_) = shop.composer.storyboard.scenes
    (element,), (broll,) = scene.elements, scene.background_brolls
    assert (element.type, element.ai_visual.prompt, element.ai_visual.video_duration) == ("video", "a river", "6s")
    assert (broll.type, broll.ai_visual.model) == ("image", "seedream3.0")
    expect(shop.root.locator(".pc-pill")).to_be_visible()
    shop.root.locator("summary", has_text="B-roll").click()
    expect(shop.root.locator(".pc-pill")).to_be_hidden()


def test_an_address_is_taken_as_it_is_and_a_file_is_brought(open_: Open, page: Page, tmp_path: Path):
    """Where pictures are looked for, both are at hand."""
    from PIL import Image

    Image.new("RGB", (40, 30), "#1d3557").save(tmp_path / "blue.png")
    shop = open_()
    shop.root.locator("summary", has_text="B-roll").click()
    add = shop.root.locator("details", has_text="B-roll").get_by_role("button", name="Picture or film")
    add.click()
    shop.root.get_by_role("searchbox", name="Search: Pictures and films").fill("https://example.com/sea.mp4")
    shop.root.get_by_role("button", name="Use this address").click()
    add.click()
    shop.root.locator(".pc-dialog input[type=file]").set_input_files(tmp_path / "blue.png")
    page.wait_for_timeout(600)
    first, second = shop.composer.storyboard.scenes[0].background_brolls
    assert (first.type, first.visual_url) == ("video", "https://example.com/sea.mp4")
    assert (second.type, second.visual_url) == ("image", "pictory_media/blue.png")

    shop.root.get_by_role("button", name="Picture or film", exact=True).first.click()
    shop.root.locator(".pc-panel:visible input[type=file]").set_input_files(tmp_path / "blue.png")
    expect(shop.root.locator(".pc-note").last).to_contain_text("blue.png stands behind scene 1")
    page.wait_for_timeout(300)
    assert shop.composer.storyboard.scenes[0].background.visual_url.startswith("pictory_media/blue")


def test_an_avatar_stands_in_every_scene_until_one_hides_it(open_: Open, page: Page):
    """It is seen where it will stand, and placed by hand; a scene may have it elsewhere, or not at all."""
    shop = open_()
    shop.root.get_by_role("tab", name="Whole video").click()
    shop.root.locator(".pc-panel:visible summary", has_text="Avatar").click()
    shop.root.get_by_label("Look", exact=True).fill("look-1")
    handle = shop.root.get_by_role("button", name="Avatar. Arrow keys")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(400)
    assert shop.composer.storyboard.avatar.avatar_id == "look-1"
    assert shop.composer.storyboard.avatar.left
    shop.story(2).click()
    shop.root.get_by_role("tab", name="Scene 2").click()
    shop.root.locator(".pc-panel:visible summary", has_text="Avatar").click()
    shop.root.get_by_label("Shown here").click()
    expect(handle).to_have_count(0)
    page.wait_for_timeout(300)
    assert [scene.avatar and scene.avatar.hide for scene in shop.composer.storyboard.scenes] == [None, True, None]


def test_an_opening_and_an_end_are_added_by_one_click_each(open_: Open, page: Page):
    shop = open_()
    shop.root.get_by_role("tab", name="Whole video").click()
    shop.root.locator("summary", has_text="Opening and end").click()
    shop.root.get_by_role("button", name="Title", exact=True).click()
    shop.root.get_by_role("tab", name="Whole video").click()
    shop.root.get_by_role("button", name="End title").click()
    page.wait_for_timeout(400)
    first, *_, last = shop.composer.storyboard.scenes
    assert (first.elements[0].text, last.elements[0].text) == ("Rain", "Thank you")
    assert shop.stories == ["", ONE, TWO, THREE, ""]
    shop.root.get_by_role("tab", name="Whole video").click()
    shop.root.get_by_role("button", name="Scene 1", exact=True).click()
    expect(shop.root.locator(".pc-card").first).to_have_attribute("data-active", "")


def test_voices_are_heard_and_chosen(open_: Open, page: Page):
    shop = open_()
    shop.root.get_by_role("tab", name="Whole video").click()
    shop.root.get_by_role("button", name="Emma · choose another voice").click()
    dialog = shop.root.get_by_role("dialog", name="Voices")
    expect(dialog.get_by_text("female ·").first).to_be_visible()
    dialog.get_by_label("Gender").select_option("male")
    entries = dialog.locator(".pc-entry")
    expect(dialog.get_by_text("female ·")).to_have_count(0)
    hear = entries.first.get_by_role("button").first
    hear.click()
    expect(hear).to_have_attribute("aria-pressed", "true", timeout=60_000)
    name = entries.first.locator("strong").inner_text()
    entries.first.locator(".pc-take").click()
    expect(shop.root.get_by_role("button", name=f"{name} · choose another voice")).to_be_focused()
    page.wait_for_timeout(300)
    assert [voice.speaker for voice in shop.composer.storyboard.voice_over.ai_voices] == [name]


def test_music_is_chosen(open_: Open, page: Page):
    shop = open_()
    shop.root.get_by_role("tab", name="Whole video").click()
    shop.root.get_by_role("button", name="Choose it").click()
    dialog = shop.root.get_by_role("dialog", name="Music")
    expect(dialog.locator(".pc-entry").first).to_be_visible(timeout=30_000)
    dialog.locator(".pc-take").first.click()
    page.wait_for_timeout(300)
    assert shop.composer.storyboard.background_music.music_url


def test_fonts_are_shown_in_themselves(open_: Open, page: Page):
    shop = open_()
    shop.root.get_by_text("Subtitles", exact=True).first.click()
    shop.root.get_by_role("button", name="See the fonts").first.click()
    dialog = shop.root.get_by_role("dialog", name="Fonts")
    anton = dialog.get_by_role("button", name="Anton")
    expect(anton.locator(".pc-sample")).to_have_css("font-family", '"pictory Anton", system-ui, sans-serif')
    assert page.evaluate("() => document.fonts.check('16px \"pictory Anton\"')")
    anton.click()
    page.wait_for_timeout(300)
    assert shop.composer.storyboard.scenes[0].subtitle_style.font_family == "Anton"


def test_a_dropped_file_is_brought_and_shown(open_: Open, page: Page, tmp_path: Path):
    """In pieces, with progress; it lies beside the notebook and stands behind the scene."""
    from PIL import Image

    Image.effect_noise((1400, 1000), 90).convert("RGB").save(tmp_path / "noise.png")
    content = (tmp_path / "noise.png").read_bytes()
    assert len(content) > 1 << 20
    shop = open_()
    page.evaluate(
        """([name, content]) => {
          const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], name, { type: "image/png" }));
          const card = document.querySelectorAll(".pc-card")[1];
          const how = { dataTransfer: data, bubbles: true, cancelable: true };
          card.dispatchEvent(new DragEvent("dragover", how));
          card.dispatchEvent(new DragEvent("drop", how));
        }""",
        ["the sea.png", base64.b64encode(content).decode()],
    )
    expect(shop.root.locator(".pc-note").last).to_have_text("the sea.png stands behind scene 2")
    expect(shop.root.locator(".pc-card").nth(1).locator("img.pc-cover")).to_be_visible()
    assert shop.composer.storyboard.scenes[1].background.visual_url == "pictory_media/the sea.png"
    assert (tmp_path / "pictory_media" / "the sea.png").read_bytes() == content
    assert [path.name for path in (tmp_path / "pictory_media").iterdir()] == ["the sea.png"]


def test_a_file_that_does_not_arrive_is_told_in_words(open_: Open, page: Page, tmp_path: Path):
    """Not by the name of an exception, and with what to look at."""
    (tmp_path / "pictory_media").write_text("a file stands where the folder would be")
    (tmp_path / "blue.png").write_bytes(b"not much")
    shop = open_()
    shop.root.get_by_role("button", name="Picture or film", exact=True).first.click()
    shop.root.locator(".pc-panel:visible input[type=file]").set_input_files(tmp_path / "blue.png")
    note = shop.root.locator(".pc-note").last
    expect(note).to_have_text(
        "blue.png did not arrive: pictory_media: File exists. See whether the notebook’s folder can be written to."
    )


def test_a_file_that_holds_nothing_is_told_and_left_behind(open_: Open, page: Page, tmp_path: Path):
    """What was behind the scene stays there, and no empty file lies beside the notebook."""
    (tmp_path / "blue.png").write_bytes(b"")
    shop = open_()
    shop.root.get_by_role("button", name="Picture or film", exact=True).first.click()
    shop.root.locator(".pc-panel:visible input[type=file]").set_input_files(tmp_path / "blue.png")
    expect(shop.root.locator(".pc-note").last).to_have_text(
        "blue.png did not arrive: It is empty. Bring a file with something in it."
    )
    assert list((tmp_path / "pictory_media").iterdir()) == []


def test_a_scene_is_previewed_where_its_still_was(open_: Open, page: Page):
    """The sandbox renders that scene alone, and its film plays on the stage; it is no job of anybody's."""
    shop, client = open_(), Pictory(profile="sandbox")
    before = [job.id for job in client.jobs()]
    shop.story(3).click()
    shop.root.get_by_role("button", name="Preview this scene").click()
    film = shop.root.locator(".pc-film video")
    expect(film).to_be_visible(timeout=90_000)
    page.wait_for_function("() => document.querySelector('.pc-film video').videoWidth > 0")
    assert film.evaluate("film => film.duration") < 6
    shop.root.get_by_role("button", name="Back to the still").click()
    expect(shop.root.locator(".pc-film")).to_be_hidden()
    assert [job.id for job in client.jobs()] == before
    assert client.unfinished() == []


@pytest.mark.parametrize("light", ["light", "dark"])
def test_a_screen_reader_finds_no_fault(open_: Open, page: Page, light: str):
    """axe-core, on the list with a remark, on each panel, on a dialog and on a menu."""
    shop = open_()
    theme(page, light)
    page.add_script_tag(content=AXE_FILE_PATH.read_text(encoding="utf-8"))

    def faults() -> list[str]:
        found = page.evaluate("() => axe.run('.pc-root', { resultTypes: ['violations'] })")
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]

    def unfold() -> None:
        folded = shop.root.locator(".pc-panel:visible details:not([open], [hidden]) > summary:visible")
        while folded.count():
            folded.first.click()

    shop.story(2).fill("{{name}} gathers.")
    expect(shop.root.locator(".pc-card .pc-remark")).to_have_count(1)
    unfold()
    shop.root.get_by_role("button", name="Heading", exact=True).click()
    page.wait_for_timeout(300)
    assert faults() == []
    shop.root.get_by_role("button", name="Contact sheet").click()
    shop.root.get_by_role("tab", name="Whole video").click()
    unfold()
    page.wait_for_timeout(300)
    assert faults() == []
    shop.root.get_by_role("button", name="Contact sheet").click()
    shop.root.get_by_role("button", name="Keys", exact=True).click()
    page.wait_for_timeout(300)
    assert faults() == []
    page.keyboard.press("Escape")
    shop.root.get_by_role("button", name="More for scene 1").click()
    page.wait_for_timeout(300)
    assert faults() == []


@pytest.mark.parametrize("light", ["light", "dark"])
def test_a_screen_reader_finds_no_fault_in_any_dialog(open_: Open, page: Page, light: str):
    """axe-core on every dialog while it is open, with what it found and with nothing; each gives the focus back."""
    shop = open_()
    root = shop.root
    theme(page, light)
    page.add_script_tag(content=AXE_FILE_PATH.read_text(encoding="utf-8"))

    def faults() -> list[str]:
        page.wait_for_timeout(300)
        found = page.evaluate("() => axe.run('.pc-root', { resultTypes: ['violations'] })")
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]

    def fold(title: str) -> Locator:
        section = root.locator(".pc-panel:visible .pc-section", has=page.locator("summary", has_text=title)).first
        if section.get_attribute("open") is None:
            section.locator("summary").click()
        return section

    root.get_by_role("tab", name="Whole video").click()
    openers = (
        fold("Voice").locator(".pc-pick"),
        fold("Music").get_by_role("button", name="Choose it"),
        fold("Avatar").get_by_role("button", name="See the avatars"),
        fold("Subtitles").get_by_role("button", name="See the fonts"),
        fold("Opening and end").get_by_role("button", name="Picture or film").first,
        root.get_by_role("button", name="Keys", exact=True),
    )
    for opener in openers:
        opener.click()
        dialog = root.get_by_role("dialog")
        results = dialog.locator(".pc-results > li")
        if (search := dialog.get_by_role("searchbox")).count():
            page.wait_for_timeout(500)
            assert faults() == []
            search.fill("zzzz" if results.count() else "sea")
            page.wait_for_timeout(700)
        assert faults() == []
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
    root.get_by_role("button", name="As code").click()
    assert faults() == []
    root.get_by_role("menuitem", name="Save as a file").click()
    assert faults() == []
    page.keyboard.press("Escape")
    root.locator(".pc-grip").nth(0).click()
    root.locator(".pc-grip").nth(1).click(modifiers=["Shift"])
    page.keyboard.press("Control+f")
    page.keyboard.type("sun")
    assert faults() == []


def test_a_story_is_seen_whole_where_the_page_cannot_size_a_field(page: Page):
    """As in an older Safari, and in a narrow card, where a line holds few letters: at once, and while it is typed."""
    page.set_viewport_size({"width": 360, "height": 860})
    page.evaluate("() => { CSS.supports = () => false }")
    composer = Composer(f"{ONE} {ONE} {ONE} {ONE} {ONE}\n\n{TWO}")
    composer._css = composer._css.replace("field-sizing: content;", "")
    shop = Workshop(page, composer)
    cut = "story => story.scrollHeight - story.clientHeight"
    page.wait_for_function(f"story => ({cut})(story) === 0", arg=shop.story(1).element_handle())
    shop.story(2).click()
    page.keyboard.type("\nIt is raining cats and dogs. " * 4)
    assert shop.story(2).evaluate(cut) == 0
    assert shop.story(2).evaluate("story => story.clientHeight") < 400


@pytest.mark.parametrize("width", [320, 640, 1180])
def test_nothing_runs_out_of_it_at_any_width(open_: Open, page: Page, width: int):
    """A phone, a side panel, a wide page; in the narrow ones the two halves take turns."""
    page.set_viewport_size({"width": width + 24, "height": 860})
    shop = open_()
    root = shop.root

    def fits() -> None:
        over = root.evaluate(
            """root => [...root.querySelectorAll("*")]
              .filter(node => node.offsetParent && !node.closest(".pc-still, .pc-live"))
              .filter(node => node.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
              .map(node => node.className)"""
        )
        assert over == []

    fits()
    if width < 720:
        root.get_by_role("button", name="Look and sound").click()
    root.get_by_role("tab", name="Whole video").click()
    fits()
    root.get_by_role("tab", name="Scene 1").click()
    root.get_by_role("button", name="Colour", exact=True).click()
    fits()


def test_right_to_left_text_is_written_from_the_right(open_: Open, page: Page):
    shop = open_()
    shop.story(2).fill("تتجمع الغيوم في السماء.")
    assert shop.story(2).evaluate("story => getComputedStyle(story).direction") == "rtl"


def test_nothing_moves_for_those_who_asked_for_that(open_: Open, page: Page):
    page.emulate_media(reduced_motion="reduce")
    shop = open_()
    shop.root.get_by_role("button", name="Keys", exact=True).click()
    moving = "() => document.getAnimations().filter(one => one.playState === 'running').length"
    assert page.evaluate(moving) == 0


def test_closing_leaves_nothing_behind(open_: Open, page: Page):
    """No listener on the model or the page, no timer, no frame, no address of bytes, no face, no node, no thread."""
    counts = """() => {
      window.kept = { listeners: 0, timers: new Set(), frames: new Set(), addresses: new Set() };
      for (const target of [EventTarget.prototype]) {
        const [add, remove] = [target.addEventListener, target.removeEventListener];
        target.addEventListener = function (...given) {
          if (this === document || this === window || this === document.body) kept.listeners++;
          return add.apply(this, given);
        };
        target.removeEventListener = function (...given) {
          if (this === document || this === window || this === document.body) kept.listeners--;
          return remove.apply(this, given);
        };
      }
      const watch = (set, begin, end) => {
        const [old, clear] = [window[begin], window[end]];
        window[begin] = (call, ...more) => {
          const id = old((...given) => { kept[set].delete(id); call(...given); }, ...more);
          kept[set].add(id);
          return id;
        };
        window[end] = id => { kept[set].delete(id); clear(id); };
      };
      watch("timers", "setTimeout", "clearTimeout");
      watch("frames", "requestAnimationFrame", "cancelAnimationFrame");
      const [make, give] = [URL.createObjectURL, URL.revokeObjectURL];
      URL.createObjectURL = blob => { const url = make(blob); kept.addresses.add(url); return url; };
      URL.revokeObjectURL = url => { kept.addresses.delete(url); give(url); };
    }"""
    shop = open_()
    page.evaluate("() => views.pop()()")
    page.evaluate(counts)
    page.evaluate("() => open_()")
    shop.story(1).click()
    page.keyboard.type("More. ")
    shop.root.get_by_role("button", name="More for scene 1").click()
    page.keyboard.press("Escape")
    page.wait_for_timeout(1500)
    left = page.evaluate(
        """async () => {
          views.pop()();
          pulling = false;
          await new Promise(next => setTimeout(next, 60));
          return {
            model: model.listeners(), page: kept.listeners, timers: kept.timers.size - 1, frames: kept.frames.size,
            addresses: kept.addresses.size, nodes: document.querySelectorAll(".pc-root").length,
            faces: [...document.fonts].filter(face => face.family.includes("pictory")).length,
          };
        }"""
    )
    left["timers"] = max(left["timers"], 0)
    assert left == dict.fromkeys(left, 0), left
    assert not [thread for thread in shop.composer._errand_threads if thread.is_alive()]


def test_the_logic_is_in_functions_that_anybody_can_call(open_: Open, page: Page):
    """Texts, boards and lines, without a page around them."""
    open_()
    told = page.evaluate(
        """() => {
          const { splice, spliced, caretAfter, shown, said, cutAt, allMade, difference, rising, linesOf } = composer;
          const board = { head: { videoName: "x" }, cards: ["a", "b", "c"].map(id => ({ id, scene: { story: id } })) };
          const changes = [
            { move: ["c", "a"], to: 1 }, { remove: ["b"] }, { insert: 0, cards: [["n", {}]] },
            { put: ["a", "background", "color"], value: "#fff" }, { put: ["", "language"], value: "de" },
            { splice: ["a", "story"], start: 1, cut: 0, text: "!", of: 1 },
          ];
          const [after, back] = allMade(board, changes);
          const [again] = allMade(after, back);
          const [reached] = allMade(board, difference(board, after));
          return [
            splice("a 🌊 b", "a 🌧 b"), spliced("a 🌊 b", { start: 2, cut: 1, text: "x" }), caretAfter("abc", "xabc", 2),
            caretAfter("abc", "abcx", 2), shown("a <strong>b</strong>"), said("**b** and 2 ** 3"),
            cutAt("a **b c** d", 5),
            after, again, reached, rising([3, 0, 1, 2]), linesOf([10, 10, 10, 10], [0, 0, 0, 0], [0, 2, 2, 2], 25),
          ];
        }"""
    )
    card = {"id": "a", "scene": {"story": "a!", "background": {"color": "#fff"}}}
    after = {
        "head": {"videoName": "x", "language": "de"},
        "cards": [{"id": "n", "scene": {}}, {"id": "c", "scene": {"story": "c"}}, card],
    }
    begun = {"head": {"videoName": "x"}, "cards": [{"id": id, "scene": {"story": id}} for id in "abc"]}
    assert told == [
        {"start": 2, "cut": 1, "text": "🌧", "of": 5}, "a x b", 3, 2, "a **b**", "<strong>b</strong> and 2 ** 3",
        ["a **b**", "**c** d"], after, begun, after, [0, 1, 2], [[0, 2], [2, 4]],
    ]  # fmt: skip


def test_who_writes_without_a_pause_is_heard_all_the_same(open_: Open, page: Page):
    """And who leaves the page in the middle of a word loses none of it."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press("End")
    for _ in range(20):
        page.keyboard.type("on ")
        page.wait_for_timeout(100)
    assert shop.stories[1].startswith("Clouds gather.on on")
    page.keyboard.type("x")
    page.evaluate("() => { model.sent.length = 0; dispatchEvent(new Event('pagehide')) }")
    assert page.evaluate("() => model.sent.length") == 1


def test_the_sheet_is_renewed_while_somebody_writes_on_and_on(open_: Open, page: Page):
    """A kernel that dies takes no more than a few seconds of it along."""
    shop = open_()
    shop.story(2).click()
    page.keyboard.press("End")
    for _ in range(12):
        page.keyboard.type("on ")
        page.wait_for_timeout(500)
    kept, _ = shop.composer._kept
    assert kept.scenes[1].story.startswith("Clouds gather.on on")


def test_a_file_of_somebody_else_is_not_written_over_at_once(open_: Open, page: Page, tmp_path: Path):
    """Saving says that it is there; who presses once more means it, and is not asked again."""
    (tmp_path / "rain.md").write_text("Mine.")
    shop = open_()
    for _ in range(2):
        shop.root.get_by_role("button", name="As code").click()
        shop.root.get_by_role("menuitem", name="Save as a file").click()
        page.keyboard.press("Enter")
        if (tmp_path / "rain.md").read_text() == "Mine.":
            expect(shop.root.get_by_role("dialog")).to_contain_text("is there already")
            assert (tmp_path / "rain.md").read_text() == "Mine."
            page.keyboard.press("Enter")
        expect(shop.root.locator(".pc-foot .pc-note")).to_have_text("Saved as rain.md")
        expect(shop.root.get_by_role("dialog")).to_have_count(0)
    assert "Clouds gather." in (tmp_path / "rain.md").read_text()


def test_nothing_is_wrong_when_no_scene_is_left(open_: Open, page: Page):
    shop = open_()
    shop.story(1).click()
    for keys in ("Escape", "Control+a", "Delete"):
        page.keyboard.press(keys)
    expect(shop.root.get_by_role("button", name="Add a scene")).to_be_focused()
    page.wait_for_timeout(200)  # for what the next frame draws
    page.keyboard.press("Enter")
    page.keyboard.type("Snow.")
    shop.settled(["Snow."])


def test_a_keystroke_sends_little(open_: Open, page: Page):
    """One edit of a long board is less than 2 kB, whatever its story is long."""
    scenes = [Scene(story="A rather long story. " * 120) for _ in range(40)]
    shop = open_(Storyboard(video_name="long", scenes=scenes))
    shop.story(20).click()
    page.evaluate("() => { model.sent.length = 0 }")
    page.keyboard.type("x")
    page.wait_for_timeout(500)
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_timeout(300)
    sent = page.evaluate("() => model.sent")
    assert sent
    assert max(sent) < 2000


def test_the_module_is_small_and_knows_nobody(open_: Open):
    """The half that every notebook keeps stays below 80 kB; neither half imports or asks for anything."""
    assert len(first_half().encode()) < 80_000
    for source in (first_half(), second_half()):
        assert "http://" not in source.replace("http://www.w3.org/2000/svg", "")
        assert "fetch(" not in source.replace("this.fetch(", "").replace("async fetch(", "")
        assert not [line for line in source.splitlines() if line.startswith("import ")]
