"""Codecs of catalogues: the service has five envelopes for a list (contract §0.3 E4, E5, E7, E9, E10), and one way to
read them is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pictory_nb.library import Clip, Entry
from pictory_nb.secret import Link

__all__ = [
    "UploadSlot",
    "dump_array",
    "dump_items",
    "dump_search",
    "dump_slot",
    "load_entries",
    "load_next",
    "load_slot",
    "load_words",
]

E = TypeVar("E", bound=Entry)

_LISTS = ("items", "Items", "searchResults", "tracks")


@dataclass(frozen=True)
class UploadSlot:
    """Where a file is brought to, and where it is found afterwards (§2.14)."""

    signed_url: str
    url: str
    key: str = ""

    def __repr__(self) -> str:
        return f"UploadSlot({self.url!r})"  # whoever has the signed one may write there


def dump_array(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """E9: a bare array."""
    return [entry.to_wire() for entry in entries]


def dump_items(entries: Iterable[Entry], **more: Any) -> dict[str, Any]:
    """E7, and E5 where ``more`` has a ``nextPageKey``."""
    return {"items": dump_array(entries), **more}


def dump_search(clips: Iterable[Clip], page: int) -> dict[str, Any]:
    """E4 of the media search (§2.16). An id travels as a number and as a text."""
    results = [{"assetId": clip.id, **clip.to_wire(), "id": str(clip.id)} for clip in clips]
    return {"data": {"page": page, "searchResults": results}}


def load_entries(kind: type[E], body: Any) -> list[E]:
    """The things of a list, in whichever envelope it came; what is neither an object nor a name is left out."""
    return [kind.from_wire(item) for item in _items(body) if isinstance(item, (Mapping, str)) and item]


def load_words(body: Any) -> list[str]:
    """The words of a bare list (§2.35)."""
    return [item for item in _items(body) if isinstance(item, str) and item]


def load_next(body: Any) -> str:
    """The key of the next page; empty on the last one, where it may be null or left out (E5, E6)."""
    keys = (body.get("nextPageKey"), body.get("pageKey")) if isinstance(body, Mapping) else ()
    return next((key for key in keys if isinstance(key, str)), "")


def dump_slot(slot: UploadSlot) -> dict[str, Any]:
    return {"success": True, "data": {"signedUrl": slot.signed_url, "url": slot.url, "key": slot.key}}


def load_slot(body: Any) -> UploadSlot | None:
    """The slot, or None where the answer names none."""
    data = body.get("data") if isinstance(body, Mapping) else None
    data = data if isinstance(data, Mapping) else {}
    signed_url, url = data.get("signedUrl"), data.get("url")
    if not (isinstance(signed_url, str) and signed_url and isinstance(url, str) and url):
        return None
    return UploadSlot(Link(signed_url), url, str(data.get("key") or ""))


def _items(body: Any) -> list[Any]:
    """A bare array, or the first list under a known name, at the top or inside ``data`` (§2.34)."""
    if isinstance(body, list):
        return body
    body = body if isinstance(body, Mapping) else {}
    for level in (body, body.get("data")):
        if isinstance(level, list):
            return level
        if isinstance(level, Mapping):
            for name in _LISTS:
                if isinstance(level.get(name), list):
                    return level[name]
    return []
