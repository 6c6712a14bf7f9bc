"""Which emblem a sentence calls for, by the words in it: plain tables, no model, always the same answer.

Each content word, or phrase, is brought to a form that the emblems' vocabulary knows and votes for the
emblems linked to it: more the stronger the link, the rarer the word, and the earlier it stands. The rest of
the film votes a little too, so that "cell" goes with biology in a film about biology. Where no emblem gets
enough votes, none is better than a wrong one. So a word that is part of a name (Steve Jobs, the English Channel)
has no vote, a word of two meanings (memory, channel) needs another one that speaks for the same emblem, and a word
that is done or said of something (serve, sharp) has less of a vote than one that names it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from .emblems import ALL_ABOUT, FOLDER, names, vocabulary

__all__ = ["Choice", "base_form", "choose_emblems", "forms_of", "known_words", "rarity", "speaks_of"]

ENOUGH = 0.5  # the score below which an emblem is more likely silly than fitting
OPENING = 1.15  # the first scene is the film's face, and has this much more of a claim
CONTEXT = 0.12  # how much the words of the whole film count against the sentence's own
LONGEST_PHRASE = 4
SECOND_BEST = 0.4  # where a scene's first wish went to another scene, the next must be at least this part of it
SAID_VOTE = 0.6  # what a word has of its vote that is done or said of something, and names nothing
SILENT_VOTE = 0.4  # what a silent word has of its vote, and only for an emblem that is all about it

MOSTLY = 0.7  # the share of words written large from which a text is a heading
CLEARLY = 0.7  # the claim from which an emblem may stand beside another one

Wish = tuple[float, int, str, str]
"""The claim, negative so that the strongest sorts first, the number of the story, the emblem, and the word for it."""

DENYING = frozenset(["no", "not", "never", "without", "nor", "neither", "cannot"])
DENIED = 4  # how many words after such a one say what is not there
UNLESS = frozenset(["more", "longer", "only", "just", "later", "less"])  # "no more than an hour" is an hour

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_CLAUSE = re.compile(r"[,.:;!?\n–—()]")
_STOP = re.compile(r"[.:;!?\n\"“«(–—]")


def _table(name: str) -> list[str]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


SILENT = frozenset(_table("silent.txt"))
AMBIGUOUS = frozenset(_table("ambiguous.txt"))
DOUBTFUL = frozenset(_table("doubtful.txt"))
SAID = frozenset(_table("said.txt"))
NAMED = frozenset(_table("named.txt"))
IRREGULAR = dict(pair.split(":") for pair in _table("irregular.txt"))


@dataclass(frozen=True)
class Choice:
    """The emblem chosen for one story, or None, and why. ``companions`` are emblems of other words of the story."""

    emblem: str | None
    why: str
    companions: tuple[str, ...] = ()


class Call(NamedTuple):
    """How loudly a story calls for an emblem, the word that does so most, and whether one of its words is sure to."""

    score: float
    word: str
    sure: bool


def choose_emblems(stories: Sequence[str]) -> list[Choice]:
    """One choice for each story of a film, in order; no emblem is used twice.

    The stories with the clearest wish are served first, so that a weak one cannot take their emblem away.
    """
    called = [_calls(story) for story in stories]
    sure = {emblem for calls in called for emblem, call in calls.items() if call.sure}
    film: dict[str, float] = defaultdict(float)
    for calls in called:
        for emblem, call in calls.items():
            film[emblem] += call.score / len(stories)
    wishes: list[Wish] = []
    for number, calls in enumerate(called):
        enough = max(ENOUGH, SECOND_BEST * max((call.score for call in calls.values()), default=0.0))
        for emblem, call in calls.items():
            if call.score >= enough and emblem in sure:
                claim = (call.score + CONTEXT * film[emblem]) * (OPENING if number == 0 else 1.0)
                wishes.append((-claim, number, emblem, call.word))
    chosen: dict[int, Choice] = {}
    taken: set[str] = set()
    for _, number, emblem, word in sorted(wishes):
        if number not in chosen and emblem not in taken:
            taken.add(emblem)
            chosen[number] = Choice(emblem, f"“{word}” calls for {emblem.replace('-', ' ')}")
    for number in sorted(chosen):
        companions = _companions(number, chosen[number], wishes, taken, _denied(stories[number]))
        chosen[number] = replace(chosen[number], companions=companions)
    wished = {number for _, number, _, _ in wishes}
    taken_already = Choice(None, "other scenes show the emblems that it calls for")
    nothing = Choice(None, "no word of it calls for an emblem")
    return [chosen.get(number, taken_already if number in wished else nothing) for number in range(len(stories))]


def _companions(
    number: int, choice: Choice, wishes: Sequence[Wish], taken: set[str], denied: frozenset[str]
) -> tuple[str, ...]:
    """Up to two emblems that other words of the same story call for, clearly, and that nobody else shows."""
    found: list[str] = []
    spoken = {word for _, scene, emblem, word in wishes if scene == number and emblem == choice.emblem}
    for claim, scene, emblem, word in sorted(wishes):
        if scene != number or -claim < CLEARLY or emblem in taken or word in spoken or len(found) == 2:
            continue
        if word not in SAID and not AMBIGUOUS.intersection(_forms(word)) and denied.isdisjoint(word.split()):
            found.append(emblem)
            taken.add(emblem)
            spoken.add(word)
    return tuple(found)


def _denied(text: str) -> frozenset[str]:
    """The words of a text, in all their forms, that say what is not there: "without the internet"."""
    found: set[str] = set()
    for clause in _CLAUSE.split(text):
        words = _words(clause)
        for place, word in enumerate(words, 1):
            if (word in DENYING or word.endswith("n't")) and not UNLESS.intersection(words[place : place + 1]):
                found.update(form for word in words[place : place + DENIED] for form in _forms(word))
    return frozenset(found)


def known_words(text: str) -> Iterator[tuple[str, float]]:
    """The words and phrases of a text that the vocabulary knows, as it spells them, each with its weight.

    A phrase speaks for its words, so these do not count again. Early words weigh up to a fifth more.
    """
    words, parts_of_names = _words(text), _parts_of_names(text)
    table = vocabulary()
    at = 0
    while at < len(words):
        early = 1.2 - 0.2 * at / max(1, len(words) - 1)
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            known = _phrase(words[at : at + length]) if length > 1 else base_form(words[at])
            if known and known in table:
                quiet = length == 1 and (known in SILENT or words[at] in SILENT)
                if length > 1 or at not in parts_of_names:
                    yield known, early * (SILENT_VOTE if quiet else 1.0)
                at += length
                break
        else:
            at += 1


def forms_of(text: str) -> frozenset[str]:
    """Every content word of a text, and all that it may be a form of."""
    return frozenset(form for word in _words(text) if word not in SILENT for form in _forms(word))


def speaks_of(stories: Sequence[str], field: Collection[str]) -> int:
    """How much a film speaks of a field, given the field's words; a scene counts for two of them at most."""
    scenes = ({form for word in _words(story) if word not in SILENT for form in _forms(word)} for story in stories)
    return sum(min(2, len(forms & frozenset(field))) for forms in scenes)


def _words(text: str) -> list[str]:
    """The words of a text in lower case, without the possessive."""
    return [word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower())]


def _parts_of_names(text: str) -> frozenset[int]:
    """The places of the words of a text that name somebody or something, and do not mean what they say.

    They are written large within a sentence, or beside another such word. A text that writes most words large is
    a heading, and tells nothing; abbreviations, and names that are shown by what they are called, are left out.
    """
    found = list(_WORD.finditer(text))
    large = [word[0][0].isupper() and len(word[0]) > 1 for word in found]
    if sum(large) > MOSTLY * len(found):
        return frozenset()
    before = [0, *(word.end() for word in found)]
    opens = [not at or bool(_STOP.search(text, at, word.start())) for at, word in zip(before, found, strict=False)]
    # A word is joined to the one before it where both are written large, and no sentence begins between them.
    joined = [n > 0 and large[n] and large[n - 1] and not opens[n] for n in range(len(found))]
    names = (n for n in range(len(found)) if large[n] and (not opens[n] or any(joined[n : n + 2])))
    words = _words(text)
    return frozenset(n for n in names if not found[n][0].isupper() and not NAMED.intersection(_forms(words[n])))


def _calls(text: str) -> dict[str, Call]:
    """The emblems that the words of a text call for."""
    scores: dict[str, float] = defaultdict(float)
    loudest: dict[str, tuple[float, str]] = {}
    sure: set[str] = set()
    table = vocabulary()
    for word, weight in dict(_first_of_each(known_words(text))).items():
        silent = word in SILENT
        for emblem, strength in table[word].items():
            if silent and strength < ALL_ABOUT:
                continue
            vote = weight * strength * rarity(word) * (SAID_VOTE if word in SAID else 1.0)
            scores[emblem] += vote
            if vote > loudest.get(emblem, (0.0, ""))[0]:
                loudest[emblem] = (vote, word.replace("_", " "))
            if word not in DOUBTFUL:
                sure.add(emblem)
    return {emblem: Call(score, loudest[emblem][1], emblem in sure) for emblem, score in scores.items()}


def _first_of_each(words: Iterator[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    seen: set[str] = set()
    for word, weight in words:
        if word not in seen:
            seen.add(word)
            yield word, weight


@lru_cache(maxsize=4096)
def rarity(word: str) -> float:
    """1 for a word that speaks for one emblem, less the more emblems it speaks for."""
    spread = max(1.0, sum(vocabulary()[word].values()))
    return 1.0 - math.log(spread) / math.log(len(names()))


def _phrase(words: Sequence[str]) -> str | None:
    """The phrase as the vocabulary spells it, its last word in the plural or not."""
    table = vocabulary()
    for last in _forms(words[-1]):
        joined = "_".join((*words[:-1], last))
        if joined in table:
            return joined
    return None


@lru_cache(maxsize=4096)
def base_form(word: str) -> str | None:
    """The form of a word that the vocabulary knows: the first that some emblem is all about, or else the first."""
    known = [form for form in _forms(word) if form in vocabulary()]
    meant = (form for form in known if max(vocabulary()[form].values()) >= ALL_ABOUT)
    return next(meant, known[0] if known else None)


def _forms(word: str) -> Iterator[str]:
    """The word, then what it may be a form of: growing -> grow, studies -> study, planned -> plan."""
    if word in IRREGULAR:
        yield IRREGULAR[word]
        if IRREGULAR[word] == word:  # a corner has nothing to do with corn
            return
    yield word
    for ending, instead in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            yield word.removesuffix(ending) + instead
    for ending in ("ing", "ed", "er", "ers"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            if ending == "ed" and stem.endswith("i"):
                yield stem[:-1] + "y"
    if "-" in word:
        yield word.replace("-", "_")
        yield word.replace("-", "")
        yield from (part for part in word.split("-") if part not in SILENT)
