"""The operations that tell what a video can look like."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Field, Route, must

__all__ = ["ADD_BRAND", "AVATARS", "BRANDS", "FONTS", "SMART_LAYOUTS", "STYLES"]

FONTS = Route(
    "fonts",
    "GET",
    "/v1/video/storyboard/fonts",
    "The font families that text can be written in.",
    answer="Font[]",
    verb="fonts",
)

STYLES = Route("styles", "GET", "/v1/styles", "The saved looks of subtitles.", answer="Style[]", verb="styles")

SMART_LAYOUTS = Route(
    "smart_layouts",
    "GET",
    "/v1/smartlayouts",
    "The layouts for a whole video.",
    answer="SmartLayout[]",
    verb="smart_layouts",
)

AVATARS = Route(
    "avatars",
    "GET",
    "/v1/avatars",
    "The presenters that can appear in a video, and their looks.",
    query=(Field("nextPageKey", "from the page before"),),
    answer="Avatar[]",
    verb="avatars",
)

BRANDS = Route("brands", "GET", "/v1/brands/video", "The account's brands.", answer="Brand[]", verb="brands")

ADD_BRAND = Route(
    "add_brand",
    "POST",
    "/v1/brands/editvideo",
    "Create a brand: its colours, its font, and the buttons of the page where videos are edited.",
    body=(
        must("name", "the name of the brand"),
        Field("description", "for people"),
        Field("color", "primary: main, light, contrastText, dark", "object"),
        Field("font", "family, url, format", "object"),
        Field("button", "notificationBell and downloadVideo: visible", "object"),
    ),
    answer="Brand",
    verb="add_brand",
)
