"""The explorer as a person uses it: find an operation, fill in its form, send it, take the call along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

LOAD = "%load_ext pictory_nb"
INSIDE = """node => {
  const edge = node.getBoundingClientRect().right + 1;
  return [...node.querySelectorAll("*")].every((one) => one.getBoundingClientRect().right <= edge);
}"""


def turn(page: Page, theme: str) -> None:
    page.evaluate("t => jupyterapp.commands.execute('apputils:change-theme', {theme: t}).then(() => null)", theme)


@pytest.fixture
def explorer(open_notebook: Open, page: Page):
    """An explorer in the first cell, over the sandbox."""
    notebook = open_notebook([f"{LOAD}\n%pictory explore -o explorer", "explorer"]).run_all()
    root = notebook.cell(1).locator(".pictory-x-root")
    root.wait_for()
    return notebook, root


def test_an_operation_is_found_filled_in_sent_and_taken_along(explorer, page: Page, shots: Path):
    """With the mouse: what is missing is told at its field, the answer is a tree, the code is a new cell that runs."""
    notebook, root = explorer
    root.get_by_role("searchbox").fill("media search")
    root.get_by_role("option", name="search media").click()
    expect(root.locator(".pictory-x-note:visible")).to_contain_text("keyword is missing")
    expect(root.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    root.get_by_label("keyword").fill("ocean")
    expect(root.locator(".pictory-x-note:visible")).to_have_count(0)
    root.get_by_role("button", name="Send", exact=True).click()
    expect(root.locator(".pictory-x-status")).to_have_text("200")
    expect(root.locator(".pictory-x-tree")).to_contain_text("searchResults")
    page.screenshot(path=shots / "explorer search.png")
    expect(root.get_by_role("tabpanel")).to_contain_text("keyword")
    root.get_by_role("tab", name="Magic").click()
    expect(root.get_by_role("tabpanel")).to_have_text("%pictory call search_media keyword=ocean")
    root.get_by_role("button", name="To a new cell").click()
    expect(notebook.cell(2)).to_contain_text("%pictory call search_media keyword=ocean")


def test_a_storyboard_is_told_in_a_form_made_from_its_model(explorer, page: Page, shots: Path):
    """Deep parts are added where they belong, mistakes are told where they are, and the job can be watched."""
    _, root = explorer
    root.get_by_role("option", name="render storyboard", exact=False).first.click()
    story = root.get_by_label("story", exact=True)
    expect(story).to_have_value("The sun warms the sea, and water rises.")
    root.get_by_label("Tell more of scene 1").select_option("background")
    root.get_by_label("Tell more of background").select_option("color")
    root.get_by_label("color", exact=True).fill("blu")
    expect(root.locator(".pictory-x-note:visible").first).to_contain_text("blu")
    page.screenshot(path=shots / "explorer storyboard.png")
    root.get_by_label("color", exact=True).fill("#103060")
    expect(root.locator(".pictory-x-note:visible")).to_have_count(0)
    root.get_by_role("button", name="Send", exact=True).click()
    expect(root.locator(".pictory-x-status")).to_have_text("200")
    expect(root.get_by_role("button", name="Watch this job")).to_be_visible()
    root.get_by_role("button", name="Send", exact=True).click()
    expect(root.locator(".pictory-x-answer")).to_contain_text("Nothing was sent")


def test_it_is_all_there_on_the_keyboard(explorer, page: Page):
    """Search, walk the list, fill in, send by Ctrl+Enter; and no key of it reaches the notebook."""
    notebook, root = explorer
    cells = notebook.cell_count
    root.get_by_role("searchbox").focus()
    page.keyboard.type("quota dd")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowDown")
    expect(root.get_by_role("option").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(root.locator(".pictory-x-path")).to_have_text("/v1/quota")
    page.keyboard.press("Control+Enter")
    expect(root.locator(".pictory-x-status")).to_have_text("200")
    page.keyboard.press("d")
    page.keyboard.press("d")
    assert notebook.cell_count == cells


def test_it_stands_in_the_dark_and_in_a_narrow_place(explorer, page: Page, shots: Path):
    """In the theme of its host, and at 320 px without a bar at the bottom."""
    _, root = explorer
    root.get_by_role("option", name="music").first.click()
    root.get_by_role("textbox", name="query").fill("rain")
    turn(page, "JupyterLab Dark")
    expect(root).to_have_attribute("data-theme", "dark")
    page.wait_for_timeout(400)
    page.screenshot(path=shots / "explorer dark.png")
    root.evaluate("node => { node.style.width = '320px' }")
    assert root.evaluate(INSIDE)
    root.screenshot(path=shots / "explorer narrow.png")
    turn(page, "JupyterLab Light")
