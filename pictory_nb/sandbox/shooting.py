"""What workers do for a film, and what it costs them."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.errors import RenderError
from pictory_nb.sandbox import speech
from pictory_nb.sandbox.cache import drawn_kept_as
from pictory_nb.sandbox.worker import tell

if TYPE_CHECKING:
    from pictory_nb.renderer.chunk import Chunk
    from pictory_nb.renderer.reel import Reel

__all__ = ["portray", "seconds_to_draw", "seconds_to_speak", "shoot", "sound_alone", "speak"]


def speak(saying: speech.Saying, voice: str, speed: float) -> speech.Speech:
    """Say a sentence, and keep it for the next time."""
    return speech.default_narrator().speak(saying, voice, speed)


def shoot(chunk: Chunk, to: Path) -> Reel:
    """Draw and encode a stretch of frames, or take it from the cache where it was drawn before.

    Raises ``RenderError`` that names the scene.
    """
    from pictory_nb.renderer.chunk import encode_chunk
    from pictory_nb.renderer.reel import Reel

    kept = _kept(chunk)
    if kept and _linked(kept, to) and (reel := Reel.read(to)):
        with contextlib.suppress(OSError):
            os.utime(kept)
        return reel
    encoded = encode_chunk(chunk, tell)
    try:
        reel = Reel.write(encoded, to)
    except OSError as error:
        raise RenderError(f"{chunk.name} could not be kept: {error}", mend="make room, and render again") from error
    if kept:
        _linked(to, kept)
    return reel


def portray(frame: Chunk, to: Path) -> Path:
    """Draw one frame of a film as a JPEG, or take it from the cache where it was drawn before. Raises ``OSError``."""
    from pictory_nb.renderer.preview import write_picture

    kept = _kept(frame, ".jpg")
    if kept and _linked(kept, to):
        with contextlib.suppress(OSError):
            os.utime(kept)
        return to
    write_picture(frame, to)
    if kept:
        _linked(to, kept)
    return to


def sound_alone(film: Path, to: Path) -> Path:
    """Write what is heard in a film as an MP3. Raises ``RenderError``."""
    from pictory_nb.renderer.sound_file import write_mp3

    return write_mp3(film, to)


def _kept(chunk: Chunk, ending: str = ".reel") -> Path | None:
    """Where it stands in the cache once it was drawn; None where there is no cache, or where it cannot be told."""
    from pictory_nb.renderer.fingerprint import fingerprint

    try:
        return drawn_kept_as(fingerprint(chunk), ending)
    except OSError:
        return None


def _linked(source: Path, target: Path) -> bool:
    """Have the same file under a second name, so that neither needs the other; a copy where disks differ."""
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        try:
            os.link(source, part)
        except FileNotFoundError:
            return False
        except OSError:
            shutil.copyfile(source, part)
        os.replace(part, target)
    except OSError:
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def seconds_to_speak(words: float) -> float:
    """About what one core needs to say so many words: a little less than they are heard."""
    return 0.3 * words


def seconds_to_draw(frames: float, size: tuple[int, int]) -> float:
    """About what one core needs to draw and encode so many frames."""
    return frames * size[0] * size[1] * 9e-9
