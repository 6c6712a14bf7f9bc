"""A real JupyterLab in a real Chromium: one server and browser for all, a page for a module, a notebook for a test."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.lab import Lab, Notebook, file_name, write_notebook
from tests.jupyter.service import Service

BASE_URL = "/user/a%20b/"
"""A hub's address, with a blank in it: whoever builds a link by hand fails here."""
REQUIRED = "PICTORY_NB_REQUIRE_BROWSER"
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
_MISSING = f"no Chromium was found ({', '.join(_NAMES)}, or CHROMIUM): nothing was seen in a browser"

expect.set_options(timeout=15_000)


def find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.getreports("skipped") if _MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS SKIPPED", yellow=True)
        terminalreporter.line(f"{len(skipped)} tests: {_MISSING}", yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


_FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        (pytest.fail if os.environ.get(REQUIRED) == "1" else pytest.skip)(_MISSING)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, headless=True, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("root"), BASE_URL)
    yield lab
    lab.stop()


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(lab.page_url)
    page.wait_for_function("() => window.jupyterapp", timeout=60_000)
    page.evaluate("() => jupyterapp.restored.then(() => null)")
    yield page
    context.close()


@pytest.fixture
def nothing_wrong(page: Page) -> Iterator[list[str]]:
    """The page reports no error, and asks nobody but this computer. Who expects a complaint takes it off the list."""
    problems: list[str] = []

    def note_error(message) -> None:
        address = message.location.get("url", "")
        if "debugger state" in message.text:  # Lab asks a kernel for it that has just been ended
            return
        if message.type == "error" and not address.startswith("blob:"):  # Lab's own viewer takes them back too early
            problems.append(f"{message.text} {address}")

    def note_request(request) -> None:
        if not re.match(r"(http|ws)://127\.0\.0\.1|data:|blob:", request.url):
            problems.append(f"a request to {request.url}")

    def note_crash(error) -> None:
        problems.append(str(error))

    watched = {"console": note_error, "request": note_request, "pageerror": note_crash}
    for event, listener in watched.items():
        page.on(event, listener)
    yield problems
    for event, listener in watched.items():
        page.remove_listener(event, listener)
    assert problems == []


Open = Callable[..., Notebook]


@pytest.fixture
def open_notebook(page: Page, lab: Lab, request: pytest.FixtureRequest, nothing_wrong: list[str]) -> Iterator[Open]:
    """Opens a notebook with the given cells, or the one that is at ``path`` already."""

    def open_one(cells: Sequence[str] = (), path: str = "") -> Notebook:
        path = path or f"{file_name(request.node.name)}.ipynb"
        if cells:
            write_notebook(lab.root, path, cells)
        page.evaluate(
            "path => jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook'}).then(() => null)", path
        )
        return Notebook(page, lab, path).ready()

    yield open_one
    if request.node.stash.get(_FAILED, False):
        page.screenshot(path=lab.home / f"failed-{file_name(request.node.name)}.png")
        print(f"screenshot: {lab.home}/failed-{file_name(request.node.name)}.png")
    close_all(page)
    lab.end_kernels()
    shutil.rmtree(lab.root / "pictory_videos", ignore_errors=True)  # a scripted service gives the same ids again


def close_all(page: Page) -> None:
    """Close every document without a question."""
    page.evaluate("""async () => {
      for (const widget of [...jupyterapp.shell.widgets('main')]) {
        if (widget.context?.sessionContext?.session) await widget.context.sessionContext.shutdown().catch(() => 0);
        widget.dispose();
      }
    }""")


@pytest.fixture
def service() -> Iterator[Service]:
    """A service whose jobs come to their end when the test says so."""
    with Service(hold=True, pause=0.2) as service:
        yield service


@pytest.fixture
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: a folder that ``PICTORY_NB_SCREENSHOTS`` names, for people who want to look."""
    folder = Path(os.environ.get("PICTORY_NB_SCREENSHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
