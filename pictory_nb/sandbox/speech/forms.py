"""What numbers, dates, times, addresses and the like look like when they are written."""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_HALF = r"[ap]\.?m\.?"

AMOUNT_AT_END = re.compile(rf"(?:^|[-−–—+±~≈<>≤≥/])(?P<whole>{_NUMBER})?(?:[.,](?P<part>\d+))?$")
MONEY = re.compile(
    rf"(?P<sign>[-−–+~])?(?:US|CA|AU|NZ|HK|C|A|S)?(?P<coin>[$€£¥₹])(?P<whole>{_NUMBER})(?:\.(?P<part>\d+))?"
    r"(?P<size>[KkMmBbT]|bn|mn|-(?:thousand|million|billion|trillion))?(?P<more>\+)?"
)
MEASURE = re.compile(rf"(?P<sign>[-−–+±~≈<>≤≥])?(?P<whole>{_NUMBER})?(?:\.(?P<part>\d+))?(?P<unit>[^\d\s].*)?")
CLOCK = re.compile(rf"(\d{{1,2}}):(\d{{2}})({_HALF})?", re.I)
LASTING = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})")
HOUR = re.compile(rf"(\d{{1,2}})({_HALF})", re.I)
TIMES = re.compile(rf"(\d{{1,2}}(?::\d{{2}})?(?:{_HALF})?)[-–—](\d{{1,2}}(?::\d{{2}})?(?:{_HALF})?)", re.I)
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}).*)?")
SLASH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
ORDINAL = re.compile(rf"({_NUMBER})(?:st|nd|rd|th)", re.I)
DECADE = re.compile(r"['’]?(\d|\d{3})0s")
DECADES = re.compile(r"(\d{3}0)s[-–—](\d0)s")
VERSION = re.compile(r"[vV](\d+(?:\.\d+)*)|(\d+(?:\.\d+){2,})")
POINTED = re.compile(r"\d{1,3}(?:\.000)+")
EUROPEAN = re.compile(r"(\d+),(\d{1,2})")
RANGE = re.compile(rf"(\$?(?:{_NUMBER})(?:\.\d+)?)[-–—](\$?(?:{_NUMBER})(?:\.\d+)?)([^\d].*)?")
SPAN = re.compile(r"(.*\d.*?)[–—](.*\d.*)|(.*[\d%])-([$€£¥₹]?\d+(?:\.\d+)?[%A-Za-z]*)|([^\d\s]+)[–—]([A-Za-z.\d:]+)")
FRACTION = re.compile(r"(\d+)/(\d+)(?:rds|ths|nds|rd|th|nd)?")
SCORE = re.compile(r"(\d+):(\d+)")
RATE = re.compile(r"(.*\d.*)/([A-Za-z]+)")
EITHER = re.compile(r"[A-Za-z]+(?:/[A-Za-z]+)+")
URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|edu|gov|co|uk|de|app)(?:/\S*)?",
    re.I,
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
DOTTED = re.compile(r"(?:[A-Za-z]\.){2,}[A-Za-z]?|(?:[A-Za-z]\.)+[A-Za-z]")
PHONE = re.compile(r"\+?(?:\d{1,3}[-.])?(?:\d{3}[-.])?\d{3}[-.](?:\d{4}|[A-Z]{4,8})")
DIGITS = re.compile(r"\+?\d{1,5}")
CODE = re.compile(r"\d+(?:-\d+){2,}")
ADDRESS_OF_A_MACHINE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
TALL = re.compile(r"(\d)'(\d{1,2})")
BY = re.compile(r"(\d{1,5})[x×](\d{1,5})", re.I)
MIXED = re.compile(r"(\d*)([½¼¾])")
POWER = re.compile(r"(\d+|[A-Za-z])\^([-−]?)(\d{1,3})")
SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)(?:[eE]|[x×·]10\^)([-−+]?\d+)")
HYPHENED = re.compile(r"(.*[A-Za-z])-([A-Za-z]?\d+(?:\.\d+)?s?)")
MODEL = re.compile(r"([A-Z]{1,3})-?([1-9]\d{2})")
LETTERED = re.compile(r"([A-Z]+)-?(\d+\.\d+)")
CODEC = re.compile(r"([A-Z])\.(\d{3})")
YEARED = re.compile(r"([A-Z]{2})((?:19|20)\d{2})")
APERTURE = re.compile(r"f/(\d.*)")
FORMULA = re.compile(
    r"(?:(?:[HBCNOFPSKVYIWU]|He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Ti|Cr|Mn|Fe|Ni|Cu|Zn|Br|Ag|Ba|Pb|Hg|Au)\d*){2,}"
)
SALTS = frozenset(["NaCl", "KCl", "NaOH", "HCl", "MgO", "CaO"])
CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+(?:['’][a-z]+)?|[A-Z]+|\d+")

SMALL_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
POWERS = re.compile(r"(?<=\d)(?:⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")
POWER_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
