"""The main job as a person sees it: a script becomes a film that plays, today and when the file is reopened."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from pictory_nb.state import Failed
from tests.browser.conftest import Open, close_all
from tests.browser.lab import Lab, plays
from tests.jupyter.service import SENTENCE, Service

LOAD = "%load_ext pictory_nb"
SCRIPT = "%%pictory --name Rain\nThe sun warms the **sea**."


def reach(service: Service) -> str:
    """A cell that loads the extension and has it talk to ``service``."""
    return f"import os\nos.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n{LOAD}"


@pytest.fixture
def theme(page: Page):
    """Chooses Lab's theme; it is light again afterwards."""

    def choose(name: str) -> None:
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme}).then(() => null)", name)
        page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)
        page.locator("#jupyterlab-splash").wait_for(state="detached")

    yield choose
    choose("JupyterLab Light")


def test_a_typed_cell_becomes_a_playing_film(open_notebook: Open, page: Page, theme, shots: Path):
    """With no account and nothing faked: type the cell, run it, and the sandbox's film plays below it."""
    notebook = open_notebook([LOAD]).run_all()
    notebook.command("notebook:insert-cell-below")
    notebook.command("notebook:enter-edit-mode")
    page.keyboard.type("%%pictory --name Rain --size 640x360\nThe sun warms the **sea**, and water rises.")
    page.keyboard.press("Control+Enter")

    film = notebook.cell(1).locator(".jp-OutputArea video")
    film.wait_for(timeout=60_000)

    assert plays(film)
    expect(notebook.cell(1)).to_contain_text("rendered in the sandbox on this computer")
    caption = notebook.cell(1).get_by_text("Transcript").bounding_box()
    assert caption["y"] >= film.bounding_box()["y"] + film.bounding_box()["height"]  # nothing covers it
    film.evaluate("async video => { video.currentTime = 1.5; await new Promise(done => video.onseeked = done) }")
    for name in ("JupyterLab Light", "JupyterLab Dark"):
        theme(name)
        page.screenshot(path=shots / f"film {name}.png")


def test_the_observer_lives_while_another_cell_is_busy(open_notebook: Open, service: Service):
    """The card moves, and the film arrives, although the kernel is blocked all the time."""
    service.pause = 0.8
    notebook = open_notebook([reach(service), SCRIPT]).run_all()
    card = notebook.cell(1).locator(".pictory-card")
    notebook.start("import time\nuntil = time.time() + 7\nwhile time.time() < until: pass")

    expect(card.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "45")
    expect(card.locator(".pictory-stage")).to_have_text("Making the film")
    expect(card.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "80")
    before = card.locator(".pictory-elapsed").inner_text()
    expect(card.locator(".pictory-elapsed")).not_to_have_text(before)
    service.release()
    film = notebook.cell(1).locator("video")
    film.wait_for(timeout=4000)

    expect(notebook.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")  # all that was during one busy cell
    assert plays(film)
    expect(card).to_have_count(0)


@pytest.mark.parametrize("display", ["embed", "file"])
def test_a_reopened_film_plays(open_notebook: Open, page: Page, lab: Lab, service: Service, display: str):
    """Saved, closed, and opened by somebody else: untrusted, with another kernel, in a sub-folder, behind a hub."""
    service.release()
    path = f"films {display}/on a shelf/rain.ipynb"
    cells = [reach(service), SCRIPT.replace("--name", f"--display {display} --name"), "_pictory.wait().id"]
    notebook = open_notebook(cells, path)
    notebook.run_all()
    notebook.cell(1).locator("video").wait_for()
    saved = notebook.save()
    close_all(page)
    lab.end_kernels()
    output = saved.cells[1].outputs[0]
    assert "application/vnd.jupyter.widget-view+json" not in output.data
    assert output.metadata["pictory"] == {"job_id": "00000001-2b1c-4c55-9d1e-fake", "schema": 1}
    saved.cells.append(nbformat.v4.new_markdown_cell("Changed by somebody else, so no longer trusted."))
    nbformat.write(saved, lab.root / path)

    again = open_notebook(path=path)

    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets[1].model.trusted") is False
    film = again.cell(1).locator("video")
    assert film.get_attribute("src").startswith("data:" if display == "embed" else "http")
    assert plays(film)
    again.cell(1).get_by_text("Transcript").click()
    expect(again.cell(1).locator("details")).to_contain_text(SENTENCE)


def test_links_lead_to_the_film(open_notebook: Open, page: Page, service: Service):
    """Download brings the very file, Open shows it in the Lab, also from a sub-folder behind a hub."""
    service.release()
    cell = open_notebook([reach(service), SCRIPT], "a folder/links.ipynb").run_all().cell(1)

    with page.expect_download() as download:
        cell.get_by_role("link", name="Download").click()
    cell.get_by_role("link", name="Open").click()

    assert Path(download.value.path()).read_bytes() == service.film
    name = download.value.suggested_filename
    assert name == "rain-00000001.mp4"
    page.wait_for_function("name => jupyterapp.shell.currentWidget?.title.label === name", arg=name)


def test_keys_pressed_in_the_card_stay_there(open_notebook: Open, page: Page, service: Service):
    """d d deletes a cell in JupyterLab, a inserts one, Enter edits it: none of that may come from our card."""
    notebook = open_notebook([reach(service), SCRIPT]).run_all()
    notebook.cell(1).locator(".pictory-copy").focus()

    for key in ("d", "d", "a", "b", "m", "x", "ArrowUp"):
        page.keyboard.press(key)

    assert notebook.cell_count == 2
    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets[1].model.type") == "code"
    expect(notebook.cell(1).locator(".pictory-copy")).to_be_focused()


def test_a_reloaded_page_finds_its_film(open_notebook: Open, page: Page, service: Service):
    """The page was reloaded while the job ran, so the output is not replaced: the card itself plays the film."""
    notebook = open_notebook([reach(service), SCRIPT]).run_all()
    notebook.cell(1).locator(".pictory-card").wait_for()
    notebook.save()
    page.reload()
    notebook.ready()
    expect(notebook.cell(1).get_by_role("progressbar")).to_have_attribute("aria-valuenow", "80")

    service.release()

    assert plays(notebook.cell(1).locator(".pictory-card video"))


def test_a_failure_is_told_and_kept(open_notebook: Open, service: Service):
    """Where nobody waits, the reason and the mend take the card's place, and are in the saved file."""
    service.outcome = Failed("", "INSUFFICIENT_CREDITS", "not enough <credits>")
    service.release()
    notebook = open_notebook([reach(service), SCRIPT]).run_all()

    failure = notebook.cell(1).locator(".pictory-failure")
    expect(failure).to_contain_text("not enough <credits>")
    expect(failure).to_contain_text("→")
    assert "not enough <credits>" in notebook.save().cells[1].outputs[0].data["text/plain"]


def test_the_card_can_be_read_in_any_light_and_width(
    open_notebook: Open, page: Page, service: Service, theme, shots: Path
):
    """Light, dark and narrow: nothing overlaps or runs out of the card, and its colours are the theme's."""
    notebook = open_notebook([reach(service), SCRIPT]).run_all()
    card = notebook.cell(1).locator(".pictory-card")
    expect(card.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "80")
    seen = {}
    for name in ("JupyterLab Light", "JupyterLab Dark"):
        theme(name)
        expect(card).to_have_attribute("data-theme", name.split()[1].lower())
        seen[name] = card.evaluate("card => getComputedStyle(card).backgroundColor")
        card.screenshot(path=shots / f"card {name}.png")
        card.evaluate("card => { card.parentElement.style.width = '320px' }")
        card.screenshot(path=shots / f"card {name} narrow.png")
        assert card.evaluate("card => card.scrollWidth <= card.clientWidth && card.clientWidth <= 320")
        card.evaluate("card => { card.parentElement.style.width = '' }")

    assert seen["JupyterLab Light"] != seen["JupyterLab Dark"]
