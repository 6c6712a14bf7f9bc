"""Reels: encoded stretches of a film on the disk, so that a long film needs no more memory than a short one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pictory_nb.renderer.chunk import EncodedChunk, Packet

__all__ = ["Reel"]


@dataclass(frozen=True)
class Reel:
    """An ``EncodedChunk`` in a file: one line of JSON that tells of the packets, and behind it their data."""

    path: Path
    extradata: bytes
    frames: int
    size: tuple[int, int]
    fps: int

    @classmethod
    def write(cls, chunk: EncodedChunk, path: Path) -> Reel:
        """Put ``chunk`` into a file, which appears under its name when it is whole. Raises ``OSError``."""
        told = {
            "frames": chunk.frames,
            "size": chunk.size,
            "fps": chunk.fps,
            "extradata": chunk.extradata.hex(),
            "packets": [(pts, dts, is_key, len(data)) for pts, dts, is_key, data in chunk.packets],
        }
        part = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with part.open("wb") as file:
                file.write(json.dumps(told).encode() + b"\n")
                file.writelines(data for *_, data in chunk.packets)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        return cls(path, chunk.extradata, chunk.frames, chunk.size, chunk.fps)

    @classmethod
    def read(cls, path: Path) -> Reel | None:
        """The reel in a file; None where there is none, or where it is damaged."""
        try:
            with path.open("rb") as file:
                told = json.loads(file.readline())
                whole = file.tell() + sum(length for *_, length in told["packets"])
            if path.stat().st_size != whole or told["frames"] != len(told["packets"]):
                return None
            return cls(path, bytes.fromhex(told["extradata"]), told["frames"], tuple(told["size"]), told["fps"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def packets(self) -> Iterator[Packet]:
        """Read from the disk one after another. Raises ``OSError``."""
        with self.path.open("rb") as file:
            for pts, dts, is_key, length in json.loads(file.readline())["packets"]:
                yield pts, dts, is_key, file.read(length)
