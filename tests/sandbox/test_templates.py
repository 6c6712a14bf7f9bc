"""Templates over a real socket, and the bulk flow as programs of the first era go through it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.sandbox.plain import KEY, Service, text_of

PROJECT = Path(__file__).parent.parent / "samples" / "loan-reminder.pictai"
SMALL = {"videoWidth": 320, "videoHeight": 180}
VALUES = {"customer_name": "Ada", "amount": "20 pounds", "due_date": "Friday"}


def created(service: Service, content: bytes | None = None) -> dict[str, Any]:
    head = {**KEY, "Content-Type": "application/octet-stream"}
    content = PROJECT.read_bytes() if content is None else content
    answer = requests.post(f"{service.base_url}/v1/templates", data=content, headers=head, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_project_file_becomes_a_template(service: Service) -> None:
    """§2.22: its texts, its music and voice, and a variable for each distinct name."""
    template = created(service)
    assert template["name"] == "Loan reminder"
    assert template["variables"] == {
        "customer_name": "CUSTOMER_NAME", "amount": "AMOUNT", "due_date": "DUE_DATE",
    }  # fmt: skip
    assert [line["text"] for line in template["scenes"][0]["subtitles"]] == [
        "Dear {{customer_name}},",
        "your <strong>payment</strong> is due.",
    ]
    assert template["audio"]["aiVoice"] == {"speaker": "Emma", "speed": 100, "amplifyLevel": 0}
    assert (template["published"], template["deprecated"]) == (True, False)


def test_a_form_is_taken_too(service: Service) -> None:
    """The current page names a part of a form (§1.2)."""
    files = {"pictoryprojectfile": ("a.pictai", PROJECT.read_bytes())}
    answer = requests.post(f"{service.base_url}/v1/templates", files=files, headers=KEY, timeout=10)
    assert answer.json()["name"] == "Loan reminder"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[]", b"{}", b'{"scenes": []}', b'{"scenes": [7, {}]}'])
def test_what_is_no_project_is_refused(service: Service, content: bytes) -> None:
    answer = requests.post(f"{service.base_url}/v1/templates", data=content, headers=KEY, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_REQUEST_BODY")


def test_a_template_is_listed_told_changed_and_deleted(service: Service) -> None:
    """§2.23–§2.26, each with an effect on the next."""
    first, second = created(service)["templateId"], created(service)["templateId"]
    listed = service.send("GET", "/v1/templates")["items"]
    assert [one["templateId"] for one in listed] == [first, second]
    detail = service.send("GET", f"/v1/templates/{first}")
    assert (detail["depricated"], detail["deprecated"], detail["schemaVersion"]) == (False, False, "v3")
    assert detail["voiceOver"]["aiVoices"][0]["speaker"] == "Emma"
    assert requests.get(detail["structure"], timeout=10).json()["templateId"] == first
    assert requests.get(detail["project"], timeout=10).json() == json.loads(PROJECT.read_bytes())
    scenes = [{**detail["scenes"][0], "subtitles": [{"text": "Hello {{friend}}."}]}]
    changed = service.send("PUT", f"/v1/templates/{first}", {"scenes": scenes})
    assert (changed["success"], changed["templateId"]) == (True, first)
    assert service.send("GET", f"/v1/templates/{first}")["variables"] == {"friend": "FRIEND"}
    assert service.send("DELETE", f"/v1/templates/{first}")["success"] is True
    for method in ("GET", "DELETE"):
        assert service.send(method, f"/v1/templates/{first}", status=404)["code"] == "NOT_FOUND"
    assert [one["templateId"] for one in service.send("GET", "/v1/templates")["items"]] == [second]


def test_the_bulk_flow_of_the_first_era(service: Service) -> None:
    """§5.7, §5.8: fill, poll, PUT render; scenes are laid over, or put between."""
    template = created(service)
    body = {
        "templateId": template["templateId"],
        "variables": VALUES,
        "videoName": "For Ada",
        **SMALL,
        "scenes": [
            {"insertBeforeSceneId": "first", "text": "A reminder.", "voiceOver": False},
            {"sceneId": template["scenes"][2]["sceneId"], "text": "Bye, Ada."},
        ],
    }
    accepted = service.send("POST", "/v1/video/from-template", body)
    assert set(accepted["data"]) == {"jobId"}
    preview = service.done(accepted)
    assert len(preview["renderParams"]["scenes"]) == 4
    assert any("stock library" in note for note in preview["sandboxNotes"])
    film = service.done(service.send("PUT", f"/v1/video/render/{preview['id']}", {}))
    said = " ".join(text_of(film).split())
    assert said == "A reminder. Dear Ada, your payment is due. Please pay 20 pounds by Friday. Bye, Ada."


def test_a_template_that_is_used_is_not_told_to_be_left_out(service: Service) -> None:
    """A note that is not true hides those that are."""
    template = created(service)
    body = {"templateId": template["templateId"], "videoName": "T", "videoWidth": 320, "videoHeight": 180}
    notes = service.done(service.send("POST", "/v1/video/from-template", body))["sandboxNotes"]
    assert not [note for note in notes if "emplateId" in note or "template_id" in note]


def test_a_storyboard_of_today_names_a_template(service: Service) -> None:
    """§5.7, v2: values for some names; what is given none shows its name, and the job says so."""
    template = created(service)
    body = {
        "videoName": "For Ada",
        "templateId": template["templateId"],
        "variables": {"customer_name": "Ada"},
        **SMALL,
    }
    film = service.done(service.send("POST", "/v2/video/storyboard/render", body))
    assert "Thank you, Ada." in text_of(film)
    assert "Please pay AMOUNT by DUE_DATE." in " ".join(text_of(film).split())
    assert sum("was given no value" in note for note in film["sandboxNotes"]) == 2


def test_a_template_that_there_is_not_is_named(service: Service) -> None:
    body = {"templateId": "nothing", "videoName": "x"}
    for path in ("/v1/video/from-template", "/v2/video/storyboard", "/v2/video/storyboard/render"):
        assert service.send("POST", path, body, status=400)["fields"][0]["name"] == "templateId"
    template = created(service)
    strange = {"templateId": template["templateId"], "scenes": [{"sceneId": "none", "text": "x"}]}
    assert service.send("POST", "/v1/video/from-template", strange, status=400)["fields"][0]["name"] == "scenes[0]"
