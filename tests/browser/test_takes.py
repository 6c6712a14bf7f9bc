"""Takes side by side as a person compares them: live, in any light and width, and in the file without a kernel."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, close_all
from tests.browser.lab import Lab, Notebook, plays
from tests.browser.test_film_in_lab import theme  # noqa: F401
from tests.jupyter.service import Service


@pytest.fixture
def takes(open_notebook: Open, service: Service, request: pytest.FixtureRequest) -> Notebook:
    service.release()
    begin = f"import os\nos.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n%load_ext pictory_nb"
    read = "%%pictory --name Rain --voice {0} -o {1} --wait\nThe sun warms the **sea**."
    cells = [
        begin,
        read.format("Emma", "emma"),
        read.format("George", "a_take_with_a_longer_name"),
        "%pictory compare ",
    ]
    cells[3] += "emma a_take_with_a_longer_name"
    return open_notebook(cells, f"on a shelf/{request.node.name}.ipynb").run_all()


def shown_in(notebook: Notebook) -> Locator:
    shown = notebook.cell(3).locator(".pictory-compare")
    expect(shown.locator("video")).to_have_count(2)
    for video in shown.locator("video").all():
        expect(video).to_have_js_property("readyState", 4)
    return shown


def paused(shown: Locator) -> list[bool]:
    return shown.evaluate("node => [...node.querySelectorAll('video')].map(video => video.paused)")


def muted(shown: Locator) -> list[bool]:
    return shown.evaluate("node => [...node.querySelectorAll('video')].map(video => video.muted)")


def test_takes_are_told_apart_in_any_light_and_width(takes: Notebook, theme, shots: Path):  # noqa: F811
    """Each is called as it was named, with what differs; a narrow page has them one below the other."""
    shown = shown_in(takes)
    expect(shown.locator("[data-hear]")).to_have_text(["emma Emma", "a_take_with_a_longer_name George"])
    for name in ("JupyterLab Light", "JupyterLab Dark"):
        theme(name)
        shown.screenshot(path=shots / f"takes {name}.png")
        shown.evaluate("node => { node.style.width = '320px' }")
        left, right = (take.bounding_box() for take in shown.locator(".pictory-take").all())
        assert left["x"] == right["x"]
        assert shown.evaluate("node => node.scrollWidth <= 320")
        shown.screenshot(path=shots / f"takes {name} narrow.png")
        shown.evaluate("node => { node.style.width = '' }")
        left, right = (take.bounding_box() for take in shown.locator(".pictory-take").all())
        assert left["y"] == right["y"]


def test_takes_play_together_and_one_of_them_is_heard(takes: Notebook, page: Page):
    """By mouse and by key; no key reaches the notebook."""
    shown, count = shown_in(takes), takes.cell_count
    together, second = shown.get_by_role("button", name="Play all together"), shown.locator("[data-hear]").nth(1)

    together.click()
    assert (paused(shown), muted(shown)) == ([False, False], [False, True])
    together.press("Enter")
    assert paused(shown) == [True, True]
    second.press(" ")
    assert (paused(shown), muted(shown)) == ([True, False], [True, False])
    second.press("d")
    second.press("d")
    assert takes.cell_count == count
    together.press(" ")  # a pause
    together.press(" ")
    assert (paused(shown), muted(shown)) == ([False, False], [True, False])


def test_saved_takes_play_where_nobody_trusts_them(
    takes: Notebook, open_notebook: Open, page: Page, lab: Lab, shots: Path
):
    """Each in its own player: without trust there is no script, and nothing is lost but playing them all at once."""
    shown_in(takes)
    saved = takes.save()
    assert set(saved.cells[3].outputs[0].data) == {"text/html", "text/plain"}
    close_all(page)
    lab.end_kernels()
    saved.cells.append(nbformat.v4.new_markdown_cell("Changed by somebody else, so no longer trusted."))
    nbformat.write(saved, lab.root / takes.path)

    again = open_notebook(path=takes.path)
    shown = again.cell(3)
    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets[3].model.trusted") is False
    expect(shown.get_by_text("Play all together")).to_be_hidden()  # it could not do it
    assert all(plays(video) for video in shown.locator("video").all())
    shown.screenshot(path=shots / "takes untrusted.png")
