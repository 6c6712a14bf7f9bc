"""The verbs of a client that have pictures and clips made by a prompt.

picture = p.generate_image("a lighthouse in a storm", style="vintage")     # returns at once
picture.made                                                              # waits, and shows it
Background(type="image", visual_url=picture.made.url)                      # in a storyboard
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pictory_nb.budget import Budget
from pictory_nb.choices import IMAGE_MODELS, VIDEO_MODELS
from pictory_nb.cutting import address_of
from pictory_nb.download import fetch_small
from pictory_nb.errors import DownloadFailed
from pictory_nb.job import PATIENCE, Job
from pictory_nb.library import Entry, GeneratedImage, GeneratedVideo
from pictory_nb.listing import Listing
from pictory_nb.orders import Orders
from pictory_nb.transport import Transport
from pictory_nb.wire import routes
from pictory_nb.wire.aistudio import image_order, video_order
from pictory_nb.wire.arguments import dump_arguments
from pictory_nb.wire.catalogue import load_entries, load_next
from pictory_nb.wire.routes import Route

if TYPE_CHECKING:
    from requests import Session

__all__ = ["AiStudio", "Generation"]

E = TypeVar("E", bound=Entry)
LARGEST = 256 * 1024 * 1024
"""Bytes of a picture or a clip."""
_SHOWN = 4 * 1024 * 1024
"""Bytes that one of them may add to a notebook."""


class Generation:
    """A picture or a clip that was ordered. ``job`` is the job that makes it; ``made`` waits for it."""

    def __init__(
        self, job: Job, kind: type[GeneratedImage | GeneratedVideo], order: Mapping[str, Any], session: Session
    ) -> None:
        self.job, self._kind, self._order, self._session = job, kind, order, session
        self._content: bytes | None = None

    def __repr__(self) -> str:
        return f"<Generation {self.job.id} {self.job.status}: {self._order['prompt'][:60]}>"

    @property
    def id(self) -> str:
        return self.job.id

    def wait(self, timeout: float = PATIENCE) -> Generation:
        """Wait until it is made. Raises as ``Job.wait`` does."""
        self.job.wait(timeout)
        return self

    @property
    def made(self) -> GeneratedImage | GeneratedVideo:
        """What was made, with its address: it is good as ``visual_url`` of a storyboard. Waits like ``wait``."""
        told = {**self._order, **self.job.result().data, "id": self.id}
        return self._kind.from_wire(told)

    @property
    def content(self) -> bytes:
        """The bytes of it. Waits like ``wait``; raises ``DownloadFailed`` where they are gone."""
        if self._content is None:
            content = fetch_small(self._session, self.made.url, most=LARGEST)
            if not content:
                raise DownloadFailed(f"nothing came of {self.id}", mend="order it again: results expire")
            self._content = content
        return self._content

    def save(self, path: str | Path) -> Path:
        """Write it to ``path``, with the ending of its kind where there is none. An existing file is replaced."""
        to = Path(path)
        to = to if to.suffix else to.with_suffix(".png" if self._kind is GeneratedImage else ".mp4")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(self.content)
        return to

    def _repr_html_(self) -> str:
        """The picture or the clip itself once it is made; it is part of the notebook then."""
        said = escape(f"{self._order['prompt'][:200]} · {self._order['model']} · {self.job.place}")
        if not self.job.done or len(self.content) > _SHOWN:
            return f"<p>{escape(str(self.job.state))}: {said}</p>"
        data = base64.b64encode(self.content).decode()
        if self._kind is GeneratedImage:
            kind = "jpeg" if self.content.startswith(b"\xff\xd8") else "png"
            shown = f'<img src="data:image/{kind};base64,{data}" alt="{said}" style="max-width: 100%; width: 480px">'
        else:
            look = "max-width: 100%; width: 480px"
            shown = f'<video controls loop src="data:video/mp4;base64,{data}" style="{look}"></video>'
        return f'<figure style="margin: 0">{shown}<figcaption style="opacity: .7">{said}</figcaption></figure>'


class AiStudio:
    """What ``Pictory`` can have made. Every verb raises ``BadArguments`` and ``OverBudget`` before anything is sent,
    ``ServiceError`` and its kinds, ``SubmitUnknown`` and ``LedgerUnusable`` like ``render``. What was ordered before
    is not paid for again, unless ``new``: the same prompt leads to the same picture."""

    _orders: Orders
    _transport: Transport
    _paged: Callable[..., Listing[Any]]
    _brought: Callable[[str, str], str]
    _local: bool

    def generate_image(
        self,
        prompt: str,
        *,
        model: str = "",
        style: str = "",
        aspect_ratio: str = "",
        reference_image: str = "",
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Generation:
        """Order an image; returns at once. It costs the credits of its model: see ``choices.IMAGE_MODELS``.

        ``reference_image`` is an address, or a file of this computer, which is brought to the account first.
        """
        told = {
            "prompt": prompt,
            "model": model or None,
            "style": style or None,
            "aspectRatio": aspect_ratio or None,
            "referenceImageUrl": reference_image or None,
        }
        order = image_order(dump_arguments(routes.GENERATE_IMAGE.body, told))
        cost = IMAGE_MODELS[order["model"]].credits
        job = self._drawn(routes.GENERATE_IMAGE, order, cost, new, budget or Budget(max_credits))
        return Generation(job, GeneratedImage, order, self._transport.session)

    def generate_video(
        self,
        prompt: str,
        *,
        model: str = "",
        aspect_ratio: str = "",
        duration: str = "",
        first_frame_image: str = "",
        extend_video: str = "",
        reference_images: Sequence[str] = (),
        new: bool = False,
        max_credits: float | None = None,
        budget: Budget | None = None,
    ) -> Generation:
        """Order a clip of ``duration`` ("8s"); returns at once. It costs credits by the second of its model.

        It may begin with an image, go on with a clip, or go by images: one of the three, as addresses or files.
        """
        told = {
            "prompt": prompt,
            "model": model or None,
            "aspectRatio": aspect_ratio or None,
            "duration": duration or None,
            "firstFrameImageUrl": first_frame_image or None,
            "extendVideoUrl": extend_video or None,
            "referenceImageUrls": list(reference_images),
        }
        order = video_order(dump_arguments(routes.GENERATE_VIDEO.body, told))
        cost = VIDEO_MODELS[order["model"]].credits * int(order["duration"][:-1])
        job = self._drawn(routes.GENERATE_VIDEO, order, cost, new, budget or Budget(max_credits))
        return Generation(job, GeneratedVideo, order, self._transport.session)

    def generated_images(self) -> Listing[GeneratedImage]:
        """The images that were made, newest first."""
        return self._drawings(routes.GENERATED_IMAGES, GeneratedImage, "images")

    def generated_videos(self) -> Listing[GeneratedVideo]:
        """The clips that were made, newest first."""
        return self._drawings(routes.GENERATED_VIDEOS, GeneratedVideo, "clips")

    def _drawn(self, route: Route, order: dict[str, Any], cost: float, new: bool, budget: Budget) -> Job:
        # The order speaks of files of this computer as such; what is sent speaks of where they were brought.
        order = _with_media(order, address_of)
        return self._orders.place(
            route,
            {"operation": route.name, **order},
            lambda: order if self._local else _with_media(order, lambda url: self._brought(url, "")),
            name=order["prompt"][:60],
            new=new,
            allow=lambda: self._orders.check_credits(f"one by {order['model']}", cost, budget),
        )

    def _drawings(self, route: Route, kind: type[E], noun: str) -> Listing[E]:
        def turn(key: str) -> tuple[list[E], str]:
            body = self._transport.ask(route, query={"nextPageKey": key} if key else None).body
            return load_entries(kind, body), load_next(body)

        return self._paged(noun, turn)


def _with_media(order: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """The order with ``change`` made to every address in it."""
    changed = dict(order)
    for name, value in order.items():
        if name.endswith("Urls"):
            changed[name] = [change(url) for url in value]
        elif name.endswith("Url"):
            changed[name] = change(value)
    return changed
