"""What the narrator says for what is written, and with which sounds."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb.sandbox.speech.lexicon import lexicon
from pictory_nb.sandbox.speech.numbers import cardinal, ordinal, year
from pictory_nb.sandbox.speech.phonemes import NUMBERS
from pictory_nb.sandbox.speech.pronunciation import Pronouncer
from pictory_nb.sandbox.speech.reading import read
from pictory_nb.sandbox.speech.spelling import sound_out

ASSETS = files("pictory_nb.sandbox") / "assets" / "lexicon"
AMERICAN = Pronouncer(lexicon("en-US"))
BRITISH = Pronouncer(lexicon("en-GB"), british=True)


def said(text, *, british=False):
    pronouncer = BRITISH if british else AMERICAN
    words = read(text, knows=pronouncer.knows, british=british)
    return " ".join(word for one in words for word in one.spoken).lower()


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1,250 people, 3.14, -5", "one thousand two hundred fifty people three point one four minus five"),
        ("the 21st and 3rd", "the twenty first and third"),
        ("in 1984, 2007 and 2024.", "in nineteen eighty four two thousand seven and twenty twenty four"),
        ("2024 people", "two thousand twenty four people"),
        ("the 1990s and '80s", "the nineteen nineties and eighties"),
        ("12.5% of 50 %", "twelve point five percent of fifty percent"),
        ("$5.99 or $1 or £3", "five dollars and ninety nine cents or one dollar or three pounds"),
        ("$3.5 million, $2B", "three point five million dollars two billion dollars"),
        ("March 3, 2025", "march third twenty twenty five"),
        ("4 July 2026", "the fourth of july twenty twenty six"),
        ("2025-03-14", "march fourteenth twenty twenty five"),
        ("at 10:30 a.m. or 9:05 or 5pm", "at ten thirty ay em or nine oh five or five pee em"),
        ("5 km in 30 min at 20°C", "five kilometers in thirty minutes at twenty degrees celsius"),
        ("a 4K film, 1080p, 60fps, 5GB", "a four kay film ten eighty pee sixty frames per second five gigabytes"),
        ("Dr. Who vs. Mr. T, etc.", "doctor who versus mister tee et cetera"),
        ("St. John on Main St.", "saint john on main street"),
        ("e.g. this, i.e. that", "for example this that is that"),
        ("NASA and HTTP APIs", "nasa and aitch tee tee pee ay pee eye's"),
        ("us in the US, IT is it", "us in the you ess eye tee is it"),
        ("THIS IS FOR ALL OF US", "this is for all of us"),
        ("pictory.ai or me@example.com", "pictory dot ay eye or me at example dot com"),
        ("R&D, 1+1=2, C++ & C#", "are and dee one plus one equals two see plus plus and see sharp"),
        ("1/2 or 3/4, 24/7", "one half or three quarters twenty four seven"),
        ("10–20 people, $5-10", "ten to twenty people five to ten dollars"),
        ("Louis XIV, Henry V and Malcolm X", "louis the fourteenth henry the fifth and malcolm ex"),
        ("a 3:1 lead, won 2-1", "a three to one lead won two to one"),
        ("9am-5pm or 10:30-11:00", "nine ay em to five pee em or ten thirty to eleven o'clock"),
        ("5'11\" tall, a 4x4, 3½ hours", "five foot eleven tall a four by four three and a half hours"),
        ("x² + 10^6, -40 °C", "ex squared plus ten to the sixth minus forty degrees celsius"),
        ("the 1960s-70s, 44 BC", "the nineteen sixties to seventies forty four bee see"),
        ("call 555-0134", "call five five five , zero one three four"),
        (
            "at 5 km/s, 10 m/s², a Ph.D. of",
            "at five kilometers per second ten meters per second squared a pee aitch dee of",
        ),
        ("World War II, version v2.0.1", "world war two version two point zero point one"),
        ("well-known user_name", "well known user underscore name"),
        ("café in Łódź 😀", "cafe in lodz"),
    ],
)
def test_short_forms_are_said_in_full(written, spoken):
    """Numbers, dates, times, money, units, abbreviations, acronyms and addresses become words."""
    assert said(written) == spoken


TABLE = [line.split("\t") for line in Path(__file__).with_name("readings.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("written", "spoken"), TABLE, ids=[written for written, _ in TABLE])
def test_what_people_write_is_said_as_they_would_say_it(written: str, spoken: str) -> None:
    """A table of about two hundred lines, of money, times, dates, ranges, measures, fractions, formulas, models,
    addresses, telephone numbers, titles, streets, kings and acronyms; each was heard."""
    assert said(written) == spoken


def test_the_british_read_dates_and_letters_their_way():
    """A British voice puts the day before the month in 3/4/2025, and says "zed"."""
    assert said("3/4/2025 XYZ", british=True) == "april third twenty twenty five ex why zed"
    assert said("3/4/2025 XYZ") == "march fourth twenty twenty five ex why zee"


@given(st.text(max_size=60))
def test_every_written_word_keeps_its_place(text):
    """Any text at all gives one entry for each written word, and only sounds that the voice has."""
    words = read(text, knows=AMERICAN.knows)
    assert [word.text for word in words] == text.split()
    sounds = AMERICAN.sounds([one for word in words for one in word.spoken])
    assert all(sounds)
    assert set("".join(sounds)) <= set(NUMBERS)
    assert set("".join(word.before + word.after for word in words)) <= set(NUMBERS)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14))
def test_no_name_is_too_strange(word):
    """A word of any letters sounds like something, in both accents."""
    assert AMERICAN.sounds([word])[0].strip()
    assert BRITISH.sounds([word])[0].strip()
    assert set(sound_out(word)) <= set(NUMBERS)


def test_words_that_are_missing_are_built_from_those_that_are_there():
    """Endings and compounds are made from the dictionary, and not spelt out."""
    (chats, framed) = AMERICAN.sounds(["chatted", "dataframes"])
    assert chats == "ʧˈæɾᵻd" or chats == "ʧˈætᵻd"
    assert framed.startswith("dˈAɾə")
    assert framed.endswith("z")


def test_a_verb_sounds_different_from_its_noun():
    """ "We record a record": the word before tells which one it is."""
    _, verb, _, noun = AMERICAN.sounds(["we", "record", "a", "record"])
    assert (verb, noun) == ("ɹəkˈɔɹd", "ɹˈɛkəɹd")


@pytest.mark.parametrize(
    ("written", "word", "sounds"),
    [
        ("Live music fills the bar", "Live", "lˈIv"),
        ("The band plays live in Paris", "live", "lˈIv"),
        ("It is live on air", "live", "lˈIv"),
        ("Two billion people live in cities", "live", "lˈɪv"),
        ("He lives here", "lives", "lˈɪvz"),
        ("They saved our lives", "lives", "lˈIvz"),
        ("She read the book", "read", "ɹˈɛd"),
        ("We read a book", "read", "ɹˈid"),
        ("Record the song", "Record", "ɹəkˈɔɹd"),
        ("Stop and wind the clock", "wind", "wˈInd"),
        ("The wind blows", "wind", "wˈɪnd"),
        ("Close the door", "Close", "klˈOz"),
        ("Good content for creators", "content", "kˈɑntɛnt"),
        ("I am content", "content", "kəntˈɛnt"),
    ],
)
def test_a_word_of_two_sounds_is_said_by_its_neighbours(written: str, word: str, sounds: str) -> None:
    """Adjective or verb, today or yesterday, an order or a thing: by the words beside it."""
    words = [one for each in read(written, knows=AMERICAN.knows) for one in each.spoken]
    place = [one.lower() for one in words].index(word.lower())
    assert AMERICAN.sounds(words)[place] == sounds


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("Nguyen", "wˈɪn"),
        ("José's", "hOzˈAz"),
        ("Zoë", "zˈOi"),
        ("Björn", "bjˈɔɹn"),
        ("Sean", "ʃˈɔn"),
        ("Xi", "ʃˈi"),
        ("Chopin", "ʃˈOpæn"),
        ("Goethe", "ɡˈɜɹtə"),
        ("cliché", "kliʃˈA"),
    ],
)
def test_a_foreign_name_is_said_as_english_readers_say_it(name: str, sounds: str) -> None:
    """Not letter by letter, as English would be spelt."""
    (word,) = read(name, knows=AMERICAN.knows)
    assert AMERICAN.sounds(word.spoken) == [sounds]


def test_names_have_sounds_that_the_voice_knows() -> None:
    """Of each name in the list, in both accents."""
    lines = (ASSETS / "additions.tsv").read_text("utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    assert len(set(names)) == len(names)
    for pronouncer in (AMERICAN, BRITISH):
        assert set("".join(pronouncer.sounds(names))) <= set(NUMBERS)


def test_the_is_said_by_what_follows():
    """ "the apple", "the pear"."""
    assert [AMERICAN.sounds(["the", fruit])[0] for fruit in ("apple", "pear")] == ["ði", "ðə"]


@given(st.integers(0, 10**15))
def test_numbers_are_said_differently(number):
    """Two numbers never sound alike, and an ordinal always ends as one."""
    assert cardinal(number) != cardinal(number + 1)
    assert ordinal(number).endswith(("th", "st", "nd", "rd"))


@given(st.integers(1000, 2999))
def test_years_are_short(number):
    """Nobody needs more than five words for a year."""
    assert len(year(number).split()) <= 5


def test_the_first_and_the_last_word_of_the_dictionary_are_found():
    """Bisection reaches both ends, and says no to what lies beyond them."""
    for language in ("en-US", "en-GB"):
        book = lexicon(language)
        lines = book._lines.splitlines()
        for line in (lines[0], lines[1], lines[len(lines) // 2], lines[-2], lines[-1]):
            assert book.find(line.split(b"\t")[0].decode())
        assert book.find("") is None
        assert book.find("zzzzz") is None
