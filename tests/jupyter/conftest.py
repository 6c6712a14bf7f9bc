"""A shell in a folder of its own, with the extension loaded and a service to talk to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from tests.jupyter.service import Service


class Shell:
    """Runs cells as a person would, and keeps what they answered."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell, self.names = shell, shell.user_ns

    def run(self, cell: str) -> Any:
        """The value of ``cell``'s last expression. Raises what the cell raised."""
        result = self.shell.run_cell(cell, store_history=True)
        result.raise_error()
        return result.result


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with Service() as service:
        monkeypatch.setenv("PICTORY_API_BASE_URL", service.url)
        yield service


@pytest.fixture
def bare_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """A shell as it is before the extension is loaded."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    config = Config()
    config.HistoryManager.enabled = False
    InteractiveShell.clear_instance()
    yield Shell(InteractiveShell.instance(config=config))
    InteractiveShell.clear_instance()


@pytest.fixture
def shell(bare_shell: Shell) -> Iterator[Shell]:
    bare_shell.run("%load_ext pictory_nb")
    yield bare_shell
    bare_shell.run("%unload_ext pictory_nb")
