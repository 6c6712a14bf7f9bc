"""Stories come from pages, slides, recordings and orders, and keep the number of the scene that they came from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from pictory_nb.choices import TONES
from pictory_nb.errors import RenderError
from pictory_nb.sandbox.library import made
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.recordings import RATE, cut, length_of
from pictory_nb.sandbox.sources import Recorded, gather
from pictory_nb.sandbox.sources.outline import outline
from pictory_nb.sandbox.sources.page import read_article
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.storyboard import Background, Scene, Storyboard, StoryCoPilot
from tests.renderer import house

PAGE = """<html><head><title>How bees find flowers | The Garden Blog</title></head><body>
<nav><a href="/">Home</a> <a href="/shop">Buy honey now, with a discount for everybody who reads this</a></nav>
<article><h1>How bees find flowers</h1><p>By Jane Doe</p>
<p>Bees see <b>colours</b> that we do not. Ultraviolet light shows them marks on the petals of many flowers.</p>
<figure><img src="{picture}"><figcaption>A bee.</figcaption></figure>
<h2>Smell</h2><p>Scent travels further than colour does. A bee can smell a field of clover from a mile away.</p>
<ul><li>Clover smells sweet to almost every insect</li><li>Lavender flowers for a very long time</li></ul>
</article><footer>We use cookies to make your visit better. Accept all cookies to go on.</footer></body></html>"""


@pytest.fixture
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Media:
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    return Premises(tmp_path / "data").media(files_allowed=True)


def board(*scenes: Scene, **more: object) -> Storyboard:
    return Storyboard(video_name="film", video_width=640, video_height=360, scenes=scenes, **more)


def page(tmp_path: Path, html: str = PAGE, picture: str = "") -> str:
    """A page on this computer: its file, and the scene that names it."""
    file = tmp_path / "page.html"
    file.write_text(html.replace("{picture}", picture), encoding="utf-8")
    return file.as_uri()


def told_by(url: str) -> Scene:
    """A scene of a page. A storyboard takes web addresses alone there, and a notebook brings its files itself."""
    return Scene(blog_url="https://example.org").model_copy(update={"blog_url": url})


def test_a_page_is_told_without_what_stands_around_it(media: Media, tmp_path: Path) -> None:
    """The title on a card, then the paragraphs; no menu, no byline, no cookies."""
    told = gather(board(Scene(story="Before."), told_by(page(tmp_path))), media)
    stories = [part.scene.story for part in told.parts]
    assert stories[:2] == ["Before.", "How bees find flowers."]
    text = " ".join(stories)
    assert "Ultraviolet light" in text
    assert "Lavender flowers for a very long time." in text
    assert not any(strange in text for strange in ("cookies", "discount", "Jane"))
    assert [part.number for part in told.parts] == [1] + [2] * (len(stories) - 1)
    headings = [element.text for part in told.parts for element in part.scene.elements]
    assert headings == ["How bees find flowers", "Smell"]
    assert told.notes == ("Scene 2 tells How bees find flowers in its own words.",)


def test_a_picture_of_the_page_is_shown_where_it_stands_if_it_is_large_enough(media: Media, tmp_path: Path) -> None:
    """Icons are none of the story, and a picture that does not come is no reason not to tell it."""
    large, small = tmp_path / "large.png", tmp_path / "small.png"
    Image.new("RGB", (800, 500)).save(large)
    Image.new("RGB", (64, 64)).save(small)
    for file, shown in ((large, True), (small, False), (tmp_path / "missing.png", False)):
        scene = told_by(page(tmp_path, picture=file.as_uri()))
        told = gather(board(scene), media)
        backgrounds = [part.scene.background for part in told.parts if part.scene.background]
        assert bool(backgrounds) == shown
    own = scene.model_copy(update={"background": Background(color="#123456")})
    assert {part.scene.background.color for part in gather(board(own), media).parts} == {"#123456"}


def test_a_long_article_is_told_in_the_sentences_that_tell_most(media: Media, tmp_path: Path) -> None:
    """In their order, the first among them, and it is said how many were left out."""
    facts = [f"Fact number {n} says that bees of kind {n % 7} visit {n * 3} flowers in a day." for n in range(120)]
    html = (
        "<html><body><article><h1>Bees</h1>" + "".join(f"<p>{fact}</p>" for fact in facts) + "</article></body></html>"
    )
    told = gather(board(told_by(page(tmp_path, html))), media)
    text = " ".join(part.scene.story for part in told.parts[1:])
    assert len(text.split()) <= 320
    kept = [fact for fact in facts if fact in text]
    assert kept[0] == facts[0]
    assert [text.index(fact) for fact in kept] == sorted(text.index(fact) for fact in kept)
    assert f"{len(kept)} of its 120 sentences" in told.notes[0]


@pytest.mark.parametrize("html", ["", "<html><body></body></html>", "\x00\xff not html", "<p>" * 2000])
def test_a_page_without_an_article_is_one_error(media: Media, tmp_path: Path, html: str) -> None:
    """That names the scene."""
    assert read_article(html.encode()).paragraphs == ()
    with pytest.raises(RenderError, match="scene 1: no article was found"):
        gather(board(told_by(page(tmp_path, html))), media)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Three slides that are shown, and one that is hidden."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(13.333), Inches(7.5)
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text = "How rain is made"
    first.notes_slide.notes_text_frame.text = "Rain begins with the sun.\nIt warms the sea."
    second = show.slides.add_slide(show.slide_layouts[1])
    second.shapes.title.text = "Three steps"
    second.placeholders[1].text = "Evaporation"
    third = show.slides.add_slide(show.slide_layouts[6])
    red = third.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, show.slide_width // 2, show.slide_height)
    red.fill.solid()
    red.fill.fore_color.rgb = RGBColor(230, 10, 20)
    red.line.fill.background()
    hidden = show.slides.add_slide(show.slide_layouts[6])
    hidden._element.set("show", "0")
    file = tmp_path / "deck.pptx"
    show.save(str(file))
    return file


def test_slides_are_shown_while_their_notes_are_read(media: Media, deck: Path) -> None:
    """What stands on a slide is read where it has no notes; where there is nothing it is shown in silence."""
    told = gather(board(Scene(ppt_url=deck.as_uri())), media)
    assert [part.scene.story for part in told.parts] == [
        "Rain begins with the sun. It warms the sea.",
        "Three steps. Evaporation.",
        None,
    ]
    assert told.parts[2].scene.minimum_duration == 4.0
    assert all(part.scene.background.settings.ken_burns_effect is False for part in told.parts)
    assert "2 of its slides have no speaker notes" in told.notes[1]


def test_a_slide_is_drawn_as_it_is(media: Media, deck: Path) -> None:
    """A red half and a white half, where they belong; and letters that are dark on a light ground."""
    told = gather(board(Scene(ppt_url=deck.as_uri())), media)
    pictures = [np.asarray(Image.open(made.path_of(part.scene.background.visual_url))) for part in told.parts]
    assert {picture.shape for picture in pictures} == {(360, 640, 3)}
    half = pictures[2]
    assert house.pixel(half, 140, 240) == (230, 10, 20)
    assert house.pixel(half, 140, 400) == (255, 255, 255)
    title = pictures[0][30:260, 120:520]
    assert 0.001 < (title.max(axis=2) < 90).mean() < 0.1
    assert made.find(told.parts[0].scene.background.visual_url.rpartition("/")[2])
    assert made.find("../../etc/passwd") is None


def test_a_slide_is_found_by_its_address_in_the_sandbox(media: Media, deck: Path) -> None:
    """So that a preview which names it can be rendered later."""
    url = gather(board(Scene(ppt_url=deck.as_uri())), media).parts[0].scene.background.visual_url
    assert media.file(url, "scene 1") == made.path_of(url)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.4"])
def test_a_file_that_is_no_presentation_is_one_error(media: Media, tmp_path: Path, content: bytes) -> None:
    """With the scene and the mend."""
    file = tmp_path / "deck.pptx"
    file.write_bytes(content)
    with pytest.raises(RenderError, match=r"scene 1: deck.pptx cannot be read as slides") as refused:
        gather(board(Scene(ppt_url=file.as_uri())), media)
    assert ".pptx" in refused.value.mend


def test_a_picture_in_a_strange_format_is_told(media: Media, tmp_path: Path) -> None:
    """Its place stays empty, and the film says so."""
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    Image.new("RGB", (40, 40)).save(tmp_path / "a.png")
    picture = slide.shapes.add_picture(str(tmp_path / "a.png"), 0, 0)
    slide.part.related_part(picture._element.blip_rId)._blob = b"\xd7\xcd\xc6\x9a a Windows metafile"
    show.save(str(tmp_path / "deck.pptx"))
    told = gather(board(Scene(ppt_url=(tmp_path / "deck.pptx").as_uri())), media)
    assert "a picture in a format that cannot be drawn here could not be drawn" in told.notes[-1]


@pytest.mark.parametrize("platform", ["YouTube", None])
@pytest.mark.parametrize("kind", ["Tutorial", "Marketing", None])
@pytest.mark.parametrize("seconds", [5, 30, 120])
def test_an_outline_says_what_the_prompt_says_and_no_more_than_was_ordered(kind, platform, seconds) -> None:
    """And that it is a stand-in's."""
    prompt = "Explain why cats purr. They purr when they are content."
    order = StoryCoPilot(prompt=prompt, video_type=kind, platform=platform, duration=seconds)
    stories = outline(order)
    assert "why cats purr" in stories[0]
    if seconds >= 30:
        assert "They purr when they are content." in stories
        assert len(" ".join(stories).split()) <= seconds * 2.5
    assert stories == outline(order)


def test_an_outline_begins_in_the_tone_that_is_asked_for() -> None:
    """Each of the ten is heard, and the length is kept."""
    beginnings = set()
    for tone in (None, *TONES):
        stories = outline(StoryCoPilot(prompt="Explain why cats purr.", tone=tone, duration=30))
        assert len(" ".join(stories).split()) <= 75
        beginnings.add(stories[0])
    assert len(beginnings) == len(TONES) + 1


def test_an_order_to_write_is_answered_by_a_stated_stand_in(media: Media) -> None:
    """Nobody takes it for the service's own writing."""
    told = gather(board(Scene(story_co_pilot={"prompt": "The history of tea"})), media)
    assert "A stand-in made an outline" in told.notes[0]
    assert all(part.scene.story and part.scene.story_co_pilot is None for part in told.parts)


TRANSCRIPT = [
    {"text": "Rain begins with the sun.", "start": 0.5, "end": 4.8},
    {"text": "It warms the sea.", "start": 5.2, "end": 9.4},
]


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Ten seconds: a low tone in the first half, a high one in the second."""
    halves = [house.tone(5.0, hertz=hertz) for hertz in (300.0, 900.0)]
    return house.wav(tmp_path / "talk.wav", np.concatenate(halves))


def test_a_recording_is_cut_into_scenes_where_a_sentence_ends(media: Media, recording: Path) -> None:
    """By the transcript that comes with it; the scenes follow one another, and nothing of it is lost."""
    scene = Scene(audio_url=recording.as_uri(), audio_language="en-US", transcript=TRANSCRIPT)
    parts = gather(board(scene), media).parts
    assert [part.scene.story for part in parts] == ["Rain begins with the sun.", "It warms the sea."]
    spans = [(part.recorded.start, part.recorded.end) for part in parts]
    assert spans == [(0.0, pytest.approx(5.0, abs=0.2)), (pytest.approx(5.0, abs=0.2), pytest.approx(10.0, abs=0.05))]
    assert spans[0][1] == spans[1][0]
    takes = takes_of(board(scene), parts)
    assert [take.recorded for take in takes] == [part.recorded for part in parts]
    assert not any(take.speaks for take in takes)


def test_a_film_keeps_its_pictures_and_is_heard_as_the_voice(media: Media, recording: Path) -> None:
    """The stretch that is seen is the one that is heard; between two of them it runs on."""
    scene = Scene(video_url=recording.as_uri(), audio_language="en-US", transcript=TRANSCRIPT)
    first, second = (part.scene for part in gather(board(scene), media).parts)
    assert first.background.clips[0].end == second.background.clips[0].start
    assert first.background.settings.mute
    assert (first.scene_transition, second.scene_transition) == (None, "none")


def test_a_stretch_of_a_recording_is_exactly_that_stretch(recording: Path) -> None:
    """To the sample: a late word would not fit its picture."""
    assert length_of(recording, "scene 1") == pytest.approx(10.0, abs=0.01)
    heard = cut(Recorded(recording, 4.0, 6.0, (("over", 4.5, 5.5),)))
    assert len(heard.samples) == 2 * RATE
    low, high = heard.samples[: RATE - 500], heard.samples[RATE + 500 :]
    assert house.strength(low, 300.0) > house.strength(low, 900.0) + 30
    assert house.strength(high, 900.0) > house.strength(high, 300.0) + 30
    assert (heard.words[0].start, heard.words[0].end) == (0.5, 1.5)


@pytest.mark.parametrize(
    ("transcript", "says"),
    [
        ([{"word": 3}], "scene 1: its transcript cannot be read|nobody is heard"),
        ([{"text": "", "start": 0, "end": 1}], "nobody|cannot"),
    ],
)
def test_a_transcript_that_says_nothing_is_one_error(media: Media, recording: Path, transcript, says) -> None:
    """That names the scene."""
    scene = Scene(audio_url=recording.as_uri(), audio_language="en-US", transcript=transcript)
    with pytest.raises(RenderError, match=says):
        gather(board(scene), media)


def test_a_file_without_sound_is_one_error(media: Media, tmp_path: Path) -> None:
    """A picture, a text, a video that is silent."""
    silent = house.video(tmp_path / "silent.mp4", [(0, 0, 0)])
    text = tmp_path / "text.mp3"
    text.write_text("no sound at all")
    for file, says in ((silent, "holds no sound"), (text, "cannot be read as sound")):
        with pytest.raises(RenderError, match=f"scene 1: {file.name} {says}"):
            gather(board(Scene(audio_url=file.as_uri(), audio_language="en-US")), media)
