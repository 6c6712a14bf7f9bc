"""The pictures of a film: what a storyboard names is found or fetched, what it leaves open is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pictory_nb.renderer import film as films
from pictory_nb.renderer.colour import parse
from pictory_nb.sandbox.library import visuals
from pictory_nb.sandbox.library.clips import find
from pictory_nb.sandbox.library.emblems import picture
from pictory_nb.sandbox.library.folder import VIDEOS, Asset, Shelf
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import (
    Background,
    BackgroundSettings,
    ImageElement,
    SearchFilter,
    Shape,
    Storyboard,
    Text,
    VideoElement,
)

__all__ = ["Pictures"]


class Pictures:
    """Knows what each take shows. Every medium is found, or fetched, when this is made: before anything is drawn.

    Raises ``RenderError``, which names the scene, for a medium that is not there.
    """

    def __init__(
        self,
        storyboard: Storyboard,
        media: Media,
        takes: Sequence[Take],
        folders: Sequence[Path],
        stagings: Sequence[str],
    ) -> None:
        self._media, self.notes = media, list[str]()
        self._shelf = Shelf(folders, storyboard.visual_library_id)
        self._files = {
            (index, n): media.file(background.visual_url, take.name)
            for index, take in enumerate(takes)
            for n, background in enumerate(_backgrounds(take))
            if background.visual_url
        }
        corpus = [self._of_corpus(take) for take in takes]
        wishes = [_wish(take, given is not None) for take, given in zip(takes, corpus, strict=True)]
        self._visuals = visuals.choose(
            wishes,
            language=storyboard.language,
            shelf=self._shelf,
            prefer=storyboard.visual_selection_preference,
            stagings=stagings,
        )
        self._corpus = corpus
        self._open = [wish.open for wish in wishes]
        self._shown = {path for visual in self._visuals for path in (visual.emblem, *visual.companions) if path}
        self._insets = [self._of_elements(take) for take in takes]

    @property
    def show_emblems(self) -> bool:
        """Whether any drawing of the library is seen."""
        chosen = any(visual.emblem and asked for visual, asked in zip(self._visuals, self._open, strict=True))
        return chosen or any("emblems" in path.parts for insets in self._insets for path in insets.values())

    def is_bare(self, index: int) -> bool:
        """Whether a take shows colours alone, so that its words may take the middle of the picture."""
        visual = self._visuals[index]
        return self._open[index] and visual.emblem is None and visual.own is None

    def backdrop(self, index: int, take: Take) -> films.Backdrop:
        """What is behind the words of a take."""
        background = take.scene.background
        if background and background.color:
            return films.Colour(parse(background.color))
        if file := self._files.get((index, 0)):
            return _shown(file, background)
        if given := self._corpus[index]:
            return films.Picture(given)
        visual = self._visuals[index]
        if visual.own:
            return _shown(visual.own.path, background)
        palette = visual.palette
        colours = tuple(parse(color)[:3] for color in (palette.base, *palette.lights))
        return films.Aurora(colours, index, visual.emblem, visual.staging, visual.companions)

    def cutaways(self, index: int, take: Take, duration: float) -> tuple[films.Cutaway, ...]:
        """The b-rolls of a take, in its own time; those that say no time share it out between them."""
        brolls = take.scene.background_brolls
        found = []
        for n, broll in enumerate(brolls):
            part = duration / (len(brolls) + 1)
            start, end = part * (n + 0.5), part * (n + 1.5)
            if broll.broll_clip:
                start, end = broll.broll_clip.start, broll.broll_clip.end
            if start >= duration:
                self.notes.append(f"{take.name}: its b-roll {n + 1} begins after the scene has ended, and is not seen.")
                continue
            backdrop = self._broll(index, n, take)
            if backdrop:
                found.append(films.Cutaway(backdrop, start, min(end, duration), overlay_of(broll)))
        return tuple(found)

    def named_cutaways(self, index: int, take: Take) -> tuple[films.Cutaway, ...]:
        """The b-rolls that name their file, at no time in particular."""
        return tuple(
            films.Cutaway(_shown(file, broll), 0.0, 1.0)
            for n, broll in enumerate(take.scene.background_brolls)
            if (file := self._files.get((index, n + 1)))
        )

    def _broll(self, index: int, n: int, take: Take) -> films.Backdrop | None:
        broll = take.scene.background_brolls[n]
        if broll.color:
            return films.Colour(parse(broll.color))
        if file := self._files.get((index, n + 1)):
            return _shown(file, broll)
        text = _asked(broll.search_filter) or take.story
        if asset := self._shelf.take(text):
            return _shown(asset.path, broll)
        self.notes.append(f"{take.name}: no picture was found for its b-roll {n + 1}, which is not seen.")
        return None

    def elements(self, index: int, take: Take) -> tuple[Text | Shape | films.Inset, ...]:
        """The elements of a take, in their order; media that were not found are left out."""
        placed: list[Text | Shape | films.Inset] = []
        for n, element in enumerate(take.scene.elements):
            if isinstance(element, Text | Shape):
                placed.append(element)
            elif path := self._insets[index].get(n):
                settings = element.settings if isinstance(element, VideoElement) else None
                medium = _medium(path, settings)
                placed.append(films.Inset(medium, element, overlay_of(element)))
        return tuple(placed)

    def _of_elements(self, take: Take) -> dict[int, Path]:
        found = {}
        for n, element in enumerate(take.scene.elements):
            if not isinstance(element, ImageElement | VideoElement) or element.ai_visual:
                continue
            if element.visual_url:
                found[n] = self._media.file(element.visual_url, f"{take.name}, element {n + 1}")
            elif path := self._searched(element):
                found[n] = path
            else:
                wanted = _asked(element.search_filter)
                self.notes.append(
                    f"{take.name}: nothing was found for its {element.type} of {wanted!r}, so it is left out."
                )
        return found

    def _searched(self, element: ImageElement | VideoElement) -> Path | None:
        """A file of the user's own, or the best drawing that the film does not show yet."""
        text = _asked(element.search_filter)
        asset: Asset | None = self._shelf.take(text, video=isinstance(element, VideoElement))
        if asset:
            return asset.path
        for path in map(picture, find(text)):
            if path not in self._shown:
                self._shown.add(path)
                return path
        return None

    def _of_corpus(self, take: Take) -> Path | None:
        """The picture of the scene's own corpus that fits its story best; a preferred one goes before the others."""
        corpus, background = take.scene.background_corpus, take.scene.background
        if not corpus or (background and background.holds_visual):
            return None
        files = [(image, self._media.file(image.visual_url, take.name)) for image in corpus]
        preferred = [file for image, file in files if image.prefer] or [file for _, file in files]
        spoken = take.story.lower().split()
        return max(preferred, key=lambda file: sum(word in file.stem.lower() for word in spoken if len(word) > 3))


def overlay_of(shown: Background | ImageElement | VideoElement | None) -> films.Overlay | None:
    """The veil over a visual."""
    overlay = shown.color_overlay if shown else None
    return films.Overlay(parse(overlay.color)[:3], overlay.opacity) if overlay else None


def _backgrounds(take: Take) -> Iterator[Background]:
    yield take.scene.background or Background()
    yield from take.scene.background_brolls


def _wish(take: Take, has_corpus: bool) -> visuals.Wish:
    background = take.scene.background
    search = background.search_filter if background else None
    is_open = not has_corpus and not (background and (background.visual_url or background.color))
    asked = _graphics(background) or _asked(search)
    return visuals.Wish(take.match or take.story, asked, (search.category or "") if search else "", is_open)


def _graphics(background: Background | None) -> str:
    """What graphics are to show, where they are asked for: the drawings of the library are graphics, and move."""
    wanted = background.motion_graphics if background else None
    return (wanted.prompt or "") if wanted and wanted.enabled else ""


def _asked(search: SearchFilter | None) -> str:
    """The words that are to be looked for; empty where nobody says."""
    return " ".join([search.query or "", *(search.keywords or ())]).strip() if search else ""


def _shown(file: Path, background: Background | None) -> films.Picture | films.Footage:
    settings = background.settings if background else None
    is_video = background is not None and background.type == "video"
    if is_video or ((background is None or background.type is None) and file.suffix.lower() in VIDEOS):
        clips = tuple((clip.start, clip.end) for clip in background.clips) if background else ()
        return _footage(file, settings, clips)
    return films.Picture(file, _motion(settings), _camera(settings))


def _medium(file: Path, settings: BackgroundSettings | None) -> films.Picture | films.Footage:
    return _footage(file, settings, ()) if file.suffix.lower() in VIDEOS else films.Picture(file, "none")


def _footage(file: Path, settings: BackgroundSettings | None, clips: tuple[films.Stretch, ...]) -> films.Footage:
    loop, mute = (settings.loop, settings.mute) if settings else (True, True)
    camera = _camera(settings)
    if camera is None and settings and settings.zoom_and_pan:
        camera = films.Camera(films.View(1.0), films.View(1.12, 0.54, 0.48))
    return films.Footage(file, clips, loop, mute, camera)


def _motion(settings: BackgroundSettings | None) -> Any:
    if settings is None:
        return "ken_burns"
    if settings.zoom_and_pan:
        return "zoom_and_pan"
    return "none" if settings.ken_burns_effect is False else "ken_burns"


def _camera(settings: BackgroundSettings | None) -> films.Camera | None:
    """The explicit move. The contract gives its members and no units: a zoom of 1 shows the whole, 0.5 is the middle.

    A zoom below 1 would show more than there is, and numbers beyond 1 for the middle are taken as per cent.
    """
    move = settings.video_ken_burns if settings else None
    if move is None:
        return None
    return films.Camera(*(_view(point) for point in (move.start, move.end)))


def _view(point: Any) -> films.View:
    x, y = (_share(point.center_x), _share(point.center_y))
    return films.View(min(max(point.zoom or 1.0, 1.0), 10.0), x, y)


def _share(value: float | None) -> float:
    if value is None:
        return 0.5
    return min(max(value / 100 if value > 1 else value, 0.0), 1.0)
