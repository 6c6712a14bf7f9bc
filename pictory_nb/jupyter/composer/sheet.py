"""The contact sheet: a storyboard as HTML that needs no kernel, no script and no style sheet to be seen.

It keeps to what survives in untrusted notebooks and on pages that strip styles: each still is a picture by itself, and
the words stand below it as text.
"""

from __future__ import annotations

import base64
import io
import re
import textwrap
from collections.abc import Iterator, Mapping
from html import escape

from pictory_nb.layout import Layout
from pictory_nb.script import to_markdown
from pictory_nb.storyboard import Scene, Storyboard, Text
from pictory_nb.told import steady

__all__ = ["sheet_bundle", "small"]

Pictures = Mapping[str, bytes]
"""Small JPEGs by the address that a storyboard names."""

_GROUNDS = (("#141b3c", "#3b5bdb"), ("#10262b", "#0ca678"), ("#2a1533", "#ae3ec9"), ("#2b1a12", "#f76707"))
_MOST = 60
"""Stills on one sheet; the script tells the rest."""
_LETTER = 0.56
"""Width of an average letter, as a share of its size."""


def sheet_bundle(storyboard: Storyboard | None, pictures: Pictures) -> dict[str, str]:
    """The sheet and the script, by MIME type."""
    if storyboard is None:
        return {"text/html": '<div class="pictory-sheet"></div>', "text/plain": "an empty storyboard"}
    script = steady(to_markdown(storyboard))  # names that were picked are a stranger's
    count = len(storyboard.scenes)
    shown = "".join(_cell(number, scene, storyboard, pictures) for number, scene in _shown(storyboard))
    more = f"<p>and {count - _MOST} more</p>" if count > _MOST else ""
    html = (
        '<div class="pictory-sheet" style="margin: 4px 0; line-height: 1.4">'
        f"<p><strong>{escape(storyboard.video_name)}</strong> · {count} scene{'s' if count != 1 else ''}</p>"
        f"<div>{shown}</div>{more}"
        f"<details><summary>The script</summary><pre>{escape(script)}</pre></details></div>"
    )
    return {"text/html": html, "text/plain": script}


def _shown(storyboard: Storyboard) -> Iterator[tuple[int, Scene]]:
    yield from list(enumerate(storyboard.scenes))[:_MOST]


def _cell(number: int, scene: Scene, storyboard: Storyboard, pictures: Pictures) -> str:
    said = _said(scene) or _source(scene)
    words = textwrap.shorten(said, 120, placeholder="…")
    source = base64.b64encode(_still(number, scene, storyboard, pictures).encode()).decode()
    width = 240 if storyboard.size[0] >= storyboard.size[1] else 150
    return (
        f'<div style="display: inline-block; vertical-align: top; width: {width}px; margin: 0 12px 12px 0">'
        f'<img src="data:image/svg+xml;base64,{source}" width="{width}" alt="Scene {number + 1}">'
        f"<div><small><strong>{number + 1}</strong> {escape(words)}</small></div></div>"
    )


def _said(scene: Scene) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", scene.story or "").split())


def _source(scene: Scene) -> str:
    return next(
        (str(value) for value in (scene.blog_url, scene.ppt_url, scene.audio_url, scene.video_url) if value),
        "",
    )


def _still(number: int, scene: Scene, storyboard: Storyboard, pictures: Pictures) -> str:
    """One frame as SVG: the ground, the texts, the beginning of the story."""
    width, height = storyboard.size
    layout = Layout(width, height)
    parts = [_ground(number, scene, width, height, pictures)]
    texts = [element for element in scene.elements if isinstance(element, Text)]
    for text in texts[:3]:
        size = {"heading": 99, "subheading": 63}.get(text.text_variant, 40) * layout.unit
        parts.append(_words(text.text, size, layout.safe.width * 0.9, width / 2, height * 0.46, "#fff", bold=True))
    if scene.story and not scene.hide_subtitles:
        parts.append(_caption(_said(scene), layout))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="Montserrat, Helvetica, Arial, sans-serif">{"".join(parts)}</svg>'
    )


def _ground(number: int, scene: Scene, width: int, height: int, pictures: Pictures) -> str:
    background = scene.background
    if background and background.color:
        return f'<rect width="{width}" height="{height}" fill="{escape(background.color)}"/>'
    if background and background.visual_url and (picture := pictures.get(background.visual_url)):
        source = base64.b64encode(picture).decode()
        return (
            f'<image href="data:image/jpeg;base64,{source}" width="{width}" height="{height}" '
            f'preserveAspectRatio="xMidYMid slice"/>'
        )
    first, second = _GROUNDS[number % len(_GROUNDS)]
    return (
        f'<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="{first}"/>'
        f'<stop offset="1" stop-color="{second}"/></linearGradient></defs>'
        f'<rect width="{width}" height="{height}" fill="url(#g)"/>'
    )


def _caption(said: str, layout: Layout) -> str:
    size = 54 * layout.unit
    lines = textwrap.wrap(said, max(int(layout.safe.width * 0.76 / (size * _LETTER)), 8))[:2]
    wide = max(map(len, lines), default=0) * size * _LETTER + 1.4 * size
    tall = 1.42 * size * len(lines) + 0.6 * size
    top = layout.safe.y + layout.safe.height - tall
    box = (
        f'<rect x="{(layout.width - wide) / 2:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{tall:.0f}" '
        f'rx="{size / 2:.0f}" fill="#090b18" fill-opacity="0.72"/>'
    )
    return box + _lines(lines, size, layout.width / 2, top + tall / 2, "#fff", bold=True)


def _words(text: str, size: float, room: float, x: float, y: float, ink: str, *, bold: bool) -> str:
    return _lines(textwrap.wrap(text, max(int(room / (size * _LETTER)), 6))[:3], size, x, y, ink, bold=bold)


def _lines(lines: list[str], size: float, x: float, y: float, ink: str, *, bold: bool) -> str:
    first = y - (len(lines) - 1) * size * 0.6 + size * 0.35
    return "".join(
        f'<text x="{x:.0f}" y="{first + index * size * 1.2:.0f}" font-size="{size:.0f}" fill="{ink}" '
        f'text-anchor="middle" font-weight="{700 if bold else 500}">{escape(line)}</text>'
        for index, line in enumerate(lines)
    )


def small(picture: bytes) -> bytes | None:
    """A JPEG of 320 pixels, where Pillow is installed; None for what it cannot read."""
    try:
        from PIL import Image

        with Image.open(io.BytesIO(picture)) as image:
            image.thumbnail((320, 320))
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=72)
            return out.getvalue()
    except (ImportError, OSError, ValueError):
        return None
