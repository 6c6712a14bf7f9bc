"""Who speaks when a name is called."""

from __future__ import annotations

import pytest

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.speech import VOICES, cast, tracks


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_a_voice_is_found_by_id_name_and_key(voice):
    """Contract §3.6: numeric id, then name in any case, then provider voice id."""
    for speaker in (voice.id, str(voice.id), voice.name.upper(), voice.key):
        assert cast(speaker).voice is voice
        assert cast(speaker).stand_in_for is None


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Martin", "male"), ("joanna", "female"), ("Brian", "male"), ("Jackson", "male"), ("Adison", "female")],
)
def test_a_name_of_the_service_is_played_by_somebody_like_them(name, gender):
    """A documented speaker is not refused, and not passed off as the real one either."""
    casting = cast(name)
    assert casting.voice.gender == gender
    assert casting.stand_in_for.lower() == name.lower()


def test_a_documented_number_is_played_too():
    """1003 is Joanna in the contract's example (§2.32)."""
    assert cast(1003).stand_in_for == "Joanna"


def test_an_unknown_name_is_refused_in_the_service_s_words():
    """The job's message names the speaker in square brackets (contract §3.6), and the mend says who is there."""
    with pytest.raises(RenderError, match=r"The AI voice speaker \[Timm\] is invalid\.") as caught:
        cast("Timm")
    assert "Michael" in caught.value.mend
    assert caught.value.code == "TEXT_TO_VIDEO_FAILED"


def test_the_listing_has_the_contract_s_columns():
    """GET /v1/voiceovers/tracks (§2.32); the ids and the names are unique."""
    rows = tracks()
    columns = {"id", "name", "voice", "gender", "accent", "language", "engine", "service", "category"}
    assert all(columns <= row.keys() for row in rows)
    assert len({row["id"] for row in rows}) == len({row["name"] for row in rows}) == len(rows)
