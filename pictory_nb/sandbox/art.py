"""The art department: turns takes into shots. What a storyboard leaves open is chosen from the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import ImageColor

from pictory_nb.renderer import film as films
from pictory_nb.sandbox.library import fonts, visuals
from pictory_nb.sandbox.library.credits import credits
from pictory_nb.sandbox.library.music import Track, choose_music
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.narration import Narrated
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import Background, FontStyle, Storyboard, Text

__all__ = ["ArtDepartment"]

MARK = "sandbox"
_VIDEOS = {".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"}


class ArtDepartment:
    """Knows how the film looks. Every medium is found, or fetched, when this is made: before anything is drawn.

    Raises ``RenderError``, which names the scene, for a medium that is not there.
    """

    def __init__(self, storyboard: Storyboard, media: Media, takes: Sequence[Take]) -> None:
        self._storyboard, self._takes = storyboard, takes
        self._size = _even(storyboard.size)
        self.fonts = films.FontBook(fonts.FONTS, (fonts.DEFAULT_FAMILY, "Noto Sans"))
        stories = [take.story for take in takes]
        self._visuals = visuals.choose(stories, language=storyboard.language)
        self._files = [_file(take, media) for take in takes]
        self._logo = _logo(storyboard, media)
        self._track = _chosen_track(storyboard, stories)
        self._music = _music(storyboard, media, self._track)
        self.notes = list(dict.fromkeys(_font_notes(storyboard)))

    def check(self) -> None:
        """Raise ``RenderError`` for a medium that cannot be used, now: nobody wants to wait for the voice first."""
        from pictory_nb.renderer import check_media

        for index, take in enumerate(self._takes):
            backdrop = self._backdrop(index, take.scene.background)
            check_media(films.Shot(duration=1.0, backdrop=backdrop, name=take.name))

    @property
    def credits(self) -> list[str]:
        """Whom to thank for the film's fonts, drawings and music, a line each."""
        shown = any(
            visual.emblem and not _has_own(take) for visual, take in zip(self._visuals, self._takes, strict=True)
        )
        return list(map(str, credits(families=[fonts.DEFAULT_FAMILY], emblems=shown, track=self._track)))

    def film(self, shots: Sequence[films.Shot]) -> films.Film:
        return films.Film(
            size=self._size,
            shots=tuple(shots),
            fonts=self.fonts,
            title=self._storyboard.video_name,
            logo=self._logo,
            mark=MARK,
            music=self._music,
        )

    def shot(self, index: int, take: Take, narrated: Narrated) -> films.Shot:
        scene = take.scene
        duration = max(scene.minimum_duration or 0.0, narrated.duration + (scene.end_pause_duration or 0.0))
        if not take.words:
            duration = scene.minimum_duration or duration
        style = _merged(self._storyboard.subtitle_style, scene.subtitle_style)
        name = scene.scene_transition or "fade"
        return films.Shot(
            duration=duration,
            backdrop=self._backdrop(index, scene.background),
            name=take.name,
            overlay=_overlay(scene.background),
            elements=tuple(element for element in scene.elements if isinstance(element, Text)),
            captions=() if scene.hide_subtitles else self._captions(take, narrated, style, duration),
            caption_style=style,
            transition=films.Transition(name),
            speech=narrated.speech,
            music=scene.background_music.enabled if scene.background_music else True,
        )

    def _captions(
        self, take: Take, narrated: Narrated, style: FontStyle | None, until: float
    ) -> tuple[films.Caption, ...]:
        from pictory_nb.renderer.captions import group_captions

        return group_captions(
            narrated.words,
            style=style,
            fonts=self.fonts,
            size=self._size,
            until=until,
            max_lines=take.scene.max_subtitle_lines or 2,
        )

    def _backdrop(self, index: int, background: Background | None) -> films.Backdrop:
        visual, file = self._visuals[index], self._files[index]
        if background and background.color:
            return films.Colour(_rgba(background.color))
        if background and file:
            settings = background.settings
            if background.type == "video" or (background.type is None and file.suffix.lower() in _VIDEOS):
                clips = tuple((clip.start, clip.end) for clip in background.clips)
                loop, mute = (settings.loop, settings.mute) if settings else (True, True)
                return films.Footage(file, clips, loop, mute)
            return films.Picture(file, _motion(settings))
        palette = visual.palette
        return films.Aurora(tuple(_rgba(color)[:3] for color in (palette.base, *palette.lights)), index, visual.emblem)


def _motion(settings: Any) -> str:
    if settings is None:
        return "ken_burns"
    if settings.zoom_and_pan:
        return "zoom_and_pan"
    return "none" if settings.ken_burns_effect is False else "ken_burns"


def _file(take: Take, media: Media) -> Path | None:
    background = take.scene.background
    return media.file(background.visual_url, take.name) if background and background.visual_url else None


def _logo(storyboard: Storyboard, media: Media) -> films.LogoPicture | None:
    logo = storyboard.logo
    if logo is None:
        return None
    return films.LogoPicture(media.file(logo.url, "the logo"), logo.position, int(logo.width[:-1]) / 100)


def _chosen_track(storyboard: Storyboard, stories: Sequence[str]) -> Track | None:
    wanted = storyboard.background_music
    return choose_music(stories) if wanted and wanted.enabled and not wanted.music_url else None


def _music(storyboard: Storyboard, media: Media, track: Track | None) -> films.MusicTrack | None:
    wanted = storyboard.background_music
    if wanted is None or not wanted.enabled:
        return None
    file = track.file() if track else media.file(wanted.music_url, "the music")
    return films.MusicTrack(file, wanted.volume, tuple((clip.start, clip.end) for clip in wanted.clips))


def _has_own(take: Take) -> bool:
    background = take.scene.background
    return bool(background and (background.visual_url or background.color))


def _font_notes(storyboard: Storyboard) -> Iterator[str]:
    """A sentence for each family that is asked for and not there."""
    scenes = storyboard.scenes
    styles = [storyboard.subtitle_style, *(scene.subtitle_style for scene in scenes)]
    styles += [element.style for scene in scenes for element in scene.elements if isinstance(element, Text)]
    for style in styles:
        if style and style.font_family and (note := fonts.face(style.font_family).note):
            yield note


def _overlay(background: Background | None) -> films.Overlay | None:
    overlay = background.color_overlay if background else None
    return films.Overlay(_rgba(overlay.color)[:3], overlay.opacity) if overlay else None


def _merged(video: FontStyle | None, scene: FontStyle | None) -> FontStyle | None:
    """A scene's style goes before the video's as a whole block (contract §3.2)."""
    return scene or video


def _rgba(color: str) -> films.RGBA:
    """Pillow reads every form but ``rgba()`` with an alpha from 0 to 1 (contract §0.5)."""
    if color.startswith("rgba"):
        *rgb, alpha = color[color.index("(") + 1 : -1].split(",")
        return (*(min(255, int(part)) for part in rgb), round(255 * float(alpha)))  # type: ignore[return-value]
    return (*ImageColor.getrgb(color), 255)[:4]  # type: ignore[return-value]


def _even(size: tuple[int, int]) -> tuple[int, int]:
    """H.264 in 4:2:0 has no odd sides."""
    return size[0] // 2 * 2, size[1] // 2 * 2
