"""What workers do for a film, and what it costs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pictory_nb.sandbox import speech
from pictory_nb.sandbox.worker import tell

if TYPE_CHECKING:
    from pictory_nb.renderer.chunk import Chunk, EncodedChunk

__all__ = ["seconds_to_draw", "seconds_to_speak", "shoot", "speak"]


def speak(saying: speech.Saying, voice: str, speed: float) -> speech.Speech:
    """Say a sentence, and keep it for the next time."""
    return speech.default_narrator().speak(saying, voice, speed)


def shoot(chunk: Chunk) -> EncodedChunk:
    """Draw and encode a stretch of frames. Raises ``RenderError`` that names the scene."""
    from pictory_nb.renderer import encode_chunk

    return encode_chunk(chunk, tell)


def seconds_to_speak(words: float) -> float:
    """About what one core needs to say so many words: a little less than they are heard."""
    return 0.3 * words


def seconds_to_draw(frames: float, size: tuple[int, int]) -> float:
    """About what one core needs to draw and encode so many frames."""
    return frames * size[0] * size[1] * 9e-9
