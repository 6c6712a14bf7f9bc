"""TAB as a person presses it in JupyterLab: the list opens, names what it offers, and a choice is typed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.lab import Notebook

LOAD = "%load_ext pictory_nb"


def fresh(notebook: Notebook, page: Page, text: str) -> None:
    """Type ``text`` into a new cell, without what Lab adds by itself, and press TAB."""
    notebook.command("notebook:insert-cell-below")
    notebook.command("notebook:enter-edit-mode")
    page.keyboard.insert_text(text)
    page.keyboard.press("Tab")


def typed(page: Page) -> str:
    return page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.getSource()")


def test_commands_and_options_are_listed_and_chosen(open_notebook: Open, page: Page, shots: Path):
    """Beside each stands what it is; Enter types it."""
    notebook = open_notebook([LOAD]).run_all()
    completer = page.locator(".jp-Completer:visible")

    fresh(notebook, page, "%pictory ")
    expect(completer.locator(".jp-Completer-item").first).to_contain_text("render")
    expect(completer).to_contain_text("command")
    page.screenshot(path=shots / "commands.png")
    page.keyboard.press("Escape")

    fresh(notebook, page, "%%pictory --vo")
    expect(completer.locator(".jp-Completer-item")).to_have_count(2)
    expect(completer).to_contain_text("option")
    page.keyboard.press("Enter")
    assert typed(page) == "%%pictory --voice"


def test_the_script_below_the_magic_is_completed(open_notebook: Open, page: Page, shots: Path):
    """A setting of the front matter, a field of a scene, a voice that the sandbox knows."""
    notebook = open_notebook([LOAD, "%pictory voices;"]).run_all()
    completer = page.locator(".jp-Completer:visible")

    fresh(notebook, page, "%%pictory\n---\nvo")
    expect(completer.locator(".jp-Completer-item").first).to_contain_text("voice")
    page.keyboard.press("Enter")
    assert typed(page) == "%%pictory\n---\nvoice"
    page.keyboard.insert_text(": ")
    page.keyboard.press("Tab")
    expect(completer).to_contain_text("british")
    page.screenshot(path=shots / "voices.png")
    page.keyboard.insert_text("Emm")
    page.keyboard.press("Enter")
    assert typed(page) == "%%pictory\n---\nvoice: Emma"

    fresh(notebook, page, "%%pictory\nRain falls.\n\n```scene\nscene_transition: wipe")
    expect(completer.locator(".jp-Completer-item")).to_have_count(4)
    page.keyboard.press("Escape")
