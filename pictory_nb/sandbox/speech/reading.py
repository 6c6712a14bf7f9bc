"""What is said for what is written: "$3.5 million by 5 p.m." becomes words that are in a dictionary.

Each written word keeps its own spoken words, so that the moment when it sounds can be told. A word that is said
by its neighbour ("pm" in "5 pm" is not) has none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pictory_nb.sandbox.speech import forms
from pictory_nb.sandbox.speech.alphabets import sounds_of
from pictory_nb.sandbox.speech.figures import BREATH, Figures
from pictory_nb.sandbox.speech.numbers import cardinal, digits, year
from pictory_nb.sandbox.speech.say_as import said_as
from pictory_nb.sandbox.speech.symbols import (
    ABBREVIATIONS,
    BEFORE_NAMES,
    BEFORE_NUMBERS,
    LETTERS,
    SAID_AS_WORDS,
    SPELT_DIFFERENTLY,
    SQUARE,
    SYMBOLS,
    UNITS,
    WEEKDAYS,
)
from pictory_nb.ssml import USUAL, Manner, MarkedWord

__all__ = ["BREATH", "ReadWord", "read", "read_marked"]


@dataclass(frozen=True)
class ReadWord:
    """A written word, the words said for it in small letters, and the marks that shape the pause around it.

    ``manner`` is how it is said; ``sounds`` are its sounds where they are given, and need not be looked up.
    """

    text: str
    spoken: tuple[str, ...]
    before: str = ""
    after: str = ""
    manner: Manner = USUAL
    sounds: str = ""


def read(sentence: str, *, knows: Callable[[str], bool], british: bool = False) -> list[ReadWord]:
    """One ``ReadWord`` for each written word. ``knows`` tells whether the dictionary has a word."""
    written = sentence.split()
    reader = _Reader(written, knows, british, _shouted(written))
    return [reader.word(index) for index in range(len(written))]


def read_marked(words: Sequence[MarkedWord], *, knows: Callable[[str], bool], british: bool = False) -> list[ReadWord]:
    """One ``ReadWord`` for each word, as SSML wants it to be said."""
    texts = [_read_instead(word, british).split() for word in words]
    rest = iter(read(" ".join(text for part in texts for text in part), knows=knows, british=british))
    found = []
    for word, part in zip(words, texts, strict=True):
        read_ = [next(rest) for _ in part] or [ReadWord("", ())]
        sounds = ""
        if word.manner.sounds and word.said:
            sounds = sounds_of(word.manner.sounds, word.manner.alphabet, british=british)
        spoken = _spoken_together(read_)
        found.append(ReadWord(word.text, spoken, read_[0].before, read_[-1].after, word.manner, sounds))
    return found


def _read_instead(word: MarkedWord, british: bool) -> str:
    if word.said is None:
        return word.text
    return said_as(word.said, word.manner.kind, word.manner.form, british=british) if word.manner.kind else word.said


def _spoken_together(words: Sequence[ReadWord]) -> tuple[str, ...]:
    """What several words say; a breath between two of them is a word of its own."""
    spoken: list[str] = []
    for place, word in enumerate(words):
        spoken += word.spoken
        if place + 1 < len(words) and word.after:
            spoken.append(BREATH)
    return tuple(spoken)


def _shouted(written: Sequence[str]) -> bool:
    """Whether capitals are the author's habit here, and no sign of an acronym."""
    words = [word for word in (_undressed(one)[1] for one in written) if word.isalpha() and len(word) > 1]
    return len(words) > 2 and sum(map(str.isupper, words)) > 0.7 * len(words)


_MARKS = ".,!?;:—…()“”"
_SOFT = {"–": "—", "[": "(", "]": ")", "{": "(", "}": ")", '"': "", "”": "", "“": "", "«": "", "»": ""}
_OPENING = "\"'“‘([{«*_~`<¿¡"
_CLOSING = "\"'”’)]}»*_~`>.,!?;:…—–"


class _Reader(Figures):
    def __init__(self, written: Sequence[str], knows: Callable[[str], bool], british: bool, shouted: bool) -> None:
        self._written = [_plainly_written(word) for word in written]
        self._original = written
        self._knows = knows
        self._british = british
        self._shouted = shouted

    def word(self, index: int) -> ReadWord:
        before, core, after = _undressed(self._written[index])
        self._index = index
        dotted = core + "." if after.startswith(".") else core
        last = index == len(self._written) - 1
        if said := self._abbreviation(dotted):
            # The full stop belongs to the abbreviation, unless it closes the sentence, too.
            return ReadWord(
                self._original[index], said, _pauses(before), _pauses(after if last else after.removeprefix("."))
            )
        spoken = self._say(core) if core else self._symbols(before + after)
        if not core and not spoken:
            return ReadWord(self._original[index], (), after=_pauses(before + after) or "—" * ("-" in before + after))
        spoken = tuple(filter(None, spoken))
        return ReadWord(self._original[index], spoken, _pauses(before), _pauses(after) if spoken else "")

    # What stands around the word, without its dress.

    def _core(self, step: int) -> str:
        place = self._index + step
        return _undressed(self._written[place])[1] if 0 <= place < len(self._written) else ""

    def _ends_here(self) -> bool:
        return bool(re.search(r"[.!?,;:]$", self._written[self._index]))

    # Rules, the most particular first. Each gives the spoken words, or nothing when it does not apply.

    def _abbreviation(self, dotted: str) -> tuple[str, ...]:
        before, following = self._core(-1), self._core(1)
        low, initial = dotted.lower(), bool(re.fullmatch(r"[A-Z]\.", dotted))
        if low == "st.":
            return ("saint",) if following[:1].isupper() and not self._core(-1)[:1].isupper() else ("street",)
        if low == "no.":
            return ("number",) if following[:1].isdecimal() else ()
        if low == "dr." and before.istitle() and not following[:1].isupper():
            return ("drive",)
        if low == "al.":
            return ("al",) if before.lower() == "et" else ()
        if low == "v." and following[:1].isupper() and before[:1].isupper():
            return ("versus",)
        if initial and following[:1].isupper() and dotted != "I.":  # J. R. R. Tolkien
            return tuple(self._letters(dotted[0]))
        if said := self._beside(dotted, before, following):
            return tuple(said.split())
        if low in ("a.m.", "p.m."):
            return tuple(self._letters(low[0] + "m"))
        said = ABBREVIATIONS.get(low)
        if said:
            return tuple(said.split())
        if forms.DOTTED.fullmatch(dotted) and dotted.count(".") >= 2:
            return tuple(self._letters(dotted.replace(".", "")))
        return ()

    def _beside(self, dotted: str, before: str, following: str) -> str:
        """What is short beside a number, before a name, or for a day of the week, and a word elsewhere ("the sun.")."""
        low = dotted.lower()
        if following[:1].isdecimal() and (said := BEFORE_NUMBERS.get(low)):
            return said
        if following[:1].isupper() and (said := BEFORE_NAMES.get(low)):
            return said
        if (square := SQUARE.get(low.rstrip("."))) and following in UNITS:
            return square
        amount = self._core(-2) if before.lower() in SQUARE else before
        if low.endswith(".") and low[:-1] in UNITS and amount and forms.AMOUNT_AT_END.search(amount):
            return UNITS[low[:-1]][amount != "1"]
        if dotted[:1].isupper() and (day := WEEKDAYS.get(low.rstrip("."))):
            beside = {self._core(step).lower() for step in (-2, -1, 1, 2)} & WEEKDAYS.keys()
            sure = low[:3] not in ("sat", "sun") or beside or following[:1].isdecimal()
            return day if following.isdecimal() or (dotted.endswith(".") and sure) else ""
        return ""

    def _say(self, core: str) -> list[str]:
        return self._address(core) or self._figures(core) or self._plain(core)

    def _address(self, core: str) -> list[str]:
        if forms.EMAIL.fullmatch(core):
            name, host = core.split("@")
            return [*self._spelt(name), "at", *self._spelt(host)]
        if forms.URL.fullmatch(core):
            bare = re.sub(r"^(?:https?://)?(?:www\.)?|/$|[?#].*$", "", core)
            return self._spelt(bare)
        return []

    def _spelt(self, text: str) -> list[str]:
        said: list[str] = []
        for piece in re.findall(r"[A-Za-z]+|\d+|[./_+~-]", text):
            if piece.isdecimal():
                said += _in_an_address(piece)
            elif piece.isalpha():
                # Endings such as ".ai" and ".uk" are spelt, since nobody takes them for words.
                said += self._letters(piece) if len(piece) <= 2 and said[-1:] == ["dot"] else self._plain(piece)
            else:
                said += {".": ["dot"], "/": ["slash"], "_": ["underscore"], "-": ["dash"], "+": ["plus"]}.get(piece, [])
        return said

    # Ordinary words, acronyms and what people build out of both.

    def _plain(self, core: str) -> list[str]:
        core = _plain_letters(core)
        if said := SPELT_DIFFERENTLY.get(core):
            return said.split()
        if forms.EITHER.fullmatch(core):  # "and/or": nobody says the stroke
            parts = [self._plain(part) if len(part) > 1 else self._letters(part) for part in core.split("/")]
            return [word for part in parts for word in part]
        if core == self._written[self._index].rstrip(".,;:!?") == "A" and self._goes_on() and not self._shouted:
            return self._letters(core)  # vitamin A
        said: list[str] = []
        for piece in re.findall(r"[A-Za-z]+(?:'[A-Za-z]+)*'?|\d+|[^\sA-Za-z\d]", core):
            if piece.isdecimal():
                said += cardinal(int(piece)).split()
            elif piece[0].isalpha():
                said += self._part(piece.rstrip("'"), core)
            elif piece in SYMBOLS and piece not in "-'." and not (piece == "/" and "&" in core):
                said.append(SYMBOLS[piece])
            elif piece == "." and len(core) > 1:
                said.append("dot")
        return said

    def _goes_on(self) -> bool:
        """Whether this word stands within a sentence."""
        return self._index > 0 and self._written[self._index - 1][-1].isalnum()

    def _part(self, piece: str, core: str) -> list[str]:
        """Letters among digits and signs, as in "A4" and "AT&T", are no words."""
        among = piece != core and not core.startswith(("a-", "I'", piece + "'"))
        if (among and piece in ("a", "A")) or ("&" in core and piece.isupper()):
            return self._letters(piece)
        return self._name(piece)

    def _name(self, word: str) -> list[str]:
        stem, apostrophe, ending = word.partition("'")
        if stem.isupper() and len(stem) > 1 and not apostrophe:
            return self._acronym(stem)
        if stem.isupper() and len(stem) > 1 and ending.lower() == "s":
            *head, last = self._acronym(stem)
            return [*head, last + "'s"]
        if re.fullmatch(r"[A-Z]{2,}s", word):
            *head, last = self._letters(word[:-1])
            return [*head, last + "'s"]
        if len(word) == 1 and word not in "aAI" and not self._shouted:
            return self._letters(word)
        if self._knows(word) or self._knows(word.lower()):
            return [word if self._knows(word) else word.lower()]
        if re.fullmatch(r"[A-Z]{2,3}[a-z]", word):  # the IPv of IPv6
            return self._letters(word)
        if re.search(r"[a-z][A-Z]", word):
            return [said for part in forms.CAMEL.findall(word) for said in self._name(part)]
        if len(word) <= 5 and not re.search(r"[aeiouy]", word.lower()):
            return self._letters(word)
        return [word.lower()]

    def _acronym(self, word: str) -> list[str]:
        low = word.lower()
        if self._shouted and self._knows(low):
            return [low]
        if len(word) <= 3:
            return [low] if low in SAID_AS_WORDS else self._letters(word)
        if self._knows(low):
            return [low]
        if self._knows(word):
            return [word]
        return self._letters(word) if len(word) <= 5 or not re.search(r"[AEIOUY]", word) else [low]

    def _letters(self, word: str) -> list[str]:
        names = {**LETTERS, "z": "zed"} if self._british else LETTERS
        return [said for letter in word.lower() if letter in names for said in names[letter].split()]

    def _symbols(self, marks: str) -> list[str]:
        return [SYMBOLS[mark] for mark in marks if mark in SYMBOLS and (mark not in "-'.*_~`<>" or marks in ("<", ">"))]


def _in_an_address(number: str) -> list[str]:
    if re.fullmatch(r"(?:19|20)\d\d", number):
        return year(int(number)).split()
    return cardinal(int(number)).split() if len(number) < 4 and number[0] != "0" else digits(number).split()


def _undressed(word: str) -> tuple[str, str, str]:
    """The word without quotes, brackets and stops, and what was taken off in front and behind."""
    core = word.lstrip(_OPENING)
    before = word[: len(word) - len(core)]
    stripped = core.rstrip(_CLOSING)
    after = core[len(stripped) :]
    # "C++", "100%" keep their signs, and "'90s" its apostrophe.
    if before.endswith("'") and stripped[:1].isdecimal():
        before = before[:-1]
    if before.endswith(("<", "~")) and re.match(r"[$€£¥₹]?\d", stripped):
        before, stripped = before[:-1], before[-1] + stripped
    return before, stripped.lstrip("*_`"), after


def _pauses(marks: str) -> str:
    kept = "".join(_SOFT.get(mark, mark) for mark in marks)
    return "".join(mark for mark in kept if mark in _MARKS)


def _plainly_written(word: str) -> str:
    """With one kind of apostrophe and of mu, small digits as digits, and raised ones behind a digit as a power."""
    word = unicodedata.normalize("NFC", word).replace("’", "'").replace("μ", "µ").translate(forms.SMALL_DIGITS)
    word = re.sub(r"(?<=[A-Za-z])\^2$", "²", word)
    return forms.POWERS.sub(lambda match: "^" + match[0].translate(forms.POWER_DIGITS), word)


def _plain_letters(word: str) -> str:
    """Letters with marks become the ones without: "café" is looked up as "cafe"."""
    told = word.translate(
        str.maketrans(
            {
                "ł": "l",
                "Ł": "L",
                "ø": "o",
                "Ø": "O",
                "ß": "ss",
                "æ": "ae",
                "Æ": "Ae",
                "œ": "oe",
                "đ": "d",
                "ð": "th",
                "þ": "th",
                "ı": "i",
            }
        )
    )
    return "".join(letter for letter in unicodedata.normalize("NFD", told) if not unicodedata.combining(letter))
