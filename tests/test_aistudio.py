"""Pictures and clips by a prompt: ordered once, checked before, really made, and read as the contract says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from PIL import Image

from pictory_nb import Pictory
from pictory_nb.aistudio import Generation
from pictory_nb.errors import BadArguments, OverBudget
from pictory_nb.library import GeneratedImage, GeneratedVideo
from pictory_nb.sandbox import build
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.service import Guard
from pictory_nb.state import Completed, read_state
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import load_entries, load_next
from tests.faults.service import Reply, Service
from tests.samples import samples

SAMPLES = samples("aistudio")


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pictory:
    """The sandbox of this process, with a ledger and a folder of its own."""
    from pictory_nb.sandbox.mount import WsgiAdapter

    monkeypatch.setenv("PICTORY_NB_HOME", str(tmp_path))
    client = Pictory(profile="sandbox")
    service = build(Guard(door_open=True), Premises(tmp_path / "data"), files_allowed=True)
    client._transport.session.mount("http://sandbox.localhost/", WsgiAdapter(service))
    return client


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        yield running


def test_an_image_is_really_made_and_listed_and_counted(local: Pictory) -> None:
    """In the size that its ratio asks for; the same order again is the same image, and costs nothing."""
    order = {"style": "vintage", "aspect_ratio": "16:9", "model": "nanobanana"}
    image = local.generate_image("A lighthouse in a storm", **order)
    made = image.made
    assert isinstance(made, GeneratedImage)
    with Image.open(io.BytesIO(image.content)) as picture:
        assert picture.size == (made.width, made.height) == (1820, 1024)
    assert 'src="data:image/png;base64,' in image._repr_html_()
    again = local.generate_image("A lighthouse in a storm", **order)
    assert again.id == image.id
    (listed,) = local.generated_images()
    assert (listed.id, listed.prompt, listed.style) == (image.id, "A lighthouse in a storm", "vintage")
    assert listed.url == made.url
    shown = local.generated_images()._repr_html_()
    assert '<img src="data:image/jpeg;base64,' in shown, "small, and a part of the notebook"
    assert len(shown) < 60_000
    assert local.quota().ai_credits.used == 4
    (entry,) = local.credit_usage()
    assert (entry.amount, entry.source) == (4, "AI Studio")


def test_a_clip_is_really_made_and_goes_on(local: Pictory, tmp_path: Path) -> None:
    """It is as long as was ordered; one that extends it is longer by that, and may be shown in a storyboard."""
    clip = local.generate_video("A rocket starts", duration="5s", aspect_ratio="1:1")
    made = clip.made
    assert isinstance(made, GeneratedVideo)
    assert (made.duration, made.width, made.height) == ("5s", 720, 720)
    with av.open(str(clip.save(tmp_path / "clip"))) as film:
        assert film.duration / av.time_base == pytest.approx(5.0, abs=0.1)
        assert "not by a model" in film.metadata["comment"]
    longer = local.generate_video("It comes back", duration="5s", aspect_ratio="1:1", extend_video=made.url)
    assert longer.made.duration == "10s"
    assert [each.id for each in local.generated_videos()] == [longer.id, clip.id]
    assert local.generated_videos()[0].picture.endswith(".jpg")


@pytest.mark.parametrize(
    ("order", "says"),
    [
        ({"prompt": "hm"}, "prompt: it has 2 signs"),
        ({"prompt": "x" * 5001}, "5,001 signs"),
        ({"prompt": "A boat", "model": "seedream"}, "did you mean 'seedream3.0'"),
        ({"prompt": "A boat", "style": "cartoonish"}, "did you mean 'cartoon'"),
        ({"prompt": "A boat", "aspect_ratio": "4:5"}, "4:5"),
        ({"prompt": "A boat", "model": "flux-schnell", "reference_image": "https://a.b/c.png"}, "has no use for it"),
    ],
)
def test_a_wrong_order_of_an_image_is_refused_before_it_is_sent(service: Service, order, says) -> None:
    """By the client; it costs nothing to find out."""
    with pytest.raises(BadArguments, match=says):
        Pictory("pictai_key", base_url=service.base_url).generate_image(**order)
    assert not service.seen


@pytest.mark.parametrize(
    ("order", "says"),
    [
        ({"model": "veo3.1", "duration": "5s"}, "veo3.1 makes no '5s'"),
        ({"model": "veo3.1", "aspect_ratio": "1:1"}, "veo3.1 makes no '1:1'"),
        ({"first_frame_image": "https://a.b/c", "extend_video": "https://a.b/d"}, "exclude each other"),
        ({"model": "nanobanana"}, "nanobanana"),
    ],
)
def test_a_wrong_order_of_a_clip_is_refused_before_it_is_sent(service: Service, order, says) -> None:
    """Each rule of the contract (§2.47)."""
    with pytest.raises(BadArguments, match=says):
        Pictory("pictai_key", base_url=service.base_url).generate_video("A boat leaves", **order)
    assert not service.seen


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("images", {"prompt": "hm"}),
        ("images", {"prompt": "A boat", "model": "veo3.1"}),
        ("images", {"prompt": "A boat", "style": "none"}),
        ("images", {"prompt": 5}),
        ("videos", {"prompt": "A boat", "duration": "99s"}),
        ("videos", {"prompt": "A boat", "extendVideoUrl": "https://a.b/c", "referenceImageUrls": ["https://a.b/d"]}),
        ("videos", {}),
    ],
)
def test_the_sandbox_refuses_what_the_service_refuses(local: Pictory, path: str, body: dict) -> None:
    """With the code and the field (§0.4), and no job begins."""
    answer = local._transport.session.post(f"{local._transport.base_url}/v1/aistudio/{path}", json=body)
    assert answer.status_code == 400
    told = answer.json()
    assert told["code"] == "INVALID_REQUEST_BODY"
    assert told["fields"]
    assert not list(local.jobs())


def test_all_that_is_wrong_with_an_order_is_told_at_once(local: Pictory) -> None:
    """Beside a model that there is not, also what no model makes."""
    order = {"prompt": "hm", "model": "dalle", "aspectRatio": "3:2", "duration": "99s"}
    answer = local._transport.session.post(f"{local._transport.base_url}/v1/aistudio/videos", json=order)
    assert [field["name"] for field in answer.json()["fields"]] == ["prompt", "model", "aspectRatio", "duration"]


def test_a_reference_that_is_not_there_fails_the_job(local: Pictory) -> None:
    """Naming it; nothing is counted."""
    from pictory_nb.errors import JobFailed

    order = local.generate_image("A boat at sea", reference_image="http://127.0.0.1:9/none.png")
    with pytest.raises(JobFailed, match=r"the picture of reference: .*was not reached"):
        order.wait()
    assert local.quota().ai_credits.used == 0


def test_what_costs_is_asked_or_limited_before(service: Service) -> None:
    """A headless program spends no credits by itself."""
    service.on(routes.JOBS, Reply(200, {"items": []}))
    client = Pictory("pictai_key", base_url=service.base_url)
    with pytest.raises(OverBudget, match="160"):
        client.generate_video("A boat leaves", model="veo3.1", duration="8s", max_credits=100)
    assert not [asked for asked in service.seen if asked.method == "POST"]


def test_an_order_is_sent_once_and_read_as_the_contract_says(service: Service) -> None:
    """With the defaults filled in, so that what is paid for is written down whole."""
    service.on(routes.GENERATE_IMAGE, Reply(200, SAMPLES["generate_image"]["body"]))
    service.on(routes.JOB, Reply(200, SAMPLES["an image that was made"]["body"]))
    client = Pictory("pictai_key", base_url=service.base_url)
    image = client.generate_image("A harbour at dawn", max_credits=2)
    again = client.generate_image("A harbour at dawn", max_credits=2)
    assert image.id == again.id == "265a1f3c-0b6c-4d41-9d2b-2f6f1a7f0c11"
    sent = [asked.json for asked in service.seen if asked.method == "POST"]
    assert sent == [{"model": "seedream3.0", "prompt": "A harbour at dawn", "aspectRatio": "1:1"}]
    assert image.made.url == "https://media.example.com/aistudio/harbour.png"
    assert (image.made.width, image.job.credits) == (1024, 2)


def test_lists_mean_what_the_contract_says() -> None:
    """The key of the next page is left out on the last one."""
    body = SAMPLES["generated_images"]["body"]
    (image,) = load_entries(GeneratedImage, body)
    assert (image.prompt, image.width, image.style) == ("A harbour at dawn", 1024, "vintage")
    assert load_next(body) == "eyJwYWdlIjoyfQ=="
    body = SAMPLES["generated_videos"]["body"]
    (clip,) = load_entries(GeneratedVideo, body)
    assert (clip.duration, clip.reference_image_urls) == ("8s", ("https://media.example.com/boat.png",))
    assert load_next(body) == ""
    state = read_state(SAMPLES["a clip that was made"]["body"])
    assert isinstance(state, Completed)
    assert state.ai_credits_used == 160


def test_what_a_service_tells_is_only_text(service: Service) -> None:
    """Nothing of it runs in a notebook."""
    evil = '"><script>alert(1)</script>'
    service.on(routes.GENERATE_IMAGE, Reply(200, SAMPLES["generate_image"]["body"]))
    service.on(routes.JOB, Reply(200, {"success": True, "data": {"status": evil}}))
    image = Pictory("pictai_key", base_url=service.base_url).generate_image(evil, max_credits=9)
    assert isinstance(image, Generation)
    assert "<script>" not in image._repr_html_()
