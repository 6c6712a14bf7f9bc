"""A film is cut by its words: what is left is seen and heard, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given

from pictory_nb import Pictory, from_markdown
from pictory_nb.errors import BadArguments, BadTranscript
from pictory_nb.reel import reel
from pictory_nb.sandbox import listening
from pictory_nb.transcript import Highlight, Transcript, Word
from tests.packaging.test_docs import blocks
from tests.renderer import house
from tests.test_transcript import parts

COLOURS = {"red": (220, 30, 30), "green": (30, 170, 30), "blue": (30, 30, 220)}
TONES = {"red": 440.0, "green": 660.0, "blue": 1100.0}
RATE = 48_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds: red, green and blue, two of each, and to each a tone of its own."""
    path = tmp_path_factory.mktemp("film") / "colours.mp4"
    return house.sounding(path, [(COLOURS[name], TONES[name]) for name in COLOURS])


@pytest.fixture
def words() -> Transcript:
    """Each colour is named while it is seen, and one may be let out."""
    said = (
        Word("Red.", 0.3, 1.7, 0),
        Word("Green,", 2.3, 3.0, 1),
        Word("green.", 3.0, 3.7, 1),
        Word("Blue.", 4.3, 5.7, 2),
    )
    return Transcript(said, duration=6.0, language="en-US", size=(320, 180))


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pictory]:
    monkeypatch.chdir(tmp_path)
    return Pictory(profile="sandbox")


def test_what_is_cut_is_neither_seen_nor_heard(client: Pictory, film: Path, words: Transcript) -> None:
    """Pictures and sound go together, and the film is as long as what is left."""
    cut = words.cut("green, green", "red")
    video = client.cut(film, cut, name="Only blue").video
    left = [(start, end) for start, end in cut.clips]
    assert video.duration == pytest.approx(cut.length, abs=0.05)
    shown, heard = house.frames(video.path), house.heard(video.path)
    assert len(shown) == pytest.approx(cut.length * 30, abs=2)
    at = 0.0
    for start, end in left:  # in each clip, that which is seen and heard at its moment in the recording
        middle, moment = (start + end) / 2, at + (end - start) / 2
        colour = list(COLOURS)[int(middle // 2)]
        assert house.share_of(shown[round(moment * 30)], COLOURS[colour]) > 0.5, (colour, moment)
        piece = heard[round((moment - 0.05) * RATE) : round((moment + 0.05) * RATE)]
        assert max(TONES, key=lambda name: house.strength(piece, TONES[name])) == colour
        at += end - start
    assert [cue.text for cue in video.cues] == ["Blue."]


def test_a_highlight_is_a_film_of_its_length(client: Pictory, film: Path, words: Transcript) -> None:
    """Its sentences, one after another, with the subtitle to each."""
    summary = Highlight(((0.2, 1.8), (4.2, 5.8)), asked=3)
    video = client.cut(film, words.only(summary)).video
    assert video.duration == pytest.approx(3.2, abs=0.05)
    assert [(round(cue.start, 1), cue.text) for cue in video.cues] == [(0.0, "Red."), (1.6, "Blue.")]
    shown = house.frames(video.path)
    assert house.share_of(shown[24], COLOURS["red"]) > 0.5
    assert house.share_of(shown[72], COLOURS["blue"]) > 0.5


@given(parts(1))
def test_a_reel_shows_what_is_kept_to_the_frame(drawn: tuple[Transcript, list[list[int]]]) -> None:
    """Its scenes together are the clips, in order; each says what is said in it."""
    whole, (some,) = drawn
    kept = whole.cut(some)
    if kept.length < 0.1:
        return
    board = reel("https://example.org/a.mp4", kept)
    clips = [clip for scene in board.scenes for clip in scene.background.clips]
    assert sum(clip.end - clip.start for clip in clips) == pytest.approx(kept.length, abs=0.05 * (len(clips) + 1))
    assert [clip.start for clip in clips] == sorted(clip.start for clip in clips)
    assert all(
        any(start - 0.01 <= clip.start and clip.end <= end + 0.01 for start, end in kept.clips) for clip in clips
    )
    assert all(scene.background.settings.mute is False for scene in board.scenes)


@pytest.mark.skipif(bool(listening.missing()), reason='no ears: pip install "pictory_nb[transcribe]"')
def test_a_film_is_heard_cut_and_heard_again(client: Pictory, tmp_path: Path) -> None:
    """What was cut is not said any more, to the same ears; and nothing is ordered twice."""
    from pictory_nb.sandbox.speech import narrate

    speech = narrate("Every cloud begins with sunlight. The sun warms the sea. High above, the air is cold.")
    house.video(tmp_path / "silent.mp4", [(30, 60, 90)], seconds_each=len(speech.samples) / speech.rate)
    path = tmp_path / "talk.mp4"
    with av.open(str(tmp_path / "silent.mp4")) as source, av.open(str(path), "w") as out:
        picture, voice = out.add_stream_from_template(source.streams.video[0]), out.add_stream("aac", rate=speech.rate)
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = picture
                out.mux(packet)
        frame = av.AudioFrame.from_ndarray(speech.samples[None, :].astype(np.float32), format="fltp", layout="mono")
        frame.sample_rate = speech.rate
        out.mux(voice.encode(frame))
        out.mux(voice.encode(None))

    job = client.transcribe(path)
    whole = job.transcript
    assert whole.size == (160, 120)
    assert "sea" in whole.text
    assert client.transcribe("talk.mp4").id == job.id
    assert client.transcribe(path, version=1).id != job.id
    sentence = whole.sentences[1]
    film = client.cut(path, whole.cut(sentence), subtitles=False).video
    again = client.transcribe(film).transcript
    assert "sea" not in again.text
    assert "sunlight" in again.text
    assert "cold" in again.text
    assert client.highlights(job, 2).id == client.highlights(job, 2).id != client.highlights(job, 3).id
    assert len(client.highlights(whole, 3).transcript.highlights) == 1


def test_a_chosen_highlight_is_kept(client: Pictory, film: Path, words: Transcript) -> None:
    """What is said, and what tells most of it, can be known before: then neither is looked for (§2.18)."""
    chosen = Highlight(((0.2, 1.8),))
    told = client.transcribe(film, transcript=replace(words, highlights=(chosen,))).transcript
    assert told.words == words.words
    assert [one.clips for one in told.highlights] == [chosen.clips]


def test_a_film_that_is_not_there_is_told_before_anything_is_sent(client: Pictory, words: Transcript) -> None:
    """By the place where it was looked for; and so is a cut that leaves nothing."""
    with pytest.raises(BadArguments, match=r"there is no file nowhere\.mp4"):
        client.transcribe("nowhere.mp4")
    with pytest.raises(BadArguments, match="nothing is kept"):
        client.cut("https://example.org/a.mp4", Transcript(words.words, duration=6.0, clips=()))
    with pytest.raises(BadArguments, match="did you mean 'en-GB'"):
        client.transcribe("https://example.org/a.mp4", language="en-gb")


def test_who_asks_for_the_highlights_of_a_film_is_told_to_have_it_heard(client: Pictory) -> None:
    """The service finds them in words, and an address has none yet."""
    with pytest.raises(BadArguments, match="neither a transcription nor a transcript") as refused:
        client.highlights("https://example.org/talk.mp4")  # type: ignore[arg-type]
    assert "p.transcribe(film)" in str(refused.value)


def test_a_render_has_no_transcript(client: Pictory, film: Path, words: Transcript) -> None:
    """A job of another kind says so."""
    job = client.cut(film, words.only(0))
    with pytest.raises(BadTranscript, match="no transcript"):
        _ = job.transcript


@pytest.mark.skipif(bool(listening.missing()), reason='no ears: pip install "pictory_nb[transcribe]"')
def test_a_film_is_cut_as_the_page_says(client: Pictory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has a talk.mp4 and types docs/transcripts.md from top to bottom has two shorter films."""
    script = "The sun warms the sea, and water rises from the sea. High above, clouds are made of it. It rains."
    client.render(from_markdown(script, size="160x90", music=False)).download("talk.mp4")
    names: dict[str, object] = {}
    for block in blocks("transcripts.md", "python"):
        exec(compile(block, "transcripts.md", "exec"), names)
    assert names["film"].duration == pytest.approx(names["shorter"].length, abs=0.05)
    frames = len(names["best"].clips) / 30  # each clip ends with a whole frame
    assert names["reel"].duration == pytest.approx(names["best"].length, abs=frames)
