"""Every widget where colours are not ours to choose: forced ones, more contrast, dark themes; and in a narrow panel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.lab import Notebook
from tests.browser.test_film_in_lab import theme  # noqa: F401
from tests.browser.test_survival import CELLS, all_of, are_live
from tests.jupyter.service import Service

ROOTS = (".pc-root", ".pictory-card", ".pictory-t-root", ".pictory-x-root", ".pictory-editor")
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


@pytest.fixture
def widgets(open_notebook: Open, page: Page, service: Service) -> Iterator[Notebook]:
    notebook = open_notebook(all_of(service)).run_all()
    are_live(notebook)
    yield notebook
    page.emulate_media(forced_colors="none", contrast="no-preference", color_scheme="light")


def pictures(notebook: Notebook, shots: Path, light: str) -> None:
    for number, name in enumerate(CELLS, 1):
        notebook.cell(number).locator(".jp-OutputArea").first.screenshot(path=shots / f"{name}, {light}.png")


def test_no_widget_has_a_barrier_in_any_theme(widgets: Notebook, page: Page, theme, shots: Path):  # noqa: F811
    """axe-core finds nothing to complain of in light, in dark and in high contrast."""
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    found = {}
    for name in THEMES:
        theme(name)
        pictures(widgets, shots, name)
        for root in ROOTS:
            seen = page.evaluate("root => axe.run(root, { resultTypes: ['violations'] })", root)
            for one in seen["violations"]:
                found[f"{name} {root} {one['id']}"] = [node["html"][:120] for node in one["nodes"]][:3]
    assert found == {}


TOLD = """() => {
  const look = node => {
    const s = getComputedStyle(node), b = getComputedStyle(node, '::before');
    return [s.backgroundColor, s.borderColor, s.outlineStyle, s.textDecorationLine, b.backgroundColor].join();
  };
  const hidden = [];
  const differs = (one, other, what) => {
    const [a, b] = [document.querySelector(one), document.querySelector(other)];
    if (!a || !b || look(a) === look(b)) hidden.push(what);
  };
  differs('.pictory-card .pictory-fill', '.pictory-card .pictory-bar', 'the progress of a job');
  differs('.pictory-t-line .pictory-t-fill', '.pictory-t-line .pictory-t-bar', 'the progress in the table');
  differs('.pictory-t-chip[aria-pressed=true]', '.pictory-t-chip[aria-pressed=false]', 'the filter of the table');
  differs('.pictory-x-row[aria-selected=true]', '.pictory-x-row[aria-selected=false]', 'the operation that is shown');
  differs('.pictory-x-tab[aria-selected=true]', '.pictory-x-tab[aria-selected=false]', 'the language of the code');
  differs('.pictory-clip', '.pictory-strip', 'what is kept of a recording');
  differs('.pc-tab[aria-selected=true]', '.pc-tab[aria-selected=false]', 'the panel that is open');
  differs('.pc-card[data-active]', '.pc-card:not([data-active])', 'the scene that is edited');
  const bare = [...document.querySelectorAll('.pc-primary, .pictory-x-send, .pictory-render, .pictory-t-strong')]
    .filter(node => getComputedStyle(node).borderStyle === 'none').map(node => node.textContent);
  return [hidden, bare];
}"""


def test_forced_colours_leave_nothing_untold(widgets: Notebook, page: Page, shots: Path):
    """Where the system takes our shades away, what is chosen, pressed or half done is still seen."""
    page.emulate_media(forced_colors="active")
    pictures(widgets, shots, "forced colours")
    assert page.evaluate(TOLD) == [[], []]


def test_more_contrast_leaves_nothing_faint(widgets: Notebook, page: Page, shots: Path):
    """Who asks for contrast gets it: no text is fainter than the text itself, and every edge is drawn in its colour."""
    page.emulate_media(contrast="more")
    pictures(widgets, shots, "more contrast")
    names = {".pictory-card": "pictory-", ".pictory-editor": "pictory-"}
    faint = page.evaluate(
        """roots => roots.flatMap(([root, name]) => {
          const node = document.querySelector(root);
          const colour = what => {
            const probe = document.createElement('i');
            probe.style.color = `var(--${name}${what})`;
            node.append(probe);
            const seen = getComputedStyle(probe).color;
            probe.remove();
            return seen;
          };
          return ['quiet', 'edge'].filter(what => colour(what) !== colour('ink')).map(what => `${root} ${what}`);
        })""",
        [[root, names.get(root, "")] for root in ROOTS],
    )
    assert faint == []


def test_a_narrow_panel_cuts_nothing_off(widgets: Notebook, page: Page, shots: Path):
    """At 320 pixels, as in a side panel: nothing runs out of its widget."""
    page.evaluate("""() => {
      for (const spot of document.getElementsByClassName('pictory-spot')) spot.style.width = '320px';
    }""")
    page.wait_for_timeout(300)
    pictures(widgets, shots, "320")
    wide = page.evaluate(
        """roots => roots.filter(root => {
          const node = document.querySelector(root);
          return node.scrollWidth > node.clientWidth + 1 || node.getBoundingClientRect().width > 321;
        })""",
        list(ROOTS),
    )
    assert wide == []
