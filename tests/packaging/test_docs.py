"""The documentation is true: its scripts are read, its code runs, its lists are whole, its links lead somewhere."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pictory_nb import from_markdown
from pictory_nb.jupyter.grammar import help_text, parse
from pictory_nb.preferences import Preferences
from pictory_nb.script import SETTINGS
from pictory_nb.wire.routes import ROUTES
from tests.packaging.fresh import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))


def tokens_of(page: Path) -> list[Token]:
    return MarkdownIt().enable("table").parse(page.read_text(encoding="utf-8"))


def blocks(page: str, language: str = "") -> list[str]:
    """The fenced blocks of a page in that language."""
    return [token.content for token in tokens_of(DOCS / page) if token.type == "fence" and token.info == language]


def first_column(page: str, head: str) -> set[str]:
    """What stands as code in the first column of the page's tables that begin with that head."""
    rows: list[list[Token]] = []
    for token in tokens_of(DOCS / page):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token)
    found, wanted = set(), False
    for first in (row[0] for row in rows):
        if not any(child.type == "code_inline" for child in first.children or ()):
            wanted = first.content == head
        elif wanted:
            found |= {child.content for child in first.children or () if child.type == "code_inline"}
    return found


@pytest.mark.parametrize("script", blocks("script.md", "markdown"))
def test_every_script_is_read(script: str) -> None:
    """Who copies a script from the page has a storyboard, with the scenes that it shows."""
    storyboard = from_markdown(script)
    assert len(storyboard.scenes) >= 2


def test_every_setting_is_told() -> None:
    """The table of settings has each of them, and none that there is not."""
    assert first_column("script.md", "setting") == set(SETTINGS)


def test_every_operation_is_told() -> None:
    """The page of the sandbox promises each operation that it answers, and no other."""
    assert first_column("sandbox.md", "operation") == {str(route) for route in ROUTES}


def test_every_magic_is_understood() -> None:
    """Who copies a cell from the page gets no error from the line that it starts with."""
    names = {"name": "a value"}
    given = []
    for block in blocks("magic.md"):
        first, _, rest = block.partition("\n")
        if first.startswith("%%pictory"):
            given.append(parse(first.removeprefix("%%pictory"), rest, names))
        else:
            lines = [line.removeprefix("job = ") for line in block.splitlines()]
            given += [
                parse(line.removeprefix("%pictory "), None, names) for line in lines if line.startswith("%pictory ")
            ]
    assert [order.name for order in given] == ["render"] * 3


def test_every_command_is_told() -> None:
    """The table of commands has each of them, as its help spells it."""
    lines = (line.strip().partition("  ")[0] for line in help_text().splitlines())
    assert first_column("magic.md", "command") == {line for line in lines if line.startswith("%pictory ")}


def test_every_preference_is_told() -> None:
    """The table of settings has each that a file may hold."""
    known = {each.name for each in fields(Preferences)} - {"origins"}
    assert first_column("configuration.md", "key") == known


def test_every_option_is_told() -> None:
    """The tables of options have each flag of ``%%pictory``, and none that there is not."""
    told = {word.split()[0] for word in first_column("magic.md", "option") if word.startswith("-")}
    known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", help_text("render"))) - {"-h", "--help"}
    assert told == known


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types the page from top to bottom meets no error, and has a film at the end."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks("python.md", "python"):
        exec(compile(block, "python.md", "exec"), names)
    assert (tmp_path / "rain.mp4").stat().st_size > 10_000


def test_every_module_has_its_line() -> None:
    """A stranger finds each file of the top, of the wire and of the rooms in the drawing, and no other."""
    (drawing,) = (block for block in blocks("architecture.md") if block.startswith("pictory_nb/"))
    drawn = set(re.findall(r"[\w/]+\.(?:py|js|css)\b", drawing))
    package = ROOT / "pictory_nb"
    folders = [package, package / "wire", package / "jupyter", package / "sandbox"]
    here = {path.name for folder in folders for path in folder.iterdir() if path.suffix in (".py", ".js", ".css")}
    assert not here - drawn, "docs/architecture.md has no line for these"
    assert not drawn - here, "docs/architecture.md has a line for these, which are gone"


def test_the_way_of_a_story_leads_through_files_that_are_there() -> None:
    """Who follows a story through the architecture finds every module that is named on the way."""
    way = (DOCS / "architecture.md").read_text(encoding="utf-8").split("## The way of a story")[1]
    named = set(re.findall(r"`((?:\w+/)*\w+(?:\.py|/))`", way))
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pictory_nb").rglob("*")}
    gone = {name for name in named if not any(f"/{path}".endswith(f"/{name.rstrip('/')}") for path in here)}
    assert named
    assert gone == {"pictory_videos/"}, "the films' folder is the user's; the rest is to be in the package"


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """No link to a file of this repository is dead."""
    children = [child for token in tokens_of(page) for child in token.children or ()]
    links = [str(child.attrs.get("href") or child.attrs.get("src") or "") for child in children]
    dead = [link for link in links if "://" not in link and not (page.parent / link.partition("#")[0]).exists()]
    assert not dead


def test_every_page_is_in_the_contents() -> None:
    """The index leads to each page."""
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert all(f"({page.name})" in index for page in PAGES if page.name != "index.md")
