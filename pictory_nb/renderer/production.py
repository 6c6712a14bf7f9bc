"""A film in one call: checked, cut into chunks, drawn and encoded side by side, joined."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Executor, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pictory_nb.errors import RenderError
from pictory_nb.renderer.check import check_film
from pictory_nb.renderer.chunk import cut, encode_chunk
from pictory_nb.renderer.film import Film
from pictory_nb.renderer.joining import assemble
from pictory_nb.renderer.preview import cover, write_picture
from pictory_nb.renderer.soundtrack import encode_soundtrack

Progress = Callable[[float, str], None]
"""Called with the share that is done, from 0 to 1, and what is being done."""


@dataclass(frozen=True)
class Rendered:
    """A finished film: its file, its length in seconds, and a JPEG of its first scene."""

    path: Path
    duration: float
    thumbnail: Path


def render(
    film: Film,
    to: str | os.PathLike[str],
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Rendered:
    """Make ``film`` and write it to ``to``, an mp4; the thumbnail stands beside it with the ending ``.jpg``.

    Work is done in ``executor``, which may lead to other processes or machines, or else in a thread per core (the
    encoder and OpenCV let go of the interpreter). Raises ``RenderError``; then no file is left under ``to``.
    """
    to, tell = Path(to), progress or (lambda share, stage: None)
    tell(0.0, "checking")
    check_film(film)
    with ExitStack() as stack:
        executor = executor or stack.enter_context(ThreadPoolExecutor(os.cpu_count() or 1))
        pieces = [chunk for index in range(len(film.shots)) for chunk in cut(film, index)]
        sound = executor.submit(encode_soundtrack, film)
        pictures = [executor.submit(encode_chunk, chunk) for chunk in pieces]
        thumbnail = executor.submit(_thumbnail, film, to)
        _watch(
            [sound, *pictures, thumbnail],
            dict(zip(pictures, (chunk.count for chunk in pieces), strict=True)),
            film,
            tell,
        )
        tell(0.97, "joining")
        assemble([future.result() for future in pictures], sound.result(), to, _header(film))
        tell(1.0, "done")
        return Rendered(to, film.frames / film.fps, thumbnail.result())


def _thumbnail(film: Film, to: Path) -> Path:
    try:
        return write_picture(cover(film), to.with_suffix(".jpg"))
    except OSError as error:
        raise RenderError(f"the thumbnail of {to} could not be written: {error}", mend="check the folder") from error


def _watch(futures: list[Future], frames: dict[Future, int], film: Film, tell: Progress) -> None:
    """Wait for all, telling how far the pictures are; when one fails, the others are called off."""
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=0.5, return_when=FIRST_EXCEPTION)
        failed = next((future for future in done if future.exception()), None)
        if failed:
            for future in waiting:
                future.cancel()
            raise failed.exception()
        drawn = sum(count for future, count in frames.items() if future.done())
        tell(0.02 + 0.95 * drawn / film.frames, "drawing")


def _header(film: Film) -> dict[str, str]:
    return {**({"title": film.title} if film.title else {}), **film.metadata}
