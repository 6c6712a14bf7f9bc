"""What is said for what is written: "$3.5 million by 5 p.m." becomes words that are in a dictionary.

Each written word keeps its own spoken words, so that the moment when it sounds can be told. A word that is said
by its neighbour ("pm" in "5 pm" is not) has none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pictory_nb.sandbox.speech.alphabets import sounds_of
from pictory_nb.sandbox.speech.numbers import cardinal, decade, decimal, digits, ordinal, year
from pictory_nb.sandbox.speech.say_as import said_as
from pictory_nb.sandbox.speech.symbols import (
    ABBREVIATIONS,
    CURRENCIES,
    LETTERS,
    MAGNITUDES,
    MONTHS,
    SAID_AS_WORDS,
    SYMBOLS,
    UNITS,
    word_list,
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


BREATH = ","
"""Stands among spoken words for a short rest, between the digits of a telephone number for instance."""


def _shouted(written: Sequence[str]) -> bool:
    """Whether capitals are the author's habit here, and no sign of an acronym."""
    words = [word for word in (_undressed(one)[1] for one in written) if word.isalpha() and len(word) > 1]
    return len(words) > 2 and sum(map(str.isupper, words)) > 0.7 * len(words)


_MARKS = ".,!?;:—…()“”"
_SOFT = {"–": "—", "[": "(", "]": ")", "{": "(", "}": ")", '"': "", "”": "", "“": "", "«": "", "»": ""}
_OPENING = "\"'“‘([{«*_~`<¿¡"
_CLOSING = "\"'”’)]}»*_~`>.,!?;:…—–"

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_AMOUNT = re.compile(rf"[-−–+]?(?P<whole>{_NUMBER})?(?:\.(?P<part>\d+))?")
_MONEY = re.compile(
    rf"(?P<sign>[-−–+])?(?:US|C|A|NZ)?(?P<coin>[$€£¥₹])(?P<whole>{_NUMBER})(?:\.(?P<part>\d+))?(?P<size>[KkMBT]|bn|mn)?\+?"
)
_MEASURE = re.compile(rf"(?P<sign>[-−–+~≈<>≤≥])?(?P<whole>{_NUMBER})?(?:\.(?P<part>\d+))?(?P<unit>[^\d\s].*)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?([ap]\.?m\.?)?", re.I)
_HOUR = re.compile(r"(\d{1,2})([ap]\.?m\.?)", re.I)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_ORDINAL = re.compile(rf"({_NUMBER})(?:st|nd|rd|th)", re.I)
_DECADE = re.compile(r"['’]?(\d|\d{3})0s")
_VERSION = re.compile(r"v?(\d+(?:\.\d+){2,})", re.I)
_RANGE = re.compile(rf"(\$?(?:{_NUMBER})(?:\.\d+)?)[-–—](\$?(?:{_NUMBER})(?:\.\d+)?)([^\d].*)?")
_FRACTION = re.compile(r"(\d+)/(\d+)")
_SCORE = re.compile(r"(\d+):(\d+)")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|edu|gov|co|uk|de|app)(?:/\S*)?",
    re.I,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,}[A-Za-z]?|(?:[A-Za-z]\.)+[A-Za-z]")
_TIMES = re.compile(r"(\d{1,2}(?::\d{2})?(?:[ap]\.?m\.?)?)[-–—](\d{1,2}(?::\d{2})?(?:[ap]\.?m\.?)?)", re.I)
_DECADES = re.compile(r"(\d{3}0)s[-–—](\d0)s")
_PHONE = re.compile(r"(?:\d{3}-)?\d{3}-\d{4}")
_TALL = re.compile(r"(\d)'(\d{1,2})")
_BY = re.compile(r"(\d{1,5})[x×](\d{1,5})", re.I)
_MIXED = re.compile(r"(\d+)([½¼¾])")
_POWER = re.compile(r"(\d+|[A-Za-z])\^(\d{1,3})")
_ROMAN = {
    "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12, "XIII": 13,
    "XIV": 14, "XV": 15, "XVI": 16, "XVIII": 18, "XX": 20, "XXIII": 23,
}  # fmt: skip
_COUNTED = word_list("chapter part war act section volume phase type level book episode appendix stage")
_CROWNED = word_list(
    "henry charles elizabeth george james edward william louis philip frederick napoleon catherine peter ivan mary "
    "richard alexander nicholas leopold ferdinand francis benedict pius john paul ramesses victor umberto albert"
)
"""Those of whom there were several: "Henry V" is the fifth, and "Malcolm X" is not the tenth."""
_YEAR_BEFORE = word_list(
    "in since by from until till year before after of for during to and circa around © summer spring autumn fall "
    "winter early late mid copyright"
)
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+(?:['’][a-z]+)?|[A-Z]+|\d+")


class _Reader:
    def __init__(self, written: Sequence[str], knows: Callable[[str], bool], british: bool, shouted: bool) -> None:
        self._written = [unicodedata.normalize("NFC", word).replace("’", "'") for word in written]
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
            return ReadWord(self._original[index], said, _pauses(before), _pauses(after if last else after[1:]))
        spoken = self._say(core) if core else self._symbols(before + after)
        if not core and not spoken:
            return ReadWord(self._original[index], (), after=_pauses(before + after) or "—" * ("-" in before + after))
        return ReadWord(self._original[index], tuple(spoken), _pauses(before), _pauses(after))

    # What stands around the word, without its dress.

    def _core(self, step: int) -> str:
        place = self._index + step
        return _undressed(self._written[place])[1] if 0 <= place < len(self._written) else ""

    def _ends_here(self) -> bool:
        return bool(re.search(r"[.!?,;:]$", self._written[self._index]))

    # Rules, the most particular first. Each gives the spoken words, or nothing when it does not apply.

    def _abbreviation(self, dotted: str) -> tuple[str, ...]:
        following = self._core(1)
        low = dotted.lower()
        if low == "st.":
            return ("saint",) if following[:1].isupper() and not self._core(-1)[:1].isupper() else ("street",)
        if low == "no.":
            return ("number",) if following[:1].isdecimal() else ()
        if low in ("a.m.", "p.m."):
            return tuple(self._letters(low[0] + "m"))
        said = ABBREVIATIONS.get(low if low in ABBREVIATIONS else low.rstrip("."))
        if said and (dotted.endswith(".") or low in ABBREVIATIONS):
            return tuple(said.split())
        if _DOTTED.fullmatch(dotted) and dotted.count(".") >= 2:
            return tuple(self._letters(dotted.replace(".", "")))
        return ()

    def _say(self, core: str) -> list[str]:
        for rule in (self._address, self._money, self._date, self._time, self._counting, self._measure):
            if said := rule(core):
                return said
        return self._plain(core)

    def _address(self, core: str) -> list[str]:
        if _EMAIL.fullmatch(core):
            name, host = core.split("@")
            return [*self._spelt(name), "at", *self._spelt(host)]
        if _URL.fullmatch(core):
            bare = re.sub(r"^(?:https?://)?(?:www\.)?|/$|[?#].*$", "", core)
            return self._spelt(bare)
        return []

    def _spelt(self, text: str) -> list[str]:
        said: list[str] = []
        for piece in re.findall(r"[A-Za-z]+|\d+|[./_+~-]", text):
            if piece.isdecimal():
                said += cardinal(int(piece)).split() if len(piece) < 4 else digits(piece).split()
            elif piece.isalpha():
                # Endings such as ".ai" and ".uk" are spelt, since nobody takes them for words.
                said += self._letters(piece) if len(piece) <= 2 and said[-1:] == ["dot"] else self._plain(piece)
            else:
                said += {".": ["dot"], "/": ["slash"], "_": ["underscore"], "-": ["dash"], "+": ["plus"]}.get(piece, [])
        return said

    def _money(self, core: str) -> list[str]:
        match = _MONEY.fullmatch(core)
        if not match:
            # "million" in "$3 million" also says the coin of the word before it.
            before = _MONEY.fullmatch(self._core(-1))
            if before and core.lower() in MAGNITUDES.values():
                coins = CURRENCIES[before["coin"]][:2]
                return [core.lower(), *([] if self._core(1).lower() in coins else coins[1:])]
            return []
        one, many, cent, cents = CURRENCIES[match["coin"]]
        whole = int(match["whole"].replace(",", ""))
        said = {"-": "minus ", "−": "minus ", "–": "minus "}.get(match["sign"] or "", "")
        size = MAGNITUDES.get((match["size"] or "").lower())
        follows = self._core(1).lower() in MAGNITUDES.values() and not self._ends_here()
        if size or follows:
            said += decimal(match["whole"], match["part"]) if match["part"] else cardinal(whole)
            return said.split() if follows else [*said.split(), size or "", many]
        pennies = int((match["part"] or "0").ljust(2, "0")[:2])
        if whole or not pennies:
            said += f"{cardinal(whole)} {one if whole == 1 else many}"
        if pennies:
            said += f"{' and ' if whole else ''}{cardinal(pennies)} {cent if pennies == 1 else cents}"
        return said.split()

    def _date(self, core: str) -> list[str]:
        if match := _ISO_DATE.fullmatch(core):
            years, month, day = map(int, match.groups())
        elif match := _SLASH_DATE.fullmatch(core):
            first, second, years = map(int, match.groups())
            years += 2000 if years < 100 else 0
            month, day = (second, first) if self._british or first > 12 else (first, second)
        else:
            return self._day_or_year(core)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return []
        return [list(MONTHS.values())[month - 1], *ordinal(day).split(), *year(years).split()]

    def _day_or_year(self, core: str) -> list[str]:
        before, following = self._core(-1).lower(), self._core(1).lower()
        if core.isdecimal() and len(core) <= 2 and 1 <= int(core) <= 31:
            if _month(before) and not self._written[self._index - 1].endswith(","):
                return ordinal(int(core)).split()
            if _month(following) and not self._ends_here():
                return [*(() if before == "the" else ("the",)), *ordinal(int(core)).split(), "of"]
        if match := _DECADE.fullmatch(core):
            return decade(int(match[1] + "0")).split()
        if core.isdecimal() and len(core) == 4 and 1100 <= int(core) < 2100:
            sure = int(core) >= 1900 and (self._ends_here() or following in _YEAR_AFTER or not following)
            if sure or _month(before) or before in _YEAR_BEFORE or re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", before):
                return year(int(core)).split()
        return []

    def _time(self, core: str) -> list[str]:
        if (match := _TIMES.fullmatch(core)) and (":" in core or core[-1] in "mM."):
            return [*self._time_or_hour(match[1]), "to", *self._time_or_hour(match[2])]
        if match := _CLOCK.fullmatch(core):
            hour, minute = int(match[1]), int(match[2])
            if hour > 24 or minute > 59:
                return []
            half = self._letters(match[4].replace(".", "")) if match[4] else []
            following = self._core(1).lower().replace(".", "")
            if minute:
                said = [*cardinal(hour).split(), *(["oh"] if minute < 10 else []), *cardinal(minute).split()]
            else:
                said = cardinal(hour).split() + ([] if half or following in ("am", "pm") else ["o'clock"])
            return said + half
        if match := _HOUR.fullmatch(core):
            return cardinal(int(match[1])).split() + self._letters(match[2].replace(".", ""))
        if core.lower() in ("am", "pm") and re.fullmatch(r"\d{1,2}(:\d\d)?", self._core(-1)):
            return self._letters(core)
        return []

    def _time_or_hour(self, text: str) -> list[str]:
        return self._time(text) or cardinal(int(text.partition(":")[0])).split()

    def _counting(self, core: str) -> list[str]:
        if match := _DECADES.fullmatch(core):
            return [*decade(int(match[1])).split(), "to", *decade(int(match[2])).split()]
        if _PHONE.fullmatch(core):
            return [said for part in core.split("-") for said in digits(part).split()]
        if match := _TALL.fullmatch(core):
            return [*cardinal(int(match[1])).split(), "foot", *cardinal(int(match[2])).split()]
        if match := _BY.fullmatch(core):
            return [*cardinal(int(match[1])).split(), "by", *cardinal(int(match[2])).split()]
        if match := _MIXED.fullmatch(core):
            part = {"½": "a half", "¼": "a quarter", "¾": "three quarters"}[match[2]]
            return [*cardinal(int(match[1])).split(), "and", *part.split()]
        if match := _POWER.fullmatch(core):
            base = cardinal(int(match[1])).split() if match[1].isdecimal() else self._letters(match[1])
            power = {"2": ["squared"], "3": ["cubed"]}.get(match[2])
            return [*base, *(power or ["to", "the", *ordinal(int(match[2])).split()])]
        if match := _SCORE.fullmatch(core):
            return [*cardinal(int(match[1])).split(), "to", *cardinal(int(match[2])).split()]
        if match := _ORDINAL.fullmatch(core):
            return ordinal(int(match[1].replace(",", ""))).split()
        if match := _VERSION.fullmatch(core):
            said = " point ".join(cardinal(int(number)) for number in match[1].split("."))
            named = core[0] in "vV" and self._core(-1).lower() != "version"
            return [*(["version"] if named else []), *said.split()]
        if core == "24/7":
            return ["twenty", "four", "seven"]
        if match := _FRACTION.fullmatch(core):
            return self._fraction(int(match[1]), int(match[2]))
        if match := _RANGE.fullmatch(core):
            coin = "$" if match[2].startswith("$") or not match[1].startswith("$") else match[1][0]
            first = match[1].lstrip("$")
            second = (coin if match[1].startswith("$") else "") + match[2].lstrip("$") + (match[3] or "")
            return [*self._say(first), "to", *self._say(second)]
        if core[0] == "#" and core[1:].isdecimal():
            return ["number", *cardinal(int(core[1:])).split()]
        if core in _ROMAN and self._core(-1).lower() in _COUNTED:
            return cardinal(_ROMAN[core]).split()
        if core in _ROMAN and self._core(-1).lower() in _CROWNED:
            return ["the", *ordinal(_ROMAN[core]).split()]
        return []

    @staticmethod
    def _fraction(top: int, bottom: int) -> list[str]:
        if not 2 <= bottom <= 100 or top >= bottom:
            return [*cardinal(top).split(), "slash", *cardinal(bottom).split()]
        part = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom)
        return [*cardinal(top).split(), *part.split()[:-1], part.split()[-1] + ("s" if top > 1 else "")]

    def _measure(self, core: str) -> list[str]:
        match = _MEASURE.fullmatch(core)
        if not match or not (match["whole"] or match["part"]):
            return self._unit_alone(core)
        sign = {"-": "minus", "−": "minus", "–": "minus", "+": "plus"}.get(match["sign"] or "", "")
        sign = sign or {
            "~": "about",
            "≈": "about",
            "<": "under",
            ">": "over",
            "≤": "at most",
            "≥": "at least",
        }.get(match["sign"] or "", "")
        number = self._number(match["whole"] or "0", match["part"])
        single = number == "one"
        unit = match["unit"] or ""
        if unit == "p" or (unit == "K" and len(number.split()) == 1):  # "1080p", "4K" are kinds of picture
            whole = year(int(match["whole"])) if unit == "p" else number
            return [*whole.split(), *self._letters(unit)]
        if not unit:
            return [*sign.split(), *number.split()]
        if said := UNITS.get(unit) or UNITS.get(unit.lower()):
            return [*sign.split(), *number.split(), *said[0 if single else 1].split()]
        if size := MAGNITUDES.get(unit.lower().rstrip("+")):
            return [*sign.split(), *number.split(), size, *(["plus"] if unit.endswith("+") else [])]
        return [*sign.split(), *number.split(), *self._plain(unit.lstrip("-"))]

    def _unit_alone(self, core: str) -> list[str]:
        """ "km" in "5 km"."""
        before = _AMOUNT.fullmatch(self._core(-1))
        said = UNITS.get(core)
        if said and before and before[0] and not self._written[self._index - 1].endswith((",", ".", ";")):
            return said[0 if before[0] == "1" else 1].split()
        return []

    @staticmethod
    def _number(whole: str, part: str | None) -> str:
        if part is not None:
            return decimal(whole.replace(",", ""), part)
        if len(whole) > 1 and whole.startswith("0"):
            return digits(whole)
        return cardinal(int(whole.replace(",", "")))

    # Ordinary words, acronyms and what people build out of both.

    def _plain(self, core: str) -> list[str]:
        core = _plain_letters(core)
        said: list[str] = []
        for piece in re.findall(r"[A-Za-z]+(?:'[A-Za-z]+)*'?|\d+|[^\sA-Za-z\d]", core):
            if piece.isdecimal():
                said += cardinal(int(piece)).split()
            elif piece[0].isalpha():
                said += self._name(piece.rstrip("'"))
            elif piece in SYMBOLS and piece not in "-'.":
                said.append(SYMBOLS[piece])
            elif piece == "." and len(core) > 1:
                said.append("dot")
        return said

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
        if re.search(r"[a-z][A-Z]", word):
            return [said for part in _CAMEL.findall(word) for said in self._name(part)]
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
        return [SYMBOLS[mark] for mark in marks if mark in SYMBOLS and mark not in "-'.*_~`<>"]


_YEAR_AFTER = word_list(
    "was is were has had will the a and but or we they it he she saw marked brought report edition when as"
)


def _month(word: str) -> str | None:
    return MONTHS.get(word[:3]) if word and (word in MONTHS.values() or word.rstrip(".") in MONTHS) else None


def _undressed(word: str) -> tuple[str, str, str]:
    """The word without quotes, brackets and stops, and what was taken off in front and behind."""
    core = word.lstrip(_OPENING)
    before = word[: len(word) - len(core)]
    stripped = core.rstrip(_CLOSING)
    after = core[len(stripped) :]
    # "C++", "100%" keep their signs, and "'90s" its apostrophe.
    if before.endswith("'") and stripped[:1].isdecimal():
        before = before[:-1]
    if before.endswith("<") and stripped[:1].isdecimal():
        before, stripped = before[:-1], "<" + stripped
    return before, stripped.lstrip("*_~`"), after


def _pauses(marks: str) -> str:
    kept = "".join(_SOFT.get(mark, mark) for mark in marks)
    return "".join(mark for mark in kept if mark in _MARKS)


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
