"""Is everything there that a film needs? Asked before anything is encoded, and answered with names."""

from __future__ import annotations

from pathlib import Path

from pictory_nb.errors import RenderError
from pictory_nb.renderer.film import Aurora, Film, Footage, Inset, Picture, Shot
from pictory_nb.renderer.opening import open_media


def check_film(film: Film) -> None:
    """Raise ``RenderError`` for the first thing that would keep ``film`` from being made."""
    if not film.shots:
        raise RenderError("the film has no scene", mend="give it at least one")
    if any(side < 16 or side % 2 for side in film.size):
        raise RenderError(
            f"a film of {film.size[0]}×{film.size[1]} cannot be encoded", mend="use even sides of 16 or more"
        )
    if film.frames < 1:
        raise RenderError("the film is shorter than one picture", mend="give its scenes a duration")
    _check_fonts(film)
    if film.logo:
        _check_picture(film.logo.path, "the logo")
    if film.music:
        _check_stream(film.music.path, "the music", "audio", "a sound file")
    for index, shot in enumerate(film.shots):
        check_media(shot, film.named(index))


def check_media(shot: Shot, name: str = "") -> None:
    """Raise ``RenderError`` when a file of ``shot`` is missing, or is not what it is used as."""
    name = name or shot.name or "the scene"
    media = [element.medium for element in shot.elements if isinstance(element, Inset)]
    for shown in (shot.backdrop, *(cut.backdrop for cut in shot.cutaways), *media):
        match shown:
            case Picture(path):
                _check_picture(path, name)
            case Footage(path):
                _check_stream(path, name, "video", "a video")
            case Aurora(emblem=path) if path is not None:
                _check_picture(path, name)


def _check_fonts(film: Film) -> None:
    fonts = film.fonts
    if not fonts.fallback or fonts.fallback[0] not in fonts.families:
        raise RenderError("the font book has no face to fall back on", mend="name a family that is in it as fallback")
    for faces in fonts.families.values():
        for path in faces.values():
            _check_there(path, "the font book")


def _check_there(path: Path, name: str) -> None:
    if not path.is_file():
        raise RenderError(f"{name}: {path} is not there", mend="check the path, and where it starts from")


def _check_picture(path: Path, name: str) -> None:
    from PIL import Image

    _check_there(path, name)
    try:
        with Image.open(path) as image:
            image.draft("RGB", (64, 64))
            image.load()
    except Image.UnidentifiedImageError:
        raise RenderError(f"{name}: {path} is not an image", mend="use a PNG, JPEG, WebP or GIF file") from None
    except Image.DecompressionBombError:
        raise RenderError(f"{name}: {path} has too many pixels", mend="use one of at most 8000×8000") from None
    except (OSError, SyntaxError, ValueError) as error:
        raise RenderError(f"{name}: {path} is a broken image: {error}", mend="save it anew, or use another") from error


def _check_stream(path: Path, name: str, kind: str, called: str) -> None:
    import av

    _check_there(path, name)
    mend = f"use {called} that plays elsewhere"
    try:
        with open_media(path) as container:
            if next((stream for stream in container.streams if stream.type == kind), None) is None:
                raise RenderError(f"{name}: {path} is not {called}", mend=mend)
            if next(container.decode(**{kind: 0}), None) is None:
                raise RenderError(f"{name}: {path} is empty", mend=mend)
    except (OSError, av.FFmpegError) as error:
        raise RenderError(f"{name}: {path} is not {called}", mend=mend) from error
