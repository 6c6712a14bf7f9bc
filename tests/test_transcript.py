"""A transcript: a film is cut by its words, and what is cut can be brought back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.errors import BadArguments, BadTranscript
from pictory_nb.state import Completed, read_state
from pictory_nb.subtitles import from_srt, from_vtt
from pictory_nb.transcript import Highlight, Transcript, Word
from tests.samples import samples

SAMPLES = samples("transcripts")

SAID = "Um, every cloud begins with sunlight. The sun warms the sea, you know, and water rises. It rains."


def spoken(
    text: str = SAID, *, pace: float = 0.4, gap: float = 0.1, pause: float = 0.9, rest: float = 0.5
) -> Transcript:
    """Each word takes as long, a pause follows each sentence."""
    words, at, sentence = [], rest, 0
    for part in text.split():
        words.append(Word(part, round(at, 3), round(at + pace, 3), sentence))
        ends = part.endswith(".")
        at, sentence = at + pace + (pause if ends else gap), sentence + ends
    return Transcript(tuple(words), duration=round(words[-1].end + rest, 3), language="en-US")


lengths = st.integers(0, 3000).map(lambda milliseconds: milliseconds / 1000)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@st.composite
def transcripts(draw: st.DrawFn, least: int = 0) -> Transcript:
    """Words one after another, with or without a pause, in sentences of one word or many."""
    words, at, sentence = [], draw(lengths), 0
    for text in draw(st.lists(texts, min_size=least, max_size=12)):
        end = at + 0.01 + draw(lengths)
        words.append(Word(text, at, end, sentence, draw(st.integers(1, 2))))
        at, sentence = end + draw(st.sampled_from([0.0, 0.05, 0.3, 1.4])), sentence + draw(st.booleans())
    return Transcript(tuple(words), duration=at + draw(lengths))


@st.composite
def parts(draw: st.DrawFn, count: int = 2) -> tuple[Transcript, list[list[int]]]:
    """A transcript, and some of its words, so many times."""
    whole = draw(transcripts(least=1))
    places = st.lists(st.integers(0, len(whole) - 1), unique=True)
    return whole, [draw(places) for _ in range(count)]


def test_a_cut_takes_the_words_and_their_sound() -> None:
    """The film becomes shorter by what is cut, and what is left is said in order."""
    whole = spoken()
    cut = whole.cut("you know", 0)
    assert cut.text == "every cloud begins with sunlight. The sun warms the sea, and water rises. It rains."
    assert cut.length == pytest.approx(whole.length - (0.4 + 0.05 + 0.12) - (0.9 + 0.1))
    assert cut.duration == whole.duration
    assert [round(start, 3) for start, _ in cut.clips] == [0.0, 0.95, 7.75]


def test_a_word_takes_no_more_quiet_along_than_a_margin() -> None:
    """A pause is cut when both of its sides are: else it stays, as the breath that it is."""
    whole = spoken("One. Two. Three.", pause=2.0)
    assert whole.cut(1).clips == ((0.0, pytest.approx(2.78)), (pytest.approx(3.42), whole.duration))
    assert whole.cut(1).cut(1).clips == whole.cut(range(1, 3)).clips == ((0.0, pytest.approx(2.78)), (5.82, 6.2))


@given(parts())
def test_words_may_be_cut_in_any_order(drawn: tuple[Transcript, list[list[int]]]) -> None:
    """One after another, or all at once: the same film."""
    whole, (some, others) = drawn
    later = [place - sum(cut < place for cut in some) for place in others if place not in some]
    at_once = whole.cut([*some, *others])
    step_by_step = whole.cut(some).cut(later)
    assert step_by_step.words == at_once.words
    assert step_by_step.length == pytest.approx(at_once.length)


@given(parts())
def test_what_was_cut_comes_back_by_joining(drawn: tuple[Transcript, list[list[int]]]) -> None:
    """A cut, joined with the whole, is the whole; and it does not matter which one is asked."""
    whole, (some, others) = drawn
    assert whole.cut(some).join(whole) == whole.join(whole.cut(some)) == whole
    assert whole.cut(some).join(whole.cut(others)) == whole.cut(others).join(whole.cut(some))


@given(parts(1))
def test_words_are_either_kept_or_cut(drawn: tuple[Transcript, list[list[int]]]) -> None:
    """``only`` keeps what ``cut`` takes, and neither keeps more film than there is."""
    whole, (some,) = drawn
    kept, left = whole.only(some), whole.cut(some)
    assert len(kept) + len(left) == len(whole)
    assert kept.length + left.length <= whole.length + 1e-6
    assert all(0 <= start < end <= whole.duration for start, end in (*kept.clips, *left.clips))


@given(transcripts())
def test_what_is_written_for_the_service_is_read_as_it_was(whole: Transcript) -> None:
    """Words, times, speakers and sentences survive the way through JSON; pauses are made anew."""
    numbers = {sentence: number for number, sentence in enumerate(dict.fromkeys(word.sentence for word in whole.words))}
    expected = tuple(
        Word(word.text, word.start, word.end, numbers[word.sentence], word.speaker) for word in whole.words
    )
    assert Transcript.from_wire(json.loads(json.dumps(whole.to_wire()))).words == expected


@given(parts(1))
def test_the_words_of_a_highlight_are_marked_and_read_again(drawn: tuple[Transcript, list[list[int]]]) -> None:
    """The marks of a summary lead back to its words."""
    whole, (some,) = drawn
    if not some:
        return
    summary = Highlight(tuple((whole.words[place].start, whole.words[place].end) for place in sorted(some)))
    read = Transcript.from_wire(whole.to_wire(summary))
    assert [read.said(read.highlights[0])] == [whole.said(summary)]


@given(parts(1))
def test_subtitles_are_timed_by_the_film_that_is_kept(drawn: tuple[Transcript, list[list[int]]]) -> None:
    """After a cut they are no later than the film is long, in order, and say what is left."""
    whole, (some,) = drawn
    left = whole.cut(some)
    cues = left.cues()
    assert " ".join(cue.text for cue in cues) == left.text
    assert all(0 <= cue.start <= cue.end <= left.length + 1e-6 for cue in cues)
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)


@given(transcripts())
def test_subtitles_read_as_the_words_that_they_are_of(whole: Transcript) -> None:
    """Each subtitle's words share its time, and none is lost."""
    read = Transcript.from_cues(whole.cues(), duration=whole.duration)
    assert [word.text for word in read.words] == whole.text.split()
    assert read.duration == pytest.approx(whole.duration)


def test_a_subtitle_is_no_longer_than_two_lines() -> None:
    """And no sentence shares one with the next."""
    cues = spoken("A sentence that goes on " * 9 + "and ends. Another.").cues()
    assert all(len(cue.text) <= 84 for cue in cues)
    assert cues[-1].text == "Another."
    assert len(from_srt(spoken().to_srt())) == len(from_vtt(spoken().to_vtt())) == 3


def test_a_phrase_is_found_wherever_it_is_said() -> None:
    """Case and punctuation do not matter."""
    whole = spoken("You know it, you know. Do you?")
    assert whole.find("YOU KNOW") == [range(0, 2), range(3, 5)]
    assert whole.find("know it") == [range(1, 3)]
    assert whole.find("nobody") == whole.find("…") == []


def test_fillers_go_and_ordinary_words_stay() -> None:
    """ "You know" counts where commas set it apart; what is said of a rum and of umbrellas does not."""
    assert spoken().without_fillers().text == (
        "every cloud begins with sunlight. The sun warms the sea, and water rises. It rains."
    )
    assert spoken("Do you know the umbrella? I mean it.").fillers() == []
    assert (
        Transcript(spoken("Ähm, ja. Um zu gehen.").words, language="de-DE").without_fillers().text == "ja. Um zu gehen."
    )


def test_silences_are_made_short() -> None:
    """Every pause that is longer than asked is as long as asked; no word is touched."""
    whole = spoken(pause=2.0, rest=3.0)
    tight = whole.without_silences(0.7, leave=0.3)
    assert tight.words == whole.words
    assert tight.silences(0.31) == []
    assert tight.length == pytest.approx(whole.length - 2 * 1.7 - 2 * (3.0 - 0.15))
    assert tight.without_silences(0.7, leave=0.3) == tight


def test_a_recording_without_words_is_kept_as_it_is() -> None:
    """Music alone is a film too."""
    silent = Transcript(duration=8.0)
    assert silent.length == 8.0
    assert silent.cues() == ()
    assert silent.without_fillers() == silent


def test_what_is_not_there_cannot_be_cut() -> None:
    """All of it is told at once, and nothing is cut by mistake."""
    with pytest.raises(BadArguments) as caught:
        spoken().cut("dragons", 99, Word("x", 0, 1))
    assert len(caught.value.problems) == 3
    assert "dragons" in str(caught.value)


@pytest.mark.parametrize("times", [(2.0, 1.0), (float("nan"), 1.0), (-1.0, 1.0), (0.0, float("inf"))])
def test_a_word_is_heard_at_some_time(times: tuple[float, float]) -> None:
    """Times that cannot be are told where the word is made."""
    with pytest.raises(BadTranscript, match="cannot be heard"):
        Word("rain", *times)


def test_words_stand_in_the_order_in_which_they_are_heard() -> None:
    """And cuts of two recordings are not mixed."""
    with pytest.raises(BadTranscript, match="comes before"):
        Transcript((Word("b", 2, 3), Word("a", 0, 1)))
    with pytest.raises(BadTranscript, match="two recordings"):
        spoken().join(spoken("Another one."))


SPELLINGS = {
    "a job with words": {"job_id": "265a", "success": True, "data": {"transcript": [{"uid": "1", "words": [
        {"uid": "a", "word": "Rain", "start_time": 0, "end_time": 0.5, "speakerId": 2, "sentence_index": 0},
        {"uid": "b", "word": "", "start_time": 0.5, "end_time": 0.9, "is_pause": True, "pause_size": "small"},
        {"uid": "c", "word": "falls.", "start_time": 0.9, "end_time": 1.4, "speakerId": 2, "sentence_index": 0},
    ]}], "mediaInfo": {"duration": 61.2}}},
    "numbers as texts": [{"words": [
        {"word": "Rain", "start_time": "0", "end_time": "0.5", "speakerId": "2", "sentence_index": "0"},
        {"word": "falls.", "start_time": "0.9", "end_time": "1.4", "speakerId": "2", "sentence_index": "0"},
    ]}],
    "words without paragraphs": [
        {"text": "Rain", "start": 0, "end": 0.5, "sentence_index": 0, "speakerId": 2},
        {"text": "falls.", "start": 0.9, "end": 1.4, "sentence_index": 0, "speakerId": 2},
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_of_words_is_read(name: str) -> None:
    """A job's body, its list, and lists of other shapes say the same (§1.2, X12)."""
    assert Transcript.from_wire(SPELLINGS[name]).words == (Word("Rain", 0, 0.5, 0, 2), Word("falls.", 0.9, 1.4, 0, 2))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_service_tells_means_what_the_contract_says(name: str) -> None:
    """Words, times, sentences and summaries of a completed job (§4.3 C and D); it is completed, word or not."""
    body, means = SAMPLES[name]["body"], SAMPLES[name]["means"]
    assert isinstance(read_state(body), Completed)
    whole = Transcript.from_wire(body)
    assert (whole.text, len(whole.sentences)) == (means["text"], means["sentences"])
    assert whole.duration == means["duration"]
    assert (list(whole.size) if whole.size else None) == means["size"]
    assert [whole.only(summary).text for summary in whole.highlights] == means["highlighted"]


@pytest.mark.parametrize("member", ["content", "text"])
def test_sentences_become_words_that_share_their_time(member: str) -> None:
    """The white-label page and an older one list sentences or subtitles (§1.2)."""
    items = [{"type": "sentence", "start": 1.0, "end": 2.0, member: "It rains."}, {"start": 3, "end": 4, member: "Go."}]
    whole = Transcript.from_wire({"transcript": items})
    assert [(word.text, word.start, word.end, word.sentence) for word in whole.words] == [
        ("It", 1.0, pytest.approx(1.3), 0), ("rains.", pytest.approx(1.3), 2.0, 0), ("Go.", 3.0, 4.0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"highlights": [{"start": 0, "end": 12.5}]}, [(None, ((0.0, 12.5),))]),
        ({"highlight": [{"start": 0, "end": 12.5}]}, [(None, ((0.0, 12.5),))]),
        (
            {"highlights": [{"highlight_duration": 30, "clips": [{"start": 1, "end": 2}]}, {"duration": 60, "x": []}]},
            [(30.0, ((1.0, 2.0),))],
        ),
        ({"highlights": {"30": [{"start_time": 1, "end_time": 2}]}}, [(30.0, ((1.0, 2.0),))]),
        ({"highlights": [[{"start": 1, "end": 2}], [{"start": 3, "end": 4}]]}, [(None, ((1, 2),)), (None, ((3, 4),))]),
        ({"highlights": []}, []),
        ({"highlights": "none"}, []),
    ],
)
def test_summaries_are_read_in_any_shape(told: dict, expected: list) -> None:
    """Their shape is not documented: any list of stretches is understood, and nothing else breaks the reading."""
    read = Transcript.from_wire({"transcript": [], **told}).highlights
    assert [(highlight.asked, highlight.clips) for highlight in read] == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["words", "word", "start", "end", "transcript", "highlights", "data"]), inside
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_whatever_is_answered_it_is_read_or_told(body: object) -> None:
    """A strange body is a transcript, or one typed error."""
    try:
        assert isinstance(Transcript.from_wire(body), Transcript)
    except BadTranscript as error:
        assert error.mend  # noqa: PT017


def test_a_notebook_shows_what_is_said() -> None:
    """As text, escaped, with the moment of each sentence."""
    shown = Transcript((Word("<b>Rain</b>", 61, 62),))._repr_mimebundle_()
    assert "1:01" in shown["text/html"]
    assert "&lt;b&gt;Rain" in shown["text/html"]
