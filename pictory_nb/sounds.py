"""Sounds that are stored in a notebook: few bytes of each, and of all of them together."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

from pictory_nb.told import linkable

__all__ = ["LARGEST", "ROOM", "Sounds", "kind_of"]

LARGEST, ROOM = 24_000, 150_000
"""Bytes of one sound, and of all: a dozen voices, or the openings of ten tracks."""
OPENING = 4.0
"""Seconds of a long sound that are kept."""
_RATE, _BIT_RATE, _FAST = 24_000, 24_000, {"compression_level": "9"}


class Sounds:
    """The sounds of one table, as ``data:`` addresses as long as there is room. ``fetch(url)`` gets one."""

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch, self._room = fetch, ROOM
        self.left_out = False

    def inlined(self, url: str) -> str:
        """The sound behind ``url``, or its opening; nothing where it is not to be had, or there is no more room."""
        if url.startswith("data:") or not linkable(url):
            return linkable(url)
        if self._room < LARGEST:
            self.left_out = True
            return ""
        content = self._fetch(url)
        if len(content) > LARGEST:
            content = _opening(content)
        if not content or len(content) > LARGEST:
            self.left_out = True
            return ""
        self._room -= len(content)
        return f"data:{kind_of(content)};base64,{base64.b64encode(content).decode()}"


def kind_of(content: bytes) -> str:
    """The content type, told by how the sound begins."""
    return next((kind for mark, kind in _KINDS.items() if content.startswith(mark)), "audio/mpeg")


_KINDS = {b"OggS": "audio/ogg", b"RIFF": "audio/wav", b"fLaC": "audio/flac"}


def _opening(content: bytes) -> bytes:
    """The first seconds of a sound as a small MP3; nothing where nothing here can make it."""
    try:
        import av  # sounds are only fetched from a sandbox in this process, which has it

        small = io.BytesIO()
        with av.open(io.BytesIO(content)) as whole, av.open(small, "w", format="mp3") as file:
            stream = file.add_stream("libmp3lame", rate=_RATE, layout="mono", bit_rate=_BIT_RATE, options=_FAST)
            mono = av.AudioResampler("fltp", "mono", _RATE)
            for frame in whole.decode(audio=0):
                if frame.time is not None and frame.time >= OPENING:
                    break
                file.mux(packet for part in mono.resample(frame) for packet in stream.encode(part))
            file.mux(stream.encode(None))
    except Exception:  # whatever it is, the table is shown without it
        return b""
    return small.getvalue()
