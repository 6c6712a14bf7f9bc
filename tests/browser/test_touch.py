"""The composer on a phone 360 pixels wide: fingers hit what they aim at, and scroll where they should."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pictory_nb.jupyter.composer import Composer
from tests.browser.workshop import Workshop

STORIES = [f"Scene {n} tells of the sea." for n in range(1, 13)]

_SMALL = """() => [...document.querySelectorAll(".pc-root :is(button, input, select, textarea, summary)")]
  .filter(node => node.checkVisibility({ visibilityProperty: true }) && getComputedStyle(node).pointerEvents !== "none")
  .map(node => [node.className, node.getAttribute("aria-label") || node.textContent, node.getBoundingClientRect()])
  .filter(([, , { width, height }]) => width && Math.min(width, height) < 24)
  .map(([kind, name, { width, height }]) => `${kind} ${name}: ${width}x${height}`)"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def shop(phone: Page) -> Workshop:
    return Workshop(phone, Composer("\n\n".join(["---\nname: Sea\n---", *STORIES])))


def drawn(page: Page, *points: tuple[float, float], rest: int = 0) -> None:
    """A finger is put down, rests for so many milliseconds, goes from point to point, and is lifted."""
    finger = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        page.wait_for_timeout(16 if number else rest)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_on_the_cards_scrolls_them_and_moves_none(shop: Workshop, phone: Page):
    """On a still as on a story; a finger that rests first changes nothing of that."""
    scroller, card = shop.root.locator(".pc-scenes"), shop.root.locator(".pc-card").nth(2)
    for place, rest in ((".pc-still", 0), (".pc-story", 0), (".pc-still", 700)):
        scroller.evaluate("node => { node.scrollTop = 0 }")
        box = card.locator(place).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        drawn(phone, *((x, y - step * 20) for step in range(10)), rest=rest)
        phone.wait_for_function("() => document.querySelector('.pc-scenes').scrollTop > 60")
    assert shop.stories == STORIES


def test_a_finger_on_a_handle_moves_its_scene(shop: Workshop, phone: Page):
    """At once, and after a rest; the list does not scroll away under it."""
    for rest, order in ((0, [1, 2, 0]), (800, [2, 0, 1])):
        grips = shop.root.locator(".pc-grip")
        begin, end = grips.nth(0).bounding_box(), grips.nth(2).bounding_box()
        x, to = begin["x"] + 10, end["y"] + end["height"] - 4
        drawn(phone, (x, begin["y"] + 12), (x, begin["y"] + 60), (x, to - 10), (x, to), rest=rest)
        shop.settled([STORIES[n] for n in order] + STORIES[3:])
    assert shop.root.locator(".pc-scenes").evaluate("node => node.scrollTop") < 20


def test_everything_is_large_enough_for_a_finger(shop: Workshop, phone: Page, shots: Path):
    """Nothing is smaller than 24 pixels, no field so small that a phone enlarges the page, and nothing is cut off."""
    phone.screenshot(path=shots / "phone-scenes.png")
    assert phone.evaluate(_SMALL) == []
    shop.root.get_by_role("button", name="Look and sound").tap()
    expect(shop.root.locator(".pc-section").first).to_be_visible()
    shop.root.locator(".pc-section").evaluate_all("all => all.forEach(one => { one.open = true })")
    phone.screenshot(path=shots / "phone-side.png")
    assert phone.evaluate(_SMALL) == []
    small = """() => [...document.querySelectorAll(".pc-root :is(.pc-input, .pc-story)")]
      .filter(node => parseFloat(getComputedStyle(node).fontSize) < 16).map(node => node.outerHTML)"""
    assert phone.evaluate(small) == []
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_a_picker_is_used_with_a_finger(shop: Workshop, phone: Page, shots: Path):
    """It fits the phone, is scrolled, and a tap takes a voice."""
    shop.root.get_by_role("button", name="Look and sound").tap()
    shop.root.get_by_role("tab", name="Whole video").tap()
    shop.root.locator(".pc-pick:visible").first.tap()
    dialog = shop.root.get_by_role("dialog")
    expect(dialog.locator(".pc-take").first).to_be_visible()
    phone.screenshot(path=shots / "phone-picker.png")
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert phone.evaluate(_SMALL) == []
    dialog.locator(".pc-take", has_text="Emma").tap()
    expect(dialog).to_have_count(0)
    phone.wait_for_timeout(300)
    assert shop.composer.storyboard.voice_over.ai_voices[0].speaker == "Emma"
