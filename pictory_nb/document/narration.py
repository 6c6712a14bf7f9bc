"""Which words are spoken over which visual: the heart of making a film of a notebook.

Where a slide has notes, they are what is spoken. Otherwise it is the prose: what stands before a visual introduces it,
what stands behind it speaks about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pictory_nb.document.markdown import Heading, Image, Prose
from pictory_nb.plates import Chart, Code, Figure, Table

__all__ = ["Beat", "Part", "Spoken", "Words", "beats_of"]


@dataclass(frozen=True)
class Words:
    """Prose that is shown, since notes are spoken in its place."""

    text: str


@dataclass(frozen=True)
class Spoken:
    """The paragraphs of a notes cell."""

    paragraphs: tuple[str, ...]


Visual = Heading | Words | Image | Code | Table | Figure | Chart
Part = Heading | Prose | Image | Code | Table | Figure | Chart | Spoken


@dataclass(frozen=True)
class Beat:
    """One scene to be: what is said, perhaps nothing, and what is seen, perhaps nothing of the notebook's."""

    said: str = ""
    seen: Visual | None = None


def beats_of(parts: Sequence[Part]) -> Iterator[Beat]:
    """The beats of one slide, or of the whole notebook where it has no slides."""
    if any(isinstance(part, Spoken) for part in parts):
        yield from _by_notes(parts)
    else:
        for section in _sections(parts):
            yield from _by_prose(section)


def _by_notes(parts: Sequence[Part]) -> Iterator[Beat]:
    """A notes cell speaks over what stands before it, back to the notes before; it is dealt out in order."""
    seen: list[Visual] = []
    for part in parts:
        if isinstance(part, Spoken):
            yield from _dealt(part.paragraphs, seen)
            seen = []
        elif isinstance(part, Prose):
            text = re.sub(r"</?strong>", "", part.story)
            if seen and isinstance(seen[-1], Words):
                seen[-1] = Words(f"{seen[-1].text}\n{text}")
            else:
                seen.append(Words(text))
        else:
            seen.append(part)
    yield from (Beat("", visual) for visual in seen)


def _dealt(paragraphs: Sequence[str], seen: Sequence[Visual]) -> Iterator[Beat]:
    pieces = list(paragraphs)
    if not seen:
        yield from (Beat(piece) for piece in pieces)
        return
    if len(pieces) < len(seen):
        pieces = [sentence for piece in pieces for sentence in _sentences(piece)]
    for n, visual in enumerate(seen):
        if len(pieces) <= len(seen):
            share = pieces[n : n + 1]
        else:
            share = pieces[n * len(pieces) // len(seen) : (n + 1) * len(pieces) // len(seen)]
        yield Beat(" ".join(share), visual)


def _sections(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts from one heading to the next."""
    section: list[Part] = []
    for part in parts:
        if isinstance(part, Heading) and section:
            yield section
            section = []
        section.append(part)
    if section:
        yield section


def _by_prose(section: Sequence[Part]) -> Iterator[Beat]:
    """Prose and groups of visuals take turns; the prose between two groups is shared out among them."""
    if section and isinstance(section[0], Heading):
        yield Beat(section[0].text, section[0])
        section = section[1:]
    texts, groups = _turns(section)
    before: list[list[str]] = [[] for _ in groups]
    after: list[list[str]] = [[] for _ in groups]
    opening: list[str] = []
    for n, text in enumerate(texts):
        if n == 0:
            opening, text = (text[:-1], text[-1:]) if groups else (text, [])
        if n == len(groups):
            if n:
                after[n - 1] = text
        else:
            needed = n > 0 and _wants_words(groups[n - 1], before[n - 1])
            behind, ahead = _shared(text, needed=needed, spared=bool(texts[n + 1])) if n else ([], text)
            if n:
                after[n - 1] = behind
            before[n] = ahead
    yield from (Beat(text) for text in opening)
    for group, ahead, behind in zip(groups, before, after, strict=True):
        yield from _over(group, ahead, behind)


def _turns(section: Sequence[Part]) -> tuple[list[list[str]], list[list[Visual]]]:
    """Texts and groups of visuals: a text before, between and behind each two groups, perhaps an empty one."""
    texts: list[list[str]] = [[]]
    groups: list[list[Visual]] = []
    speaking = True
    for part in section:
        if isinstance(part, Prose):
            texts[-1].append(part.story)
            speaking = True
        elif not isinstance(part, (Heading, Spoken)):
            if speaking or isinstance(part, Code):
                groups.append([])
                texts.append([])
            groups[-1].append(part)
            speaking = False
    return texts, groups


def _wants_words(group: Sequence[Visual], before: Sequence[str]) -> bool:
    """Code that was introduced can do without more; what it showed cannot, nor can a picture that nothing leads to."""
    return len(group) > 1 or (not before and not isinstance(group[0], Code))


def _shared(paragraphs: list[str], *, needed: bool, spared: bool) -> tuple[list[str], list[str]]:
    """What is said about the visuals before, and what introduces those that follow.

    The last paragraph introduces. An only one does so where it ends with a colon, or where nothing before it ``needed``
    words; else it speaks about what stands before, but for its last sentence where nothing else is ``spared`` for what
    follows.
    """
    if len(paragraphs) != 1:
        return paragraphs[:-1], paragraphs[-1:]
    only = paragraphs[0]
    if only.endswith(":") or not needed:
        return [], paragraphs
    if spared:
        return paragraphs, []
    *first, last = _sentences(only)
    return ([" ".join(first)], [last]) if first else ([only], [])


def _over(group: Sequence[Visual], before: Sequence[str], after: Sequence[str]) -> Iterator[Beat]:
    """The first visual is introduced; what is said behind is said over the last ones, and then over none."""
    first, *others = group
    if not others:
        here = [*before, *(after[:1] if not before or _is_short(before) else [])]
        yield Beat(" ".join(here), first)
        yield from (Beat(text) for text in after[len(here) - len(before) :])
        return
    if not after and len(sentences := [one for text in before for one in _sentences(text)]) > 1:
        before, after = sentences[:1], sentences[1:]
    yield Beat(" ".join(before), first)
    told = len(after)
    for n, visual in enumerate(others):
        share = (
            after[n * told // len(others) : (n + 1) * told // len(others)] if told >= len(others) else after[n : n + 1]
        )
        yield Beat(" ".join(share), visual)


def _is_short(texts: Sequence[str]) -> bool:
    return len(" ".join(texts).split()) <= 14


_ABBREVIATED = re.compile(r"\b(e\.g|i\.e|vs|cf|Dr|Mr|Mrs|Fig|No|approx|z\.B|bzw|\w)\.$")


def _sentences(text: str) -> list[str]:
    """The sentences of a paragraph; tags of keywords never span two of them here."""
    sentences: list[str] = []
    for piece in re.split(r"(?<=[.!?…])\s+(?=[^a-z])", text):
        if sentences and (
            _ABBREVIATED.search(sentences[-1]) or sentences[-1].count("<strong>") > sentences[-1].count("</strong>")
        ):
            sentences[-1] += f" {piece}"
        else:
            sentences.append(piece)
    return sentences
