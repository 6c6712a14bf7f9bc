"""What survives what: every kind of output in every situation, seen in a browser; and on four generations of ipykernel.

    python -m tests.benchmarks.survival            prints the table
    python -m tests.benchmarks.survival --write    puts it into docs/saved-notebooks.md

It takes minutes: it makes an environment with papermill and Voila, and folders with older kernels, which are kept in
``--keep FOLDER`` (a folder of the user's cache by default) and used again.
"""

from __future__ import annotations

import argparse
import os
import re
import site
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import nbformat
import platformdirs
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import _FLAGS, BASE_URL, close_all, find_chromium
from tests.browser.lab import Lab, Notebook
from tests.browser.test_survival import CELLS
from tests.browser.test_survival import GHOST as NO_MODEL
from tests.jupyter.service import Service

KERNELS = ("6.31.0", "7.0.1", "7.3.0", "7.4.0")
WIDGETS = ("the composer", "the explorer", "the transcript")
KINDS = ("the card of a running job", "a film", "the table of jobs", *WIDGETS)
LIVE, REST, GONE, GHOST = "●", "○", "–", "✗"
DOCS = Path(__file__).parents[2] / "docs" / "saved-notebooks.md"
_MARKS = ("<!-- survival -->", "<!-- end of survival -->")

_LOOK = """([ghost, widgets]) => {
  const cells = document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell');
  const at = n => cells[n]?.querySelector('.jp-Cell-outputWrapper') ?? document.createElement('i');
  const text = node => node.innerText ?? '';
  const video = node => node.querySelector('video')?.readyState > 0;
  const left = node => node.querySelector('.pictory-card[data-stage=left]');
  const one = (node, live, plain) => new RegExp(ghost, 'i').test(text(node)) ? '✗'
    : !left(node) && (video(node) || node.querySelector(live)) ? '●' : new RegExp(plain).test(text(node)) ? '○' : '–';
  return [one(at(2), '.pictory-card', 'Rain|job'), one(at(3), 'nothing', 'Rain'),
          one(at(4), '.pictory-t-root', 'Rain|job'),
          ...widgets.map(([live, plain], n) => one(at(5 + n), live, plain))];
}"""


def cells(service: Service) -> list[str]:
    """One job to the end, one that runs, and both in a table; then the other widgets."""
    return [
        f"import os\nos.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n%load_ext pictory_nb\n"
        "from pictory_nb import JobTable, Pictory, from_markdown\nclient = Pictory()",
        "done = client.render(from_markdown('Rain.', name='Rain'))",
        "%%pictory --name Rain-runs\nRain runs.",
        "done.wait().video",
        "JobTable([_pictory, done], again=client.again)",
        *(CELLS[name][0] for name in WIDGETS),
    ]


@contextmanager
def lab_page() -> Iterator[tuple[Lab, Page]]:
    home, root = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), headless=True, args=_FLAGS)
        lab = Lab(home, root, BASE_URL)
        try:
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(lab.page_url)
            page.wait_for_function("() => window.jupyterapp", timeout=60_000)
            page.evaluate("() => jupyterapp.restored.then(() => null)")
            yield lab, page
        finally:
            lab.stop()
            browser.close()


def opened(page: Page, lab: Lab, path: str) -> Notebook:
    page.evaluate(
        "path => jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook'}).then(() => null)", path
    )
    return Notebook(page, lab, path).ready()


def seen(page: Page) -> list[str]:
    """What is there of each kind, once it has had time to come."""
    time.sleep(3)
    return page.evaluate(_LOOK, [NO_MODEL.pattern, [CELLS[name][1:] for name in WIDGETS]])


def in_lab(measured: dict[str, list[str]]) -> None:
    """Busy cell, page reload, kernel restart, and reopened with trust and without."""
    with Service(hold=True, pause=0.2) as service, lab_page() as (lab, page):
        _first_is_done(service)
        path = "survival.ipynb"
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells(service)])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, lab.root / path)
        book = opened(page, lab, path).run_all()
        book.start("import time\ntime.sleep(6)")
        before = page.locator(".pictory-card .pictory-elapsed").first.inner_text()
        measured["busy cell"] = seen(page)
        moved = page.locator(".pictory-card .pictory-elapsed").first.inner_text() != before
        measured["busy cell"][0] = LIVE if moved else REST
        book.finish()
        book.save()
        page.reload()
        book.ready()
        measured["page reload"] = seen(page)
        page.evaluate("() => jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()")
        measured["kernel restart"] = seen(page)
        saved = (lab.root / path).read_text(encoding="utf-8")
        for name, text in (
            ("reopened, trusted", saved),
            ("reopened, untrusted", saved.replace("import time", "import  time")),
        ):
            close_all(page)
            lab.end_kernels()
            other = f"{name.split()[-1]}.ipynb"
            (lab.root / other).write_text(text, encoding="utf-8")
            if name.endswith(" trusted"):
                environment = {**os.environ, "JUPYTER_DATA_DIR": str(lab.home / "data"), "JUPYTER_PLATFORM_DIRS": "1"}
                command = [sys.executable, "-m", "jupyter", "trust", str(lab.root / other)]
                subprocess.run(command, env=environment, check=True, capture_output=True)
            opened(page, lab, other)
            measured[name] = seen(page)


def _first_is_done(service: Service) -> None:
    """The first job comes to its end though the others are held."""
    held = service._state

    def state(job_id: str) -> Any:
        if job_id.startswith("00000001"):
            service._free.set()
            try:
                return held(job_id)
            finally:
                service._free.clear()
        return held(job_id)

    service._state = state  # type: ignore[method-assign]


def _kinds_of(notebook: Any) -> list[str]:
    """What stands in the file: anything that a host would have to bring back is a ghost of tomorrow."""

    def of(number: int, plain: str) -> str:
        data = [output.get("data", {}) for output in notebook.cells[number].outputs]
        html = "".join(str(one.get("text/html", "")) for one in data)
        if any("widget-view" in kind for one in data for kind in one):
            return GHOST
        return LIVE if "<video" in html else REST if plain in html else GONE

    return [of(2, "Rain"), of(3, "Rain"), of(4, "Rain"), *(of(5 + n, CELLS[name][2]) for n, name in enumerate(WIDGETS))]


def headless(measured: dict[str, list[str]], tools: Path) -> None:
    """nbclient, papermill, nbconvert and Voila: nobody watches, so every cell waits for its film."""
    with Service() as service, tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "survival.ipynb")
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells(service)])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, source)
        run = nbformat.read(source, 4)
        NotebookClient(run, timeout=120, resources={"metadata": {"path": folder}}).execute()
        measured["nbclient"] = _kinds_of(run)
        made = Path(folder, "papermill.ipynb")
        subprocess.run([tools / "bin" / "papermill", source, made, "--cwd", folder], check=True, capture_output=True)
        measured["papermill"] = _kinds_of(nbformat.read(made, 4))
        subprocess.run(
            [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", str(made)], check=True, capture_output=True
        )
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=find_chromium(), headless=True, args=_FLAGS)
            page = browser.new_page()
            page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())  # no host but this one
            page.goto(made.with_suffix(".html").as_uri(), wait_until="domcontentloaded")
            measured["nbconvert HTML"] = seen_plainly(page)
            with _voila(tools, source) as url:
                page.goto(url, timeout=120_000, wait_until="domcontentloaded")
                page.locator("text=Rain").first.wait_for(timeout=60_000)
                measured["Voila"] = seen_plainly(page)
            browser.close()


def seen_plainly(page: Page) -> list[str]:
    """The same for a page that has no cells of Lab: all films, and the table."""
    time.sleep(4)
    videos = page.evaluate(
        "() => [...document.querySelectorAll('.pictory-film video')].filter(v => v.readyState > 0).length"
    )
    live = page.locator(".pictory-t-root").count() > 0
    plain = page.locator("table:has-text('Begun')").count() > 0
    text = page.evaluate("() => document.body.textContent")
    if NO_MODEL.search(page.evaluate("() => document.body.innerText")):
        return [GHOST] * len(KINDS)
    others = [REST if CELLS[name][2] in text else GONE for name in WIDGETS]
    return [
        LIVE if videos > 1 else GONE,
        LIVE if videos else GONE,
        LIVE if live else REST if plain else GONE,
        *others,
    ]


@contextmanager
def _voila(tools: Path, notebook: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [tools / "bin" / "voila", notebook, "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=notebook.parent)
    try:
        for _ in range(120):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(10)


def on_kernel(version: str, keep: Path) -> list[str]:
    """The same outputs while a cell is busy, at a kernel of that version: what its messages say."""
    folder = keep / f"ipykernel-{version}"
    if not folder.is_dir():
        _pip([sys.executable], "--no-deps", "--target", str(folder), f"ipykernel=={version}")
    manager = KernelManager()
    with Service(hold=True, pause=0.1) as service, tempfile.TemporaryDirectory() as here:
        _first_is_done(service)
        paths = os.pathsep.join([str(folder), str(Path(__file__).parents[2])])
        manager.start_kernel(env={**os.environ, "PYTHONPATH": paths}, cwd=here)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(60)
        try:
            is_that = f"import ipykernel; assert ipykernel.__version__ == {version!r}"
            for cell in [is_that, *cells(service)]:
                _run(client, cell)
            busy = client.execute("import time; time.sleep(4)", allow_stdin=True)
            time.sleep(1)
            service.release()
            service._state = Service._state.__get__(service)
            told = _messages_until(client, busy)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    card = any(kind == "comm_msg" and "snapshot" in str(content) for kind, content in told)
    film = any(kind == "update_display_data" and "<video" in str(content) for kind, content in told)
    table = any(kind == "comm_msg" and "row_0" in str(content) for kind, content in told)
    models = {content["comm_id"] for kind, content in told if kind == "comm_open"}
    shown = [str(content["data"]) for kind, content in told if kind == "display_data"]
    if any("widget-view" in data for data in shown):
        return [GHOST] * len(KINDS)
    spots = [spot for data in shown for spot in re.findall(r"pictory-spot pictory-(\w+)", data)]
    others = [spot in models for spot in spots[-len(WIDGETS) :]]
    return [LIVE if sign else GONE for sign in (card, film, table, *others)]


def _run(client: Any, cell: str) -> None:
    answer = client.execute(cell, reply=True, timeout=60, allow_stdin=True)
    if answer["content"]["status"] != "ok":
        raise RuntimeError("\n".join(answer["content"]["traceback"]))


def _messages_until(client: Any, busy: str) -> list[tuple[str, Any]]:
    told = []
    while True:
        message = client.get_iopub_msg(timeout=30)
        told.append((message["msg_type"], message["content"]))
        mine = message["parent_header"].get("msg_id") == busy
        if mine and message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return told


def _tools(keep: Path) -> Path:
    """An environment with papermill and Voila that sees all of this one."""
    folder = keep / "tools"
    made = (folder / "bin" / "voila").exists()
    if not made:
        venv.create(folder, with_pip=True, clear=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    # Each time: what was kept may have been made beside another environment, which is gone.
    (packages / "outer.pth").write_text("\n".join([*site.getsitepackages(), str(Path(__file__).parents[2])]))
    if not made:
        _pip([str(folder / "bin" / "python")], "papermill", "voila")
    for part in (
        "nbconvert",
        "labextensions/anywidget",
        "labextensions/@jupyter-widgets",
    ):  # templates and widgets of the outer environment
        mine, outer = (Path(where) / "share" / "jupyter" / part for where in (folder, sys.prefix))
        if mine.is_symlink():
            mine.unlink()
        if not mine.exists():
            mine.symlink_to(outer)
    return folder


def _pip(python: list[str], *what: str) -> None:
    subprocess.run([*python, "-m", "pip", "install", "-q", *what], check=True)


def table(measured: dict[str, list[str]]) -> str:
    rows = [["", *KINDS], ["---"] * (len(KINDS) + 1), *([name, *marks] for name, marks in measured.items())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, default=platformdirs.user_cache_path("pictory_nb") / "survival")
    parser.add_argument("--write", action="store_true", help="put the table into the documentation")
    given = parser.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    os.environ["PICTORY_NB_HOME"] = tempfile.mkdtemp()
    measured: dict[str, list[str]] = {}
    in_lab(measured)
    headless(measured, _tools(given.keep))
    for version in KERNELS:
        measured[f"busy cell, ipykernel {version}"] = on_kernel(version, given.keep)
    print(table(measured))
    if GHOST in table(measured):
        sys.exit("a host complains of a widget that it cannot bring back, or will")
    if given.write:
        begin, end = _MARKS
        text = DOCS.read_text(encoding="utf-8")
        head, _, rest = text.partition(begin)
        DOCS.write_text(f"{head}{begin}\n\n{table(measured)}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
