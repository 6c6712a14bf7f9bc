"""Encoded chunks and sound joined into an mp4 by copying their packets; it appears under its name only when whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from heapq import merge
from pathlib import Path

import av

from pictory_nb.errors import RenderError
from pictory_nb.renderer.chunk import EncodedChunk
from pictory_nb.renderer.encoder import SOUND_RATE, set_up_sound, set_up_video
from pictory_nb.renderer.reel import Reel
from pictory_nb.renderer.soundtrack import EncodedSound

# Pictures and sound take turns every half second, not with every packet: the index is a third smaller.
_CONTAINER = {"movflags": "faststart", "chunk_duration": "500000"}


def assemble(
    chunks: Sequence[EncodedChunk | Reel],
    sound: EncodedSound,
    to: str | os.PathLike[str],
    metadata: Mapping[str, str] | None = None,
) -> Path:
    """Write the film at ``to`` with its index in front, so that it plays while it loads. Returns ``to``.

    ``metadata`` are strings of the file's header: title, comment, artist, copyright and the like.
    Raises ``RenderError``; then nothing stands under ``to`` that was not there before.
    """
    to = Path(to)
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        _write(chunks, sound, part, metadata or {})
        _check_whole(part, sum(chunk.frames for chunk in chunks))
        os.replace(part, to)
    except (OSError, av.FFmpegError) as error:
        raise _unwritten(to, error) from error
    finally:
        part.unlink(missing_ok=True)
    return to


def _unwritten(to: Path, error: BaseException) -> RenderError:
    if getattr(error, "errno", None) == errno.ENOSPC:
        return RenderError(f"the disk is full: {to} could not be written", mend="make room, and render again")
    return RenderError(f"{to} could not be written: {error}", mend="check the folder and its rights, and render again")


def _write(chunks: Sequence[EncodedChunk | Reel], sound: EncodedSound, part: Path, metadata: Mapping[str, str]) -> None:
    first = chunks[0]
    if any(chunk.extradata != first.extradata for chunk in chunks):
        raise RenderError("the chunks were encoded with different settings", mend="render the film again as a whole")
    with av.open(str(part), "w", format="mp4", options=_CONTAINER) as out:
        video, audio = out.add_stream("libx264", rate=first.fps), out.add_stream("aac", rate=SOUND_RATE)
        set_up_video(video.codec_context, first.size, first.fps)
        set_up_sound(audio.codec_context, first.size)
        out.metadata.update(metadata)
        out.start_encoding()
        pictures = _pictures(chunks, video)
        for _, packet in merge(pictures, _sounds(sound, audio), key=lambda timed: timed[0]):
            out.mux(packet)


def _pictures(chunks: Sequence[EncodedChunk | Reel], stream: av.VideoStream) -> Iterator[tuple[float, av.Packet]]:
    base, offset = Fraction(1, chunks[0].fps), 0
    for chunk in chunks:
        for pts, dts, is_key, data in chunk.packets:
            packet = _packet(data, pts + offset, dts + offset, base, stream)
            packet.is_keyframe, packet.duration = is_key, 1
            yield float((dts + offset) * base), packet
        offset += chunk.frames


def _sounds(sound: EncodedSound, stream: av.AudioStream) -> Iterator[tuple[float, av.Packet]]:
    base = Fraction(1, SOUND_RATE)
    for pts, dts, _, data in sound.packets:
        packet = _packet(data, pts, dts, base, stream)
        # The last packet is cut to the length of the film; the decoder's lead-in is skipped by the edit list.
        packet.duration = min(1024, sound.samples - pts)
        packet.is_keyframe = True
        yield pts / SOUND_RATE, packet


def _packet(data: bytes, pts: int, dts: int, base: Fraction, stream: av.stream.Stream) -> av.Packet:
    packet = av.Packet(data)
    packet.pts, packet.dts, packet.time_base, packet.stream = pts, dts, base, stream
    return packet


def _check_whole(part: Path, frames: int) -> None:
    """A full disk can cut a file without an error from the writer, so what was written is looked at."""
    with av.open(str(part)) as film:
        if film.streams.video[0].frames != frames:
            raise OSError(errno.EIO, "the file is not whole")
    with open(part, "rb+") as file:
        os.fsync(file.fileno())
