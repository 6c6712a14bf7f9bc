"""Notebook 7, which is another page than JupyterLab's: TAB, the card, the film and the table there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lab import Lab, plays, write_notebook
from tests.jupyter.service import Service

READY = """() => {
  const session = window.jupyterapp?.shell?.currentWidget?.context?.sessionContext;
  return session?.isReady && session.session?.kernel?.status === 'idle'
    && session.session.kernel.connectionStatus === 'connected';
}"""


@pytest.fixture
def seven(browser: Browser, lab: Lab) -> Iterator[Page]:
    """A page of its own, of the same server."""
    pytest.importorskip("notebook")
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()
    lab.end_kernels()


def opened(page: Page, lab: Lab, name: str, cells: list[str]) -> Page:
    write_notebook(lab.root, name, cells)
    page.goto(f"{lab.url}notebooks/{name}?token=e2e")
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=60_000)
    page.wait_for_function(READY, timeout=60_000)
    return page


def run(page: Page, number: int) -> None:
    """Shift+Enter in a cell, as a person does."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(number)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(cell.locator(".jp-InputPrompt")).not_to_have_text("[*]:")
    expect(cell.locator(".jp-InputPrompt")).not_to_have_text("[ ]:")


def tab(page: Page, number: int, text: str) -> None:
    page.keyboard.press("Escape")
    page.locator(".jp-Notebook .jp-Cell").nth(number).locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Tab")


def test_tab_completes_the_line_and_the_script_below_it(seven: Page, lab: Lab, shots: Path):
    """Commands with what they are, an option that is typed, a setting of the front matter, a voice."""
    page = opened(seven, lab, "seven.ipynb", ["%load_ext pictory_nb\nvoices = %pictory voices", ""])
    run(page, 0)
    completer = page.locator(".jp-Completer:visible")
    source = page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content")

    tab(page, 1, "%pictory ")
    expect(completer.locator(".jp-Completer-item").first).to_contain_text("render")
    expect(completer).to_contain_text("command")
    page.screenshot(path=shots / "notebook 7 commands.png")

    tab(page, 1, "%%pictory --vo")
    expect(completer.locator(".jp-Completer-item")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(source).to_have_text("%%pictory --voice")

    tab(page, 1, "%%pictory\n---\nvoice: ")
    expect(completer).to_contain_text("british")
    page.keyboard.insert_text("Emm")
    page.keyboard.press("Enter")
    expect(source).to_contain_text("voice: Emma")


def test_a_cell_becomes_a_film_and_jobs_a_table(seven: Page, lab: Lab, service: Service, shots: Path):
    """The card while it runs, the film in its place, and the live table, all without JupyterLab."""
    begin = f"import os\nos.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n%load_ext pictory_nb"
    page = opened(
        seven, lab, "seven films.ipynb", [begin, "%%pictory --name Rain\nThe sun warms the **sea**.", "%pictory jobs"]
    )
    cells = page.locator(".jp-Notebook .jp-Cell")
    for number in range(3):
        run(page, number)
    expect(cells.nth(1).locator(".pictory-card").get_by_role("progressbar")).to_have_attribute("aria-valuenow", "80")
    expect(cells.nth(2).locator(".pictory-t-line").first).to_contain_text("Making")
    service.release()
    assert plays(cells.nth(1).locator("video"))
    expect(cells.nth(2).locator(".pictory-t-line").first).to_contain_text("Ready")
    page.screenshot(path=shots / "notebook 7 film.png")
