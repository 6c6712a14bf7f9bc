"""What a page shows after its kernel was started anew."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.jupyter.service import Service

RESTART = "() => jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart().then(() => null)"


def test_nothing_pretends_to_live_when_the_kernel_is_gone(open_notebook: Open, page: Page, service: Service):
    """Card and table are plain again; a card within a layout, which has no plain one, says that nobody watches."""
    cells = [
        f"import os\nos.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n%load_ext pictory_nb",
        "%%pictory --name Rain\nIt rains.",
        "import pictory_nb\npictory_nb.JobTable([_pictory])",
        "import ipywidgets\nipywidgets.VBox([pictory_nb.Observer(_pictory)])",
    ]
    notebook = open_notebook(cells).run_all()
    expect(notebook.cell(1).locator(".pictory-card")).to_be_visible()
    expect(notebook.cell(2).locator(".pictory-t-root")).to_be_visible()
    expect(notebook.cell(3).locator(".pictory-card")).to_be_visible()

    page.evaluate(RESTART)

    expect(notebook.cell(1).locator(".pictory-card")).to_have_count(0)
    expect(notebook.cell(1)).to_contain_text("%pictory status 00000001")
    expect(notebook.cell(3).locator(".pictory-stage")).to_have_text("Not watched any more")
    expect(notebook.cell(3).locator(".pictory-copy")).to_contain_text("%pictory status 00000001")
    expect(notebook.cell(2).locator(".pictory-t-root")).to_have_count(0)
    expect(notebook.cell(2).locator("table")).to_contain_text("Rain")
    notebook.ready()
