"""What a storyboard names is shown; what it leaves open is found, and nothing is shown twice."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from pictory_nb import Pictory
from pictory_nb.renderer import film as films
from pictory_nb.sandbox import narration
from pictory_nb.sandbox.art import ArtDepartment
from pictory_nb.sandbox.drawer import Drawer
from pictory_nb.sandbox.dressing import dressed
from pictory_nb.sandbox.library.folder import Shelf
from pictory_nb.sandbox.library.styles import LAYOUTS, Layout
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.takes import takes_of
from pictory_nb.sandbox.unsupported import left_out
from pictory_nb.storyboard import Storyboard
from tests.renderer import house


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def album(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's own."""
    folder = tmp_path / "album"
    for name in ("holidays/beach-sunset.jpg", "holidays/old castle.png", "work/team_meeting.jpg", "work/img1.jpg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 36), "navy").save(folder / name)
    (folder / "work/img1.txt").write_text("a whiteboard full of ideas")
    monkeypatch.setenv("PICTORY_NB_MEDIA", str(folder))
    return folder


def picture(folder: Path, name: str, colour: str = "green") -> str:
    Image.new("RGB", (64, 36), colour).save(folder / name)
    return (folder / name).as_uri()


def filmed(*scenes: dict, **more: object) -> tuple[list[films.Shot], ArtDepartment]:
    """The shots of a silent film."""
    board = dressed(Storyboard(video_name="film", scenes=list(scenes), **more), Drawer(Path("nowhere")))
    takes = takes_of(board)
    art = ArtDepartment(board, Media(files_allowed=True, own_file=lambda url: None), takes)
    art.check(house.THREAD)
    shots = [art.shot(n, take, narration.begin(take, None, None).finished()) for n, take in enumerate(takes)]
    return shots, art


def test_pictures_of_ones_own_are_found_by_their_names_their_folders_and_the_text_beside_them(album: Path) -> None:
    """Each is given away once."""
    shelf = Shelf([album])
    assert shelf.take("We watched the sun set on the beaches.").path.name == "beach-sunset.jpg"
    assert shelf.take("Sunset on the beach again.") is None
    assert shelf.take("Whiteboards help.").path.name == "img1.jpg"
    assert shelf.take("A holiday in Spain.").path.name == "old castle.png"
    assert shelf.take("Nothing of this is there.") is None


def test_a_scene_shows_a_picture_of_ones_own_where_its_words_fit_and_an_emblem_elsewhere(album: Path) -> None:
    stories = ["The old castle stands on a hill.", "Rain falls on the roof.", "The castle is empty."]
    shots, _ = filmed(*({"story": story} for story in stories))
    assert shots[0].backdrop.path.name == "old castle.png"
    assert shots[1].backdrop.emblem.name.startswith("cloud-with-rain")
    assert isinstance(shots[2].backdrop, films.Aurora), "nothing is shown twice"


@pytest.mark.parametrize(
    ("preference", "shown"),
    [
        ("prefer-stock", "Aurora"),
        ("stock-only", "Aurora"),
        ("prefer-user-library", "Picture"),
        ("user-library-only", "Picture"),
    ],
)
def test_the_preference_of_libraries_is_kept(album: Path, preference: str, shown: str) -> None:
    """visualSelectionPreference (contract §3.1)."""
    (shot,), _ = filmed({"story": "The old castle stands on a hill."}, visual_selection_preference=preference)
    assert type(shot.backdrop).__name__ == shown


def test_a_library_is_a_folder_within(album: Path) -> None:
    shots, _ = filmed({"story": "The castle and the team."}, visual_library_id="work")
    assert shots[0].backdrop.path.name == "team_meeting.jpg"


def test_no_asset_is_used_twice_in_a_film(album: Path) -> None:
    """Neither emblems, nor companions, nor files, nor elements that were searched for."""
    stories = [
        "The sun warms the ocean.",
        "The sun sets over the sea.",
        "Rain and sun and sea.",
        "Castles by the beach.",
    ]
    look = {"type": "image", "search_filter": {"query": "castle"}}
    shots, _ = filmed(*({"story": story, "elements": [look]} for story in stories))
    used = [shot.backdrop.path for shot in shots if isinstance(shot.backdrop, films.Picture)]
    for shot in shots:
        if isinstance(shot.backdrop, films.Aurora):
            used += [path for path in (shot.backdrop.emblem, *shot.backdrop.companions) if path]
        used += [element.medium.path for element in shot.elements]
    assert len(used) == len(set(used))


def test_a_search_goes_before_the_story() -> None:
    """searchFilter says what to look for, by words or by a category (contract §3.3)."""
    wanted = {"background": {"search_filter": {"query": "rocket"}}}
    shots, _ = filmed(
        {"story": "Bread is baked at dawn.", **wanted},
        {"story": "Welcome.", "background": {"search_filter": {"category": "Animals/Pets"}}},
    )
    assert shots[0].backdrop.emblem.name.startswith("rocket")
    assert shots[1].backdrop.emblem is not None


def test_an_element_that_is_not_found_is_left_out_and_told() -> None:
    """As the service does (contract §3.4), but not in silence."""
    searched = {"type": "image", "search_filter": {"query": "xyzzy"}}
    (shot,), art = filmed({"story": "Hi.", "elements": [searched]})
    assert shot.elements == ()
    assert any("xyzzy" in note for note in art.notes)


def test_brolls_are_seen_in_their_time_with_their_own_veil(tmp_path: Path) -> None:
    """Those that say no time share the scene."""
    url = picture(tmp_path, "b.png")
    timed = {
        "visual_url": url,
        "broll_clip": {"start": 1, "end": 2},
        "color_overlay": {"color": "#000", "opacity": 0.5},
    }
    (shot,), _ = filmed({"story": "One two three. " * 5, "background_brolls": [timed, {"color": "#ff0000"}]})
    first, second = shot.cutaways
    assert (first.start, first.end, first.overlay.opacity) == (1, 2, 0.5)
    assert isinstance(second.backdrop, films.Colour)
    assert 0 < second.start < second.end <= shot.duration


def test_the_corpus_of_a_scene_gives_its_picture(tmp_path: Path) -> None:
    """The one whose name fits, or the one that is preferred."""
    corpus = [{"visual_url": picture(tmp_path, "tree.png")}, {"visual_url": picture(tmp_path, "river.png")}]
    (shot,), _ = filmed({"story": "The river runs.", "background_corpus": corpus})
    assert shot.backdrop.path.name == "river.png"
    (shot,), _ = filmed({"story": "The river runs.", "background_corpus": [{**corpus[0], "prefer": True}, corpus[1]]})
    assert shot.backdrop.path.name == "tree.png"


def test_a_caption_is_read_while_the_story_is_said() -> None:
    """Its words take the time of the story's, in another language (contract §3.2)."""
    (shot,), _ = filmed({"story": "The water rises into the sky.", "caption": "水升上天空", "caption_language": "zh"})
    assert "".join(caption.text for caption in shot.captions) == "水升上天空"
    assert shot.captions[-1].words[-1].end == pytest.approx(shot.captions[-1].end, abs=1.0)


def test_a_silent_video_scene_lasts_as_long_as_its_video(tmp_path: Path) -> None:
    """An intro is shown whole, or its clips are."""
    path = house.video(tmp_path / "intro.mp4", [(200, 0, 0), (0, 200, 0), (0, 0, 200)])
    ground = {"visual_url": path.as_uri(), "type": "video"}
    whole, cut = filmed({"background": ground}, {"background": {**ground, "clips": [{"start": 0, "end": 0.5}]}})[0]
    assert whole.duration == pytest.approx(1.5, abs=0.1)
    assert cut.duration == pytest.approx(0.5)


def test_explicit_moves_are_taken_in_shares_or_in_per_cent(tmp_path: Path) -> None:
    move = {
        "start": {"zoom": 1, "center_x": 50, "center_y": 50},
        "end": {"zoom": 1.5, "center_x": 0.25, "center_y": 0.5},
    }
    ground = {"visual_url": picture(tmp_path, "a.png"), "type": "image", "settings": {"video_ken_burns": move}}
    (shot,), _ = filmed({"background": ground, "minimum_duration": 2})
    assert shot.backdrop.camera == films.Camera(films.View(1, 0.5, 0.5), films.View(1.5, 0.25, 0.5))


def test_an_avatar_has_a_place_that_says_what_it_is_and_scenes_may_hide_or_move_it() -> None:
    avatar = {"avatar_id": "annie", "position": "top-left", "background_color": "#102030", "border_thickness": 8}
    shots, art = filmed(
        {"story": "One."},
        {"story": "Two.", "avatar": {"hide": True}},
        {"story": "Three.", "avatar": {"top": "50%", "left": "50%"}},
        avatar=avatar,
        voice_over={"enabled": True},
    )
    assert "placeholder" in shots[0].presenter.label
    assert (shots[0].presenter.ground, shots[0].presenter.border) == ((16, 32, 48, 255), 8)
    assert shots[1].presenter is None
    assert (shots[2].presenter.element.position, shots[2].presenter.element.top) == (None, "50%")
    assert any("avatar" in note for note in art.notes)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_smart_layout_is_a_theme(layout: object) -> None:
    """Texts, subtitles, transition and staging are its own, and nothing is left to be told."""
    board = Storyboard(video_name="film", scenes=[{"story": "The sun rises."}], smart_layout_name=layout.name)
    assert left_out(dressed(board, Drawer(Path("nowhere")))) == []
    (shot,), art = filmed({"story": "The sun warms the ocean."}, smart_layout_name=layout.name)
    assert shot.theme == layout.theme
    assert shot.caption_style.font_family == layout.look.font_family
    assert shot.transition.name == layout.transition
    assert shot.backdrop.staging in layout.stagings
    assert art.notes == []


def test_words_take_the_middle_of_a_picture_that_shows_nothing_else() -> None:
    """A sentence that calls for no drawing is read large; where somebody places it, it stays there."""
    (bare,), _ = filmed({"story": "And so it goes."})
    assert bare.caption_style.position == "center-center"
    (placed,), _ = filmed({"story": "And so it goes.", "subtitle_style": {"position": "top-left"}})
    assert placed.caption_style.position == "top-left"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_does_not_leave_a_picture_without_a_drawing_empty(layout: Layout) -> None:
    """What it says of subtitles was asked by nobody in particular: the words are set large, as its headings are."""
    bare = {"story": "And so it goes."}
    (shot,), _ = filmed(bare, smart_layout_name=layout.name)
    assert shot.caption_style.position == "center-center"
    assert shot.caption_style.font_family == layout.theme.heading.font_family
    (placed,), _ = filmed(bare, smart_layout_name=layout.name, subtitle_style={"position": "top-left"})
    assert placed.caption_style.position == "top-left"


def test_neighbouring_scenes_are_staged_differently() -> None:
    """A plain script is not the same disc five times."""
    stories = [
        "The sun warms the ocean.",
        "The cloud is cold.",
        "Rain falls.",
        "Rivers run to the sea.",
        "A tree drinks.",
    ]
    shots, _ = filmed(*({"story": story} for story in stories))
    stagings = [shot.backdrop.staging for shot in shots if shot.backdrop.emblem]
    assert len(set(stagings)) >= 3
    assert all(one != other for one, other in pairwise(stagings))


def test_everything_at_once_is_rendered_over_the_wire(serve: Callable[..., str], tmp_path: Path) -> None:
    """The fields travel, workers draw them, and no note says that they were left out."""
    client = Pictory("pictai_any", base_url=serve())
    scene = {
        "story": "The rocket rises.",
        "background": {"color": "#202040", "colorOverlay": {"color": "#ff0000", "opacity": 0.1}},
        "elements": [
            {"type": "shape", "name": "star-1", "fill": "#ffcc00", "position": "top-left", "width": "10%"},
            {"type": "image", "searchFilter": {"query": "moon"}, "position": "top-right", "width": "10%"},
            {"type": "text", "text": "Go", "textVariant": "heading",
             "style": {"animations": [{"name": "elastic", "type": "entry", "speed": "fast"}]}},
        ],
        "backgroundBrolls": [{"color": "#004000", "brollClip": {"start": 0.5, "end": 1}}],
        "subtitleStyle": {"showBullet": True, "bulletFillColor": "#ff0000", "case": "uppercase"},
    }  # fmt: skip
    told = {"videoName": "all", "videoWidth": 320, "videoHeight": 180, "smartLayoutName": "Bulletin", "scenes": [scene]}
    job = client.render(told).wait(120)
    assert job.download(tmp_path / "all.mp4").stat().st_size > 1000


def test_motion_graphics_are_the_drawing_that_their_prompt_asks_for() -> None:
    """Not that of the story, and the job says what stands in; disabled they change nothing."""
    graphics = {"enabled": True, "prompt": "a rocket", "style": "flat"}
    shots, _ = filmed(
        {"story": "Coffee in the morning.", "background": {"motionGraphics": graphics}},
        {"story": "Coffee at noon.", "background": {"motionGraphics": {**graphics, "enabled": False}}},
    )
    assert "rocket" in shots[0].backdrop.emblem.name
    assert "rocket" not in shots[1].backdrop.emblem.name
    board = Storyboard(video_name="film", scenes=[{"story": "Hi.", "background": {"motionGraphics": graphics}}])
    assert "chosen by the prompt" in left_out(board)[0]
