"""TAB in the script below a magic: settings of the front matter, fields of a scene, pictures, variables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pictory_nb.jupyter.completion.fields import fields_at, values_of
from pictory_nb.jupyter.completion.offer import Offer, Offers, matching
from pictory_nb.jupyter.completion.values import Values

__all__ = ["in_body"]

_SETTINGS = {
    "name": ("", "the video's name"),
    "voice": ("speakers", "who reads it"),
    "speed": ("", "how fast it is read, 50 to 200"),
    "music": ("music", "what plays under it"),
    "volume": ("", "how loud the music is, 0 to 1"),
    "aspect": ("aspects", "the shape of the picture"),
    "size": ("sizes", "width and height in pixels"),
    "logo": ("pictures", "a picture in the corner"),
}
"""The short settings of a front matter, with the kind of their values."""

_FIELDS = {
    "font_family": "fonts",
    "speaker": "voices",
    "subtitle_style_name": "styles",
    "smart_layout_name": "layouts",
    "brand_name": "brands",
    "template_id": "template_ids",
    "category": "categories",
    "visual_url": "media",
    "music_url": "sounds",
    "audio_url": "sounds",
    "video_url": "films",
}
"""Fields of the API whose values are known by more than their type."""

_VARIABLE = re.compile(r"\{\{\s*(?P<begun>\w*)$")
_PICTURE = re.compile(r"!\[[^\]]*\]\((?P<begun>[^)\s]*)$")
_WORD = re.compile(r"\w*$")
_ENTRY = re.compile(r"^(?P<lead>\s*(?:- +)*)(?P<key>[\w-]*)(?:(?P<colon>:)(?P<value>\s.*|$))?$")


def in_body(lines: list[str], values: Values) -> Offers:
    """What can stand at the end of ``lines``, which are the body up to the cursor; nothing in the midst of prose."""
    if found := _VARIABLE.search(lines[-1]):
        return Offers(found["begun"], tuple(matching(found["begun"], values.variables())))
    if found := _PICTURE.search(lines[-1]):
        return Offers(found["begun"], tuple(matching(found["begun"], values.of("media", found["begun"]))))
    if (matter := _front_matter(lines)) is not None:
        return _in_yaml(matter, "Storyboard", values)
    if (fence := _fence(lines)) is not None:
        return _in_yaml(fence, "Scene", values)
    return Offers(_WORD.search(lines[-1])[0])


def _front_matter(lines: list[str]) -> list[str] | None:
    """The lines of the front matter where the cursor is in it."""
    if len(lines) < 2 or lines[0].rstrip() != "---" or any(line.rstrip() == "---" for line in lines[1:]):
        return None
    return lines[1:]


def _fence(lines: list[str]) -> list[str] | None:
    """The lines of the ``scene`` block that the cursor is in."""
    begin = None
    for number, line in enumerate(lines[:-1]):
        if line.lstrip().startswith("```"):
            begin = number + 1 if begin is None and line.strip() == "```scene" else None
    return lines[begin:] if begin is not None else None


def _snake(key: str) -> str:
    """The name of a field in Python's spelling, whichever it was written in."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).replace("-", "_").lower()


@dataclass(frozen=True)
class _Key:
    name: str
    depth: int


def _in_yaml(lines: list[str], root: str, values: Values) -> Offers:
    found = _ENTRY.match(lines[-1])
    if not found:
        return Offers(_WORD.search(lines[-1])[0])
    path = [key.name for key in _above(lines[:-1], len(found["lead"]))]
    short = _SETTINGS if root == "Storyboard" and not path else {}
    if path and "-" in found["lead"] and path[-1] in _SETTINGS and len(path) == 1 and not found["colon"]:
        return Offers(found["key"], tuple(matching(found["key"], values.of(_SETTINGS[path[0]][0]))))
    if found["colon"]:
        typed = re.split(r"[\[,]\s*", (found["value"] or "").lstrip())[-1]
        name = _snake(found["key"])
        known = values.of(short[name][0] if name in short else _FIELDS.get(name, ""), typed)
        if not known:
            known = [Offer(word, "", "choice") for word in values_of(root, [*path, name])]
        return Offers(typed, tuple(matching(typed, known)))
    taken = _beside(lines[:-1], len(found["lead"]))
    offered = [Offer(name, says, "setting") for name, (_, says) in short.items() if name not in taken]
    offered += [Offer(name, says, "field") for name, says in fields_at(root, path) if name not in taken]
    return Offers(found["key"], tuple(matching(found["key"], offered)))


def _above(lines: list[str], depth: int) -> list[_Key]:
    """The keys that an entry at ``depth`` stands below, from the outermost."""
    stack: list[_Key] = []
    for line in lines:
        found = _ENTRY.match(line)
        if not found or not found["key"]:
            continue
        while stack and stack[-1].depth >= len(found["lead"]):
            stack.pop()
        stack.append(_Key(_snake(found["key"]), len(found["lead"])))
    return [key for key in stack if key.depth < depth]


def _beside(lines: list[str], depth: int) -> set[str]:
    """The keys that stand at ``depth`` already, in the same mapping."""
    taken: set[str] = set()
    for line in reversed(lines):
        found = _ENTRY.match(line)
        if not found or not found["key"] or len(found["lead"]) > depth:
            continue
        if len(found["lead"]) < depth:
            break
        taken.add(_snake(found["key"]))
        if "-" in found["lead"]:  # the first of this item of a list
            break
    return taken
