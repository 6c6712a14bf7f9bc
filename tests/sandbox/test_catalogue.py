"""What can be looked up in the sandbox, over a real socket and through the client: real voices, music, pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import av
import pytest
import requests
from PIL import Image

from pictory_nb import Pictory, terms
from pictory_nb.errors import BadArguments, JobFailed
from pictory_nb.sandbox import speech
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.service import Guard
from tests.sandbox.test_service import KEY, STORY, finished

voiced = pytest.mark.skipif(bool(speech.KokoroNarrator.missing()), reason="no voice is installed")


@pytest.fixture
def base_url(serve: Callable[..., str]) -> str:
    return serve()


@pytest.fixture
def client(base_url: str) -> Pictory:
    return Pictory("pictai_any", base_url=base_url)


def render(base_url: str, body: dict) -> dict:
    accepted = requests.post(f"{base_url}/v2/video/storyboard/render", json=body, headers=KEY, timeout=10)
    return finished(base_url, accepted.json()["data"]["jobId"])


def test_the_voices_are_those_that_read(client: Pictory):
    """Found by language, gender and name; in a terminal they are a table."""
    british = client.voices(language="en-GB", gender="female")
    assert [voice.name for voice in british] == ["Emma", "Isabella"]
    assert len(client.voices(language="en")) == len(speech.VOICES)
    assert [voice.id for voice in client.voices(name="fab")] == [9012]
    assert repr(british).splitlines()[0] == "2 voices"
    assert "Isabella  female" in repr(british)


@voiced
def test_a_sample_is_really_spoken(client: Pictory):
    """Whoever presses play hears the voice say its name, for some seconds."""
    sample = requests.get(client.voices(name="Emma")[0].sample, timeout=60)
    assert sample.headers["Content-Type"] == "audio/mpeg"
    with av.open(io.BytesIO(sample.content)) as sound:
        assert 2 < sound.duration / av.time_base < 8
        assert max(abs(frame.to_ndarray()).max() for frame in sound.decode(audio=0)) > 0.05


def test_an_added_voice_is_kept_listed_and_read_for(client: Pictory, base_url: str, serve: Callable[..., str]):
    """Another sandbox of the same user knows it too, and a film's note says who reads in its place."""
    added = client.add_voice(
        "Aunt May", "xi_42", service="elevenlabs", engine="eleven_v3", language="en-GB", gender="female"
    )
    other = Pictory("pictai_any", base_url=serve())
    assert [voice.name for voice in other.voices(name="aunt")] == ["Aunt May"]
    for speaker in (added.id, "aunt may", "xi_42"):
        body = {**STORY, "voiceOver": {"enabled": True, "aiVoices": [{"speaker": speaker}]}}
        assert "Emma reads for Aunt May" in str(render(base_url, body)["data"]["sandboxNotes"]) or (
            speech.KokoroNarrator.missing()
        )


def test_a_voice_is_refused_with_every_missing_member_named(base_url: str):
    """And one that is misspelt is found on our side, before it is sent."""
    answer = requests.post(f"{base_url}/v1/voiceovers/tracks", json={"name": "Aunt May"}, headers=KEY, timeout=10)
    assert answer.status_code == 400
    assert {field["name"] for field in answer.json()["fields"]} == {"engine", "service", "language", "voiceId"}


def test_music_is_found_by_mood_in_short_and_by_what_it_is_not(client: Pictory):
    """A search narrows by each kind of tag, and every track is one that can be heard."""
    calm = client.music(mood="calm")
    assert calm
    assert all("Calm / Serene" in track.moods for track in calm)
    assert {track.id for track in client.music(mood="calm", genre="Electronic")} < {track.id for track in calm}
    rest = client.music(not_mood="calm")
    assert not {track.id for track in rest} & {track.id for track in calm}
    assert not client.music(mood="calm", not_mood="neutral")
    short = client.music(max_duration=30)
    assert all(track.duration <= 30 for track in short)
    titled = next(iter(calm)).title
    assert [track.title for track in client.music(titled)] == [titled]
    heard = requests.get(calm[0].audio_url, timeout=30)
    with av.open(io.BytesIO(heard.content)) as sound:
        assert abs(sound.duration / av.time_base - calm[0].duration) < 1


def test_pages_of_music_make_up_the_whole(base_url: str):
    """Each track once, in pages of the size that was asked for."""
    pages = []
    for page in (1, 2, 3):
        told = {"page": page, "pageSize": 20, "sort": "shuffle"}
        answer = requests.post(f"{base_url}/v1/music/search", json=told, headers=KEY, timeout=10)
        pages.append([item["id"] for item in answer.json()["items"]])
    whole = requests.post(f"{base_url}/v1/music/search", json={"pageSize": 100}, headers=KEY, timeout=10)
    assert sorted(number for page in pages for number in page) == sorted(item["id"] for item in whole.json()["items"])


@pytest.mark.parametrize("told", [{"pageSize": 19}, {"pageSize": 101}, {"page": 0}, {"mood": "calm"}, {"page": "x"}])
def test_a_search_beyond_its_bounds_is_a_400(base_url: str, told: dict):
    answer = requests.post(f"{base_url}/v1/music/search", json=told, headers=KEY, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_REQUEST_BODY")


def test_a_misspelt_mood_is_found_before_anything_is_sent(client: Pictory):
    """The service would find nothing, without a word."""
    with pytest.raises(BadArguments, match="Sad / Melancholic"):
        client.music(mood="melancolic")


def test_the_terms_of_music_are_the_services(client: Pictory):
    """63 moods, 77 purposes (X19), 96 instruments, 12 families of genres."""
    assert list(client.moods()) == list(terms.MOODS)
    assert len(client.moods()) == 63
    assert len(client.purposes()) == 77
    assert len(client.instruments()) == 96
    assert len(client.genre_groups()) == 12
    assert set(client.genres()) <= {genre for track in client.music() for genre in track.genres} | set(
        terms.GENRE_GROUPS
    )


def test_media_are_found_by_what_they_show(client: Pictory):
    """The best first, with pictures that can be looked at, and from a library that is called what it is."""
    found = client.search_media("dog")
    assert found[0].description == "dog face, drawn"
    assert found[0].media_type == "image"
    assert found[0].library == "pictory_nb_sandbox"
    with Image.open(io.BytesIO(requests.get(found[0].thumbnail.jpg, timeout=30).content)) as thumbnail:
        assert thumbnail.size == (320, 180)
    assert not client.search_media("xyzzy")
    assert not client.search_media("Gift", language="de")
    pets = client.search_media("dog", category="pets")
    assert {clip.id for clip in pets} < {clip.id for clip in found}


def test_a_search_without_a_keyword_is_refused_by_both_sides(client: Pictory, base_url: str):
    """With the code of a query, not of a body."""
    with pytest.raises(BadArguments):
        client.search_media("")
    answer = requests.get(f"{base_url}/v1/media/search", headers=KEY, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_REQUEST")


def test_pictures_and_music_of_the_library_can_stand_in_a_storyboard(client: Pictory, base_url: str):
    """What a search gave is found again by the sandbox that renders."""
    body = {
        **STORY,
        "scenes": [{"story": "A dog.", "background": {"visualUrl": client.search_media("dog")[0].preview.url}}],
        "backgroundMusic": {"enabled": True, "musicUrl": client.music()[0].audio_url},
    }
    assert render(base_url, body)["data"]["status"] == "completed"


def test_fonts_begin_with_those_that_are_here(client: Pictory):
    """All families of the service are taken, and no family is named twice."""
    names = [font.name for font in client.fonts()]
    assert set(terms.FONTS) <= set(names)
    assert len(names) == len(set(names))
    assert names.index("Montserrat") < names.index("Arial")


def test_brands_are_created_and_listed(client: Pictory):
    """A wrong colour is named by its path."""
    assert not client.brands()
    brand = client.add_brand("Acme", color="#1d3557", font="Lato")
    assert [(listed.id, listed.name) for listed in client.brands()] == [(brand.id, "Acme")]
    with pytest.raises(Exception, match=r"color\.primary\.main"):
        client.add_brand("Acme", color="bluish")


def test_styles_and_layouts_have_ids_that_stay(client: Pictory):
    """So a storyboard that names one works on every computer."""
    assert {style.name for style in client.styles()} >= {"Default", "Headliner", "Sunflower yellow"}
    assert len({style.id for style in client.styles()}) == len(client.styles())
    assert [layout.name for layout in client.smart_layouts()][:2] == ["Modern minimalist", "Kinetic"]
    assert [style.id for style in client.styles()] == [style.id for style in client.styles()]


def test_a_film_is_counted_against_the_quota(client: Pictory, base_url: str, premises: Premises):
    """By the minutes that it lasts; no AI credits are spent."""
    assert client.quota().video_minutes.used == 0
    data = render(base_url, STORY)["data"]
    quota = client.quota()
    assert quota.video_minutes.used == pytest.approx(data["videoDuration"] / 60, abs=0.001)
    assert quota.video_minutes.left < quota.video_minutes.limit
    assert quota.ai_credits.used == 0
    assert not client.credit_usage()


def test_the_credit_ledger_tells_one_month_newest_first(client: Pictory, premises: Premises):
    meter = premises.of(Guard().account("pictai_any")).meter
    for source in ("first", "second"):
        meter.count("aiCredits", 15, source=source)
    entries = client.credit_usage()
    assert [(entry.source, entry.amount, entry.type) for entry in entries] == [
        ("second", 15, "debit"),
        ("first", 15, "debit"),
    ]
    assert entries[0].when.tzinfo
    assert not client.credit_usage(2020, 1)


def test_a_year_without_its_month_is_refused_by_both_sides(client: Pictory, base_url: str):
    with pytest.raises(BadArguments, match="month"):
        client.credit_usage(2026)
    answer = requests.get(f"{base_url}/v1/aicredits/usage?year=2026", headers=KEY, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_REQUEST")


def test_what_is_kept_outlives_the_sandbox(client: Pictory, premises: Premises):
    """It lies on disk, whole; a file that is damaged is passed over."""
    client.add_brand("Acme")
    (premises.folder / "brands" / "odd.json").write_text("{")
    assert [brand["name"] for brand in Premises(premises.folder).brands.all()] == ["Acme"]


def test_a_file_of_the_library_is_nothing_else(base_url: str):
    root = base_url.removesuffix("/pictoryapis")
    for path in ("voices/nobody.mp3", "music/../secret", "clips/dog-huge.jpg", "clips/nothing-preview.jpg", "", "x/y"):
        assert requests.get(f"{root}/sandbox/library/{path}", timeout=10).status_code == 404


def test_local_files_are_brought_to_a_served_sandbox_and_rendered(client: Pictory, tmp_path: Path):
    """The picture of this computer is in the film; the same file goes once, though two scenes show it."""
    picture = tmp_path / "red one.png"
    Image.new("RGB", (320, 180), (220, 0, 0)).save(picture)
    scene = {"story": "Red.", "background": {"visual_url": str(picture), "settings": {"ken_burns_effect": False}}}
    job = client.render({**STORY, "scenes": [scene, scene]})
    film = job.wait(120).download(tmp_path / "film.mp4")
    with av.open(str(film)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    red, green, blue = frames[len(frames) // 4][60, 100]
    assert red > 180 > 60 > max(green, blue)
    assert len(list((tmp_path / "uploads").glob("*/red one.png"))) == 1


def test_an_upload_that_was_never_made_is_no_medium(client: Pictory):
    """The film fails and names the scene."""
    slot = client._transport.base_url.removesuffix("/pictoryapis") + "/sandbox/uploads/" + "0" * 32 + "/a.png"
    job = client.render({**STORY, "scenes": [{"story": "Red.", "background": {"visualUrl": slot}}]})
    with pytest.raises(JobFailed, match="scene 1"):
        job.wait(60)
