"""The service's many spellings of a transcript, and the one that we write (contract §1.2, §2.17–§2.21, §4.3 C, D)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pictory_nb.errors import BadTranscript
from pictory_nb.told import told
from pictory_nb.transcript.clips import covers, reach
from pictory_nb.transcript.word import Clip, Highlight, Word

__all__ = ["Read", "highlights_to_wire", "paragraphs", "read"]

PAUSE = 0.25
"""Seconds of quiet that are written as a pause between two words."""
_SIZES = ((0.6, "small"), (1.2, "medium"), (math.inf, "large"))
_SENTENCES = 4
"""Sentences of one paragraph."""

_TEXT = ("word", "text", "content")
_START, _END = ("start_time", "start", "startTime"), ("end_time", "end", "endTime")
_LENGTH = ("highlight_duration", "duration", "length")
_LONGEST_WORD = 200


@dataclass(frozen=True)
class Read:
    words: tuple[Word, ...] = ()
    duration: float = 0.0
    highlights: tuple[Highlight, ...] = ()
    size: tuple[int, int] | None = None
    language: str = ""


def read(body: Any, duration: float = 0.0) -> Read:
    """What ``body`` tells: the answer about a job, its data, or its list of items. Raises ``BadTranscript``."""
    data = body
    if isinstance(body, Mapping):
        data = body.get("data") if isinstance(body.get("data"), Mapping) else body
    items = data.get("transcript") if isinstance(data, Mapping) else data
    if not isinstance(items, Sequence) or isinstance(items, (str, bytes)):
        raise BadTranscript(
            "there is no transcript in this", mend="give what a transcription job answered, or its list of words"
        )
    marked: set[int] = set()
    words = _in_order(_words(items), marked)
    told_of = data if isinstance(data, Mapping) else {}
    info = told_of.get("mediaInfo")
    highlights = _highlights(told_of)
    length = max(_seconds(info, ("duration",)) or 0.0, duration)
    if marked and not any(_places_of(words, highlight) == marked for highlight in highlights):
        highlights = (_marked(words, marked, length, _seconds(told_of, _LENGTH)), *highlights)
    return Read(words, length, highlights, _size(info), told(told_of.get("language"), longest=20))


def _words(items: Iterable[Any]) -> Iterator[tuple[Word, bool]]:
    """Every word with whether it is marked. An item is a paragraph with words, a word, a sentence, or a subtitle."""
    sentence, last = -1, None
    for number, item in enumerate(items):
        if not isinstance(item, Mapping):
            continue
        inside = item.get("words")
        for word in inside if isinstance(inside, list) else [item]:
            if not isinstance(word, Mapping) or word.get("is_pause"):
                continue
            text, start, end = told(_first(word, _TEXT)).strip(), _seconds(word, _START), _seconds(word, _END)
            if not text or start is None:
                continue
            # A sentence goes on as long as its number does; items without one are sentences of their own.
            key = (word.get("sentence_index"), number if "sentence_index" not in word or inside else None)
            sentence, last = sentence + (key != last), key
            speaker = _whole(word.get("speakerId", item.get("speakerId")))
            end = max(start, start if end is None else end)
            yield from _split(text, start, end, sentence, speaker, word.get("highlight") is True)


def _split(
    text: str, start: float, end: float, sentence: int, speaker: int, marked: bool
) -> Iterator[tuple[Word, bool]]:
    """The words of a text of which only the whole is timed: the longer a word the more of the time it takes."""
    parts = text.split()
    weights = [len(part) + 1 for part in parts]
    at, pace = start, (end - start) / sum(weights)
    for place, (part, weight) in enumerate(zip(parts, weights, strict=True), 1):
        until = end if place == len(parts) else min(end, at + weight * pace)
        yield Word(part[:_LONGEST_WORD], at, until, sentence, speaker), marked
        at = until


def _in_order(found: Iterable[tuple[Word, bool]], marked: set[int]) -> tuple[Word, ...]:
    """Speakers may interrupt one another: what is heard first stands first. ``marked`` is filled with places."""
    pairs = sorted(found, key=lambda pair: pair[0].start)
    marked.update(place for place, (_, highlight) in enumerate(pairs) if highlight)
    return tuple(word for word, _ in pairs)


def _marked(words: Sequence[Word], places: Collection[int], duration: float, asked: float | None) -> Highlight:
    """The summary that marked words make."""
    runs: list[range] = []
    for place in sorted(places):
        if runs and place == runs[-1].stop:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return Highlight(tuple(reach(words, run, duration) for run in runs), asked)


def _places_of(words: Sequence[Word], highlight: Highlight) -> set[int]:
    return {place for place, word in enumerate(words) if covers(highlight.clips, word.middle)}


def _highlights(data: Mapping[str, Any]) -> tuple[Highlight, ...]:
    """Summaries of several lengths. Their shape is not documented (§4.3 C): any list of stretches is understood."""
    told_of = data.get("highlights") or data.get("highlight")
    if isinstance(told_of, Mapping):
        told_of = [{"duration": length, "clips": clips} for length, clips in told_of.items()]
    if not isinstance(told_of, list):
        return ()
    if one := _stretches(told_of):
        return (Highlight(one),)
    return tuple(found for item in told_of if (found := _highlight(item)))


def _highlight(item: Any) -> Highlight | None:
    """A list of stretches, or an object that holds one under whatever name."""
    if isinstance(item, Mapping):
        item, asked = next((value for value in item.values() if isinstance(value, list)), None), _seconds(item, _LENGTH)
    else:
        asked = None
    clips = _stretches(item) if isinstance(item, list) else ()
    return Highlight(clips, asked) if clips else None


def _stretches(items: Sequence[Any]) -> tuple[Clip, ...]:
    pairs = [(_seconds(item, _START), _seconds(item, _END)) for item in items if isinstance(item, Mapping)]
    return tuple((start, end) for start, end in pairs if start is not None and end is not None and end > start)


def highlights_to_wire(highlights: Iterable[Highlight]) -> list[dict[str, Any]]:
    """``[{highlight_duration, clips: [{start, end}]}]``: the contract leaves the shape open."""
    return [
        {
            "highlight_duration": highlight.asked if highlight.asked is not None else highlight.length,
            "clips": [{"start": start, "end": end} for start, end in highlight.clips],
        }
        for highlight in highlights
    ]


def paragraphs(words: Sequence[Word], marked: Collection[int] | None = None) -> list[dict[str, Any]]:
    """The words as the API lists them, with the pauses between them; ``marked`` are the places of a highlight."""
    whole: list[dict[str, Any]] = []
    first_sentence = 0
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        if before is None or (before.sentence != word.sentence and _parts(before, word, first_sentence)):
            whole.append({"uid": f"p{len(whole)}", "speakerId": word.speaker, "words": []})
            first_sentence = word.sentence
        elif word.start - before.end >= PAUSE:
            whole[-1]["words"].append(_pause(f"s{place}", before, word))
        spelt = {
            "uid": f"w{place}",
            "word": word.text,
            "start_time": word.start,
            "end_time": word.end,
            "speakerId": word.speaker,
            "sentence_index": word.sentence,
        }
        if marked is not None and place in marked:
            spelt["highlight"] = True
        whole[-1]["words"].append(spelt)
    return whole


def _parts(before: Word, word: Word, first_sentence: int) -> bool:
    """Whether a new paragraph begins with the sentence of ``word``."""
    return (
        word.speaker != before.speaker
        or word.start - before.end >= _SIZES[1][0]
        or word.sentence - first_sentence >= _SENTENCES
    )


def _pause(uid: str, before: Word, after: Word) -> dict[str, Any]:
    size = next(name for most, name in _SIZES if after.start - before.end < most)
    return {
        "uid": uid,
        "word": "",
        "start_time": before.end,
        "end_time": after.start,
        "speakerId": before.speaker,
        "sentence_index": before.sentence,
        "is_pause": True,
        "pause_size": size,
    }


def _first(members: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((members[name] for name in names if isinstance(members.get(name), str)), "")


def _seconds(members: Any, names: Sequence[str]) -> float | None:
    for name in names:
        value = members.get(name) if isinstance(members, Mapping) else None
        try:
            seconds = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            continue
        if math.isfinite(seconds) and not isinstance(value, bool):
            return max(0.0, seconds)
    return None


def _size(info: Any) -> tuple[int, int] | None:
    """The members of ``mediaInfo`` are not documented beyond what they tell (§4.3 C)."""
    width, height = (_seconds(info, (name,)) for name in ("width", "height"))
    return (int(width), int(height)) if width and height else None


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return 1
