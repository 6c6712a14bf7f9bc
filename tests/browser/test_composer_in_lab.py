"""The composer in a real JupyterLab: its keys, its cells, its films, and what is left of it in the file."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, close_all
from tests.browser.lab import Lab, Notebook, plays
from tests.browser.test_film_in_lab import LOAD, reach
from tests.jupyter.service import Service

COMPOSE = """\
from pictory_nb import Composer
composer = Composer('''---
name: Rain
music: off
size: 640x360
---
The sun warms the **sea**.

It rains.
''')
composer"""


def root_of(notebook: Notebook, cell: int = 0) -> Locator:
    return notebook.cell(cell).locator(".pc-root")


def story(root: Locator, number: int) -> Locator:
    return root.get_by_role("textbox", name=f"Scene {number} story", exact=True)


def asked(notebook: Notebook, expression: str) -> str:
    """What Python says to an expression, in a cell of its own."""
    notebook.start(f"print({expression})")
    notebook.finish()
    return notebook.page.evaluate("() => startedCell.model.outputs.toJSON().map(output => output.text || '').join('')")


def test_a_story_is_typed_and_split_and_python_has_it(open_notebook: Open, page: Page):
    """Enter is a new line, Ctrl+Enter a new scene; neither runs the cell, and the storyboard follows."""
    notebook = open_notebook([COMPOSE]).run_all()
    root = root_of(notebook)
    story(root, 2).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Hard.")
    page.keyboard.press("Enter")
    page.keyboard.type("And long.")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("The end.")
    expect(story(root, 3)).to_be_focused()
    expect(root.locator(".pc-state")).to_have_text("saved")

    told = asked(notebook, "[scene.story for scene in composer.storyboard.scenes]")
    assert told.strip() == str(["The sun warms the <strong>sea</strong>.", "It rains. Hard.\nAnd long.", "The end."])


def test_keys_of_the_notebook_stay_out_of_the_composer(open_notebook: Open, page: Page):
    """On a handle d d, a, b, m and the arrows do nothing to cells; saving still works."""
    notebook = open_notebook([COMPOSE, "1"]).run_all()
    root = root_of(notebook)
    root.locator(".pc-grip").first.focus()
    for key in ("d", "d", "a", "b", "m", "x", "ArrowDown", "ArrowUp", "Shift+Enter"):
        page.keyboard.press(key)

    assert notebook.cell_count == 2
    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets[0].model.type") == "code"
    expect(root).to_be_visible()


def test_what_python_sets_is_seen_and_the_caret_stays(open_notebook: Open, page: Page):
    """Another scene changes under the hands of whoever types, and nothing of theirs moves."""
    notebook = open_notebook([COMPOSE]).run_all()
    root = root_of(notebook)
    story(root, 1).click()
    page.keyboard.press("Home")
    page.keyboard.type("Now ")
    expect(root.locator(".pc-state")).to_have_text("saved")
    page.evaluate(
        """code => { window.done = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
          .requestExecute({ code }).done.then(() => null) }""",
        "s = composer.storyboard\n"
        "composer.storyboard = s.replace(scenes=[s.scenes[0], s.scenes[1].replace(story='It pours.')])",
    )
    page.evaluate("() => window.done")
    expect(story(root, 2)).to_have_value("It pours.")
    expect(story(root, 1)).to_be_focused()
    page.keyboard.type("and here ")

    expect(story(root, 1)).to_have_value("Now and here The sun warms the **sea**.")


def test_it_writes_itself_into_a_cell(open_notebook: Open, page: Page):
    """From the menu, without a line of code: the cell below holds the script, and running it would make the film."""
    notebook = open_notebook([COMPOSE, "'after'"]).run_all()
    root = root_of(notebook)
    root.get_by_role("button", name="As code").click()
    root.get_by_role("menuitem", name="To a %%pictory cell").click()
    expect(root.locator(".pc-note").last).to_contain_text("A cell below holds it now")

    source = page.evaluate("() => jupyterapp.shell.currentWidget.content.widgets[1].model.sharedModel.getSource()")
    assert source.startswith("%%pictory\n---\nname: Rain\n")
    assert source.endswith("The sun warms the **sea**.\n\nIt rains.\n")
    assert notebook.cell_count == 3


def test_render_starts_below_the_composer_and_leaves_a_film(open_notebook: Open, service: Service):
    """The observer stands where the composer stands, and the film that replaces it stays in the file."""
    notebook = open_notebook([reach(service), COMPOSE]).run_all()
    root = root_of(notebook, 1)
    root.get_by_role("button", name="Render", exact=True).click()
    root.get_by_role("dialog").get_by_role("button", name="Render").click()
    expect(notebook.cell(1).get_by_role("progressbar", name="Progress of Rain")).to_be_visible()
    expect(root.get_by_role("button", name="Rendering 80 %")).to_be_visible()
    service.release()

    assert plays(notebook.cell(1).locator(".pictory-film video"))
    assert [scene["story"] for scene in service.storyboards[0]["scenes"]][1] == "It rains."
    expect(root.get_by_role("button", name="Render", exact=True)).to_be_visible()
    outputs = notebook.save().cells[1].outputs
    assert any("<video" in output.get("data", {}).get("text/html", "") for output in outputs)


@pytest.mark.parametrize("trusted", [True, False])
def test_a_reopened_notebook_shows_the_storyboard(open_notebook: Open, page: Page, lab: Lab, trusted: bool):
    """With no kernel that knows it: every still, every story, and the script."""
    path = f"kept {trusted}.ipynb"
    notebook = open_notebook([COMPOSE], path).run_all()
    root = root_of(notebook)
    story(root, 2).fill("It rained at last.")
    expect(root.locator(".pc-state")).to_have_text("saved")
    page.wait_for_function(
        """() => jupyterapp.shell.currentWidget.content.widgets[0].model.outputs.toJSON()
          .some(output => String(output.data?.['text/html']).includes('at last'))"""
    )
    saved = notebook.save()
    close_all(page)
    lab.end_kernels()
    if not trusted:
        saved.cells.append(nbformat.v4.new_markdown_cell("Changed by somebody else, so no longer trusted."))
        nbformat.write(saved, lab.root / path)

    again = open_notebook(path=path)

    sheet = again.cell(0).locator(".pictory-sheet")
    expect(sheet).to_be_visible()
    expect(sheet.locator("img")).to_have_count(2)
    assert sheet.locator("img").first.evaluate("img => img.decode().then(() => img.naturalWidth > 0)")
    sheet.get_by_text("The script").click()
    expect(sheet.locator("pre")).to_contain_text("It rained at last.")


def test_a_finished_composer_leaves_nothing_but_its_sheet(open_notebook: Open, page: Page):
    """The widget goes out of the file, so that nothing in it has to be brought back."""
    notebook = open_notebook([COMPOSE]).run_all()
    root = root_of(notebook)
    root.get_by_role("button", name="As code").click()
    root.get_by_role("menuitem", name="Finish, and keep only the sheet").click()
    expect(notebook.cell(0).locator(".pictory-sheet")).to_be_visible()

    outputs = notebook.save().cells[0].outputs
    assert not any("widget-view" in kind for output in outputs for kind in output.get("data", {}))
    told = asked(notebook, "composer.comm is None, composer.storyboard.video_name")
    assert told.strip() == "True Rain"


def test_the_extension_opens_it_by_a_command(open_notebook: Open):
    """%pictory compose begins with one empty card, ready to be written."""
    notebook = open_notebook([LOAD, "%pictory compose"]).run_all()
    root = root_of(notebook, 1)
    expect(story(root, 1)).to_have_value("")
    expect(root.locator(".pc-card")).to_have_count(1)


def test_a_reloaded_page_has_what_was_written(open_notebook: Open, page: Page):
    """The kernel lives on, and tells the page the storyboard as it is now, not as it was when the cell ran."""
    notebook = open_notebook([COMPOSE]).run_all()
    root = root_of(notebook)
    story(root, 2).fill("It poured.")
    expect(root.locator(".pc-state")).to_have_text("saved")
    notebook.save()
    page.reload()
    notebook.ready()

    expect(story(root_of(notebook), 2)).to_have_value("It poured.")


_DOCK = """() => {
  const { shell } = jupyterapp;
  const view = [...shell.widgets("main")].find(widget => widget.node.querySelector(".jp-LinkedOutputView"));
  shell.add(view, "right");
  shell.activateById(view.id);
}"""
_FILLS = """([root, panel]) =>
  Math.abs(root.offsetWidth - 324) < 16 && Math.abs(root.offsetHeight - panel.offsetHeight) < 40"""
_CUT = """root => {
  const room = root.getBoundingClientRect();
  return [...root.querySelectorAll("*")].filter(node => {
    const box = node.getBoundingClientRect();
    const inside = box.right <= room.right + 1 && box.left >= room.left - 1;
    return box.width && !inside && !node.closest(".pc-still, .pc-live, .pc-handles");
  }).map(node => node.className || node.tagName);
}"""


def test_in_a_side_panel_it_fills_the_panel_and_nothing_is_cut_off(
    open_notebook: Open, page: Page, shots: Path, nothing_wrong: list[str]
):
    """A view of its own, docked at the right and 320 pixels wide: panels, dialogs and menus fit."""
    notebook = open_notebook([COMPOSE]).run_all()
    expect(root_of(notebook).locator(".pc-section").first).to_be_attached()
    page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 0 }")
    notebook.command("notebook:create-output-view")
    root = page.locator(".jp-LinkedOutputView .pc-root")
    expect(root).to_be_visible()
    page.evaluate(_DOCK)
    panel = page.locator("#jp-right-stack")
    box = panel.bounding_box()
    page.mouse.move(box["x"] - 2, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 328, box["y"] + 300, steps=5)
    page.mouse.up()
    expect(root.get_by_role("button", name="Look and sound")).to_be_visible()
    page.wait_for_function(_FILLS, arg=[root.element_handle(), panel.element_handle()])

    def fits(name: str) -> None:
        page.wait_for_timeout(250)  # what slides in is outside at first
        panel.screenshot(path=shots / f"docked {name}.png")
        assert root.evaluate(_CUT) == [], name

    fits("stories")
    root.get_by_role("button", name="Look and sound").click()
    fits("scene")
    root.get_by_role("tab", name="Whole video").click()
    fits("video")
    root.get_by_role("button", name="choose another voice").click()
    expect(root.get_by_role("dialog").locator(".pc-entry").first).to_be_visible()
    fits("voices")
    page.keyboard.press("Escape")
    for button in ("Keys", "As code"):
        root.get_by_role("button", name=button, exact=True).click()
        fits(button)
        page.keyboard.press("Escape")
    assert nothing_wrong == []
    close_all(page)
    page.evaluate("() => [...jupyterapp.shell.widgets('right')].forEach(one => one.title.closable && one.dispose())")
    nothing_wrong.clear()  # Lab itself stumbles where a notebook goes whose output had a view of its own
