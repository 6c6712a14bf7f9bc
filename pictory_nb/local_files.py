"""Files of this computer that a storyboard or an order names: where they lie, and which are not there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard.media import placed as with_media
from pictory_nb.storyboard_v1 import StoryboardV1

__all__ = ["file_of", "missing", "no_file", "placed"]

W = TypeVar("W", Storyboard, StoryboardV1)


def file_of(address: str) -> Path | None:
    """The file that an address or a path means, as an absolute path; None for an address of the network."""
    parts = urlsplit(address)
    if len(parts.scheme) > 1 and parts.scheme != "file":  # one letter is a drive of Windows
        return None
    return Path(unquote(parts.path) if parts.scheme else address).expanduser().absolute()


def no_file(place: str, written: str | Path, file: Path) -> Problem:
    """Tell that nothing lies where ``written`` leads, with what was probably meant."""
    if close := difflib.get_close_matches(file.name, _beside(file), n=1, cutoff=0.7):
        meant = file if "://" in str(written) else Path(written)
        mend = f"did you mean {meant.with_name(close[0])}?"
    else:
        mend = "check the path" if Path(written) == file else f"it was looked for at {file}"
    return Problem(place, f"there is no file {written}", mend)


def placed(storyboard: W) -> W:
    """The storyboard with paths on this computer made absolute. Raises ``BadStoryboard`` for all that lead nowhere."""
    problems: list[Problem] = []

    def place(url: str, path: str) -> str:
        file = file_of(url)
        if file is None:
            return url
        if not file.is_file():
            problems.append(no_file(_as_counted(path), url, file))
        return file.as_uri()

    made = with_media(storyboard, place)
    if problems:
        raise BadStoryboard(problems)
    return made


def missing(storyboard: Storyboard) -> tuple[Problem, ...]:
    """The files that a storyboard names and that are not there: what a render of it would be refused for."""
    try:
        placed(storyboard)
    except BadStoryboard as error:
        return error.problems
    return ()


def _beside(file: Path) -> Iterator[str]:
    return (each.name for each in file.parent.iterdir()) if file.parent.is_dir() else iter(())


def _as_counted(path: str) -> str:
    """``scenes[0].background.visual_url`` as a writer of scripts counts: ``scene 1``."""
    found = re.match(r"scenes\[(\d+)\]", path)
    return f"scene {int(found[1]) + 1}" if found else path
