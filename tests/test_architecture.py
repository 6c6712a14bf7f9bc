"""The arrows: who may know whom. A stranger reads the shape of the package off this table.

errors and clock are leaves that anybody may know. The words know nothing but words. wire carries words; the talk
carries wire; the client speaks with it. The rooms: jupyter knows the client and not the sandbox, the sandbox knows the
wire and not the client, the renderer knows words alone. Nobody knows the root, which only opens doors.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pictory_nb

ROOT = Path(pictory_nb.__file__).parent
LEAVES = {"errors", "clock", "secret", "told", "folders"}
WORDS = {
    "word", "choices", "storyboard", "storyboard_v1", "render_params", "places", "lint", "budget", "script",
    "subtitles", "transcript", "state", "video", "chapters", "library", "terms", "listing", "composing", "layout",
    "ssml", "health", "reel",
}  # fmt: skip
TALK = {
    "wire", "credentials", "proxies", "transport", "watch", "poller", "download", "upload", "catalogue", "ledger",
    "cashier", "desk", "door", "job", "preview", "orders", "calls", "collection", "templates", "projects",
    "connections", "bulk", "cutting", "aistudio", "sidecar", "local_files",
}  # fmt: skip

KNOWS: dict[str, set[str]] = {
    "errors": set(),
    "clock": set(),
    "secret": set(),
    "told": set(),
    "folders": set(),
    # the words
    "choices": set(),
    "complaints": set(),
    "word": {"complaints"},
    "state": set(),
    "subtitles": set(),
    "transcript": {"subtitles"},
    "reel": {"storyboard", "transcript"},
    "storyboard": {"word", "complaints", "choices"},
    "storyboard_v1": {"storyboard", "word", "choices"},
    "render_params": {"storyboard", "storyboard_v1", "word", "choices", "layout"},
    "ssml": set(),
    "lint": {"storyboard", "choices", "terms", "table", "ssml"},
    "composing": {"storyboard", "lint"},
    "layout": {"choices"},
    "chapters": {"subtitles", "storyboard"},
    "video": {"subtitles", "chapters"},
    "script": {"storyboard"},
    "flags": set(),
    "parser": set(),
    "preferences": set(),
    "terms": set(),
    "sounds": set(),
    "table": {"sounds"},
    "health": set(),
    "library": {"sounds"},
    "listing": {"library", "table"},
    # the talk
    "wire": WORDS,
    "credentials": {"wire"},
    "proxies": set(),
    "transport": {"wire", "credentials", "proxies"},
    "watch": {"wire", "transport", "state"},
    "poller": {"watch"},
    "ledger": set(),
    "budget": {"lint"},
    "cashier": {"wire", "transport", "state", "ledger"},
    "door": {"credentials"},
    "desk": {"wire", "transport", "state", "poller", "cashier"},
    "sidecar": {"subtitles", "chapters", "video"},
    "job": WORDS | {"wire", "desk", "download", "ledger", "watch", "sidecar"},
    "preview": WORDS | {"wire", "desk", "job", "download", "ledger"},
    "orders": WORDS | {"wire", "desk", "job", "preview", "cashier", "ledger", "watch"},
    "calls": {"wire", "storyboard", "state", "budget", "desk", "cashier", "orders", "upload"},
    "collection": {"wire", "desk", "download", "library", "listing", "terms"},
    "places": set(),
    "bulk": WORDS | {"job", "templates", "table"},
    "projects": {"wire", "desk", "collection", "library", "listing", "budget", "orders", "job"},
    "connections": {"wire", "desk", "collection", "library", "listing", "terms"},
    "templates": {"wire", "desk", "collection", "library", "listing", "terms", "orders", "preview"},
    "container": set(),
    "part": {"container"},
    "download": {"transport", "part"},
    "local_files": {"storyboard", "storyboard_v1"},
    "upload": {"wire", "transport", "ledger", "local_files"},
    "catalogue": WORDS | {"wire", "transport", "upload", "download"},
    "aistudio": WORDS | {"wire", "transport", "download", "job", "orders", "cutting"},
    "cutting": WORDS | {"wire", "job", "orders", "local_files"},
    "client": WORDS | TALK,
    "doctor": {"client", "health", "ledger", "preferences"},
    # the three rooms, and the command line, which opens the sandbox to other programs
    "jupyter": WORDS
    | {
        "client",
        "cutting",
        "local_files",
        "door",
        "job",
        "preview",
        "collection",
        "flags",
        "parser",
        "preferences",
        "credentials",
        "doctor",
        "document",
    },
    "explorer": {"wire", "calls"},
    "sandbox": WORDS | {"wire", "renderer", "table"},
    "renderer": WORDS,
    # notebooks as files, and what is drawn of them
    "plates": set(),
    "document": WORDS | {"plates"},
    "cli": WORDS
    | {"jupyter", "client", "door", "job", "flags", "parser", "preferences", "doctor", "document", "sandbox"},
    "__main__": {"cli"},
}

KNOWS["explorer"] |= KNOWS["jupyter"] | {"jupyter"}
EXPLORER = {
    "jupyter/explorer/__init__.py",
    "jupyter/explorer/snippets.py",
    "jupyter/explorer/widget.py",
    "jupyter/commands/call.py",
    "jupyter/completion/values.py",
}
"""The files of the notebook that know the operations themselves: they show them as they are."""
FILES = sorted(ROOT.rglob("*.py"))


def imports_of(source: str, package: str) -> Iterator[str]:
    """The modules of ours that ``source``, which stands in ``package``, imports anywhere: in functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: -node.level + 1 or None]) if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            yield from (f"{module}.{alias.name}" if module == "pictory_nb" else module for alias in node.names)


def units_of(source: str, package: str) -> set[str]:
    """The parts of the package that ``source`` knows; the root itself, or a name of its, is an empty part."""
    ours = [name.split(".") for name in imports_of(source, package) if name.split(".")[0] == "pictory_nb"]
    known = {path.stem if path.is_file() else path.name for path in ROOT.iterdir()}
    return {parts[1] if len(parts) > 1 and parts[1] in known else "" for parts in ours}


def place_of(file: Path) -> tuple[str, str]:
    """The part that a file belongs to, and the package that it stands in."""
    inside = file.relative_to(ROOT)
    if str(inside) in EXPLORER:
        return "explorer", ".".join(["pictory_nb", *inside.parent.parts])
    return inside.parts[0].removesuffix(".py"), ".".join(["pictory_nb", *inside.parent.parts])


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_knows_only_what_it_may(file: Path) -> None:
    """An arrow that points the wrong way is found on the day that it is drawn."""
    part, package = place_of(file)
    if part == "__init__":
        return
    assert part in KNOWS, f"{part} has no place in the table above: decide who may know it, and whom it may know"
    strangers = units_of(file.read_text(encoding="utf-8"), package) - {part} - LEAVES - KNOWS[part]
    assert not strangers, f"{file.relative_to(ROOT)} may not know {', '.join(name or 'the root' for name in strangers)}"


@pytest.mark.parametrize(
    ("source", "units"),
    [
        ("import pictory_nb", {""}),
        ("from pictory_nb import Pictory", {""}),
        ("from pictory_nb import credentials", {"credentials"}),
        ("from pictory_nb.sandbox.service import Service", {"sandbox"}),
        ("def f():\n    import pictory_nb.renderer.film as film", {"renderer"}),
        ("if TYPE_CHECKING:\n    from pictory_nb.client import Job", {"client"}),
        ("from ..client import Job", {"client"}),
        ("from .magic import load", {"jupyter"}),
        ("import json, requests.adapters", set()),
    ],
)
def test_no_way_of_importing_is_overlooked(source: str, units: set[str]) -> None:
    """The guard is guarded: late, relative and renamed imports count."""
    assert units_of(source, "pictory_nb.jupyter") == units


def test_the_table_draws_no_circle() -> None:
    """Whom a part knows, and whom that knows in turn, never leads back to it."""

    def beyond(part: str) -> set[str]:
        return KNOWS[part].union(*map(beyond, KNOWS[part]))

    assert not [part for part in KNOWS if part in beyond(part)]


HEAVY = (
    "pydantic", "requests", "urllib3", "nbformat", "ipywidgets", "anywidget", "IPython", "av", "cv2", "numpy",
    "onnxruntime", "PIL", "yaml", "markdown_it", "werkzeug", "sqlite3",
)  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "spared"),
    [
        ("import pictory_nb", HEAVY),
        ("import pictory_nb.errors, pictory_nb.state, pictory_nb.subtitles, pictory_nb.video", HEAVY),
        ("import pictory_nb.storyboard", tuple(set(HEAVY) - {"pydantic"})),
        ("import pictory_nb.sandbox.service, pictory_nb.sandbox.mount", ("av", "cv2", "numpy", "PIL", "onnxruntime")),
        ("import pictory_nb.client", ("nbformat", "ipywidgets", "anywidget", "IPython", "av", "cv2", "numpy")),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(statement: str, spared: tuple[str, ...]) -> None:
    """Who loads the extension does not wait for what another cell may use."""
    program = f"import sys; {statement}; print(*[name for name in {spared!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.split() == []
