"""SSML: a story whose tags say how it is to be said (contract §3.16). Read into words, each with its manner.

The tags of the service are ``break``, ``emphasis``, ``phoneme``, ``prosody`` and ``say-as``. Those around them that
every voice knows are understood too: ``speak``, ``p``, ``s``, ``sub``, and ``strong`` for keywords. Every other tag is
an error, since it would be read aloud, or dropped without a word.

The parser is expat, with declarations refused: no entity can grow, and nothing outside of the story is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from xml.parsers import expat

from pictory_nb.errors import BadStoryboard, Problem

__all__ = ["ALPHABETS", "KINDS", "TAGS", "USUAL", "Manner", "MarkedWord", "read_ssml"]

T = TypeVar("T")

TAGS = ("break", "emphasis", "phoneme", "prosody", "say-as", "sub", "p", "s", "speak", "strong")
KINDS = {
    "characters": "characters", "spell-out": "characters", "verbatim": "characters", "cardinal": "cardinal",
    "number": "cardinal", "ordinal": "ordinal", "digits": "digits", "telephone": "telephone", "fraction": "fraction",
    "unit": "unit", "date": "date", "time": "time", "currency": "currency", "address": "address",
    "expletive": "expletive",
}  # fmt: skip
"""What ``say-as`` reads text as, in the words of several providers, and our one word for each."""
ALPHABETS = ("ipa", "x-sampa", "cmu-arpabet")
LONGEST_BREAK = 10.0
"""Seconds: the longest pause that the providers of voices make."""

_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.35, "strong": 0.7, "x-strong": 1.2}
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.6}
_PITCHES = {"x-low": 0.75, "low": 0.87, "medium": 1.0, "default": 1.0, "high": 1.15, "x-high": 1.3}
_VOLUMES = {
    "silent": -math.inf, "x-soft": -12.0, "soft": -6.0, "medium": 0.0, "default": 0.0, "loud": 4.0, "x-loud": 8.0,
}  # fmt: skip
_EMPHASES = {
    "strong": (0.85, 1.12, 3.0), "moderate": (0.92, 1.06, 1.5), "none": (1.0, 1.0, 0.0), "reduced": (1.1, 0.96, -3.0),
}  # fmt: skip
"""Rate, pitch and gain in dB."""
_PARAGRAPH, _SENTENCE = 0.9, 0.45
"""Seconds of quiet around a ``p`` and an ``s``."""


@dataclass(frozen=True)
class Manner:
    """How something is said otherwise than usual: ``rate`` 2 is twice as fast, ``pitch`` 2 an octave higher, ``gain``
    is in dB. ``sounds`` are phonemes of the ``alphabet``; ``kind`` (a value of ``KINDS``) and ``form`` come from
    ``say-as``."""

    rate: float = 1.0
    pitch: float = 1.0
    gain: float = 0.0
    kind: str = ""
    form: str = ""
    sounds: str = ""
    alphabet: str = ""

    def changed(self, rate: float = 1.0, pitch: float = 1.0, gain: float = 0.0) -> Manner:
        """Changed further: what tags within tags say adds up, within the bounds of what a voice can do."""
        return replace(
            self,
            rate=min(max(self.rate * rate, 0.2), 4.0),
            pitch=min(max(self.pitch * pitch, 0.5), 2.0),
            gain=min(self.gain + gain, 12.0),
        )


USUAL = Manner()


@dataclass(frozen=True)
class MarkedWord:
    """A word as it is written. ``said`` is what is said in its place; empty where its neighbour says it as well.

    ``before`` are the seconds of quiet that go before it, ``after`` those behind the last word of a story. ``line``
    counts the line breaks of the text before it. ``ends`` where a sentence ends with it, whatever its marks.
    """

    text: str
    manner: Manner = USUAL
    said: str | None = None
    before: float = 0.0
    after: float = 0.0
    keyword: bool = False
    line: int = 0
    ends: bool = False


class _Wrong(Exception):
    """What is wrong with a tag, and its mend; the reader knows where."""


def read_ssml(story: str) -> tuple[MarkedWord, ...]:
    """The words of a story with their manners. Raises ``BadStoryboard`` that says where in the story it fails."""
    return _Reader().words(story)


@dataclass(frozen=True)
class _Place:
    """Within which tags the reader is: the manner that they add up to."""

    manner: Manner
    keyword: bool = False
    group: int | None = None
    """The first word of the innermost tag that reads its words together (``sub``, ``say-as``, ``phoneme``)."""
    alias: str = ""


class _Reader:
    def __init__(self) -> None:
        self._words: list[MarkedWord] = []
        self._places = [_Place(USUAL)]
        self._pause, self._line, self._joined = 0.0, 0, False

    def words(self, story: str) -> tuple[MarkedWord, ...]:
        # One root is what XML asks for, and a story need not begin with it.
        prefix = "" if re.match(r"\s*<(?:\?xml|!DOCTYPE|speak)\b", story) else "<speak>"
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._text, _refuse_declaration
        try:
            parser.Parse(prefix + story + ("</speak>" if prefix else ""), True)
            if not self._words:
                raise _Wrong("there is no word in it", "write what is to be said between the tags")
        except (expat.ExpatError, _Wrong) as error:
            line, column = parser.ErrorLineNumber or parser.CurrentLineNumber, parser.ErrorColumnNumber
            if isinstance(error, _Wrong):
                line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber
            sign = column + 1 - (len(prefix) if line == 1 else 0)
            reason, mend = error.args if isinstance(error, _Wrong) else _explained(error)
            where = f"its SSML, line {line}, sign {max(1, sign)}"
            raise BadStoryboard([Problem("story", f"{where}: {reason}", mend)]) from None
        self._words[-1] = replace(self._words[-1], after=self._pause)
        return tuple(self._words)

    def _begin(self, name: str, given: Mapping[str, str]) -> None:
        if name not in TAGS:
            raise _Wrong(f"there is no tag <{name}>", f"the tags are {', '.join(TAGS)}")
        place = self._places[-1]
        self._joined = self._joined and name in ("emphasis", "prosody", "strong")
        if name == "break":
            self._pause = max(self._pause, _pause(given))
        elif name in ("p", "s"):
            self._part(name)
        elif name == "strong":
            place = replace(place, keyword=True)
        elif name == "emphasis":
            place = replace(place, manner=place.manner.changed(*_among(given, "level", _EMPHASES, "moderate")))
        elif name == "prosody":
            place = replace(place, manner=place.manner.changed(**_prosody(given)))
        elif name in _TOGETHER:
            if place.group is not None:
                raise _Wrong(f"<{name}> stands within a tag that says already what is read", "put it beside that")
            manner, alias = _TOGETHER[name](given, place.manner)
            place = replace(place, manner=manner, alias=alias, group=len(self._words))
        self._places.append(place)

    def _end(self, name: str) -> None:
        place = self._places.pop()
        if name in ("p", "s"):
            self._part(name)
        if name in _TOGETHER:
            self._close(place, name)
        self._joined = self._joined and name not in ("p", "s", "break")

    def _part(self, name: str) -> None:
        """A paragraph or a sentence begins or ends here."""
        self._joined = False
        if self._words:
            self._words[-1] = replace(self._words[-1], ends=True)
            self._pause = max(self._pause, _PARAGRAPH if name == "p" else _SENTENCE)

    def _close(self, place: _Place, name: str) -> None:
        """The words of the tag are read together, by its first one."""
        first = place.group or 0
        if first == len(self._words):
            raise _Wrong(f"<{name}> holds no word", "write the word that it speaks of into it")
        written = " ".join(word.text for word in self._words[first:])
        for number in range(first, len(self._words)):
            said = (place.alias or written) if number == first else ""
            self._words[number] = replace(self._words[number], said=said)

    def _text(self, text: str) -> None:
        for piece in re.split(r"(\s+)", text):
            if not piece:
                continue
            if piece.isspace():
                self._line += piece.count("\n")
                self._joined = False
                continue
            place = self._places[-1]
            if self._joined:
                self._append(piece, place)
            else:
                word = MarkedWord(piece, place.manner, None, self._pause, keyword=place.keyword, line=self._line)
                self._words.append(word)
                self._pause = 0.0
            self._joined = True

    def _append(self, piece: str, place: _Place) -> None:
        """The rest of a word of which a tag took in a part: the full stop behind it, or a syllable."""
        last = self._words[-1]
        manner = last.manner if last.manner != USUAL else place.manner
        keyword = last.keyword or place.keyword
        self._words[-1] = replace(last, text=last.text + piece, manner=manner, keyword=keyword)
        if last.said is not None:
            head = next(number for number in range(len(self._words) - 1, -1, -1) if self._words[number].said)
            self._words[head] = replace(self._words[head], said=f"{self._words[head].said}{piece}")


def _refuse_declaration(*_: object) -> None:
    raise _Wrong("it declares a document type", "take <!DOCTYPE …> away")


def _explained(error: expat.ExpatError) -> tuple[str, str]:
    told = expat.ErrorString(error.code)
    mends = {
        "mismatched tag": "close the tags in the order in which they were opened, the last one first",
        "not well-formed (invalid token)": "write &amp; for &, &lt; for <, and put values into quotation marks",
        "undefined entity": "write the sign itself, or its number as &#…;",
        "duplicate attribute": "keep one of them",
        "no element found": "close every tag",
        "unclosed token": "close every tag with >",
    }
    return told, mends.get(told, "close every tag that was opened, and write &amp; for &")


def _among(given: Mapping[str, str], name: str, known: Mapping[str, T], usual: str) -> T:
    value = given.get(name, usual).strip().lower()
    if value not in known:
        raise _Wrong(f"{name}={given[name]!r} is unknown", f"write {', '.join(known)}")
    return known[value]


def _pause(given: Mapping[str, str]) -> float:
    if "time" not in given:
        return _among(given, "strength", _STRENGTHS, "medium")
    found = re.fullmatch(r"\+?(\d+(?:\.\d+)?|\.\d+)\s*(ms|s)", given["time"].strip())
    if not found:
        raise _Wrong(f"a break of {given['time']!r} is no time", 'write time="500ms" or time="1.5s"')
    seconds = float(found[1]) / (1000 if found[2] == "ms" else 1)
    if seconds > LONGEST_BREAK:
        raise _Wrong(f"a break of {seconds:g} s is too long", f"write {LONGEST_BREAK:g}s or less")
    return seconds


def _prosody(given: Mapping[str, str]) -> dict[str, float]:
    if strange := sorted(set(given) - {"rate", "pitch", "volume"}):
        raise _Wrong(f"<prosody> has no {strange[0]} here", "write rate, pitch or volume")
    if not given:
        raise _Wrong("<prosody> changes nothing", "write rate, pitch or volume")
    return {
        "rate": _number(given, "rate", _RATES, r"(\d+(?:\.\d+)?)%", "80%, +10% or slow"),
        "pitch": _number(given, "pitch", _PITCHES, None, "+10%, -2st or high"),
        "gain": _gain(given.get("volume", "medium").strip().lower()),
    }


def _number(given: Mapping[str, str], name: str, known: Mapping[str, float], plain: str | None, so: str) -> float:
    """A factor: by name, as a percentage of the usual, or as a change of it."""
    value = given.get(name, "medium").strip().lower()
    if value in known:
        return known[value]
    if plain and (found := re.fullmatch(plain, value)):
        factor = float(found[1]) / 100
    elif found := re.fullmatch(r"([+-]\d+(?:\.\d+)?)%", value):
        factor = 1 + float(found[1]) / 100
    elif name == "pitch" and (found := re.fullmatch(r"([+-]\d+(?:\.\d+)?)st", value)):
        factor = 2 ** (float(found[1]) / 12)
    else:
        raise _Wrong(f"{name}={given[name]!r} cannot be read", f"write {so}")
    if not 0.2 <= factor <= 4:
        raise _Wrong(f"{name}={given[name]!r} is more than a voice can do", f"write {so}")
    return factor


def _gain(value: str) -> float:
    if value in _VOLUMES:
        return _VOLUMES[value]
    found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)db", value)
    if not found or abs(float(found[1])) > 40:
        raise _Wrong(f"volume={value!r} cannot be read", "write +6dB, -6dB or soft")
    return float(found[1])


def _sub(given: Mapping[str, str], manner: Manner) -> tuple[Manner, str]:
    if not (alias := given.get("alias", "").strip()):
        raise _Wrong("<sub> does not tell what is said instead", 'write alias="…"')
    return manner, alias


def _say_as(given: Mapping[str, str], manner: Manner) -> tuple[Manner, str]:
    kind = given.get("interpret-as", "").strip().lower()
    if kind not in KINDS:
        raise _Wrong(f"<say-as> reads nothing as {kind!r}", f"write interpret-as as one of {', '.join(KINDS)}")
    return replace(manner, kind=KINDS[kind], form=given.get("format", "").strip().lower()), ""


def _phoneme(given: Mapping[str, str], manner: Manner) -> tuple[Manner, str]:
    alphabet, sounds = given.get("alphabet", "ipa").strip().lower(), given.get("ph", "").strip()
    if alphabet not in ALPHABETS:
        raise _Wrong(f"phonemes are not written in {alphabet!r}", f"write alphabet as one of {', '.join(ALPHABETS)}")
    if not sounds:
        raise _Wrong("<phoneme> holds no sounds", 'write ph="…"')
    return replace(manner, sounds=sounds, alphabet=alphabet), ""


_TOGETHER = {"sub": _sub, "say-as": _say_as, "phoneme": _phoneme}
"""The tags whose words are read together."""
