"""The search in the media library."""

from __future__ import annotations

from typing import Any

from pictory_nb.library import Clip, Picture
from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.sandbox.library import clips
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import dump_search

__all__ = ["HANDLERS"]

PAGE = 20
FROM = "pictory_nb_sandbox"
"""The library that the results are from: neither of the stock libraries that the contract names."""


def search(call: Call) -> Any:
    query = call.query
    page = query.get("page", 1)
    # Its words are English ones: another language's that look like one of them mean something else.
    understood = query.get("language", "en").lower().startswith("en")
    names = clips.find(query["keyword"], query.get("category", "")) if understood else []
    shown = names[PAGE * (page - 1) : PAGE * page]
    return dump_search([_clip(name, query["keyword"], call.origin) for name in shown], page)


def _clip(name: str, keyword: str, origin: str) -> Clip:
    def picture(size: str) -> Picture:
        url = f"{origin}sandbox/library/clips/{name}-{size}.jpg"
        return Picture(jpg=url, url=url)

    return Clip(
        id=clips.number_of(name),
        keyword=keyword,
        media_type="image",
        description=f"{name.replace('-', ' ')}, drawn",
        library=FROM,
        thumbnail=picture("thumbnail"),
        preview=picture("preview"),
    )


HANDLERS: dict[str, Handler] = {routes.SEARCH_MEDIA.name: search}
