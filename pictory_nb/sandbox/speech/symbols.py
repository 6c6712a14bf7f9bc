"""What short forms stand for: abbreviations, units, coins, signs and the names of the letters."""

from __future__ import annotations

__all__ = [
    "ABBREVIATIONS",
    "CURRENCIES",
    "LETTERS",
    "MAGNITUDES",
    "MONTHS",
    "SAID_AS_WORDS",
    "SYMBOLS",
    "UNITS",
    "word_list",
]


def word_list(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


_LETTER_NAMES = (
    "ay,bee,see,dee,ee,eff,gee,aitch,eye,jay,kay,el,em,en,oh,pee,cue,are,ess,tee,you,vee,double you,ex,why,zee"
)
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _LETTER_NAMES.split(","), strict=True))

_MONTH_NAMES = "january february march april may june july august september october november december"
MONTHS = {name[:3]: name for name in _MONTH_NAMES.split()} | {"sept": "september"}

ABBREVIATIONS = {
    "mr.": "mister",
    "mrs.": "missus",
    "ms.": "miz",
    "dr.": "doctor",
    "prof.": "professor",
    "jr.": "junior",
    "sr.": "senior",
    "gen.": "general",
    "col.": "colonel",
    "capt.": "captain",
    "lt.": "lieutenant",
    "sgt.": "sergeant",
    "rev.": "reverend",
    "gov.": "governor",
    "sen.": "senator",
    "rep.": "representative",
    "mt.": "mount",
    "ft.": "fort",
    "ave.": "avenue",
    "blvd.": "boulevard",
    "rd.": "road",
    "dept.": "department",
    "inc.": "incorporated",
    "ltd.": "limited",
    "co.": "company",
    "corp.": "corporation",
    "est.": "established",
    "approx.": "approximately",
    "vs.": "versus",
    "vs": "versus",
    "etc.": "et cetera",
    "etc": "et cetera",
    "e.g.": "for example",
    "e.g": "for example",
    "i.e.": "that is",
    "i.e": "that is",
    "cf.": "compare",
    "fig.": "figure",
    "vol.": "volume",
    "pp.": "pages",
    "w/": "with",
    "w/o": "without",
    "jan.": "january",
    "feb.": "february",
    "mar.": "march",
    "apr.": "april",
    "jun.": "june",
    "jul.": "july",
    "aug.": "august",
    "sep.": "september",
    "sept.": "september",
    "oct.": "october",
    "nov.": "november",
    "dec.": "december",
    "ph.d.": "pee aitch dee",
    "ph.d": "pee aitch dee",
    "wwi": "world war one",
    "wwii": "world war two",
    "c++": "see plus plus",
    "c#": "see sharp",
    "f#": "eff sharp",
    ".net": "dot net",
}

CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
}

MAGNITUDES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "b": "billion",
    "bn": "billion",
    "t": "trillion",
    "thousand": "thousand",
    "million": "million",
    "billion": "billion",
    "trillion": "trillion",
}
"""After a number without a coin "m" is read as metres, since units are asked first."""

UNITS = {
    "%": ("percent", "percent"),
    "‰": ("per mille", "per mille"),
    "°": ("degree", "degrees"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "℃": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "mm": ("millimeter", "millimeters"),
    "cm": ("centimeter", "centimeters"),
    "m": ("meter", "meters"),
    "km": ("kilometer", "kilometers"),
    "mi": ("mile", "miles"),
    "ft": ("foot", "feet"),
    "yd": ("yard", "yards"),
    "m²": ("square meter", "square meters"),
    "m2": ("square meter", "square meters"),
    "km²": ("square kilometer", "square kilometers"),
    "km2": ("square kilometer", "square kilometers"),
    "cm²": ("square centimeter", "square centimeters"),
    "m³": ("cubic meter", "cubic meters"),
    "km³": ("cubic kilometer", "cubic kilometers"),
    "cm³": ("cubic centimeter", "cubic centimeters"),
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "km/s": ("kilometer per second", "kilometers per second"),
    "m/s²": ("meter per second squared", "meters per second squared"),
    "kg/m³": ("kilogram per cubic meter", "kilograms per cubic meter"),
    "W/m²": ("watt per square meter", "watts per square meter"),
    "m/s": ("meter per second", "meters per second"),
    "mg": ("milligram", "milligrams"),
    "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "ml": ("milliliter", "milliliters"),
    "l": ("liter", "liters"),
    "L": ("liter", "liters"),
    "ms": ("millisecond", "milliseconds"),
    "s": ("second", "seconds"),
    "sec": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "MHz": ("megahertz", "megahertz"),
    "GHz": ("gigahertz", "gigahertz"),
    "B": ("billion", "billion"),
    "KB": ("kilobyte", "kilobytes"),
    "kB": ("kilobyte", "kilobytes"),
    "MB": ("megabyte", "megabytes"),
    "GB": ("gigabyte", "gigabytes"),
    "TB": ("terabyte", "terabytes"),
    "W": ("watt", "watts"),
    "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"),
    "V": ("volt", "volts"),
    "px": ("pixel", "pixels"),
    "fps": ("frame per second", "frames per second"),
    "M": ("million", "million"),
    "K": ("thousand", "thousand"),
    "k": ("thousand", "thousand"),
    "x": ("times", "times"),
    "×": ("times", "times"),
    "bn": ("billion", "billion"),
    "%+": ("percent plus", "percent plus"),
    "+": ("plus", "plus"),
}

SYMBOLS = {
    "&": "and",
    "+": "plus",
    "=": "equals",
    "%": "percent",
    "@": "at",
    "#": "hash",
    "/": "slash",
    "×": "times",
    "÷": "divided by",
    "<": "less than",
    ">": "greater than",
    "≈": "about",
    "°": "degrees",
    "§": "section",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "→": "to",
    "_": "underscore",
    "|": "or",
    "²": "squared",
    "³": "cubed",
    "½": "half",
    "¼": "quarter",
    "¾": "three quarters",
}

SAID_AS_WORDS = word_list(
    # Written in capitals for weight, and acronyms that are not spelt.
    "a an the and or but not all any new now yes no so we you he she they me my our your his her do did can will "
    "one two ten get go got see say for of on in to by up at as if be is am are was has had who why how out off "
    "day big own let set use may try top win fun hot buy low men act end way far few job key law "
    "gif ram rom lan sim pin dos zip ted web app cat dog"
)
"""Words of up to three letters; "IT", "US" and the like are spelt unless the whole sentence is in capitals."""
