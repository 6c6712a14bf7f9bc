"""The art department: turns takes into shots. What a storyboard leaves open is chosen from the library."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from pictory_nb.errors import RenderError
from pictory_nb.layout import CAPTION_LINES
from pictory_nb.renderer import film as films
from pictory_nb.renderer.colour import parse
from pictory_nb.sandbox.library import styles
from pictory_nb.sandbox.library.credits import credits
from pictory_nb.sandbox.library.music import Track, choose_music
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.narration import Narrated
from pictory_nb.sandbox.pictures import Pictures, overlay_of
from pictory_nb.sandbox.places import media_folders
from pictory_nb.sandbox.takes import Take
from pictory_nb.sandbox.typecase import Typecase
from pictory_nb.sandbox.workers import WorkerDied
from pictory_nb.storyboard import Animation, FontStyle, SceneAvatar, Storyboard

__all__ = ["ArtDepartment"]

MARK = "sandbox"
"""What every film says of itself."""
_SPOKEN_LARGE = FontStyle(
    font_size=92,
    position="center-center",
    show_box_background=False,
    paragraph_width="80%",
    decorations=("bold",),
    animations=(Animation(name="blur", type="entry", future_words="subtle"),),
)
"""Words that have the picture for themselves: large, in the middle, each becoming whole as it is said."""
_PLACING = ("position", "font_size", "show_box_background", "background_color")
"""What a style says where somebody has other plans for the words."""
_LETTERS = {"font_family", "font_size", "color", "case", "decorations"}
_MOST_LARGE = 26
"""Words; a longer story is read as subtitles."""


class ArtDepartment:
    """Knows how the film looks. Every medium is found, or fetched, when this is made: before anything is drawn.

    Raises ``RenderError``, which names the scene, for a medium that is not there.
    """

    def __init__(self, storyboard: Storyboard, media: Media, takes: Sequence[Take]) -> None:
        self._storyboard, self._takes = storyboard, takes
        self._size = _even(storyboard.size)
        self._layout = layout = styles.layout(storyboard.smart_layout_name, storyboard.smart_layout_id)
        self._theme = layout.theme if layout else films.Theme()
        self._highlight = layout.highlight if layout else films.Shot.highlight
        themed = (self._theme.heading, self._theme.subheading, self._theme.body)
        self._types = Typecase(storyboard, media, takes, themed)
        stagings = layout.stagings if layout else ()
        self._pictures = Pictures(storyboard, media, takes, media_folders(), stagings)
        self._logo = _logo(storyboard, media)
        self._track = _chosen_track(storyboard, [take.story for take in takes])
        self._music = _music(storyboard, media, self._track)

    @property
    def fonts(self) -> films.FontBook:
        return self._types.book

    @property
    def notes(self) -> list[str]:
        """What was not found, and what stands in its place."""
        notes = [*self._types.notes, *self._pictures.notes]
        if self._storyboard.avatar:
            notes.append("Nobody here can speak into a camera: the avatar's place is shown, and says so.")
        return list(dict.fromkeys(notes))

    def check(self, workers: Executor) -> None:
        """Raise ``RenderError`` for a medium that cannot be used, now: nobody wants to wait for the voice first.

        They are looked at in worker processes, since a broken file can crash whoever opens it.
        """
        from pictory_nb.renderer import check_media

        shots = []
        for index, take in enumerate(self._takes):
            backdrop = self._pictures.backdrop(index, take)
            elements = self._pictures.elements(index, take)
            cutaways = self._pictures.named_cutaways(index, take)
            if cutaways or elements or not isinstance(backdrop, films.Aurora | films.Colour):
                shots.append(films.Shot(1.0, backdrop, take.name, elements=elements, cutaways=cutaways))
        for shot, looked_at in [(shot, workers.submit(check_media, shot)) for shot in shots]:
            try:
                looked_at.result()
            except WorkerDied:
                raise RenderError(
                    f"{shot.name}: its picture or video crashes the program that opens it", mend="save it anew"
                ) from None

    @property
    def track(self) -> Track | None:
        """The music that was chosen from the library, if any was."""
        return self._track

    @property
    def credits(self) -> list[str]:
        """Whom to thank for the film's fonts, drawings and music, a line each."""
        families = sorted(self._types.used)
        return list(map(str, credits(families=families, emblems=self._pictures.show_emblems, track=self._track)))

    def film(self, shots: Sequence[films.Shot]) -> films.Film:
        return films.Film(
            size=self._size,
            shots=tuple(shots),
            fonts=self.fonts,
            title=self._storyboard.video_name,
            logo=self._logo,
            mark=_mark(self._storyboard),
            music=self._music,
        )

    def shot(self, index: int, take: Take, narrated: Narrated) -> films.Shot:
        scene = take.scene
        backdrop = self._pictures.backdrop(index, take)
        duration = max(scene.minimum_duration or 0.0, narrated.duration + (scene.end_pause_duration or 0.0))
        if not take.words:
            duration = scene.minimum_duration or _own_length(backdrop) or duration
        duration = round(duration, 3)
        style = scene.subtitle_style or self._storyboard.subtitle_style  # a block goes before a block (contract §3.2)
        if self._speaks_large(index, take, style):
            style = self._large(style)
        return films.Shot(
            duration=duration,
            backdrop=backdrop,
            name=take.name,
            overlay=overlay_of(scene.background),
            elements=self._pictures.elements(index, take),
            cutaways=self._pictures.cutaways(index, take, duration),
            presenter=self._presenter(scene.avatar),
            theme=self._theme,
            captions=() if scene.hide_subtitles else self._captions(take, narrated, style, duration),
            caption_style=style,
            highlight=self._highlight,
            transition=films.Transition(scene.scene_transition or "fade"),
            speech=narrated.speech,
            music=scene.background_music.enabled if scene.background_music else True,
        )

    def _speaks_large(self, index: int, take: Take, style: FontStyle | None) -> bool:
        """Whether the words may take the middle of the picture: nothing else is there, and nobody placed them."""
        scene = take.scene
        asked = style and any(getattr(style, name) not in (None, False, self._usual(name)) for name in _PLACING)
        is_free = self._pictures.is_bare(index) and not (scene.elements or scene.background_brolls or asked)
        return is_free and not scene.max_subtitle_lines and 0 < len(_read(take).split()) <= _MOST_LARGE

    def _usual(self, name: str) -> Any:
        """What the layout says of subtitles, which nobody asked for in particular."""
        return getattr(self._layout.look, name) if self._layout else None

    def _large(self, style: FontStyle | None) -> FontStyle:
        """The style of words that have the picture for themselves; with a layout they are set as its headings are."""
        if self._layout is None:
            return _over(_SPOKEN_LARGE, style)
        heading = self._theme.heading or FontStyle()
        said = {name: getattr(heading, name) for name in heading.model_fields_set & _LETTERS}
        keywords = {"keyword_color": style.keyword_color} if style and style.keyword_color else {}
        return _over(_SPOKEN_LARGE, FontStyle(**said, **keywords))

    def _captions(
        self, take: Take, narrated: Narrated, style: FontStyle | None, until: float
    ) -> tuple[films.Caption, ...]:
        from pictory_nb.renderer.captions import group_captions

        spoken = narrated.words
        if take.scene.caption and spoken:
            spoken = _timed(take.scene.caption, spoken[0].start, spoken[-1].end)
        return group_captions(
            spoken,
            style=style,
            fonts=self.fonts,
            size=self._size,
            until=until,
            max_lines=take.scene.max_subtitle_lines or CAPTION_LINES,
        )

    def _presenter(self, here: SceneAvatar | None) -> films.Presenter | None:
        """The place of the avatar in a scene; what the scene says of it goes before what the video says."""
        avatar = self._storyboard.avatar
        if avatar is None or avatar.hide or (here and here.hide):
            return None
        place = _together(avatar, here)
        presenter = films.Presenter("avatar placeholder", place)
        changes = {
            "ground": place.background_color and parse(place.background_color),
            "rim": place.border_color and parse(place.border_color),
            "radius": place.border_radius and min(int(place.border_radius[:-1]) / 50, 1.0),
            "border": _thickness(place.border_thickness),
        }
        return replace(presenter, **{name: value for name, value in changes.items() if value is not None})


def _together(avatar: SceneAvatar, here: SceneAvatar | None) -> SceneAvatar:
    fields = {name: getattr(avatar, name) for name in SceneAvatar.model_fields}
    own = {name: getattr(here, name) for name in here.model_fields_set} if here else {}
    if {"position", "top", "left"} & set(own):
        fields |= {"position": None, "top": None, "left": None}
    return SceneAvatar(**{**fields, **own})


def _thickness(value: float | str | None) -> float | None:
    """In pixels of a 1080-line picture; per cent are taken of a tenth of that."""
    if isinstance(value, str):
        return int(value[:-1]) / 100 * 108
    return value


def _own_length(backdrop: films.Backdrop) -> float | None:
    """How long a video is that is shown for its own sake, such as an intro; None for everything else."""
    if not isinstance(backdrop, films.Footage):
        return None
    if backdrop.clips:
        return sum(end - start for start, end in backdrop.clips)
    from pictory_nb.renderer.footage import seconds_of

    return seconds_of(backdrop.path)


def _over(under: FontStyle, over: FontStyle | None) -> FontStyle:
    """Field by field: what ``over`` says goes first."""
    said = {name: getattr(over, name) for name in over.model_fields_set} if over else {}
    return FontStyle(**{**{name: getattr(under, name) for name in under.model_fields_set}, **said})


def _read(take: Take) -> str:
    return take.scene.caption or take.story


def _timed(caption: str, start: float, end: float) -> tuple[films.SpokenWord, ...]:
    """The words of a caption, which are read while others are said: each for as long as it has letters."""
    words = caption.split()
    letters = sum(len(word) + 1 for word in words)
    timed, at = [], start
    for word in words:
        until = at + (end - start) * (len(word) + 1) / letters
        timed.append(films.SpokenWord(word, at, until))
        at = until
    return tuple(timed)


def _mark(storyboard: Storyboard) -> str:
    """The honest mark; a film that was meant for other places says that it was not sent there."""
    kinds = {destination.type for destination in storyboard.destinations}
    places = ["Vimeo"] * bool("vimeo" in kinds or storyboard.vimeo_connection_id) + ["S3"] * ("s3" in kinds)
    return f"{MARK} · not sent to {' or '.join(places)}" if places else MARK


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


def _even(size: tuple[int, int]) -> tuple[int, int]:
    """H.264 in 4:2:0 has no odd sides."""
    return size[0] // 2 * 2, size[1] // 2 * 2
