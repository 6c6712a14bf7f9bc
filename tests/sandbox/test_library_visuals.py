"""What a scene shows when its storyboard names nothing."""

from __future__ import annotations

import difflib
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.library import emblems, palettes
from pictory_nb.sandbox.library.meaning import choose_emblems
from pictory_nb.sandbox.library.palettes import PALETTES, contrast, film_palettes
from pictory_nb.sandbox.library.visuals import Wish, choose

TABLES = ("visuals.tsv", "visuals-unseen.tsv")
"""The word tables were made with the first before the eyes. The sentences of the second were written after that, with
the tables shut: 57 of their 60 emblems fitted, and 44 of 50 companions, in the eyes of who wrote them; then the worst
seven were mended.

Later, three viewers who saw nothing but the pictures found 46, 47 and 51 of 60 sentences of their own well shown; 4, 4
and 2 had words alone, and what misled was mended before the next one looked.
"""

RAIN = [
    "How rain is made",
    "The sun warms the ocean, and water rises into the air as vapour.",
    "High up it is cold, and the vapour condenses into tiny drops.",
    "When the drops are heavy enough, they fall as rain.",
    "Rivers bring the water back to the sea.",
]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch) -> Path:
    """The user's cache, empty and out of the way."""
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path))
    return tmp_path / "cache"


@pytest.mark.parametrize("table", TABLES)
def test_sixty_sentences_from_six_fields_get_the_emblems_that_were_looked_at(table):
    """Each line was judged by eye; a change of the word tables shows here as a difference.

    A film is the ten sentences of one field, since no emblem may come twice in it.
    """
    lines = Path(__file__).with_name(table).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) == 60
    chosen = []
    for field in dict.fromkeys(row[0] for row in rows):
        stories = [row[1] for row in rows if row[0] == field]
        for story, choice in zip(stories, choose_emblems(stories), strict=True):
            companions = " ".join(choice.companions)
            chosen.append(f"{field}\t{story}\t{choice.emblem}\t{companions}".rstrip("\t"))
    judged = ["\t".join(row) for row in rows]
    assert chosen == judged, "\n".join(difflib.unified_diff(judged, chosen, "judged", "chosen", n=0, lineterm=""))


@pytest.mark.parametrize(
    "story",
    [
        "Let's get started.",
        "Here is how it works.",
        "There are many reasons for this.",
        "So what should you do next?",
        "It happens to the best of us.",
        "Nobody noticed the blue one.",
        "The rules are loose.",
        "",
    ],
)
def test_a_sentence_about_nothing_in_particular_gets_no_emblem(story):
    """Colours alone are better than a silly picture."""
    assert choose_emblems([story])[0].emblem is None


def test_words_with_an_everyday_meaning_do_not_call_for_their_odd_picture():
    """'Like', 'right', 'may', 'leaves' and 'cool' have emblems that are nearly always the wrong ones."""
    stories = ["You may like the right kind.", "He left, and the bus leaves at ten.", "Cool the cake."]
    assert [choice.emblem for choice in choose_emblems(stories)] == [None, "bus", "birthday-cake"]


@pytest.mark.parametrize(
    ("story", "emblem"),
    [
        ("The Mariana Trench is the deepest place in the ocean.", "water-wave"),
        ("In 1066 William crossed the Channel with seven hundred ships.", "ship"),
        ("Rosa Parks refused to give up her seat on the bus.", "bus"),
        ("Steve Jobs started Apple in a garage.", None),
        ("George Bush grew up in Texas.", "child"),
        ("Queen Victoria reigned for sixty three years.", "crown"),
        ("NASA has a DNA sample.", "astronaut"),
        ("How To Bake Your Own Bread", "bread"),
    ],
)
def test_a_word_within_a_name_does_not_call_for_its_picture(story, emblem):
    """Parks, jobs and bushes are none in the names of people; queens, and what is called by letters, are shown."""
    assert choose_emblems([story])[0].emblem == emblem


@pytest.mark.parametrize(
    ("stories", "emblem"),
    [
        (["Three beats make a bar."], None),
        (["Ninety five percent of them came back."], None),
        (["The channel is closed.", "Watch television tonight."], "television"),
        (["Too many memories of it."], None),
        (["The memory of the brain is limited."], "brain"),
        (["Food is sold on every corner."], None),
        (["Two brothers opened the center."], None),
    ],
)
def test_a_word_of_two_meanings_needs_another_one_that_says_the_same(stories, emblem):
    """A channel is on television where somebody watches it; alone it gets no picture rather than a wrong one."""
    assert choose_emblems(stories)[0].emblem == emblem


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*RAIN, "Rain.", "Water and rain", "A cloud", "The sea", ""]), max_size=12))
def test_no_emblem_comes_twice_in_a_film(stories):
    """Even when its scenes say the same; and there is a choice for every scene, the same one each time."""
    choices = choose_emblems(stories)
    shown = [choice.emblem for choice in choices if choice.emblem]
    assert len(choices) == len(stories)
    assert len(shown) == len(set(shown))
    assert choices == choose_emblems(stories)


def test_the_opening_scene_is_not_left_without_an_emblem_by_a_later_one():
    """A title card is a film's face."""
    (alone,) = choose_emblems(["How rain is made"])
    title, second = choose_emblems(["How rain is made", "Rain everywhere."])
    assert title == alone
    assert second.emblem not in (None, alone.emblem)


def test_each_visual_is_a_square_picture_with_a_transparent_ground_and_a_reason():
    """The renderer sets it on moving colours; the person may ask why."""
    for visual in choose([Wish(story) for story in RAIN], pixels=128):
        with Image.open(visual.emblem) as picture:
            assert picture.size == (128, 128)
            assert picture.mode == "RGBA"
            assert picture.getpixel((0, 0))[3] == 0
            assert picture.getchannel("A").getextrema()[1] == 255
        assert "calls for" in visual.why


def test_an_emblem_is_drawn_once_and_kept(cache):
    """The second film opens at once."""
    first = emblems.picture("rocket")
    stamp = first.stat().st_mtime_ns
    assert emblems.picture("rocket") == first
    assert first.stat().st_mtime_ns == stamp
    assert [file.name for file in (cache / "emblems").iterdir()] == [first.name]


def test_all_subjects_point_at_emblems_that_exist():
    """A slip of the pen in the table written by hand would otherwise show only in the middle of a render."""
    assert {emblem for words in emblems.vocabulary().values() for emblem in words} <= set(emblems.names())


def test_a_story_in_another_language_gets_colours_and_no_emblem():
    """German 'Gift' is poison, not a present."""
    (visual,) = choose([Wish("Das Gift der Schlange ist stark.")], language="de-DE")
    assert visual.emblem is None
    assert "de-DE" in visual.why


def test_without_the_drawing_package_the_error_says_how_to_get_it(monkeypatch):
    """A clear sentence instead of a ModuleNotFoundError."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(RenderError, match="resvg-py") as caught:
        emblems.picture("rocket")
    assert "pip install" in caught.value.mend


def test_one_palette_runs_through_a_film_and_varies_from_scene_to_scene():
    """The scenes look like one film, and no two neighbours are the same."""
    film = film_palettes(RAIN)
    assert {palette.name for palette in film} == {"deep sea"}
    assert all(one.lights != other.lights for one, other in pairwise(film))


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("Bake the bread in a hot oven.", "terracotta kitchen"),
        ("The stars of our galaxy.", "starlight"),
        ("Trees make a forest.", "forest"),
        ("Revenue grew and the market followed.", "boardroom"),
        ("Every child learns at school.", "morning"),
        ("", PALETTES[0].name),
    ],
)
def test_the_palette_follows_the_field_of_the_story(story, name):
    """Kitchens are warm, space is dark blue, lessons are light."""
    assert film_palettes([story])[0].name == name


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_headings_are_legible_wherever_they_stand_on_a_palette(palette):
    """At the heart of a light its colour makes up at most two thirds; large text wants a contrast of 3."""
    assert len(palette.lights) == 5
    for scene in range(6):
        varied = palette.varied(scene)
        assert varied.dark == palette.dark == (palette.ink == "#ffffff")
        for light in varied.lights:
            assert contrast(palette.ink, mixed(light, varied.base)) >= 3
        assert contrast(palette.accent, varied.base) >= 3


def mixed(light: str, base: str) -> str:
    pairs = zip(palettes._rgb(light), palettes._rgb(base), strict=True)
    return "#" + "".join(f"{round(255 * (0.65 * a + 0.35 * b)):02x}" for a, b in pairs)


def test_a_scene_without_an_emblem_says_whether_none_fits_or_others_have_it():
    """Two different mends: other words, or a picture of one's own."""
    reasons = [choice.why for choice in choose_emblems(["Pizza.", "Pizza.", "So it goes."])]
    assert "pizza" in reasons[0]
    assert "other scenes" in reasons[1]
    assert "no word" in reasons[2]


@pytest.mark.parametrize(
    ("story", "denied"),
    [
        ("The app works without an internet connection.", "link"),
        ("Old age is not an illness.", "face-with-thermometer"),
    ],
)
def test_what_a_story_says_is_not_there_does_not_stand_beside_its_emblem(story, denied):
    assert denied not in choose_emblems([story])[0].companions
