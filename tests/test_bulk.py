"""Bulk: rows become videos, all of them checked before the first is begun, and none is paid for twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pictory_nb import Pictory, Storyboard
from pictory_nb.bulk import read_rows, storyboards_of
from pictory_nb.errors import BadArguments
from pictory_nb.library import Template
from pictory_nb.lint.estimate import estimate, together
from pictory_nb.storyboard import Background, Scene

TEMPLATE = Storyboard(
    video_name="Greeting",
    video_width=320,
    video_height=180,
    scenes=[
        Scene(story="Hello {{name}}."),
        Scene(story="{{city}} is waiting.", background=Background(color="#204060")),
    ],
)
ROWS = [{"name": "Ada", "city": "London"}, {"name": "Grace", "city": "New York"}]


class Frame:
    """What a DataFrame looks like from outside."""

    def to_dict(self, orient: str) -> list[dict[str, Any]]:
        assert orient == "records"
        return ROWS


def test_rows_come_from_where_people_keep_them(tmp_path: Path) -> None:
    """A list, a CSV file of a spreadsheet (with its mark at the beginning), a DataFrame; numbers are texts."""
    file = tmp_path / "people.csv"
    file.write_text("\ufeffname,city\nAda,London\nGrace,New York\n", encoding="utf-8")
    assert read_rows(file) == read_rows(str(file)) == read_rows(ROWS) == read_rows(Frame()) == ROWS
    assert read_rows([{"name": 7, "gone": None}]) == [{"name": "7"}]


@pytest.mark.parametrize("rows", [[], "none.csv", [1], {"name": "x"}, 7])
def test_what_is_no_row_is_refused(rows: Any) -> None:
    with pytest.raises(BadArguments, match="rows"):
        read_rows(rows)


def test_all_rows_are_checked_before_the_first_is_sent() -> None:
    """Missing and misspelt columns, names that come twice, texts that cannot be: each with its row."""
    rows = [
        {"name": "Ada", "city": "London"},
        {"nmae": "Grace", "city": "New York"},
        {"name": "Ada", "city": "Paris"},
        {"name": "Long", "city": "x" * 15_001},
    ]
    with pytest.raises(BadArguments) as caught:
        storyboards_of(rows, TEMPLATE, "For {name}")
    assert [problem.path for problem in caught.value.problems] == [
        "row 2: variables.name",
        "row 2: variables.nmae",
        "row 2: name",
        "row 3: name",
        "row 4: scenes[1].story",
    ]
    assert "did you mean 'name'" in str(caught.value)


def test_a_template_of_the_account_is_named_and_not_filled_here() -> None:
    """The service fills it."""
    template = Template(id="t1", name="Hello", defaults={"name": "NAME"})
    boards = storyboards_of([{"name": "Ada"}, {"name": "Grace"}], template, "")
    assert [(board.video_name, board.template_id, board.variables) for board in boards] == [
        ("Hello 1", "t1", {"name": "Ada"}),
        ("Hello 2", "t1", {"name": "Grace"}),
    ]


def test_rows_become_videos_once() -> None:
    """Each has its own words; the same rows again are the same jobs."""
    p = Pictory()
    batch = p.bulk(ROWS, TEMPLATE, name="For {name}", at_once=2)
    assert [video.transcript for video in batch.wait().videos] == [
        "Hello Ada. London is waiting.",
        "Hello Grace. New York is waiting.",
    ]
    assert repr(batch).startswith("2 of 2 videos")
    assert "For Ada" in batch._repr_html_()
    again = p.bulk(ROWS, TEMPLATE, name="For {name}").wait()
    assert [job.id for job in again] == [job.id for job in batch]
    assert len(again.retry()) == 2
    assert again.errors == {}


def test_a_row_that_fails_leaves_the_others_alone_and_is_retried_alone() -> None:
    """Exactly what failed is begun anew."""
    voice = {"enabled": True, "aiVoices": [{"speaker": "{{speaker}}"}]}
    template = Storyboard.from_wire({**TEMPLATE.to_wire(), "scenes": [{"story": "Hello."}], "voiceOver": voice})
    batch = Pictory().bulk([{"speaker": "Emma"}, {"speaker": "Nobody"}], template).wait()
    assert list(batch.errors) == [2]
    assert "The AI voice speaker [Nobody] is invalid" in str(batch.errors[2])
    assert "1 of 2 videos, 1 failed" in repr(batch)
    first, second = batch
    batch.retry().wait()
    kept, begun_anew = batch
    assert kept.id == first.id
    assert begun_anew.id != second.id


def test_what_all_rows_cost_is_one_sum() -> None:
    """What is unknown of one row is unknown of all."""
    one, two = estimate(TEMPLATE), estimate(Storyboard(video_name="x", template_id="t"))
    assert together([one, one]).seconds == pytest.approx(2 * one.seconds)
    assert together([one, two]).seconds is None
    assert together([one, one]).lines[-1].path.startswith("2: ")
