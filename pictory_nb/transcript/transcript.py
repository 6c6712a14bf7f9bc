"""The words of a recording and what is kept of it: a film is cut by taking words away."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pictory_nb.errors import BadArguments, BadTranscript, Problem
from pictory_nb.subtitles import Cue, to_srt, to_vtt
from pictory_nb.transcript import spelling
from pictory_nb.transcript.clips import covers, joined, moment_in, reach, shared, without
from pictory_nb.transcript.fillers import fillers
from pictory_nb.transcript.word import Clip, Highlight, Word, plain

__all__ = ["Transcript"]

LONGEST_CUE = 84
"""Signs of one subtitle: two lines that can be read from afar."""
_UNSPACED = ("ja", "zh", "th")

What = int | slice | range | str | Word | Highlight | Iterable[int]


@dataclass(frozen=True)
class Transcript:
    """Timed ``words`` of a recording that lasts ``duration`` seconds, of which ``clips`` are kept.

    A fresh transcript keeps everything. ``cut`` and ``only`` give another one, with less of it; ``length`` is how long
    its film is. ``language`` is such as ``en-US``; ``highlights`` are the summaries that came with it; ``size`` is that
    of the recording's pictures, where it has some.

    Raises ``BadTranscript`` where the words are not in order, or reach beyond the recording.
    """

    words: tuple[Word, ...] = ()
    duration: float = 0.0
    clips: tuple[Clip, ...] | None = field(default=None)  # type: ignore[assignment]
    language: str = ""
    highlights: tuple[Highlight, ...] = ()
    size: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(self.words))
        last = 0.0
        for word in self.words:
            if word.start < last:
                raise BadTranscript(
                    f"the word {word.text!r} at {word.start} s comes before the one in front of it",
                    mend="give the words in the order in which they are heard",
                )
            last = word.start
        if self.words and (end := max(word.end for word in self.words)) > self.duration:
            object.__setattr__(self, "duration", end)
        kept = ((0.0, self.duration),) if self.clips is None else self.clips
        object.__setattr__(self, "clips", shared(joined(kept), ((0.0, self.duration),)))

    def __len__(self) -> int:
        return len(self.words)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        said = self.text if len(self.text) <= 60 else self.text[:59] + "…"
        of = "" if self.is_whole else f" of {self.duration:.1f}"
        return f"<Transcript {len(self.words)} words, {self.length:.1f}{of} s: {said}>"

    @classmethod
    def from_wire(cls, body: Any, *, duration: float = 0.0, language: str = "") -> Transcript:
        """The transcript in an answer of the service: a job's whole body, its data, or the list of words alone.

        Knows words, sentences and subtitles as items, in every spelling (contract §1.2, §4.3 C and D). ``duration``
        is that of the recording, where the body does not say. Raises ``BadTranscript``.
        """
        read = spelling.read(body, duration)
        language = language or read.language
        return cls(read.words, read.duration, language=language, highlights=read.highlights, size=read.size)

    @classmethod
    def from_cues(cls, cues: Iterable[Cue], *, duration: float = 0.0, language: str = "") -> Transcript:
        """What subtitles say. The words of one share its time, the longer the more; each is a sentence."""
        items = [{"start": cue.start, "end": cue.end, "text": cue.text} for cue in cues]
        return cls.from_wire(items, duration=duration, language=language)

    def to_wire(self, highlight: Highlight | None = None) -> list[dict[str, Any]]:
        """The list of the API: paragraphs of words and pauses. Those of ``highlight`` are marked (§4.3 D)."""
        marked = None if highlight is None else {place for place in self._places(highlight)}
        return spelling.paragraphs(self.words, marked)

    @property
    def is_whole(self) -> bool:
        """Whether everything of the recording is kept."""
        return self.clips == ((0.0, self.duration),) or not self.duration

    @property
    def length(self) -> float:
        """Seconds of film that are kept."""
        return sum(end - start for start, end in self.clips)

    @cached_property
    def text(self) -> str:
        """What is said, as running text."""
        return self._said(self.words)

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """The places of the words of each sentence."""
        starts = [
            place
            for place, word in enumerate(self.words)
            if not place or word.sentence != self.words[place - 1].sentence
        ]
        return tuple(map(range, starts, [*starts[1:], len(self.words)]))

    def said(self, what: What) -> str:
        """The words of a part as running text."""
        return self._said([self.words[place] for place in self._places(what)])

    def find(self, phrase: str) -> list[range]:
        """Where ``phrase`` is said: the places of its words, each time. Case and punctuation do not matter."""
        wanted = [said for part in phrase.split() if (said := plain(part))]
        if not wanted:
            return []
        said, count = [plain(word.text) for word in self.words], len(wanted)
        found, place = [], 0
        while place + count <= len(said):
            if said[place : place + count] == wanted:
                found.append(range(place, place + count))
                place += count
            else:
                place += 1
        return found

    def fillers(self) -> list[range]:
        """Where somebody says um, and the like; words that can also mean something only where commas set them apart."""
        return list(fillers(self.words, self.language or "en"))

    def silences(self, longer_than: float = 0.7) -> list[Clip]:
        """When nobody speaks for longer than so many seconds, of what is kept."""
        voices = joined((word.start, max(word.end, word.start + 1e-6)) for word in self.words)
        quiet = without(self.clips, voices)
        return [(start, end) for start, end in quiet if end - start > longer_than]

    def reach(self, run: range) -> Clip:
        """From when to when the words at the places of ``run`` are heard, with the quiet that goes with them."""
        return reach(self.words, run, self.duration)

    def cut(self, *what: What) -> Transcript:
        """Without these words, and without what is heard between them.

        Words are named by their places (``3``, ``range(3, 7)``, ``slice``), by what they say (``"you know"``, each
        time that it is said), as themselves, or by a highlight. Raises ``BadArguments`` for what is not there.
        """
        places = self.places(*what)
        gone = [self.reach(run) for run in _runs(places)]
        kept = tuple(word for place, word in enumerate(self.words) if place not in places)
        return self._kept(kept, without(self.clips, gone))

    def only(self, *what: What) -> Transcript:
        """Nothing but these words, and what is heard between those of one part; named as in ``cut``."""
        kept = self.places(*what)
        stretches = [stretch for one in what for stretch in self._stretches(one)]
        clips = shared(self.clips, joined(stretches))
        return self._kept(tuple(word for place, word in enumerate(self.words) if place in kept), clips)

    def without_fillers(self) -> Transcript:
        """Without um, and the like."""
        return self.cut(*self.fillers())

    def without_silences(self, longer_than: float = 0.7, *, leave: float = 0.3) -> Transcript:
        """With every silence that is longer than so many seconds made as short as ``leave``."""
        half = max(0.0, leave) / 2
        # Before the first word and after the last one there is nobody to keep a distance from.
        starts, ends = ({clip[side] for clip in self.clips} for side in (0, 1))
        gone = [
            (start + (0.0 if start in starts else half), end - (0.0 if end in ends else half))
            for start, end in self.silences(max(longer_than, leave))
        ]
        return self._kept(self.words, without(self.clips, gone))

    def join(self, other: Transcript) -> Transcript:
        """What either of two cuts of the same recording keeps. Raises ``BadTranscript`` for two recordings."""
        if abs(other.duration - self.duration) > 1e-6:
            raise BadTranscript(
                f"these are two recordings, of {self.duration:.1f} and {other.duration:.1f} s",
                mend="join cuts of the same one; a storyboard can show one film after another",
            )
        words = sorted({*self.words, *other.words}, key=lambda word: (word.start, word.end, word.text))
        return replace(self, words=tuple(words), clips=joined([*self.clips, *other.clips]))

    def cues(self, longest: int = LONGEST_CUE) -> tuple[Cue, ...]:
        """Subtitles for the film that is kept, timed from its start; no more than ``longest`` signs in one."""
        lines = list(self._lines(longest))
        return tuple(
            Cue(moment_in(self.clips, line[0].start), moment_in(self.clips, line[-1].end), self._said(line))
            for line in lines
        )

    def to_srt(self) -> str:
        return to_srt(self.cues())

    def to_vtt(self) -> str:
        return to_vtt(self.cues())

    def _repr_mimebundle_(self, **_: Any) -> Mapping[str, str]:
        """A notebook shows a transcript as text that can be read and searched."""
        import html

        paragraphs = "".join(
            f"<p><small>{_clock(self.words[sentence[0]].start)}</small> {html.escape(self.said(sentence))}</p>"
            for sentence in self.sentences
        )
        return {"text/plain": repr(self), "text/html": paragraphs or "<p><em>Nothing is said.</em></p>"}

    def _kept(self, words: tuple[Word, ...], clips: tuple[Clip, ...]) -> Transcript:
        """A pause between two words goes when both of them do; what comes before the first and after the last stays."""
        middles = sorted(word.middle for word in words)
        spoken = tuple(
            (start, end)
            for start, end in clips
            if start <= 0.0 or end >= self.duration or bisect_left(middles, start) < bisect_right(middles, end)
        )
        return replace(self, words=words, clips=spoken)

    def _stretches(self, what: What) -> Iterable[Clip]:
        if isinstance(what, Highlight):
            return what.clips
        return map(self.reach, _runs(self.places(what)))

    def _places(self, what: What) -> list[int]:
        count = len(self.words)
        if isinstance(what, str):
            return [place for found in self.find(what) for place in found]
        if isinstance(what, Word):
            return [place for place, word in enumerate(self.words) if word == what]
        if isinstance(what, Highlight):
            return [place for place, word in enumerate(self.words) if covers(what.clips, word.middle)]
        if isinstance(what, slice):
            return list(range(count)[what])
        asked = [what] if isinstance(what, int) else list(what)
        return [place + count if place < 0 else place for place in asked]

    def places(self, *what: What) -> set[int]:
        """The places of the words that are named as in ``cut``. Raises ``BadArguments`` for what is not there."""
        problems, places = [], set[int]()
        for one in what:
            found = self._places(one)
            if any(not 0 <= place < len(self.words) for place in found):
                problems.append(Problem("words", f"there are {len(self.words)} words, counted from 0, and not {one!r}"))
            elif not found and isinstance(one, (str, Word)):
                said = one if isinstance(one, str) else one.text
                problems.append(Problem("words", f"nobody says {said!r:.80}", "find(…) tells where a phrase is said"))
            places.update(found)
        if problems:
            raise BadArguments(problems)
        return places

    def _lines(self, longest: int) -> Iterator[list[Word]]:
        """Words for one subtitle each: of one sentence, without a cut or a long pause inside, and not too many."""
        line: list[Word] = []
        for word in self.words:
            if line and (
                word.sentence != line[-1].sentence
                or len(self._said([*line, word])) > longest
                or word.start - line[-1].end > 1.5
            ):
                yield line
                line = []
            line.append(word)
        if line:
            yield line

    def _said(self, words: Iterable[Word]) -> str:
        glue = "" if self.language.split("-")[0].lower() in _UNSPACED else " "
        return glue.join(word.text for word in words)


def _runs(places: Iterable[int]) -> Iterator[range]:
    """Places that follow one another, as ranges."""
    run: list[int] = []
    for place in sorted(places):
        if run and place != run[-1] + 1:
            yield range(run[0], run[-1] + 1)
            run = []
        run.append(place)
    if run:
        yield range(run[0], run[-1] + 1)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
