"""The AI studio's stand-in: a picture or a clip by a prompt, really made, and kept where the lists find it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.filming import in_studio
from pictory_nb.sandbox.library import made as shelf
from pictory_nb.sandbox.library.painting import NOTE, painted
from pictory_nb.sandbox.paintings import price_of, size_of
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.store import HERE

if TYPE_CHECKING:
    from PIL import Image

    from pictory_nb.renderer.film import Film
    from pictory_nb.sandbox.workers import Crew

__all__ = ["clip_of", "picture_of"]

_SHORT = 1024, 720
"""Points of the short side: of a picture, and of a clip."""
_CUT, _HELD = 0.8, 1.2
"""Seconds of the change from a first frame to the rest, and how long that frame stands."""


def picture_of(told: Mapping[str, Any], premises: Premises, *, files_allowed: bool) -> Maker:
    """Makes the picture that ``told`` (a body of §2.45, with its defaults filled in) asks for."""
    return _noted("images", told, premises, in_studio(_Picture(dict(told), premises, files_allowed), premises))


def clip_of(told: Mapping[str, Any], premises: Premises, *, files_allowed: bool) -> Maker:
    """Makes the clip that ``told`` (a body of §2.47, with its defaults filled in) asks for."""
    return _noted("videos", told, premises, in_studio(_Clip(dict(told), premises, files_allowed), premises))


def _noted(kind: str, told: Mapping[str, Any], premises: Premises, make: Maker) -> Maker:
    """What came of it goes on the list of its kind, and its credits on the account."""

    def noted(folder: Path, report: Report) -> Made:
        made = make(folder, report)
        places = {member: f"{HERE}files/{folder.name}/{name}" for member, name in made.files.items()}
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        facts = {name: value for name, value in made.facts.items() if name in ("width", "height", "duration")}
        entry = {"id": folder.name, **told, **facts, **places, "createdDate": now}
        premises.drawings(kind).put(folder.name, entry)
        cost = made.facts["aiCreditsUsed"]
        premises.meter.count("aiCredits", cost, source="AI Studio", description=told["prompt"][:80])
        return made

    return noted


@dataclass(frozen=True)
class _Work:
    """What is done in the studio."""

    told: dict[str, Any]
    premises: Premises
    files_allowed: bool

    def _painting(self, short: int, *references: str | None) -> Path:
        """The picture that the prompt leads to, in the colours of the first reference."""
        media = self.premises.media(files_allowed=self.files_allowed)
        like = next((media.file(url, "the picture of reference") for url in references if url), None)
        size = size_of(self.told["aspectRatio"], short)
        return shelf.path_of(painted(self.told["prompt"], self.told.get("style"), size, like=like))

    def _file(self, url: str, what: str) -> Path:
        return self.premises.media(files_allowed=self.files_allowed).file(url, what)


class _Picture(_Work):
    def __call__(self, folder: Path, report: Report, crew: Crew) -> Made:
        report(0.0, "Painting")
        file = self._painting(_SHORT[0], self.told.get("referenceImageUrl"))
        shutil.copyfile(file, folder / "image.png")
        width, height = size_of(self.told["aspectRatio"], _SHORT[0])
        facts = {
            "width": width,
            "height": height,
            "aiCreditsUsed": price_of(self.told["model"]),
            "sandboxNotes": [NOTE],
        }
        return Made(facts, {"url": "image.png"})


class _Clip(_Work):
    def __call__(self, folder: Path, report: Report, crew: Crew) -> Made:
        from PIL import Image

        from pictory_nb.renderer import picture_at, render

        report(0.0, "Painting")
        film = self._film(float(self.told["duration"][:-1]))
        render(film, folder / "clip.mp4", lambda share, stage: report(share, f"The clip: {stage}"), crew)
        last = Image.fromarray(picture_at(film, film.duration))
        last.save(folder / "last.jpg", quality=90)
        with Image.open(folder / "clip.jpg") as first:
            _write_small(first, folder)
        facts = {
            "duration": f"{film.duration:.0f}s",
            "width": film.size[0],
            "height": film.size[1],
            "aiCreditsUsed": price_of(self.told["model"], float(self.told["duration"][:-1])),
            "sandboxNotes": [NOTE],
        }
        files = {"url": "clip.mp4", "previewImageUrl": "clip.jpg", "thumbnailImageUrl": "small.jpg"}
        return Made(facts, {**files, "lastFrameImageUrl": "last.jpg"})

    def _film(self, seconds: float) -> Film:
        """The painting under a slow camera; before it the first frame, or the clip that is to go on."""
        from pictory_nb.renderer import film as films
        from pictory_nb.sandbox.library import fonts

        told = self.told
        before: films.Shot | None = None
        references = told.get("referenceImageUrls") or [None]
        if first := told.get("firstFrameImageUrl"):
            shown = films.Picture(self._file(first, "the first frame"), "none")
            before = films.Shot(_HELD, shown, "the first frame")
        elif extended := told.get("extendVideoUrl"):
            file = self._file(extended, "the video to extend")
            before = films.Shot(_length_of(file), films.Footage(file, mute=False), "the video to extend")
        painting = films.Picture(self._painting(_SHORT[1], first, references[0]), "zoom_and_pan")
        rest = seconds - _HELD if first else seconds
        shot = films.Shot(rest, painting, "the clip", transition=films.Transition("fade", _CUT))
        book = films.FontBook(fonts.FONTS, (fonts.DEFAULT_FAMILY, "Noto Sans"))
        shots = (before, shot) if before else (shot,)
        header = {"title": told["prompt"][:80], "comment": "Painted by the pictory_nb sandbox, not by a model"}
        return films.Film(size_of(told["aspectRatio"], _SHORT[1]), shots, book, mark="sandbox", metadata=header)


def _write_small(image: Image.Image, folder: Path) -> None:
    """For lists: a picture of which a notebook can hold many."""
    small = image.convert("RGB").resize((320, round(320 * image.height / image.width)))
    small.save(folder / "small.jpg", quality=85)


def _length_of(file: Path) -> float:
    import av

    try:
        with av.open(str(file)) as container:
            if container.streams.video and container.duration:
                return container.duration / av.time_base
    except (OSError, av.FFmpegError):
        pass
    raise RenderError(f"the video to extend: {file.name} cannot be read as a video", mend="give an MP4")
