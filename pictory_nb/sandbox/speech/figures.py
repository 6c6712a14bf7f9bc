"""What is said for figures: numbers, money, dates, times, measures, and what is counted or coded by them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from pictory_nb.sandbox.speech import forms
from pictory_nb.sandbox.speech.numbers import cardinal, decade, decimal, digits, ordinal, paired, roman, year
from pictory_nb.sandbox.speech.symbols import (
    ATTACHED,
    COINS,
    CURRENCIES,
    MAGNITUDES,
    MONTHS,
    SIGNS,
    SQUARE,
    UNITS,
    WEEKDAYS,
    word_list,
)

__all__ = ["BREATH", "Figures"]

BREATH = ","
"""Stands among spoken words for a short rest, between the digits of a telephone number for instance."""

_COUNTED = word_list(
    "chapter part war act scene section volume phase type level book episode appendix stage title article class grade "
    "schedule bowl apollo"
)
_CROWNED = word_list(
    "henry charles elizabeth george james edward william louis philip frederick napoleon catherine peter ivan mary "
    "richard alexander nicholas leopold ferdinand francis benedict pius john paul ramesses victor umberto albert"
)
"""Those of whom there were several: "Henry V" is the fifth, and "Malcolm X" is not the tenth."""
_NAMED_BY_NUMBER = word_list(
    "boeing airbus route highway interstate flight room gate suite apartment apt flat bus exit hwy ieee peugeot porsche"
)
"""What has a number for a name, which is said in pairs: "Flight 370" is three seventy."""
_DIALLED = word_list("dial call dialled dialed calling text phone ring zip pin code postcode extension")
_YEAR_BEFORE = word_list(
    "in since by from until till year before after of for during to and circa ca c around © summer spring autumn fall "
    "winter early late mid copyright q1 q2 q3 q4"
)
_YEAR_AFTER = word_list(
    "was is were has had will the a and but or we they it he she saw marked brought report edition when as"
)
_TURNING = word_list("in since circa ca c year")
"""Before these a number of four digits is a year though it is long ago: "in 1066"."""
_COUNTED_BY_MILLIONS = word_list(
    "people users views subscribers downloads customers followers copies jobs homes visitors viewers members "
    "households years deaths cases votes tonnes tons units barrels hectares acres"
)
"""Behind these "3.2m" is no length."""
_ALONE = {"K": ("kelvin", "kelvin")}
"""Units that stand for something else right behind a number: "300 K" is no "300K"."""
_WAYS = {"N": "north", "S": "south", "E": "east", "W": "west"}


class Figures(ABC):
    """Rules about one word of a sentence and its neighbours. Each gives the spoken words, or nothing where it does not
    apply."""

    _written: list[str]
    _index: int
    _british: bool

    @abstractmethod
    def _core(self, step: int) -> str:
        """The word so many places further, without its dress; empty beyond the ends."""

    @abstractmethod
    def _ends_here(self) -> bool:
        """Whether a stop or a comma stands behind this word."""

    @abstractmethod
    def _say(self, core: str) -> list[str]:
        """What is said for anything."""

    @abstractmethod
    def _plain(self, core: str) -> list[str]:
        """What is said for letters and signs."""

    @abstractmethod
    def _letters(self, word: str) -> list[str]:
        """The names of letters."""

    def _figures(self, core: str) -> list[str]:
        rules = (self._money, self._date, self._time, self._code, self._counting, self._span, self._measure)
        return next((said for rule in rules if (said := rule(core))), [])

    def _money(self, core: str) -> list[str]:
        if coin := COINS.get(_key(core)):
            return self._coin(coin)
        if core[:1].isdecimal() and (coin := COINS.get(_key(self._core(-1)))) and self._core(-1).isalpha():  # USD 20
            return [*self._measure(core), coin[0 if core == "1" else 1]]
        match = forms.MONEY.fullmatch(core)
        if not match:
            # "million" in "$3 million" also says the coin of the word before it.
            before = forms.MONEY.fullmatch(self._core(-1))
            if before and core.lower() in MAGNITUDES.values():
                coins = CURRENCIES[before["coin"]][:2]
                return [core.lower(), *([] if self._core(1).lower() in coins else coins[1:])]
            return []
        one, many, cent, cents = CURRENCIES[match["coin"]]
        whole = int(match["whole"].replace(",", ""))
        said = {"-": "minus ", "−": "minus ", "–": "minus ", "~": "about "}.get(match["sign"] or "", "")
        size = MAGNITUDES.get((match["size"] or "").lower().lstrip("-"))
        if "-" in (match["size"] or "") or (
            self._core(-1) == "a" and self._core(1).isalpha() and not self._ends_here()
        ):
            many = one
        follows = self._core(1).lower() in MAGNITUDES.values() and not self._ends_here()
        if size or follows:
            said += decimal(match["whole"], match["part"]) if match["part"] else cardinal(whole)
            if follows:
                return said.split()
            more = ["plus"] if match["more"] else []
            return [*said.split(), size or "", *more, many]
        pennies = int((match["part"] or "0").ljust(2, "0")[:2])
        if whole or not pennies:
            said += f"{cardinal(whole)} {'plus ' if match['more'] else ''}{one if whole == 1 else many}"
        if pennies:
            said += f"{' and ' if whole else ''}{cardinal(pennies)} {cent if pennies == 1 else cents}"
        return said.split()

    def _coin(self, coin: tuple[str, str]) -> list[str]:
        """ "EUR" behind its amount; before it the amount says it, and this is mute ("USD 20")."""
        if self._core(1)[:1].isdecimal() and self._written[self._index].rstrip(".").isalpha():
            return [""]
        if self._core(-1) and forms.AMOUNT_AT_END.search(self._core(-1)):
            return coin[0 if self._core(-1) == "1" else 1].split()
        return []

    def _date(self, core: str) -> list[str]:
        clock = ""
        if match := forms.ISO_DATE.fullmatch(core):
            years, month, day = map(int, match.groups()[:3])
            clock = match[4] or ""
        elif match := forms.SLASH_DATE.fullmatch(core):
            first, second, years = map(int, match.groups())
            years += 2000 if years < 100 else 0
            month, day = (second, first) if self._british or first > 12 else (first, second)
        else:
            return self._day_or_year(core)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return []
        said = [list(MONTHS.values())[month - 1], *ordinal(day).split(), *year(years).split()]
        return [*said, *(["at", *self._time(clock)] if clock else [])]

    def _day_or_year(self, core: str) -> list[str]:
        before, following = self._core(-1).lower(), self._core(1).lower()
        if said := self._short_month(core):
            return said
        if core.isdecimal() and len(core) <= 2 and 1 <= int(core) <= 31:
            if _month(before) and not self._written[self._index - 1].endswith(","):
                return ordinal(int(core)).split()
            if _month(following) and not self._ends_here():
                return [*(() if before == "the" else ("the",)), *ordinal(int(core)).split(), "of"]
        if match := forms.DECADE.fullmatch(core):
            return decade(int(match[1] + "0")).split()
        if core.isdecimal() and len(core) == 4 and 1001 <= int(core) < 2100:
            sure = int(core) >= 1900 and (self._ends_here() or following in _YEAR_AFTER or not following)
            near = before in (_YEAR_BEFORE if int(core) >= 1100 else _TURNING)
            if sure or _month(before) or near or re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", before):
                return year(int(core)).split()
        return []

    def _short_month(self, core: str) -> list[str]:
        """ "Feb", and "Jan" and "Mar" beside a number."""
        month = MONTHS.get(core.lower())
        if not month or month == core.lower() or not core.istitle():
            return []
        beside = self._core(-1)[-1:].isdecimal() or self._core(1)[:1].isdecimal()
        return [month] if beside or core not in ("Jan", "Mar") else []

    def _time(self, core: str) -> list[str]:
        if (match := forms.TIMES.fullmatch(core)) and (":" in core or core[-1] in "mM."):
            return [*self._time_or_hour(match[1]), "to", *self._time_or_hour(match[2])]
        if match := forms.LASTING.fullmatch(core):
            parts = zip(match.groups(), ("hour", "minute", "second"), strict=True)
            return [said for number, unit in parts if int(number) for said in _counted(int(number), unit)]
        if match := forms.CLOCK.fullmatch(core):
            return self._clock(int(match[1]), int(match[2]), match[3])
        if match := forms.HOUR.fullmatch(core):
            return cardinal(int(match[1])).split() + self._letters(match[2].replace(".", ""))
        if core.lower() in ("am", "pm") and re.search(r"(?:^|[-–—:])\d{1,2}$", self._core(-1)):
            return self._letters(core)
        return []

    def _clock(self, hour: int, minute: int, half: str | None) -> list[str]:
        following = self._core(1).lower().replace(".", "")
        if hour > 24 or minute > 59 or following in ("scale", "ratio", "odds", "zoom"):
            return []
        named = self._letters(half.replace(".", "")) if half else []
        if minute:
            return [*cardinal(hour).split(), *(["oh"] if minute < 10 else []), *cardinal(minute).split(), *named]
        if named or following in ("am", "pm"):
            return [*cardinal(hour).split(), *named]
        if hour in (0, 24):
            return ["midnight"]
        return [*cardinal(hour).split(), "o'clock" if hour < 13 else "hundred"]

    def _time_or_hour(self, text: str) -> list[str]:
        return self._time(text) or cardinal(int(text.partition(":")[0])).split()

    def _code(self, core: str) -> list[str]:
        """What is a name though it is made of digits: telephone numbers, models, addresses, formulas."""
        if said := self._dialled(core):
            return said
        if match := forms.YEARED.fullmatch(core):
            return [*self._letters(match[1]), *year(int(match[2])).split()]
        if match := forms.CODEC.fullmatch(core):
            return [*self._letters(match[1]), *digits(match[2]).split()]
        if match := forms.MODEL.fullmatch(core):
            return [*self._letters(match[1]), *paired(int(match[2])).split()]
        if match := forms.LETTERED.fullmatch(core):
            return [*self._letters(match[1]), *self._say(match[2])]
        if match := forms.APERTURE.fullmatch(core):
            return ["eff", *self._say(match[1])]
        if forms.FORMULA.fullmatch(core) and (re.search(r"\d[A-Z]|[a-z].*\d", core) or core in forms.SALTS):
            return [said for piece in re.findall(r"[A-Za-z]|\d+", core) for said in self._letter_or_number(piece)]
        if core.isdecimal() and len(core) == 3 and core[0] != "0":
            before = self._core(-1).lower()
            if before in _NAMED_BY_NUMBER or (before == "the" and core[0] == core[-1] == "7"):
                return paired(int(core)).split()
        return []

    def _letter_or_number(self, piece: str) -> list[str]:
        return cardinal(int(piece)).split() if piece.isdecimal() else self._letters(piece)

    def _dialled(self, core: str) -> list[str]:
        before, following = self._core(-1), self._core(1)
        if forms.PHONE.fullmatch(core):
            return self._groups(re.split(r"[-.]", core))
        if forms.ADDRESS_OF_A_MACHINE.fullmatch(core):
            return " dot ".join(paired(int(part)) for part in core.split(".")).split()
        if forms.CODE.fullmatch(core) and not forms.ISO_DATE.fullmatch(core):
            parts = core.split("-")
            short = all(len(part) < 3 for part in parts)
            return [*map(cardinal, map(int, parts))] if short and len(parts) < 5 else self._groups(parts)
        if core.isdecimal() and (
            (before.lower() in _DIALLED and len(core) in (3, 5))
            or (len(core) == 5 and re.fullmatch(r"[A-Z]{2}", before))
            or (len(core) == 3 and forms.PHONE.fullmatch(following) and not self._ends_here())
        ):
            return [*digits(core).split(), *([BREATH] if forms.PHONE.fullmatch(following) else [])]
        if not self._among_groups():
            return []
        return [*self._groups([core]), *([BREATH] if forms.DIGITS.fullmatch(following) else [])]

    def _among_groups(self) -> bool:
        """Whether this is one of the groups of a number that begins with a plus: "+44 20 7946 0958"."""
        begin = self._index
        while forms.DIGITS.fullmatch(self._written[begin].strip("().,;:!?")) and begin >= 0:
            if self._written[begin].startswith("+"):
                break
            begin -= 1
            if begin < 0:
                return False
        if not self._written[begin].startswith("+"):
            return False
        end = begin
        while end < len(self._written) and forms.DIGITS.fullmatch(self._written[end].strip("().,;:!?")):
            end += 1
        return begin <= self._index < end and sum(map(str.isdecimal, "".join(self._written[begin:end]))) >= 7

    def _groups(self, groups: list[str]) -> list[str]:
        said: list[str] = []
        for place, group in enumerate(groups):
            said += [BREATH] if place else []
            if group.startswith("+"):
                said.append("plus")
                group = group[1:]
            if group.isalpha():
                said += self._plain(group.lower())
            elif group in ("800", "900"):
                said += cardinal(int(group)).split()
            else:
                said += digits(group).split()
        return said

    def _counting(self, core: str) -> list[str]:
        if match := forms.DECADES.fullmatch(core):
            return [*decade(int(match[1])).split(), "to", *decade(int(match[2])).split()]
        if match := forms.TALL.fullmatch(core):
            return [*cardinal(int(match[1])).split(), "foot", *cardinal(int(match[2])).split()]
        if match := forms.BY.fullmatch(core):
            word = "times" if "=" in self._written[min(self._index + 1, len(self._written) - 1)] else "by"
            return [*cardinal(int(match[1])).split(), word, *cardinal(int(match[2])).split()]
        if match := forms.MIXED.fullmatch(core):
            part = {"½": "half", "¼": "quarter", "¾": "three quarters"}[match[2]]
            whole = [*cardinal(int(match[1])).split(), "and"] if match[1] else []
            return [*whole, *([] if match[2] == "¾" else ["a"]), *part.split()]
        if said := self._power(core):
            return said
        if match := forms.SCORE.fullmatch(core):
            return [*cardinal(int(match[1])).split(), "to", *cardinal(int(match[2])).split()]
        if match := forms.ORDINAL.fullmatch(core):
            return ordinal(int(match[1].replace(",", ""))).split()
        if said := self._dotted_number(core) or self._thousands(core):
            return said
        if core == "24/7":
            return ["twenty", "four", "seven"]
        if match := forms.FRACTION.fullmatch(core):
            return self._fraction(int(match[1]), int(match[2]))
        if match := forms.RANGE.fullmatch(core):
            if "=" in core:
                return self._plain(core.replace("-", "−"))
            if core in ("50-50", "50–50"):
                return ["fifty", "fifty"]
            coin = "$" if match[2].startswith("$") or not match[1].startswith("$") else match[1][0]
            first = match[1].lstrip("$")
            second = (coin if match[1].startswith("$") else "") + match[2].lstrip("$") + (match[3] or "")
            return [*self._say(first), "to", *self._say(second)]
        if core[0] == "#" and core[1:].isdecimal():
            return ["number", *cardinal(int(core[1:])).split()]
        return self._roman(core)

    @staticmethod
    def _power(core: str) -> list[str]:
        if match := forms.SCIENTIFIC.fullmatch(core):
            number = decimal(*match[1].split(".")) if "." in match[1] else cardinal(int(match[1]))
            return [*number.split(), "times", "ten", "to", "the", *_exponent(match[2].replace("−", "-").lstrip("+"))]
        if match := forms.POWER.fullmatch(core):
            base = cardinal(int(match[1])).split() if match[1].isdecimal() else [match[1].lower()]
            power = {"2": ["squared"], "3": ["cubed"]}.get(match[2] + match[3])
            return [*base, *(power or ["to", "the", *_exponent(match[2] + match[3])])]
        return []

    def _dotted_number(self, core: str) -> list[str]:
        if forms.POINTED.fullmatch(core) and core.count(".") > 1:
            return cardinal(int(core.replace(".", ""))).split()
        if match := forms.EUROPEAN.fullmatch(core):
            return decimal(match[1], match[2]).split()
        if match := forms.VERSION.fullmatch(core):
            said = " point ".join(cardinal(int(number)) for number in (match[1] or match[2]).split("."))
            named = match[1] and self._core(-1).lower() != "version"
            return [*(["version"] if named else []), *said.split()]
        return []

    def _thousands(self, core: str) -> list[str]:
        """ "1 000 000", whose groups of zeros are mute."""
        if core == "000" and re.fullmatch(r"\d{1,3}", self._core(-1)):
            return [""]
        if not re.fullmatch(r"[1-9]\d{0,2}", core) or self._core(1) != "000":
            return []
        step = 1
        while self._core(step) == "000":
            step += 1
        return cardinal(int(core) * 1000 ** (step - 1)).split()

    def _roman(self, core: str) -> list[str]:
        """ "Louis XIV", "World War II", "Rocky IV", "the XXI century"."""
        before = self._core(-1)
        counted, crowned = before.lower() in _COUNTED, before.lower() in _CROWNED
        number = roman(core)
        if not number:
            return []
        if crowned:
            return [] if core == "I" else ["the", *ordinal(number).split()]
        if self._core(1).lower() in ("century", "centuries"):
            return ordinal(number).split()
        named = before[:1].isupper() and not before.isupper() and len(core) > 1 and core not in ("XL", "XX", "XXX")
        return cardinal(number).split() if (counted and (core != "I" or before.istitle())) or named else []

    def _fraction(self, top: int, bottom: int) -> list[str]:
        if top == bottom >= 20:
            return [*cardinal(top).split(), *cardinal(bottom).split()]
        if (top, bottom) == (9, 11):
            return ["nine", "eleven"]
        if top == bottom == 10:
            return ["ten", "out", "of", "ten"]
        if not 2 <= bottom <= 100 or top >= bottom:
            return [*cardinal(top).split(), "over", *cardinal(bottom).split()]
        part = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom)
        mixed = self._core(-1).isdecimal() and not self._written[self._index - 1].endswith(",")  # 1 1/2
        head = ["and", "a"] if mixed and top == 1 else [*(["and"] if mixed else []), *cardinal(top).split()]
        return [*head, *part.split()[:-1], part.split()[-1] + ("s" if top > 1 else "")]

    def _span(self, core: str) -> list[str]:
        """From one to another, both with all that belongs to them: "10%–20%", "a.m.–5"; what is said "per" something;
        and a word that is tied to a number."""
        if (match := forms.SPAN.fullmatch(core)) and not forms.URL.fullmatch(core):
            first, second = [group for group in match.groups() if group is not None]
            days = WEEKDAYS.get(first.rstrip(".").lower()), WEEKDAYS.get(second.rstrip(".").lower())
            if match[1] is not None or match[3] is not None:
                return [*self._either_end(first), "to", *self._either_end(second)]
            if all(days):
                return [days[0], "to", days[1]]
            if second[0].isdecimal():
                return [*self._either_end(first), "to", *self._either_end(second)]
        if (match := forms.RATE.fullmatch(core)) and core not in UNITS and not self._unit_of(core):
            unit = UNITS.get(match[2], (match[2],))[0]
            return [*self._say(match[1]), "per", *(unit.split() if match[2] in UNITS else self._plain(unit))]
        if match := forms.HYPHENED.fullmatch(core):
            number = match[2]
            said = year(int(number)).split() if re.fullmatch(r"1[1-9]\d\d|20\d\d", number) else self._say(number)
            return [*self._say(match[1]), *said]
        return []

    def _either_end(self, text: str) -> list[str]:
        text = text.rstrip(".")
        if text.lower() in ("a.m", "p.m"):
            return self._letters(text.replace(".", ""))
        return self._say(text)

    @staticmethod
    def _unit_of(core: str) -> bool:
        match = forms.MEASURE.fullmatch(core)
        return bool(match and match["whole"] and match["unit"] in UNITS)

    def _measure(self, core: str) -> list[str]:
        match = forms.MEASURE.fullmatch(core)
        if not match or not (match["whole"] or match["part"]):
            return self._unit_alone(core)
        sign = SIGNS.get(match["sign"] or "", "")
        number = self._number(match["whole"] or "0", match["part"])
        single = number == "one" or (not self._ends_here() and self._core(-1).lower() in ("a", "an"))
        unit = match["unit"] or ""
        if unit == "p" or (unit == "K" and len(number.split()) == 1):  # "1080p", "4K" are kinds of picture
            whole = year(int(match["whole"])) if unit == "p" else number
            return [*whole.split(), *self._letters(unit)]
        if unit in ("G", "D"):  # "5G", "3D"
            return [*number.split(), *self._letters(unit)]
        if unit == "m" and self._core(1).lower() in _COUNTED_BY_MILLIONS:
            return [*sign.split(), *number.split(), "million"]
        if unit == "m" and re.fullmatch(r"\d+h", self._core(-1)):
            return [*number.split(), "minute" if single else "minutes"]
        if unit == "B" and self._core(-1).lower() in _NAMED_BY_NUMBER:
            return [*number.split(), "bee"]
        if not unit:
            return [*sign.split(), *number.split()]
        if said := UNITS.get(unit) or ATTACHED.get(unit) or UNITS.get(unit.lower()):
            return [*sign.split(), *number.split(), *said[0 if single else 1].split()]
        if size := MAGNITUDES.get(unit.lower().rstrip("+")):
            return [*sign.split(), *number.split(), size, *(["plus"] if unit.endswith("+") else [])]
        return [*sign.split(), *number.split(), *self._plain(unit.lstrip("-"))]

    def _unit_alone(self, core: str) -> list[str]:
        """ "km" in "5 km", and in "10 sq km"."""
        squared = self._core(-1).lower() in SQUARE
        if not squared and self._written[self._index - 1].endswith((",", ".", ";")):
            return []
        step = -2 if squared else -1
        amount, said = self._core(step), _ALONE.get(core) or UNITS.get(core)
        if amount.endswith("°") and core in _WAYS:
            return [_WAYS[core]]
        if not (said and amount and forms.AMOUNT_AT_END.search(amount)):
            return []
        adjective = self._core(step - 1).lower() in ("a", "an") and not self._ends_here() and bool(self._core(1))
        return said[0 if amount in ("1", "1/2") or adjective else 1].split()

    @staticmethod
    def _number(whole: str, part: str | None) -> str:
        if part is not None:
            return decimal(whole.replace(",", ""), part)
        if len(whole) > 1 and whole.startswith("0"):
            return digits(whole)
        return cardinal(int(whole.replace(",", "")))


def _key(coin: str) -> str:
    """Codes of coins are written in capitals, "Rs" is not."""
    return coin if coin.isupper() else coin.lower()


def _counted(number: int, unit: str) -> list[str]:
    return [*cardinal(number).split(), unit + ("s" if number != 1 else "")]


def _exponent(text: str) -> list[str]:
    return ["minus", *cardinal(int(text[1:])).split()] if text[0] == "-" else ordinal(int(text)).split()


def _month(word: str) -> str | None:
    return MONTHS.get(word[:3]) if word and (word in MONTHS.values() or word.rstrip(".") in MONTHS) else None
