"""The file that a render leaves behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import pytest

from pictory_nb.renderer import Picture, Transition, cover, cut, encode_chunk, render, write_picture
from tests.renderer import house


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """A film of three shots with speech, captions and two kinds of backdrop, rendered once."""
    folder = tmp_path_factory.mktemp("film")
    words = house.spoken("one clear story", keywords="clear")
    first = house.plain(house.BLACK, 1.03, captions=house.captioned(words, 1.03), speech=house.speech(0.8, 0.1))
    second = replace(house.plain(seconds=0.61), backdrop=house.aurora(), transition=Transition("fade", 0.2))
    film = house.film(first, second, house.plain(house.RED, 0.5), title="Three shots", mark="sandbox")
    told: list[tuple[float, str]] = []
    return film, render(film, folder / "film.mp4", progress=lambda *news: told.append(news)), told


def test_a_film_holds_h264_and_aac_of_the_wanted_size(made) -> None:
    """Every browser and phone plays the film, in the size that was asked for."""
    film, rendered, _ = made
    with av.open(str(rendered.path)) as file:
        video, audio = file.streams.video[0], file.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height) == film.size
        assert video.codec_context.pix_fmt == "yuv420p"
        assert file.metadata["title"] == "Three shots"


def test_a_film_lasts_as_long_as_its_shots(made) -> None:
    """Subtitles and transcripts, which are timed by the shots, stay true to the end, within a frame."""
    film, rendered, _ = made
    assert rendered.duration == pytest.approx(film.duration, abs=1 / film.fps)
    assert len(house.frames(rendered.path)) == film.frames


def test_sound_and_picture_are_equally_long(made) -> None:
    """No player shows a frozen picture or cuts the sound at the end."""
    _, rendered, _ = made
    with av.open(str(rendered.path)) as file:
        lengths = [float(stream.duration * stream.time_base) for stream in file.streams]
    assert lengths[0] == pytest.approx(lengths[1], abs=0.002)
    assert lengths[0] == pytest.approx(rendered.duration, abs=0.002)


def test_the_index_stands_before_the_data(made) -> None:
    """A film on the web plays while it loads."""
    data = made[1].path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_the_index_is_small(made) -> None:
    """Pictures and sound take turns every half second; a turn for each of the hundred packets would cost half more."""
    film, rendered, _ = made
    data = rendered.path.read_bytes()
    turns = [int.from_bytes(data[at + 8 : at + 12], "big") for at in (data.index(b"stco"), data.rindex(b"stco"))]
    assert sum(turns) <= 4 * (film.duration / 0.5 + 1)


def test_a_film_as_small_as_a_stamp_is_joined_of_chunks_too(tmp_path: Path) -> None:
    """It is packed tighter, with settings of its own, and every picture of it is there."""
    film = replace(
        house.film(house.plain(seconds=12), replace(house.plain(seconds=2), backdrop=house.aurora())), size=(256, 144)
    )
    assert len(cut(film, 0)) > 1
    made = render(film, tmp_path / "stamp.mp4")
    with av.open(str(made.path)) as file:
        times = [frame.time for frame in file.decode(video=0)]
    assert len(times) == film.frames
    assert times == sorted(set(times))


def test_the_colours_are_tagged_as_what_they_are(made) -> None:
    """Players show the colours that were meant: BT.709, limited range."""
    with av.open(str(made[1].path)) as file:
        frame = next(file.decode(video=0))
    assert (int(frame.colorspace), int(frame.color_primaries), int(frame.color_trc)) == (1, 1, 1)
    assert int(frame.color_range) == 1


def test_colours_arrive(made) -> None:
    """A red background is that red on the screen."""
    last = house.frames(made[1].path)[-1]
    assert house.pixel(last, 90, 160) == pytest.approx(house.RED[:3], abs=14)


def test_progress_only_rises_and_ends_at_one(made) -> None:
    """A progress bar never jumps back."""
    shares = [share for share, _ in made[2]]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_thumbnail_lies_beside_the_film(made) -> None:
    """Galleries have a poster to show."""
    film, rendered, _ = made
    with av.open(str(rendered.thumbnail)) as picture:
        assert (picture.streams.video[0].width, picture.streams.video[0].height) == film.size
    assert sorted(path.name for path in Path(rendered.path).parent.iterdir()) == ["film.jpg", "film.mp4"]


def test_a_thumbnail_of_a_large_film_is_small_enough_for_a_notebook(tmp_path: Path) -> None:
    """It stands there twice, so it is half as wide as the film; a notebook leaves larger ones than 60 kB away."""
    shot = replace(house.plain(), backdrop=Picture(house.picture(tmp_path / "a.png")))
    thumbnail = write_picture(cover(house.film(shot, size=(1920, 1080))), tmp_path / "film.jpg")
    with av.open(str(thumbnail)) as picture:
        assert (picture.streams.video[0].width, picture.streams.video[0].height) == (960, 540)
    assert thumbnail.stat().st_size < 60_000


def test_chunks_of_all_shots_are_encoded_alike(made) -> None:
    """Chunks encoded by different processes can be joined without encoding again."""
    film = made[0]
    chunks = [encode_chunk(chunk) for index in range(3) for chunk in cut(film, index)]
    assert len({chunk.extradata for chunk in chunks}) == 1
    assert all(chunk.packets[0][2] for chunk in chunks), "each chunk starts with a key frame"
    assert sum(chunk.frames for chunk in chunks) == film.frames


def test_a_long_shot_is_cut_into_short_chunks() -> None:
    """One long scene keeps all cores busy, and its chunks follow one another without a gap."""
    chunks = cut(house.film(house.plain(seconds=10)), 0)
    assert [chunk.first for chunk in chunks] == [0, 75, 150, 225]
    assert [chunk.count for chunk in chunks] == [75, 75, 75, 75]


def test_a_transition_is_a_chunk_of_its_own() -> None:
    """When a scene changes, no more is drawn anew of the next one than the moments in which both are seen."""
    film = house.film(house.plain(seconds=4), replace(house.plain(seconds=4), transition=Transition("fade", 0.6)))
    chunks = cut(film, 1)
    assert [(chunk.first, chunk.count) for chunk in chunks] == [(0, 18), (18, 51), (69, 51)]
    assert [chunk.before is not None for chunk in chunks] == [True, False, False]


def test_the_starts_of_shots_do_not_drift() -> None:
    """After many scenes of odd length, pictures still change where the subtitles and the voice say, to half a frame."""
    film = house.film(*[house.plain(seconds=1.0177)] * 40)
    for number, border in enumerate(film.borders):
        assert border / film.fps == pytest.approx(number * 1.0177, abs=0.5 / film.fps + 1e-6)


def test_a_chunk_carries_no_sound() -> None:
    """What is sent to another process is small, however long the narration is."""
    shot = house.plain(speech=house.speech(1.0))
    chunk = cut(house.film(shot, replace(shot, transition=Transition("fade", 0.2))), 1)[0]
    assert chunk.shot.speech is None
    assert chunk.before is not None
    assert chunk.before.speech is None


@pytest.mark.parametrize("size", [(180, 320), (200, 200), (160, 200), (322, 178)])
def test_every_even_size_can_be_filmed(tmp_path: Path, size: tuple[int, int]) -> None:
    """Portrait, square and odd-looking sizes come out as wanted."""
    shot = house.plain(seconds=0.3, captions=house.captioned(house.spoken("hello there"), 0.3, size=size))
    rendered = render(house.film(replace(shot, backdrop=house.aurora()), size=size), tmp_path / "film.mp4")
    assert house.frames(rendered.path)[0].shape[:2] == size[::-1]
