"""Codecs of the storyboard bodies of both eras (contract §3.1, §3.12)."""

from __future__ import annotations

from typing import Any

from pydantic.alias_generators import to_camel

from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.storyboard import Storyboard
from pictory_nb.storyboard_v1 import StoryboardV1

__all__ = ["dump_storyboard", "load_storyboard", "load_storyboard_v1"]


def dump_storyboard(storyboard: Storyboard) -> dict[str, Any]:
    return storyboard.to_wire()


def load_storyboard(body: Any) -> Storyboard:
    """What the service would understand: unknown fields are dropped (V32), broken rules raise ``BadStoryboard``."""
    return _loaded(Storyboard, body)


def load_storyboard_v1(body: Any) -> StoryboardV1:
    """The body of the first era: read by any of its spellings, with numbers in quotation marks (contract §1.2)."""
    return _loaded(StoryboardV1, body)


def _loaded(word: Any, body: Any) -> Any:
    if not isinstance(body, dict):
        raise BadStoryboard([Problem("body", "the body is not a JSON object")])
    try:
        return word.from_wire(body, drop_unknown=True)
    except BadStoryboard as error:
        raise BadStoryboard([_on_the_wire(problem, word.__name__) for problem in error.problems]) from None


def _on_the_wire(problem: Problem, whole: str) -> Problem:
    """The path as whoever sent the body spelt it; a problem of the whole body has none."""
    path = "body" if problem.path == whole else ".".join(map(_wire_spelling, problem.path.split(".")))
    return Problem(path, problem.reason, problem.mend)


def _wire_spelling(part: str) -> str:
    return "isSSMLStory" if part == "is_ssml_story" else to_camel(part)
