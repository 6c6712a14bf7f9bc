"""A Markdown cell as what it holds: headings, prose to be spoken, pictures, code and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from pictory_nb.document.mathematics import spoken
from pictory_nb.document.outputs import tables_in
from pictory_nb.plates import Code, Table

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["Block", "Break", "Heading", "Image", "Prose", "blocks_of"]


@dataclass(frozen=True)
class Heading:
    """A title; ``level`` is 1 to 6."""

    text: str
    level: int


@dataclass(frozen=True)
class Prose:
    """A paragraph or an item of a list, with its keywords in ``<strong>``."""

    story: str


@dataclass(frozen=True)
class Image:
    """A picture by its address: a path from the notebook, a URL, or ``attachment:name``."""

    url: str


@dataclass(frozen=True)
class Break:
    """A line across: what follows stands apart."""


Block = Heading | Prose | Image | Break | Code | Table


def blocks_of(text: str, language: str = "python") -> Iterator[Block]:
    """What the Markdown ``text`` holds, in order; code without a language is taken for the notebook's own."""
    level, table = 0, ""
    reader = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)
    tokens = reader.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "table_open":
            end = next(n for n in range(place, len(tokens)) if tokens[n].type == "table_close")
            table = reader.renderer.render(tokens[place : end + 1], reader.options, {})
            yield from tables_in(table)
        elif token.type == "table_close":
            table = ""
        elif table:
            continue
        elif token.type == "inline":
            yield from _inline(token, level)
        elif token.type in ("fence", "code_block") and token.content.strip():
            info = token.info.split()
            yield Code(token.content.strip("\n"), info[0].strip("{}.").lower() if info else language)
        elif token.type == "math_block":
            yield Prose(spoken(token.content))
        elif token.type == "html_block":
            yield from _html(token.content)
        elif token.type == "hr":
            yield Break()


def _inline(inline: Token, level: int) -> Iterator[Block]:
    story, pictures = "", []
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            story += token.content
        elif token.type in ("softbreak", "hardbreak"):
            story += " "
        elif token.type in ("strong_open", "strong_close"):
            story += "<strong>" if token.type == "strong_open" else "</strong>"
        elif token.type in ("math_inline", "math_inline_double"):
            story += spoken(token.content)
        elif token.type == "image":
            pictures.append(Image(str(token.attrs["src"])))
        elif token.type == "html_inline" and (found := re.search(r"<img\b[^>]*\bsrc=[\"']([^\"']+)", token.content)):
            pictures.append(Image(found[1]))
    yield from pictures
    story = " ".join(story.split())
    plain = re.sub(r"</?strong>", "", story).strip()
    if plain:
        yield Heading(plain, level) if level else Prose(story)


def _html(html: str) -> Iterator[Block]:
    for found in re.finditer(r"<img\b[^>]*\bsrc=[\"']([^\"']+)", html):
        yield Image(found[1])
    yield from tables_in(html)
    bare = re.sub(r"<(style|script|table)\b.*?</\1>|<!--.*?-->", " ", html, flags=re.DOTALL | re.IGNORECASE)
    if text := " ".join(re.sub(r"<[^>]+>", " ", bare).split()):
        yield Prose(text)
