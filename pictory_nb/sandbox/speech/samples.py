"""How a voice sounds: a sentence of its own, spoken once and for all (``tools/record_samples.py``).

To speak it when it is first asked for takes seconds for each of them, which nobody waits for who looks around.
"""

from __future__ import annotations

from pathlib import Path

from pictory_nb.sandbox.speech.voices import VOICES

__all__ = ["SAMPLES", "sample"]

SAMPLES = Path(__file__).parents[1] / "assets" / "voices" / "samples"


def sample(key: str) -> Path | None:
    """The MP3 of the voice of that key; None for no such voice."""
    return SAMPLES / f"{key}.mp3" if any(voice.key == key for voice in VOICES) else None
