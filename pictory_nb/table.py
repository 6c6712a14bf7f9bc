"""Rows of things as a table, for a terminal and for a notebook.

What it shows comes from elsewhere, so all of it is escaped, and only web addresses and data are linked. The HTML needs
no script and no style sheet, as a saved notebook has neither.
"""

from __future__ import annotations

import base64
import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from pictory_nb.sounds import Sounds
from pictory_nb.told import linkable, told

__all__ = ["escape", "html", "plain", "text"]

Fetch = Callable[[str], bytes]

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*Z$")
WIDEST = 32
"""Signs of a cell in a terminal."""
PICTURES = {"thumbnail", "picture", "preview", "preview_image"}
SOUNDS = {"sample", "audio_url"}
LARGEST_PICTURE = 60_000
"""Bytes that one picture may add to a notebook."""

_CELL = "text-align: left; vertical-align: middle; padding: 2px 12px 2px 0"
_SOUND = "height: 32px; width: 260px; display: block; margin: 0"
_IMAGE = "height: 54px; max-width: 120px; border-radius: 4px; display: block; margin: 0"


def text(item: Any, name: str) -> str:
    """What a cell says: the field ``name`` of ``item``, or the item itself where it has no fields."""
    value = getattr(item, name) if name else item
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("_date") and (moment := _MOMENT.match(str(value))):
        return f"{moment[1]} {moment[2]}"
    return "" if value is None else f"{value:,.10g}" if isinstance(value, float) else str(value)


def plain(columns: Sequence[str], items: Sequence[Any]) -> str:
    """A table for a terminal. Pictures and sounds have no column: their addresses are long, and cannot be clicked."""
    shown = [name for name in columns if name not in PICTURES | SOUNDS]
    rows = [[_short(text(item, name)) for name in shown] for item in items]
    rows = [[_title(name) for name in shown], *rows] if any(shown) else rows
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def html(heading: str, columns: Sequence[str], items: Sequence[Any], fetch: Fetch | None = None) -> str:
    """A table for a notebook, with the pictures and the sounds where they can be reached.

    With ``fetch`` pictures and the sounds of the first rows are stored in the notebook, for a page could not reach
    them; of a long sound the opening is.
    """
    sounds = Sounds(fetch) if fetch else None
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(_title(name))}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(_cell(item, name, fetch, sounds) for name in columns)}</tr>" for item in items)
    top = f"<thead><tr>{head}</tr></thead>" if any(columns) else ""
    heading += "; client.listen(…) plays those without a player" if sounds and sounds.left_out else ""
    caption = f'<caption style="{_CELL}; caption-side: top; white-space: nowrap">{escape(heading)}</caption>'
    return f'<table class="pictory-listing">{caption}{top}<tbody>{body}</tbody></table>'


def _cell(item: Any, name: str, fetch: Fetch | None, sounds: Sounds | None) -> str:
    value = text(item, name)
    if name in PICTURES:
        source = _inlined(value, fetch) if fetch else linkable(value)
        value = f'<img src="{escape(source)}" alt="" loading="lazy" style="{_IMAGE}">' if source else ""
    elif name in SOUNDS:
        source = sounds.inlined(value) if sounds else linkable(value)
        value = f'<audio controls preload="none" src="{escape(source)}" style="{_SOUND}"></audio>' if source else ""
    else:
        value = escape(told(value))
    return f'<td style="{_CELL}">{value}</td>'


def _inlined(url: str, fetch: Fetch) -> str:
    if url.startswith("data:") or not linkable(url):
        return linkable(url)
    content = fetch(url)
    if len(content) > LARGEST_PICTURE:
        content = _shrunk(content)
    kind = next((kind for mark, kind in _KINDS.items() if content.startswith(mark)), "")
    if not kind or len(content) > LARGEST_PICTURE:
        return ""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _shrunk(content: bytes) -> bytes:
    """A large picture as a small JPEG; as it is where nothing here can shrink it."""
    try:
        from PIL import Image  # pictures are only fetched from a sandbox in this process, which has it

        picture = Image.open(io.BytesIO(content)).convert("RGB")
        picture.thumbnail((240, 160))
        small = io.BytesIO()
        picture.save(small, "JPEG", quality=80)
    except Exception:  # whatever it is, the table is shown without it
        return content
    return small.getvalue()


_KINDS = {b"\xff\xd8": "image/jpeg", b"\x89PNG": "image/png"}


def _title(name: str) -> str:
    return {"audio_url": "sound", "look_ids": "looks", "preview_image": "picture"}.get(name, name.replace("_", " "))


def _short(value: str) -> str:
    """One line without anything that would move a terminal's cursor."""
    line = " ".join("".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in value).split())
    return line if len(line) <= WIDEST else line[: WIDEST - 1] + "…"
