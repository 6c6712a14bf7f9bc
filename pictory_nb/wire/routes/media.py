"""The operations that bring files, and find pictures and clips."""

from __future__ import annotations

from pictory_nb import terms
from pictory_nb.wire.routes.row import Field, Route, must

__all__ = ["SEARCH_MEDIA", "UPLOAD", "UPLOAD_URL"]

UPLOAD_URL = Route(
    "upload_url",
    "POST",
    "/v1/media/generateUrl",
    "A signed address to bring a file to, good for 24 hours, and the one where it is found afterwards.",
    body=(
        must("fileName", "the file's name, with its extension"),
        must("contentType", "the MIME type that will be sent"),
    ),
    answer="UploadSlot",
    verb="upload",
)

UPLOAD = Route(
    "upload",
    "PUT",
    "{signedUrl}",
    "Bring the bytes of a file to its signed address, with the very content type that was declared.",
    verb="upload",
    open=True,
    elsewhere=True,
)

SEARCH_MEDIA = Route(
    "search_media",
    "GET",
    "/v1/media/search",
    "Search the media library for videos and pictures.",
    query=(
        must("keyword", "what it shows"),
        Field("category", "Parent or Parent/Child", choices=terms.CATEGORIES),
        Field("language", "of the keyword, such as en"),
        Field("page", "counted from 1", "integer", least=1),
    ),
    answer="Clip[]",
    verb="search_media",
)
