"""Every widget in one notebook: live where a kernel answers, plain HTML everywhere else, and never a complaint."""

from __future__ import annotations

import re

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, close_all
from tests.browser.lab import Lab, Notebook
from tests.browser.test_film_in_lab import SCRIPT, reach
from tests.browser.test_restart import RESTART
from tests.jupyter.service import Service

COMPOSE = "from pictory_nb import Composer\ncomposer = Composer('The sun warms the sea.\\n\\nIt rains.')\ncomposer"
WORDS = (
    "from pictory_nb import Transcript, TranscriptEditor\nfrom pictory_nb.transcript import Word\n"
    "TranscriptEditor(Transcript((Word('Clouds', 0, 1), Word('gather', 1, 2))))"
)
CELLS = {
    "the composer": (COMPOSE, ".pc-card", "It rains."),
    "the card of a running job": (SCRIPT, ".pictory-card", "Rain is being made"),
    "the table of jobs": ("import pictory_nb\npictory_nb.JobTable([_pictory])", ".pictory-t-line", "in-progress"),
    "the explorer": ("%pictory explore search_media", ".pictory-x-told", "operations"),
    "the transcript": (WORDS, ".pictory-word", "Transcript, 2 words"),
}
"""Each widget: the cell that shows it, a part that only the live one has, and what the plain one says."""
GHOST = re.compile("model not found|error displaying widget|loading widget", re.IGNORECASE)


def all_of(service: Service) -> list[str]:
    return [reach(service), *(source for source, _, _ in CELLS.values())]


def ghosts(page: Page) -> list[str]:
    """What Lab says in the place of a widget that it cannot bring back."""
    text = page.evaluate("() => document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)').innerText")
    return GHOST.findall(text)


def are_live(notebook: Notebook) -> None:
    for number, (_, live, _) in enumerate(CELLS.values(), 1):
        expect(notebook.cell(number).locator(live).first).to_be_visible()
    assert ghosts(notebook.page) == []


def are_plain(notebook: Notebook) -> None:
    for number, (_, live, plain) in enumerate(CELLS.values(), 1):
        output = notebook.cell(number).locator(".jp-Cell-outputWrapper")
        expect(output.locator(live)).to_have_count(0)
        expect(output).to_contain_text(plain)
    assert ghosts(notebook.page) == []


def shown_without(page: Page, lab: Lab, path: str) -> Notebook:
    """The notebook in front, opened without any kernel."""
    page.evaluate(
        """path => jupyterapp.commands.execute('docmanager:open',
             {path, factory: 'Notebook', kernelPreference: {shouldStart: false, canStart: true}}).then(() => null)""",
        path,
    )
    page.wait_for_function("path => jupyterapp.shell.currentWidget?.context?.path === path", arg=path)
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").nth(len(CELLS)).wait_for()
    return Notebook(page, lab, path)


def test_every_widget_lives_in_the_page_and_is_plain_in_the_file(open_notebook: Open, page: Page, service: Service):
    """Also while a cell is busy, and after the page was loaded anew; when the kernel is started anew each rests."""
    notebook = open_notebook(all_of(service)).run_all()
    are_live(notebook)
    saved = notebook.save()
    shown = [output.get("data", {}) for cell in saved.cells for output in cell.outputs]
    assert not any("widget-view" in kind for data in shown for kind in data)
    assert "widgets" not in saved.metadata
    notebook.start("import time; time.sleep(3)")
    are_live(notebook)
    notebook.finish()

    page.reload()
    notebook.ready()
    are_live(notebook)

    page.evaluate(RESTART)
    are_plain(notebook)
    notebook.ready()
    are_plain(notebook)


@pytest.mark.parametrize("kernel", [True, False], ids=["a new kernel", "no kernel"])
@pytest.mark.parametrize("trusted", [True, False], ids=["trusted", "untrusted"])
def test_a_reopened_notebook_shows_no_ghost_of_a_widget(
    open_notebook: Open,
    page: Page,
    lab: Lab,
    service: Service,
    nothing_wrong: list[str],
    trusted: bool,
    kernel: bool,
):
    """Whoever opens it later sees what each was, in plain HTML, and no complaint of the host."""
    path = f"reopened {trusted} {kernel}.ipynb"
    notebook = open_notebook(all_of(service), path).run_all()
    are_live(notebook)
    saved = notebook.save()
    close_all(page)
    lab.end_kernels()
    if not trusted:
        saved.cells.append(nbformat.v4.new_markdown_cell("Changed by somebody else, so no longer trusted."))
        nbformat.write(saved, lab.root / path)

    again = open_notebook(path=path) if kernel else shown_without(page, lab, path)

    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets[1].model.trusted") is trusted
    are_plain(again)
    if not kernel:  # the host's own manager of widgets looks for one
        nothing_wrong[:] = [said for said in nothing_wrong if "reading 'kernel'" not in said]


def test_a_model_that_was_saved_in_the_notebook_does_not_pretend_to_live(
    open_notebook: Open, page: Page, lab: Lab, service: Service
):
    """Lab can be told to keep models in files: it brings them back, but nobody answers to them."""
    notebook = open_notebook(all_of(service)).run_all()
    are_live(notebook)
    page.evaluate("() => jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')")
    try:
        assert notebook.save().metadata.widgets
        close_all(page)
        lab.end_kernels()
        again = open_notebook(path=notebook.path)
        page.wait_for_timeout(1000)  # a model that came back would have drawn itself by now
        are_plain(again)
    finally:
        page.evaluate("() => jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')")


def test_what_is_taken_out_of_the_page_stops_listening(open_notebook: Open, page: Page, service: Service):
    """A cell that is deleted leaves nothing; one that the page only takes away for a while comes back as it was."""
    notebook = open_notebook(all_of(service)).run_all()
    are_live(notebook)
    story = notebook.cell(1).get_by_role("textbox", name="Scene 2 story")
    notebook.cell(1).get_by_role("button", name="Contact sheet").click()
    page.evaluate("""async () => {
      const { node } = jupyterapp.shell.currentWidget.content.widgets[1];
      const [parent, next] = [node.parentNode, node.nextSibling];
      node.remove();
      await new Promise(later => setTimeout(later, 3000));
      parent.insertBefore(node, next);
    }""")
    expect(notebook.cell(1).get_by_role("button", name="Contact sheet")).to_have_attribute("aria-pressed", "true")
    story.fill("It pours.")
    expect(notebook.cell(1).locator(".pc-state")).to_have_text("saved")
    watch_ends(page)

    page.evaluate("""async () => {
      const { content } = jupyterapp.shell.currentWidget;
      content.widgets.forEach((cell, number) => number && content.select(cell));
      await jupyterapp.commands.execute('notebook:delete-cell');
    }""")

    page.wait_for_function("() => window.listening() === 0", timeout=8000)


def watch_ends(page: Page) -> None:
    """``listening`` counts the listeners that our widgets have on their models."""
    page.evaluate("""async () => {
      const { seekers } = globalThis[Symbol.for('pictory_nb.spots')];
      const kind = 'application/vnd.jupyter.widget-view+json';
      const { _manager } = jupyterapp.shell.currentWidget.content.rendermime.createRenderer(kind);
      const manager = await _manager.promise;
      const ids = [...seekers.keys()].map(name => name.replace('pictory-', ''));
      const models = await Promise.all(ids.map(id => manager.get_model(id)));
      window.listening = () => models.flatMap(model => Object.entries(model._events ?? {}))
        .filter(([name]) => name === 'change' || name.startsWith('change:') || name === 'msg:custom')
        .flatMap(([, calls]) => calls).filter(call => typeof call.context === 'symbol').length;
      if (window.listening() < 5) throw Error(`only ${window.listening()} listeners are seen`);
    }""")
