"""A notebook becomes a film: what is spoken over what, and what is left out."""

from __future__ import annotations

import base64
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb import from_notebook
from pictory_nb.document import adapt
from pictory_nb.document.markdown import Heading, Prose
from pictory_nb.document.mathematics import spoken
from pictory_nb.document.narration import Beat, Spoken, beats_of
from pictory_nb.document.outputs import tables_in
from pictory_nb.errors import BadNotebook, BadScript
from pictory_nb.plates import Code, Figure, Table
from tests.document.conftest import TABLE, code, markdown, plot, prints, shows

SMALL = "320x180"


def told(path: Path, **settings) -> list[tuple[str, str]]:
    """What is said in each scene, and what kind of plate or title stands behind it."""

    def seen(scene) -> str:
        if scene.elements:
            return f"title {scene.elements[0].text}"
        file = scene.background.visual_url if scene.background else ""
        name = Path(file).name if file else ""
        return name.split("-")[0]

    storyboard = adapt(path, size=SMALL, **settings).storyboard
    return [(scene.story or "", seen(scene)) for scene in storyboard.scenes]


def test_prose_introduces_code_and_speaks_about_what_it_showed(write):
    """The order in which people write: why, how, and what came of it."""
    path = write(
        markdown("# Rain\n\nIt rains a lot in Bergen."),
        code("import pandas as pd"),
        markdown("We read the data."),
        code("rain = pd.read_csv('rain.csv')\nrain", shows("text/html", TABLE)),
        markdown("Bergen has more than **three times** as much.\n\nNow a picture."),
        code("rain.plot.bar()", shows("image/png", plot())),
        markdown("It is plain to see."),
    )

    assert told(path) == [
        ("Rain", "title Rain"),
        ("It rains a lot in Bergen.", ""),
        ("We read the data.", "code"),
        ("Bergen has more than <strong>three times</strong> as much.", "table"),
        ("Now a picture.", "code"),
        ("It is plain to see.", "figure"),
    ]


def test_a_colon_introduces_and_a_heading_parts(write):
    """A sentence that ends with a colon belongs to what follows; nothing is said across a heading."""
    path = write(
        markdown("Look."),
        code("a", shows("image/png", plot())),
        markdown("Now by month:"),
        code("b", shows("image/png", plot("beige"))),
        markdown("So much for rain.\n\n## Snow\n\nSnow is rare."),
    )

    assert told(path) == [
        ("Look.", "code"),
        ("", "figure"),
        ("Now by month:", "code"),
        ("So much for rain.", "figure"),
        ("Snow", "title Snow"),
        ("Snow is rare.", ""),
    ]


def test_notes_are_spoken_and_the_slide_is_shown(write):
    """With speaker notes nobody reads the slide out: its text stands on the screen while the notes are said."""
    path = write(
        markdown("# Rain", "slide"),
        markdown("Where it falls, and why", "fragment"),
        markdown("Welcome. Today we talk about the weather of one city.", "notes"),
        markdown("A backup slide", "skip"),
        code("rain.plot()", shows("image/png", plot()), slide="slide"),
        markdown("This is how it is drawn.\n\nAnd this is what one sees.", "notes"),
    )

    assert told(path) == [
        ("Welcome.", "title Rain"),
        ("Today we talk about the weather of one city.", "title Where it falls, and why"),
        ("This is how it is drawn.", "code"),
        ("And this is what one sees.", "figure"),
    ]


def test_what_is_hidden_in_the_book_is_hidden_in_the_film(write):
    """The tags of Jupyter Book, magics, and cells of our own do not turn up in a picture."""
    path = write(
        markdown("All of it."),
        code("secret = 1", tags=("remove-cell",)),
        code("plot()", shows("image/png", plot()), tags=("hide-input",)),
        code("%matplotlib inline\n%%time"),
        code("%%pictory\nRain.", shows("text/html", "<video></video>", pictory={"job_id": "1"})),
        code("table()", shows("text/html", TABLE), tags=("remove-output",)),
    )

    assert told(path) == [("All of it.", "figure"), ("", "code")]
    assert told(path, code=False) == [("All of it.", "figure")]


def test_what_cannot_be_brought_over_is_told(write):
    """A widget has no picture, and a lost file none either; the film is made without, and says so."""
    path = write(
        markdown("![](lost.png) Look at this."),
        code("chart", shows("application/vnd.jupyter.widget-view+json", {"model_id": "a"})),
    )

    made = adapt(path, size=SMALL)
    assert [note.split(":")[0] for note in made.notes] == ["cell 1", "cell 2"]
    assert "widget-view" in made.notes[1]
    with pytest.warns(UserWarning, match=r"lost\.png"):
        from_notebook(path, size=SMALL)


def test_an_unchanged_scene_stays_the_same_scene(write):
    """A comma changed in one cell changes that scene alone: the files of all others keep their names."""
    cells = [markdown("First."), code("a = 1"), markdown("Then."), code("b = 2", prints("2\n"))]
    before = from_notebook(write(*cells), size=SMALL)
    drawn = {path: path.stat().st_mtime_ns for path in Path(before.scenes[0].background.visual_url).parent.iterdir()}
    cells[1].source = "a = 10"
    after = from_notebook(write(*cells), size=SMALL)

    assert after.scenes[1] == before.scenes[1]
    assert after.scenes[0] != before.scenes[0]
    assert all(path.stat().st_mtime_ns == when for path, when in drawn.items())


def test_settings_come_from_the_notebook_and_the_caller_has_the_last_word(write):
    """Like the front matter of a script; a setting that does not exist is told with what was meant."""
    path = write(markdown("# Rain\n\nIt rains."), pictory={"voice": "Emma", "music": "off", "size": SMALL})

    storyboard = from_notebook(path, voice="George")
    assert (storyboard.video_name, storyboard.size) == ("Rain", (320, 180))
    assert [voice.speaker for voice in storyboard.voice_over.ai_voices] == ["George"]
    assert storyboard.background_music is None
    with pytest.raises(BadScript, match="did you mean 'voice'"):
        from_notebook(path, voise="Emma")


def test_pictures_of_markdown_are_found_attached_or_beside_the_notebook(write, tmp_path):
    """A picture that was dropped into a cell is stored in it; others count from the notebook's folder."""
    (tmp_path / "sea.png").write_bytes(base64.b64decode(plot()))
    dropped = markdown("![](attachment:map.png) Here it is.")
    dropped.attachments = {"map.png": {"image/png": plot()}}

    assert told(write(dropped, markdown("![](sea.png) The sea."))) == [
        ("Here it is.", "figure"),
        ("The sea.", "sea.png"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [("{}", "not a notebook"), ("# Rain", "not a notebook"), (None, "cannot be read")],
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content, reason):
    path = tmp_path / "talk.ipynb"
    if content is not None:
        path.write_text(content)
    with pytest.raises(BadNotebook, match=reason):
        from_notebook(path)


def test_an_empty_notebook_makes_no_film(write):
    with pytest.raises(BadNotebook, match="nothing to tell"):
        from_notebook(write(code("import os")))


_visual = st.sampled_from([Code("x"), Table(("a",), (("1",),)), Figure(b"1")])
_prose = st.text("ab. ", min_size=1, max_size=30).map(str.strip).filter(lambda text: text.strip(". ")).map(Prose)
_part = st.one_of(_visual, _prose, st.just(Heading("Title", 1)))


@given(st.lists(_part, max_size=12))
def test_no_word_and_no_visual_is_lost_doubled_or_moved(parts):
    """Whatever stands in a notebook, all of it is told once, and in its order."""
    beats = list(beats_of(parts))

    words = [word for part in parts for word in _words(part)]
    assert [word for beat in beats for word in beat.said.split()] == words
    assert [beat.seen for beat in beats if beat.seen] == [part for part in parts if not isinstance(part, Prose)]


def _words(part) -> list[str]:
    text = part.story if isinstance(part, Prose) else part.text if isinstance(part, Heading) else ""
    return text.split()


@given(
    st.lists(_visual, max_size=4), st.lists(st.sampled_from(["One. Two.", "Three.", "Four. Five. Six."]), min_size=1)
)
def test_notes_are_spoken_whole_and_in_order(visuals, notes):
    beats = list(beats_of([*visuals, Spoken(tuple(notes))]))

    assert " ".join(beat.said for beat in beats if beat.said) == " ".join(notes)
    assert [beat.seen for beat in beats if beat.seen] == visuals


def test_a_table_of_two_headers_is_read_as_one():
    """pandas writes the names of an index, and levels of columns, in lines of their own."""
    html = """<table><thead><tr><th></th><th colspan="2">rain</th></tr><tr><th>city</th><th>min</th><th>max</th></tr>
    </thead><tbody><tr><th>Oslo</th><td>1</td><td>2</td></tr></tbody></table>"""

    assert tables_in(html) == [Table(("city", "rain min", "rain max"), (("Oslo", "1", "2"),), 1)]


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"E = mc^2", "E equals mc squared"),
        (r"\frac{a}{b} \leq x_{i}", "a over b is at most x i"),
        (r"\sqrt{\alpha} \times 3", "the square root of alpha times 3"),
        (r"e^{-t}", "e to the power of minus t"),
    ],
)
def test_a_formula_is_read_aloud(latex, words):
    assert spoken(latex) == words


def test_a_beat_alone_is_a_title_card(write):
    """A notebook of headings alone is a film of title cards, not an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert told(write(markdown("# One\n## Two"))) == [("One", "title One"), ("Two", "title Two")]
    assert list(beats_of([Heading("One", 1)])) == [Beat("One", Heading("One", 1))]
