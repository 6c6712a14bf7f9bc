"""Composing: whatever an editor does, the storyboard stays valid, and nothing that was written is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictory_nb import Scene, Storyboard, check
from pictory_nb.composing import Change, Draft, Insert, Move, Put, Remove, Splice, read_change
from pictory_nb.errors import BadArguments
from tests.strategies import scenes as any_scene
from tests.strategies import storyboards
from tests.test_lint import FOUND, board

RAIN = Storyboard(
    video_name="Rain",
    scenes=[Scene(story="The sun warms the sea."), Scene(story="Clouds gather."), Scene(story="It rains.")],
)


def stories(draft: Draft) -> list[str | None]:
    return [scene.story for scene in draft.storyboard.scenes]


def after(draft: Draft, *changes: Change) -> Draft:
    for change in changes:
        draft = draft.after(change)
    return draft


@given(storyboards)
def test_a_draft_is_the_storyboard_that_it_was_made_of(storyboard: Storyboard):
    """To open something in an editor changes nothing of it."""
    assert Draft.of(storyboard).storyboard == storyboard
    assert Draft.of(storyboard).storyboard.to_wire() == storyboard.to_wire()


def test_each_change_does_what_it_says():
    """Write, cut, insert, move and remove, told as an editor tells them."""
    draft = Draft.of(RAIN)
    told = [
        {"put": ["s3", "story"], "value": "It pours."},
        {"splice": ["s1", "story"], "start": 8, "cut": 5, "text": "heats", "of": 22},
        {"insert": 1, "cards": [["new", {"story": "It is noon."}]]},
        {"move": ["s3", "s2"], "to": 0},
        {"remove": ["s2"]},
        {"put": ["", "videoName"], "value": "Weather"},
    ]
    draft = after(draft, *map(read_change, told))
    assert stories(draft) == ["It pours.", "The sun heats the sea.", "It is noon."]
    assert draft.storyboard.video_name == "Weather"


moves = st.one_of(
    st.builds(Put, st.tuples(st.sampled_from(["s1", "s2", "s3"]), st.just("story")), st.text(max_size=8) | st.none()),
    st.builds(
        Put,
        st.sampled_from(
            [("s1", "background", "color"), ("s2", "sceneTransition"), ("", "language"), ("", "videoWidth")]
        ),
        st.sampled_from(["#fff", "red", "fade", "fad", "en", 640, None]),
    ),
    st.builds(Move, st.permutations(["s1", "s2", "s3"]).map(tuple), st.integers(0, 3)),
    st.builds(Insert, st.integers(0, 4), any_scene.map(lambda scene: (("extra", scene.to_wire()),))),
    st.just(Remove(("s2",))),
)


@given(st.lists(moves, max_size=12))
def test_whatever_is_done_the_storyboard_is_valid_and_the_rest_is_told(changes: list[Change]):
    """What the service would refuse never gets into it; it stands in the remarks instead, on a card that there is."""
    draft = Draft.of(RAIN)
    for change in changes:
        try:
            draft = draft.after(change)
        except BadArguments:
            continue
        storyboard = draft.storyboard
        if storyboard is not None:
            assert Storyboard.from_wire(json.loads(json.dumps(storyboard.to_wire()))) == storyboard
        places = {remark.at[0] for remark in draft.remarks}
        assert places <= {"", *(card.id for card in draft.cards)}


def test_an_empty_card_is_no_scene_yet_and_no_mistake():
    """Who adds a card is not scolded before the first word."""
    draft = after(Draft.of(RAIN), Insert(3, (("new", {}),)), Put(("new", "sceneTransition"), "fade"))
    assert len(draft.cards) == 4
    assert draft.storyboard == RAIN
    assert not [remark for remark in draft.remarks if remark.at[0] == "new"]
    assert Draft().storyboard is None
    assert Draft().remarks == ()


def test_a_faulty_field_is_left_out_and_told_where_it_stands():
    """The rest of its scene goes on: nobody loses a story for a colour."""
    draft = after(Draft.of(RAIN), Put(("s2", "background", "color"), "blue-ish"), Put(("s2", "story"), "Clouds."))
    assert draft.storyboard.scenes[1] == Scene(story="Clouds.")
    (remark,) = (remark for remark in draft.remarks if remark.level == "error")
    assert remark.at == ("s2", "background", "color")
    assert "#RRGGBB" in remark.mend


def test_a_story_that_is_taken_away_takes_its_scene_along():
    """The storyboard does not go on saying what was deleted."""
    draft = Draft.of(RAIN).after(Put(("s1", "story"), ""))
    assert stories(draft) == ["Clouds gather.", "It rains."]


def test_a_remark_is_mended_by_its_own_fix():
    """Every fix that is offered takes its remark away."""
    loud = {"enabled": True, "autoMusic": True}  # and no volume, which means as loud as it can
    draft = after(
        Draft.of(RAIN),
        Put(("", "backgroundMusic"), loud),
        Put(("", "subtitleStyle", "fontFamily"), "Poppin"),
        Put(("s2", "minimumDuration"), 0.2),
        Put(("s3", "background"), {"searchFilter": {"query": "rain", "category": "Nature/Wether"}}),
    )
    fixable = [remark for remark in draft.remarks if remark.fix]
    assert {remark.at[-1] for remark in fixable} >= {"voiceOver", "volume", "fontFamily", "minimumDuration", "category"}
    for remark in fixable:
        mended = after(draft, *remark.fix)
        assert (remark.at, remark.reason) not in [(left.at, left.reason) for left in mended.remarks]
    assert check(after(draft, *(fix for remark in fixable for fix in remark.fix)).storyboard).errors == ()


NEEDS_A_PERSON = {"bare", "wordless", "place"}
"""What no click can mend: which picture, which words, whose name."""


@pytest.mark.parametrize("found", [pytest.param(found, id=found.id) for found in FOUND])
def test_whatever_is_found_is_mended_by_one_click_unless_only_a_person_can(found: Any):
    """The mend takes the remark away and breaks nothing."""
    draft = Draft.of(board(**found.values[0]))
    (remark,) = draft.remarks
    assert bool(remark.fix) == (found.id not in NEEDS_A_PERSON)
    mended = after(draft, *remark.fix)
    assert (remark.fix == ()) == (remark.reason in [left.reason for left in mended.remarks])
    assert [left for left in mended.remarks if left.level == "error"] == []


def test_cards_stay_themselves_when_the_storyboard_is_set_from_outside():
    """The same scene keeps its card, wherever it went; a changed one keeps the card of its place."""
    draft = Draft.of(RAIN)
    first, second, third = RAIN.scenes
    moved = draft.following(RAIN.replace(scenes=[third, first, Scene(story="New."), second]))
    assert [card.id for card in moved.cards] == ["s3", "s1", "s4", "s2"]
    changed = draft.following(RAIN.replace(scenes=[first, Scene(story="Thunder."), third]))
    assert [card.id for card in changed.cards] == ["s1", "s2", "s3"]


@pytest.mark.parametrize(
    "told",
    [
        {"put": ["s9", "story"], "value": "x"},
        {"splice": ["s1", "story"], "start": 0, "cut": 1, "text": "", "of": 3},
        {"splice": ["s1", "story"], "start": 20, "cut": 9, "text": "", "of": 22},
        {"insert": 0, "cards": [["s1", {}]]},
        {"remove": ["s9"]},
        {"put": ["s1", "elements", 4, "text"], "value": "x"},
        {"dance": 1},
    ],
)
def test_a_change_that_does_not_fit_changes_nothing(told: dict):
    """Two editors that have lost step find out, and nothing is written over."""
    with pytest.raises(BadArguments):
        Draft.of(RAIN).after(read_change(told))


def test_text_is_counted_in_characters_not_in_halves_of_them():
    """An emoji is one character here, though a browser counts two."""
    draft = after(Draft.of(RAIN), Put(("s1", "story"), "Sun ☀ 🌊 sea"), Splice(("s1", "story"), 6, 1, "🌧", 11))
    assert stories(draft)[0] == "Sun ☀ 🌧 sea"


def test_a_video_without_a_name_is_called_by_its_first_words():
    """Nobody has to think of a name first."""
    draft = Draft.of(RAIN).after(Put(("", "videoName"), "  "))
    assert draft.storyboard.video_name == "The sun warms the sea"
    assert not [remark for remark in draft.remarks if remark.level == "error"]
