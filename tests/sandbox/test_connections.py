"""Connections over a real socket: kept, checked, listed, locked by their version, and never followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.sandbox.plain import BOARD, Service, picture_of

AWS = {"name": "Footage", "awsAccountId": "123456789012", "awsRegion": "us-east-2"}
VIMEO = {
    "name": "My channel",
    "clientIdentifier": "abc",
    "clientSecret": "s3cret-of-vimeo",
    "accessToken": "t0ken-of-it",
}


@pytest.mark.parametrize(
    ("path", "body", "kind"), [("/v1/awsconnections", AWS, "AWS"), ("/v1/vimeo-connections", VIMEO, "VIMEO")]
)
def test_a_connection_lives_and_its_version_locks_it(
    service: Service,
    path: str,
    body: dict[str, Any],
    kind: str,
) -> None:
    """§2.51–§2.60: E10, E8 with a capital I, 409 for who has not seen the last version, 204."""
    made = service.send("POST", path, body)
    assert (made["version"], made["enabled"], made["type"]) == (1, True, kind)
    place = f"{path}/{made['connectionId']}"
    assert service.send("GET", path)["Items"] == [made]
    assert service.send("GET", place) == made
    changed = service.send("PUT", place, {"enabled": False, "version": 1})
    assert (changed["version"], changed["enabled"], changed["name"]) == (2, False, body["name"])
    assert service.send("PUT", place, {"enabled": True, "version": 1}, status=409)["code"] == "CONFLICT"
    assert service.send("PUT", place, {"enabled": True}, status=400)["fields"][0]["name"] == "version"
    assert service.send("DELETE", place, status=204) is None
    assert service.send("GET", place, status=404)["code"] == "NOT_FOUND"
    service.send("DELETE", place, status=204 if kind == "VIMEO" else 404)  # only Vimeo's is forgiving


@pytest.mark.parametrize(
    ("path", "body", "names"),
    [
        ("/v1/awsconnections", {"name": "x" * 101, "awsAccountId": "12", "awsRegion": "here"},
         ["name", "awsAccountId", "awsRegion"]),
        ("/v1/vimeo-connections", {**VIMEO, "name": "a/b", "description": "x" * 251, "enabled": "yes"},
         ["name", "description", "enabled"]),
        ("/v1/vimeo-connections", {}, ["name", "clientIdentifier", "clientSecret", "accessToken"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_told_at_once(
    service: Service,
    path: str,
    body: dict[str, Any],
    names: list[str],
) -> None:
    assert [field["name"] for field in service.send("POST", path, body, status=400)["fields"]] == names


def test_the_path_of_one_guide_is_served_too(service: Service) -> None:
    """X20."""
    made = service.send("POST", "/v1/vimeo/connections", VIMEO)
    assert service.send("GET", f"/v1/vimeo/connections/{made['connectionId']}") == made


def test_what_is_secret_is_neither_echoed_nor_kept(service: Service, tmp_path: Path) -> None:
    """Nobody here would use it."""
    made = service.send("POST", "/v1/vimeo-connections", VIMEO)
    assert not {"clientSecret", "accessToken"} & set(made)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*.json"))
    assert b"abc" in kept
    assert b"s3cret-of-vimeo" not in kept
    assert b"t0ken-of-it" not in kept


def test_a_film_that_was_meant_for_vimeo_says_that_it_is_not_there(service: Service) -> None:
    """In the picture and in the notes; the mark is longer than on other films."""
    made = service.send("POST", "/v1/vimeo-connections", VIMEO)
    meant = {**BOARD, "vimeoConnectionId": made["connectionId"], "destinations": [{"type": "vimeo"}]}
    sent = service.done(service.send("POST", "/v2/video/storyboard/render", meant))
    kept = service.done(service.send("POST", "/v2/video/storyboard/render", BOARD))
    assert any("sent nowhere" in note for note in sent["sandboxNotes"])
    one, other = (picture_of(film).mean(axis=2) for film in (sent, kept))
    changed = np.flatnonzero(np.abs(one - other).max(axis=0) > 24)
    assert 0 < changed.max() - changed.min() < 0.6 * one.shape[1]
