"""Projects over a real socket: kept, told, edited, rendered, deleted."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests

from pictory_nb.sandbox.premises import Premises
from pictory_nb.storyboard import Scene, Storyboard
from tests.sandbox.plain import BOARD, Service, text_of

KEPT = {**BOARD, "saveProject": True}


def test_a_storyboard_is_kept_as_a_project_and_rendered_as_it_was_edited(service: Service) -> None:
    """§2.27–§2.31: saveProject tells an id; PUT replaces the whole; the render shows what it says by now."""
    preview = service.done(service.send("POST", "/v2/video/storyboard", KEPT))
    project_id = preview["projectId"]
    (listed,) = service.send("GET", "/v2/projects")["items"]
    assert (listed["id"], listed["name"], listed["aspectRatio"]) == (project_id, "Rain", "sixteen-nine")
    project = service.send("GET", f"/v2/projects/{project_id}")
    assert project["projectName"] == "Rain"
    assert [scene["text"] for scene in project["scenes"]][1] == "Then the sun is back."
    second = project["scenes"][1]
    edited = {**project, "projectName": "Snow", "scenes": [{**second, "text": "Then the moon is up.", "sortOrder": 1}]}
    changed = service.send("PUT", f"/v2/projects/{project_id}", edited)
    assert (changed["success"], changed["project"]["projectName"]) == (True, "Snow")
    film = service.done(service.send("POST", f"/v2/projects/{project_id}/render"))
    assert text_of(film) == "Then the moon is up.\n"
    after = service.send("GET", f"/v2/projects/{project_id}")
    assert (after["videoURL"], after["step"]) == (film["videoURL"], "RENDER")
    assert service.send("DELETE", f"/v2/projects/{project_id}")["success"] is True
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/render")):
        assert service.send(method, f"/v2/projects/{project_id}{path}", status=404)["code"] == "NOT_FOUND"


def test_the_address_of_a_project_opens_in_a_browser_that_has_no_credential(service: Service) -> None:
    """It tells what is kept and how to go on. What a stranger wrote is text there, and the rest stays shut."""
    scenes = [{"story": "Rain 1 < 2 & </li><script>alert(1)</script>", "background": {"color": "#204060"}}]
    film = service.done(service.send("POST", "/v2/video/storyboard", {**KEPT, "scenes": scenes}))
    page = requests.get(film["projectUrl"], timeout=10)
    assert (page.status_code, page.headers["Content-Type"].partition(";")[0]) == (200, "text/html")
    assert film["projectId"] in page.text
    assert "<script" not in page.text
    assert "Rain 1 &lt; 2 &amp; " in page.text
    assert urlsplit(film["projectUrl"]).query == ""
    assert requests.get(f"{service.base_url}/v2/projects/{film['projectId']}", timeout=10).status_code == 401


def test_a_body_that_is_no_whole_project_is_refused(service: Service) -> None:
    """Nothing is lost by a slip."""
    kept = {"videoName": "Kept", "scenes": [{"story": "Hello {{name}}."}], "videoWidth": 320, "videoHeight": 180,
            "saveProject": True}  # fmt: skip
    project_id = service.done(service.send("POST", "/v2/video/storyboard", kept))["projectId"]
    for body in ({}, {"projectName": "x"}, [], {"projectName": "x", "scenes": []}):
        assert service.send("PUT", f"/v2/projects/{project_id}", body, status=400)["code"] == "INVALID_REQUEST_BODY"
    by_id = {"videoName": "For Ada", "templateId": project_id, "variables": {"name": "Ada"}}
    film = service.done(service.send("POST", "/v2/video/storyboard/render", by_id))
    assert text_of(film) == "Hello Ada.\n"


def test_projects_are_listed_newest_first_a_page_at_a_time(service: Service, premises: Premises) -> None:
    """E6: ``pageKey`` in the answer, ``pagekey`` in the question."""
    ids = [
        premises.projects.keep(Storyboard(video_name=f"Film {number}", scenes=[Scene(story="Hi.")]))
        for number in range(25)
    ]
    first = service.send("GET", "/v2/projects")
    second = service.send("GET", f"/v2/projects?pagekey={first['pageKey']}")
    assert second["pageKey"] is None
    assert {one["id"] for one in first["items"] + second["items"]} == set(ids)
    assert len(first["items"]) == 20
