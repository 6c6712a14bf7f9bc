"""The AI studio: pictures and clips by a prompt, made by a stand-in, and the lists of them."""

from __future__ import annotations

from typing import Any

from pictory_nb.library import Entry, GeneratedImage, GeneratedVideo
from pictory_nb.sandbox.answers.call import Call, Handler, opened, sealed
from pictory_nb.sandbox.answers.rendering import accepted
from pictory_nb.sandbox.store import HERE, told
from pictory_nb.wire import routes
from pictory_nb.wire.aistudio import AI_IMAGE, AI_VIDEO, image_order, video_order

__all__ = ["HANDLERS"]

PAGE = 100
LANE = "easels"


def generate_image(call: Call) -> Any:
    from pictory_nb.sandbox.easels import picture_of  # brings all that paints, which a film does not wait for

    order = image_order({name: value for name, value in call.body.items() if name != "webhook"})
    make = picture_of(order, call.premises, files_allowed=call.files_allowed)
    return _begun(call, AI_IMAGE, order, make)


def generate_video(call: Call) -> Any:
    from pictory_nb.sandbox.easels import clip_of

    order = video_order({name: value for name, value in call.body.items() if name != "webhook"})
    make = clip_of(order, call.premises, files_allowed=call.files_allowed)
    return _begun(call, AI_VIDEO, order, make)


def _begun(call: Call, kind: str, order: dict[str, Any], make: Any) -> Any:
    hook = call.webhook(call.body.get("webhook"))
    record = call.director.accept(kind, order["prompt"][:80], make, lane=LANE, webhook=hook)
    return accepted(call, record, era=2)  # although the path is of the first


def images(call: Call) -> Any:
    return _page(call, "images", GeneratedImage)


def videos(call: Call) -> Any:
    return _page(call, "videos", GeneratedVideo)


def _page(call: Call, kind: str, entry: type[Entry]) -> Any:
    """Those whose files are still there, newest first. The last page has no key at all (§0.3 E5)."""
    kept = [each for each in reversed(call.premises.drawings(kind).all()) if _is_there(call, each)]
    begin = opened(call.query.get("nextPageKey", ""))
    items = [entry.from_wire(told(each, call.origin)).to_wire() for each in kept[begin : begin + PAGE]]
    more = {"nextPageKey": sealed(begin + PAGE)} if begin + PAGE < len(kept) else {}
    return {"items": items, **more}


def _is_there(call: Call, entry: dict[str, Any]) -> bool:
    record = call.premises.jobs.find(str(entry.get("id")))
    return record is not None and record.word == "completed" and str(entry.get("url", "")).startswith(HERE)


HANDLERS: dict[str, Handler] = {
    routes.GENERATE_IMAGE.name: generate_image,
    routes.GENERATED_IMAGES.name: images,
    routes.GENERATE_VIDEO.name: generate_video,
    routes.GENERATED_VIDEOS.name: videos,
}
