"""The art department: turns takes into shots. What a storyboard leaves open is chosen from the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import ImageColor

from pictory_nb.renderer import film as films
from pictory_nb.sandbox.library import fonts, music, visuals
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.narration import Narrated
from pictory_nb.sandbox.takes import Take
from pictory_nb.storyboard import Background, FontStyle, Storyboard

__all__ = ["ArtDepartment"]

MARK = "sandbox"
_VIDEOS = {".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"}


class ArtDepartment:
    """Knows how the film looks. Every medium is found, or fetched, when this is made: before anything is drawn.

    Raises ``RenderError``, which names the scene, for a medium that is not there.
    """

    def __init__(self, storyboard: Storyboard, media: Media, takes: Sequence[Take]) -> None:
        self._storyboard = storyboard
        self._size = _even(storyboard.size)
        self.fonts = films.FontBook(fonts.FONTS, (fonts.DEFAULT_FAMILY, "Noto Sans"))
        self._visuals = visuals.choose([take.story for take in takes])
        self._files = [_file(take, media) for take in takes]
        self._logo = _logo(storyboard, media)
        self._music = _music(storyboard, media, [take.story for take in takes])
        self.notes: list[str] = []

    def film(self, shots: Sequence[films.Shot]) -> films.Film:
        return films.Film(
            size=self._size,
            shots=tuple(shots),
            fonts=self.fonts,
            title=self._storyboard.video_name,
            logo=self._logo,
            mark=MARK,
            music=self._music,
            metadata={"title": self._storyboard.video_name, "comment": "Rendered by the pictory_nb sandbox"},
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
            texts=scene.elements,
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


def _music(storyboard: Storyboard, media: Media, stories: Sequence[str]) -> films.MusicTrack | None:
    wanted = storyboard.background_music
    if wanted is None or not wanted.enabled:
        return None
    clips = tuple((clip.start, clip.end) for clip in wanted.clips)
    if wanted.music_url:
        return films.MusicTrack(media.file(wanted.music_url, "the music"), wanted.volume, clips)
    return films.MusicTrack(music.choose_music(stories).file(), wanted.volume, clips)


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
