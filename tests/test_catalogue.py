"""The client's catalogues: what the service tells is read as the contract says, a page at a time, and shown safely."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pictory_nb import library, sounds, table, terms
from pictory_nb.client import Pictory
from pictory_nb.errors import BadArguments, DownloadFailed, ServiceError, SubmitUnknown
from pictory_nb.library import Allowance, Clip, Entry, GeneratedImage, Picture, Project, Quota, Template, Track, Voice
from pictory_nb.library.entry import members_of
from pictory_nb.listing import Listing
from pictory_nb.state import read_state
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import load_entries, load_slot
from tests.faults.service import Drop, Reply, Service
from tests.samples import samples

SAMPLES = samples("catalogue")
KINDS = [kind for kind in vars(library).values() if isinstance(kind, type) and issubclass(kind, Entry)]

ASKED: dict[str, Any] = {
    "search_media": ("ocean",),
    "upload_url": None,
    "upload": None,
    "add_brand": ("Acme",),
}
"""How the verbs are called that need to be told something; None where a test of its own tells it."""


@pytest.fixture
def service() -> Any:
    with Service() as running:
        yield running


def client_of(service: Service) -> Pictory:
    return Pictory("pictai_key", base_url=service.base_url)


def answer(client: Pictory, route: routes.Route) -> Any:
    if route is routes.ADD_VOICE:
        return client.add_voice("May", "xi42", service="elevenlabs", engine="eleven_v3", language="en-GB")
    return getattr(client, route.verb)(*ASKED.get(route.name, ()))


def means(value: Any, wanted: Any) -> bool:
    """Whether ``value`` has what is wanted of it, field by field."""
    if isinstance(wanted, dict):
        return all(means(getattr(value, name), member) for name, member in wanted.items())
    return list(value) == wanted if isinstance(wanted, list) else value == wanted


@pytest.mark.parametrize("name", [name for name in SAMPLES if ASKED.get(name, ()) is not None and name != "quota"])
def test_an_answer_means_what_the_contract_says(service: Service, name: str) -> None:
    """Each catalogue, through the client's own verb."""
    route = next(route for route in routes.ROUTES if route.name == name)
    service.on(route, Reply(200, SAMPLES[name]["body"]), Reply(200, []))
    found, wanted = answer(client_of(service), route), SAMPLES[name]["means"]
    if isinstance(wanted, list):
        found = list(found)
        assert len(found) == len(wanted)
        assert all(map(means, found, wanted))
    else:
        assert means(found, wanted)
    assert service.seen[0].method == route.method


def test_a_quota_is_what_is_used_and_left(service: Service) -> None:
    """The four of the contract (§2.49), readable in a terminal."""
    service.on(routes.QUOTA, Reply(200, SAMPLES["quota"]["body"]))
    quota = client_of(service).quota()
    four = [quota.video_minutes, quota.transcription_minutes, quota.eleven_labs_voice_over_minutes, quota.ai_credits]
    assert [each.used for each in four] == SAMPLES["quota"]["means"]["used"]
    assert [each.left for each in four] == SAMPLES["quota"]["means"]["left"]
    assert "98 of 14,400" in repr(quota)


def test_what_a_quota_does_not_tell_is_unknown_and_not_0() -> None:
    quota = Quota.from_wire({"videoMinutes": {"used": 3}, "aiCredits": "many"})
    assert (quota.video_minutes.used, quota.video_minutes.limit, quota.video_minutes.left) == (3, None, None)
    assert quota.ai_credits == Allowance()
    assert "unknown of unknown" in repr(quota)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(st.data())
def test_whatever_an_entry_holds_it_can_be_read_and_shown(kind: type[Entry], data: st.DataObject) -> None:
    """An odd member leaves its field empty; what was understood is told again as it was read."""
    odd = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    )
    members = [member for _, member, _ in members_of(kind)]
    entry = kind.from_wire(data.draw(odd | st.dictionaries(st.sampled_from(members), odd) if members else odd))
    assert kind.from_wire(entry.to_wire()) == entry
    listing = Listing("things", lambda _: ([entry], ""))
    assert repr(listing)
    assert "<script" not in listing._repr_html_()


@pytest.mark.parametrize(
    "body",
    [
        {"items": [{"id": 1}]},
        {"Items": [{"id": 1}]},
        [{"id": 1}],
        {"data": {"items": [{"id": 1}]}},
        {"data": {"searchResults": [{"id": 1}]}},
        {"data": {"tracks": [{"id": 1}]}},
        {"data": [{"id": 1}, None, 3]},
    ],
)
def test_every_envelope_of_a_list_is_opened(body: Any) -> None:
    """E4, E5, E7, E8, E9, and what the official helper tolerates (§2.34)."""
    assert [track.id for track in load_entries(Track, body)] == [1]


@pytest.mark.parametrize("body", [None, {}, [], "no", 3, {"data": None}, {"items": {"id": 1}}])
def test_an_answer_that_holds_no_list_holds_nothing(body: Any) -> None:
    assert load_entries(Track, body) == []
    assert load_slot(body) is None


def test_the_slot_of_an_upload_keeps_its_signature_to_itself() -> None:
    """Whoever reads a log cannot write there."""
    slot = load_slot(SAMPLES["upload_url"]["body"])
    assert means(slot, SAMPLES["upload_url"]["means"])
    assert "Signature" not in repr(slot)


def tracks(*numbers: int) -> dict[str, Any]:
    return {"items": [{"id": number, "title": f"Track {number}"} for number in numbers]}


def test_pages_are_fetched_when_they_are_come_to(service: Service) -> None:
    """The first at once, so that an error is told by the verb; the second when somebody wants it."""
    first, second = tracks(*range(50)), tracks(50, 51)
    service.on(routes.MUSIC, Reply(200, first), Reply(200, second))
    music = client_of(service).music(mood="calm")
    assert music[49].id == 49
    assert music[:3][2].id == 2
    assert bool(music)
    assert "50 tracks so far" in repr(music)
    assert len(service.seen) == 1
    with pytest.raises(TypeError, match="fetched"):
        len(music)
    assert music[-1].id == 51
    assert len(music) == 52
    assert [seen.json["page"] for seen in service.seen] == [1, 2]
    assert service.seen[0].json["mood"] == ["Calm / Serene"]


def test_a_service_that_forgets_the_page_is_not_asked_for_ever(service: Service) -> None:
    """The name of that parameter is inferred (§2.16): the same page again ends the list."""
    service.on(routes.SEARCH_MEDIA, Reply(200, SAMPLES["search_media"]["body"]))
    assert len(list(client_of(service).search_media("ocean"))) == 1
    assert len(service.seen) == 2


def test_a_page_that_failed_is_asked_for_again(service: Service) -> None:
    """No list is cut short by a fault without a word."""
    service.on(routes.MUSIC, Reply(200, tracks(*range(50))), Reply(404, {}), Reply(200, tracks(50)))
    music = client_of(service).music()
    with pytest.raises(ServiceError):
        list(music)
    assert len(list(music)) == 51


def test_avatars_are_paged_by_key(service: Service) -> None:
    page = {"items": [{"id": "annie"}], "nextPageKey": "k/1"}
    service.on(routes.AVATARS, Reply(200, page), Reply(200, {"items": [{"id": "bob"}]}))
    assert [avatar.id for avatar in client_of(service).avatars()] == ["annie", "bob"]
    assert "nextPageKey=k%2F1" in service.seen[1].path


def test_something_new_is_sent_once(service: Service) -> None:
    """A voice whose answer was lost may be there: who sends it again may have two."""
    service.on(routes.ADD_BRAND, Drop())
    with pytest.raises(SubmitUnknown, match="whether it is there"):
        client_of(service).add_brand("Acme")
    assert len(service.seen) == 1


def test_a_search_is_repeated_as_any_harmless_question(service: Service) -> None:
    service.on(routes.MUSIC, Reply(503), Reply(200, tracks(1)))
    assert [track.id for track in client_of(service).music()] == [1]


def test_all_that_is_wrong_with_a_question_is_told_at_once(service: Service) -> None:
    with pytest.raises(BadArguments) as caught:
        client_of(service).music(mood="melancolic", purpose=["sports", "Tehcnology"], min_duration=-1, sort="best")
    assert [problem.path for problem in caught.value.problems] == ["sort", "mood", "purpose", "minDuration"]
    assert "Sad / Melancholic" in str(caught.value)
    assert service.seen == []


def test_a_misspelt_member_of_a_voice_is_named(service: Service) -> None:
    with pytest.raises(BadArguments, match="public_user_id"):
        client_of(service).add_voice("A", "b", service="c", engine="d", language="e", public_userid="x")


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [("calm", terms.MOODS, "Calm / Serene"), ("SPORTS", terms.PURPOSES, "Sports"), ("pets", terms.CATEGORIES,
     "Animals/Pets"), ("Nature", terms.CATEGORIES, "Nature"), ("quiet", terms.MOODS, "")],
)  # fmt: skip
def test_a_term_may_be_short(word: str, known: tuple[str, ...], meant: str) -> None:
    assert terms.meant(word, known) == meant


EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>\x1b[2J'


def test_remote_words_are_shown_and_never_obeyed() -> None:
    """Neither by a page nor by a terminal."""
    voice = Voice(name=EVIL, gender=EVIL, sample=f"https://x/{EVIL}")
    listing = Listing("voices", lambda _: ([voice], ""))
    html = listing._repr_html_()
    assert "<img" not in html
    assert "<script" not in html
    assert "\x1b" not in repr(listing)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "vbscript:x", "//host/x", "x.png", " "])
def test_only_web_addresses_and_data_are_linked(url: str) -> None:
    clip = Clip(id="1", description="x", thumbnail=Picture(jpg=url))
    voice = Voice(name="x", sample=url)
    for entry in (clip, voice):
        assert "src=" not in Listing("things", lambda _, entry=entry: ([entry], ""))._repr_html_()


def test_pictures_and_sounds_are_shown_where_they_can_be_reached() -> None:
    """From the web by their address; from within this process themselves."""
    clip = Clip(id="1", description="x", thumbnail=Picture(jpg="https://x/t.jpg"))
    voice = Voice(name="x", sample="https://x/s.mp3")
    assert '<img src="https://x/t.jpg"' in Listing("clips", lambda _: ([clip], ""))._repr_html_()
    assert '<audio controls preload="none" src="https://x/s.mp3" ' in (
        Listing("voices", lambda _: ([voice], ""))._repr_html_()
    )
    inside = {"fetch": lambda _: b"\xff\xd8picture"}
    assert 'src="data:image/jpeg;base64,' in Listing("clips", lambda _: ([clip], ""), **inside)._repr_html_()
    inside = {"fetch": lambda _: b"ID3sound"}
    assert (
        'src="data:audio/mpeg;base64,SUQzc291bmQ="'
        in Listing("voices", lambda _: ([voice], ""), **inside)._repr_html_()
    )


def test_a_large_picture_is_stored_small() -> None:
    """A notebook is no place for a megabyte; what is no picture is left out."""
    large, file = Image.effect_noise((900, 900), 90), io.BytesIO()
    large.save(file, "PNG")
    assert len(file.getvalue()) > table.LARGEST_PICTURE
    clip = Clip.from_wire({"id": "1", "thumbnail": {"url": "https://a.example/a.png"}})
    shown = table.html("", ["thumbnail"], [clip], lambda _: file.getvalue())
    assert "data:image/jpeg" in shown
    assert len(shown) < table.LARGEST_PICTURE
    assert "<img" not in table.html("", ["thumbnail"], [clip], lambda _: b"\xff\xd8" + 99_999 * b"x")


def test_a_long_sound_is_stored_by_its_opening_and_many_as_far_as_there_is_room() -> None:
    """A notebook is no place for a library of music; what is no sound is left out."""
    noise, file = np.random.default_rng(1).normal(0, 0.2, (1, 20 * 48_000)).astype(np.float32), io.BytesIO()
    with av.open(file, "w", format="ogg") as long:
        stream = long.add_stream("libopus", rate=48_000, layout="mono", bit_rate=96_000)
        frame = av.AudioFrame.from_ndarray(noise, "fltp", "mono")
        frame.rate = 48_000
        long.mux([*stream.encode(frame), *stream.encode(None)])
    tracks = [Track(title="x", audio_url=f"https://x/{number}.opus") for number in range(20)]
    shown = table.html("", ["audio_url"], tracks, lambda _: file.getvalue())
    heard = re.findall(r'src="data:audio/mpeg;base64,([^"]*)"', shown)
    with av.open(io.BytesIO(base64.b64decode(heard[0]))) as opening:
        assert opening.duration / av.time_base == pytest.approx(sounds.OPENING, abs=0.2)
    assert 5 <= len(heard) < 20
    assert len(file.getvalue()) > sounds.LARGEST * 5
    assert len(shown) < sounds.ROOM * 4 / 3 + 10_000
    assert "client.listen(…) plays those without a player" in shown
    for content in (b"", 99_999 * b"x"):
        assert "<audio" not in table.html("", ["audio_url"], tracks, lambda _, content=content: content)


def test_a_size_that_is_no_number_is_unknown() -> None:
    """A number in quotes is one, a word or a fact is none."""
    told = [GeneratedImage.from_wire({"width": width}).width for width in (640, "640", "", "wide", True, 1e400)]
    assert told == [640, 640, None, None, None, None]


def test_a_table_reads_well() -> None:
    """One of them is not many, a moment is told to the minute, and a fact by a word."""
    template = Template.from_wire({"templateId": "1", "name": "A", "published": True})
    assert repr(Listing("templates", lambda _: ([template], ""))).startswith("1 template\n")
    assert repr(Listing("credit entries", lambda _: ([template], ""))).startswith("1 credit entry\n")
    assert table.text(template, "published") == "yes"
    project = Project.from_wire({"id": "1", "savedDate": "2026-05-08T15:37:11.176Z"})
    assert table.text(project, "saved_date") == "2026-05-08 15:37"


def test_a_voice_can_be_heard(service: Service) -> None:
    """The sound itself stands in the output, so it is heard wherever the notebook is opened."""
    service.on("/s.mp3", Reply(200, b"ID3sound", {"Content-Type": "audio/mpeg"}))
    sound = client_of(service).listen(Voice(name="<Ann>", sample=f"{service.origin}/s.mp3"))
    assert sound.content == b"ID3sound"
    assert 'src="data:audio/mpeg;base64,SUQzc291bmQ="' in sound._repr_html_()
    assert "&lt;Ann&gt;" in sound._repr_html_()
    assert "Authorization" not in service.seen[0].headers


@pytest.mark.parametrize("entry", [Voice(name="Ann"), Voice(name="Ann", sample="/gone.mp3"), Track(title="Tide")])
def test_what_has_no_sound_is_said_not_to_have_one(service: Service, entry: Entry) -> None:
    """And not shown as a player that stays silent."""
    if isinstance(entry, Voice) and entry.sample:
        entry = Voice(name="Ann", sample=service.origin + entry.sample)
    with pytest.raises(DownloadFailed, match=r"heard of (Ann|Tide)"):
        client_of(service).listen(entry)


def test_an_empty_catalogue_says_so() -> None:
    nothing = Listing("tracks", lambda _: ([], ""))
    assert (repr(nothing), bool(nothing), len(nothing), list(nothing)) == ("no tracks", False, 0, [])
    assert nothing._repr_html_() == "<p>no tracks</p>"


def test_a_column_that_says_nothing_is_left_out() -> None:
    listing = Listing("voices", lambda _: ([Voice(name="Ann"), Voice(name="Bob")], ""))
    assert repr(listing).splitlines() == ["2 voices", "name", "Ann", "Bob"]


HERE = [
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "/etc/passwd",
    "~/.ssh/id_rsa",
    "C:\\key",
    "javascript:alert(1)",
    "http://[",
]


@pytest.mark.parametrize("url", HERE)
def test_an_address_of_the_service_never_leads_to_this_computer(url: str) -> None:
    """Else a storyboard that names what was found would have a file of ours read, and brought to the account."""
    clip = library.Clip.from_wire({"preview": {"url": url, "jpg": url}, "thumbnail": {"url": url}})
    track = Track.from_wire({"title": "Tide", "audioUrl": url})
    clips = library.GeneratedVideo.from_wire({"url": url, "lastFrameImageUrl": url, "referenceImageUrls": [url]})
    state = read_state({"data": {"status": "completed", "videoURL": url, "thumbnail": url, "previewUrl": url}})
    told = [clip.preview.url, clip.preview.jpg, clip.thumbnail.url, track.audio_url, clips.url]
    told += [clips.last_frame_image_url, *clips.reference_image_urls]
    told += [state.video_url, state.thumbnail_url, state.preview_url]
    assert set(told) == {""}
    assert url not in Listing("tracks", lambda _: ([track], ""))._repr_html_()
