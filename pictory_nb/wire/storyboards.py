"""Codecs of what is to be filmed: storyboards (contract §3.1, §3.12) and render params (§3.14, §3.15) of both eras."""

from __future__ import annotations

import re
from typing import Any

from pydantic.alias_generators import to_camel

from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.render_params import Cut
from pictory_nb.render_params.v1 import RenderParamsV1
from pictory_nb.render_params.v2 import ElementChange, RenderParams
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard_v1 import StoryboardV1
from pictory_nb.wire.lists import broken_lists

__all__ = [
    "dump_storyboard",
    "dump_storyboard_v1",
    "load_changes",
    "load_params",
    "load_params_v1",
    "load_storyboard",
    "load_storyboard_v1",
    "wire_path",
]


def dump_storyboard(storyboard: Storyboard) -> dict[str, Any]:
    return storyboard.to_wire()


def dump_storyboard_v1(storyboard: StoryboardV1) -> dict[str, Any]:
    """The body of the first era: one voice stands by itself, several in a list of another name (§1.2)."""
    body = storyboard.to_wire()
    for part in (body.get("audio"), *body["scenes"]):
        voices = part.pop("aiVoiceOver", None) if part else None
        if voices:
            part |= {"aiVoiceOver": voices[0]} if len(voices) == 1 else {"aiVoiceOvers": voices}
    return body


def load_storyboard(body: Any) -> Storyboard:
    """What the service would understand: unknown fields are dropped (V32), broken rules raise ``BadStoryboard``."""
    whole = body if isinstance(body, dict) else {}
    strange = [*broken_lists(whole.get("subtitleStyle"), "subtitleStyle"), *broken_lists(whole.get("scenes"))]
    try:
        storyboard = _loaded(Storyboard, body)
    except BadStoryboard as error:
        raise BadStoryboard([*error.problems, *strange]) from None
    if strange:
        raise BadStoryboard(strange)
    return storyboard


def load_storyboard_v1(body: Any) -> StoryboardV1:
    """The body of the first era: read by any of its spellings, with numbers in quotation marks (contract §1.2)."""
    return _loaded(StoryboardV1, body)


def load_params(body: Any) -> tuple[Cut, str | None]:
    """What the params of a preview (§3.15) show, and whom to call at the end."""
    params = _loaded(RenderParams, body)
    return params.cut(), params.webhook


def load_params_v1(body: Any) -> tuple[Cut, str | None]:
    """What params of the first era (§3.14) show, and whom to call at the end."""
    params = _loaded(RenderParamsV1, body)
    return params.cut(), params.webhook


def load_changes(body: Any) -> list[dict[str, Any]]:
    """The elements that are to be changed (§2.11), each with the members that it names. Raises ``BadStoryboard``."""
    if not isinstance(body, list):
        raise BadStoryboard([Problem("body", "the body is not a list of elements")])
    problems: list[Problem] = []
    for number, item in enumerate(body):
        try:
            _loaded(ElementChange, item)
        except BadStoryboard as error:
            problems += [
                Problem(f"[{number}]" if each.path == "body" else f"[{number}].{each.path}", each.reason, each.mend)
                for each in error.problems
            ]
    if problems:
        raise BadStoryboard(problems)
    return body


def _loaded(word: Any, body: Any) -> Any:
    if not isinstance(body, dict):
        raise BadStoryboard([Problem("body", "the body is not a JSON object")])
    try:
        return word.from_wire(body, drop_unknown=True)
    except BadStoryboard as error:
        raise BadStoryboard([_on_the_wire(problem, word) for problem in error.problems]) from None


def _on_the_wire(problem: Problem, word: Any) -> Problem:
    """Path and reason as whoever sent the body spells them; a problem of the whole body has no path."""
    if problem.path == word.__name__:
        return Problem("body", _respelt(problem.reason), _respelt(problem.mend))
    if word is RenderParamsV1:  # which joins its words by lines (§3.14)
        return problem
    return Problem(wire_path(problem.path), _respelt(problem.reason), _respelt(problem.mend))


def _respelt(said: str) -> str:
    """``brand_id and brand_name are given``, as the wire has it; what stands in quotation marks is somebody's own."""
    parts = re.split(r"('[^']*')", said)
    parts[::2] = [re.sub(r"\b[a-z]+(?:_[a-z]+)+\b", lambda name: _wire_spelling(name[0]), part) for part in parts[::2]]
    return "".join(parts)


def wire_path(path: str) -> str:
    """``scenes[0].background.visual_url`` as it is spelt on the wire."""
    return ".".join(map(_wire_spelling, path.split(".")))


def _wire_spelling(part: str) -> str:
    return "isSSMLStory" if part == "is_ssml_story" else to_camel(part)
