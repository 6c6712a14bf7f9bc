"""``%pictory transcribe`` and ``%pictory highlights``: a line hears a film, another one sums it up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pictory_nb.errors import BadArguments, BadCommand
from pictory_nb.sandbox import listening
from pictory_nb.sandbox.speech import KokoroNarrator, narrate
from tests.jupyter.conftest import Shell
from tests.renderer import house

ears = pytest.mark.skipif(
    bool(listening.missing() or KokoroNarrator.missing()), reason='no ears: pip install "pictory_nb[transcribe]"'
)


@ears
def test_a_recording_is_heard_and_summed_up(shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """In a terminal as text; the job is at hand, and the same recording is not heard twice."""
    said = [narrate(sentence) for sentence in ("The sun warms the sea.", "Somebody rang the bell.", "The sea is warm.")]
    quiet = np.zeros(said[0].rate * 2, np.float32)
    house.wav(tmp_path / "talk.wav", np.concatenate([part for one in said for part in (one.samples, quiet)]), 24_000)

    job = shell.run("%pictory transcribe talk.wav --language en-gb")
    assert "bell" in capsys.readouterr().out
    assert job is shell.names["_pictory"]
    assert shell.run("%pictory transcribe talk.wav --language en-GB").id == job.id
    shell.run("%pictory highlights --seconds 3 -o short")
    kept = shell.names["short"].transcript
    assert 1 <= len(kept.only(kept.highlights[0]).sentences) < 3
    again = shell.run("%pictory highlights --seconds 2")
    assert again.transcript.highlights[0].asked == 2


def test_what_cannot_be_heard_is_told(shell: Shell):
    """A file that is not there, by the place where it was looked for; a job that made a film."""
    with pytest.raises(BadArguments, match="no file nowhere"):
        shell.run("%pictory transcribe nowhere.mp4")
    shell.names["number"] = 5
    with pytest.raises(BadArguments, match=r"type int is no film(.|\n)*a file, an address"):
        shell.run("%pictory transcribe number")
    with pytest.raises(BadCommand, match="did you mean en-GB"):
        shell.run("%pictory transcribe a.mp4 --language en-GBR")


def test_only_what_was_heard_is_summed_up(shell: Shell, service):
    """A film that was rendered has to be heard first."""
    shell.run("%%pictory -o job\nHello.")
    with pytest.raises(BadCommand, match=r"heard no words(.|\n)*%pictory transcribe"):
        shell.run("%pictory highlights")
