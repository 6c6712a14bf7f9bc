"""A real JupyterLab with nothing of the user's in it, and a notebook in it as a person handles one."""

from __future__ import annotations

import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Locator, Page

__all__ = ["Lab", "Notebook", "plays", "write_notebook"]

_TOKEN = "e2e"
_SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},  # else cells out of sight have no outputs
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}


class Lab:
    """One server on a free port, below ``base_url`` as a hub or Binder would have it. ``root`` is its folder."""

    def __init__(self, home: Path, root: Path, base_url: str) -> None:
        self.home, self.root = home, root
        for name, values in _SETTINGS.items():
            file = home / "settings" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values))
        self.log = home / "lab.log"
        options = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": 0,
            "ServerApp.base_url": base_url,
            "ServerApp.root_dir": root,
            "ServerApp.allow_root": True,
            "IdentityProvider.token": _TOKEN,
            "LabApp.expose_app_in_browser": True,  # window.jupyterapp: what the tests wait on
            "JupyterNotebookApp.expose_app_in_browser": True,
            "LabApp.extension_manager": "readonly",
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "lab", "--no-browser", *flags],
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            cwd=root,
            env=_environment(home),
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        self.url = self._wait_for_url()

    def _wait_for_url(self) -> str:
        # The server chooses the port and writes it down: no race for a free one.
        info, deadline = self.home / "run" / f"jpserver-{self._process.pid}.json", time.monotonic() + 60
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                self.url = json.loads(info.read_text())["url"]
                self.ask("GET", "api")
                return self.url
            except (OSError, ValueError):
                time.sleep(0.05)
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()[-4000:]}")

    @property
    def page_url(self) -> str:
        return f"{self.url}lab?reset&token={_TOKEN}"

    @property
    def second_url(self) -> str:
        """For a second window beside the first: where both had one workspace, Lab would load one of them anew."""
        return f"{self.url}lab/workspaces/second?reset&token={_TOKEN}"

    def ask(self, method: str, path: str) -> Any:
        request = urllib.request.Request(
            self.url + path, method=method, headers={"Authorization": f"token {_TOKEN}"}
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def end_kernels(self) -> None:
        for kernel in self.ask("GET", "api/kernels"):
            try:
                self.ask("DELETE", f"api/kernels/{kernel['id']}")
            except urllib.error.HTTPError:
                continue  # it ended by itself

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _environment(home: Path) -> dict[str, str]:
    """Nothing of the user's: no settings, no kernels, no account."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "PICTORY"))}
    folders = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "run",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return {
        **kept,
        **{name: str(folder) for name, folder in folders.items()},
        "JUPYTER_PLATFORM_DIRS": "1",
        "PATH": path,
    }


def _end_with_parent() -> None:
    """A test run that is killed leaves no server behind."""
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGTERM)


def write_notebook(root: Path, path: str, cells: Sequence[str]) -> str:
    """A notebook at ``root/path`` with these code cells; returns ``path``."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata={"kernelspec": kernel}
    )
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, root / path)
    return path


_READY = """path => {
  const widget = window.jupyterapp?.shell?.currentWidget, session = widget?.context?.sessionContext;
  return widget?.context?.path === path && widget.context.isReady && widget.content?.widgets?.length
    && session?.isReady && session.session?.kernel?.status === 'idle'
    && session.session.kernel.connectionStatus === 'connected';
}"""
_IDLE = """() => jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code' && cell.model.sharedModel.getSource().trim())
  .every(cell => cell.model.executionCount != null && (cell.model.executionState ?? 'idle') === 'idle')"""
_ERRORS = """() => jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code').flatMap(cell => cell.model.outputs.toJSON())
  .filter(output => output.output_type === 'error').map(output => `${output.ename}: ${output.evalue}`)"""
_START = """async source => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = notebook.widgets.length - 1;
  await jupyterapp.commands.execute('notebook:insert-cell-below');
  notebook.activeCell.model.sharedModel.setSource(source);
  window.startedCell = notebook.activeCell;
  window.startedRun = jupyterapp.commands.execute('notebook:run-cell');
}"""


class Notebook:
    """The notebook in front. Nothing here sleeps: everything waits for a state of the page."""

    def __init__(self, page: Page, lab: Lab, path: str) -> None:
        self.page, self.lab, self.path = page, lab, path
        self.panel: Locator = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def ready(self) -> Notebook:
        self.page.wait_for_function(_READY, arg=self.path, timeout=60_000)
        return self

    def command(self, name: str, **arguments: Any) -> None:
        self.page.evaluate("([n, a]) => jupyterapp.commands.execute(n, a).then(() => null)", [name, arguments])

    def run_all(self) -> Notebook:
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(_IDLE, timeout=60_000)
        assert (errors := self.page.evaluate(_ERRORS)) == [], errors
        return self

    def start(self, source: str) -> None:
        """Run ``source`` in a new cell at the end, and do not wait for it."""
        self.page.evaluate(_START, source)

    def finish(self) -> None:
        """Wait for the cell that was started."""
        self.page.evaluate("() => window.startedRun.then(() => null)")

    def save(self) -> dict[str, Any]:
        """Save it, and return what stands in the file then."""
        self.command("docmanager:save")
        return nbformat.read(self.lab.root / self.path, as_version=4)

    def cell(self, number: int) -> Locator:
        return self.panel.locator(".jp-Cell").nth(number)

    @property
    def cell_count(self) -> int:
        return self.panel.locator(".jp-Cell").count()


_PLAY = """async video => {
  video.muted = true;
  video.play().catch(() => null);
  const began = video.currentTime, deadline = performance.now() + 8000;
  while (performance.now() < deadline && !(video.videoWidth > 0 && video.currentTime > began + 0.2))
    await new Promise(next => setTimeout(next, 50));
  const seen = [video.readyState, video.videoWidth, video.currentTime - began, video.error?.message ?? ''];
  video.pause();
  return seen;
}"""


def plays(video: Locator) -> bool:
    """Whether the film has pictures that move: a file that cannot be decoded has none, although it may be loaded."""
    video.wait_for(timeout=30_000)
    ready, width, moved, error = video.evaluate(_PLAY)
    assert ready >= 2, f"nothing to show: {error}"
    assert width > 0, f"no picture: {error}"
    assert moved > 0.1, f"it stands still: {error}"
    return True


def file_name(test: str) -> str:
    return re.sub(r"\W+", "_", test).strip("_")
