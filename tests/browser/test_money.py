"""What a person is asked in JupyterLab before a render that costs more than usual."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.jupyter.service import Service

BEGIN = """import os
os.environ["PICTORY_API_BASE_URL"] = {url!r}
os.environ["PICTORY_API_KEY"] = "pictai_somebody"
%load_ext pictory_nb"""
LONG = "%%pictory --name 'A long film'\n" + "\n\n".join(["word " * 150] * 6)


@pytest.fixture
def cloud() -> Iterator[Service]:
    with Service() as service:
        yield service


def test_a_long_film_is_asked_for_in_the_notebook(open_notebook: Open, page: Page, cloud: Service):
    """With what it would use; no is no, and nothing was sent; yes renders it, and it is asked for no second time."""
    notebook = open_notebook([BEGIN.format(url=cloud.url)]).run_all()
    notebook.start(LONG)
    question = notebook.panel.locator(".jp-Stdin")
    expect(question).to_contain_text("At most 8.48 video minutes, 0 AI credits")
    expect(question).to_contain_text("Render it? [y/N]")
    question.locator("input").fill("n")
    question.locator("input").press("Enter")
    expect(notebook.cell(1)).to_contain_text("not confirmed")
    assert cloud.storyboards == []

    notebook.start(LONG)
    question = notebook.cell(2).locator(".jp-Stdin")
    question.locator("input").fill("y")
    question.locator("input").press("Enter")
    notebook.cell(2).locator("video").wait_for(timeout=30_000)
    assert len(cloud.storyboards) == 1

    notebook.start(LONG)
    notebook.finish()
    notebook.cell(3).locator("video").wait_for(timeout=30_000)
    assert len(cloud.storyboards) == 1
