"""How loud each word of a speech is to be: the gains that SSML asks for, in ramps and never in a jump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pictory_nb.sandbox.speech.sound import Speech
from pictory_nb.ssml import MarkedWord

__all__ = ["tuned"]

_RAMP = 0.012
"""Seconds in which one word's loudness passes into the next one's."""
_BLEEP_HERTZ, _BLEEP = 1000.0, 0.1
"""What is heard instead of an expletive, and the root mean square of it: as loud as the voice."""


def tuned(speech: Speech, words: Sequence[MarkedWord]) -> Speech:
    """The same speech, its words as loud as they are to be. Samples may go beyond 1, which the film's limiter mends."""
    if not any(word.manner.gain or word.manner.kind == "expletive" for word in words):
        return speech
    import numpy as np

    length, rate = len(speech.samples), speech.rate
    gain = np.ones(length, np.float32)
    bleep = np.zeros(length, np.float32)
    edges = [round(word.start * rate) for word in speech.words] + [length]
    for number, word in enumerate(words):
        # Up to where the next word begins: what rings on belongs to the word.
        begin, end = (0 if number == 0 else edges[number]), edges[number + 1]
        gain[begin:end] = 0.0 if word.manner.kind == "expletive" else 10 ** (word.manner.gain / 20)
        if word.manner.kind == "expletive":
            bleep[begin : max(begin, min(end, round(speech.words[number].end * rate)))] = 1.0
    ramp = np.hanning(max(3, round(_RAMP * rate) | 1))
    gain, bleep = (np.convolve(curve, ramp / ramp.sum(), "same") for curve in (_held(gain, len(ramp)), bleep))
    gain = gain[len(ramp) : len(ramp) + length]
    tone = np.sqrt(2) * _BLEEP * np.sin(2 * np.pi * _BLEEP_HERTZ / rate * np.arange(length))
    return replace(speech, samples=(speech.samples * gain + tone * bleep).astype(np.float32))


def _held(curve, margin):  # type: ignore[no-untyped-def]
    """The curve with its ends held, so that smoothing does not fade them."""
    import numpy as np

    return np.pad(curve, margin, mode="edge")
