"""The whole table of faults, tried against the client: what docs/faults.md says is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from pictory_nb.errors import BadCommand
from pictory_nb.sandbox.faults import KINDS, PLACES, Fault
from tests.faults.table import COLUMNS, cell
from tests.packaging.fresh import ROOT

PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_costs_nothing_twice_and_ends_as_the_docs_say(kind: str, tmp_path: Path) -> None:
    """At every place where it can strike: once, and for ever."""
    cells = [cell(kind, column, tmp_path) for column in COLUMNS]
    row = f"| {kind} | {' | '.join(str(one) if one else '' for one in cells)} |"
    assert all(one.paid <= 1 for one in cells if one)
    assert row in PAGE, f"docs/faults.md should say\n{row}"


def test_the_docs_name_every_fault() -> None:
    """With what it does, in the words of the switch."""
    for kind, says in KINDS.items():
        assert f"- `{kind}`: {says}" in PAGE


@pytest.mark.parametrize("text", ["drop-after", "429=2@job*3", "stalled=0.5@download*always", "503@render_storyboard"])
def test_a_switch_reads_back_as_it_was_written(text: str) -> None:
    assert str(Fault.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "mend"),
    [("drop after", "KIND"), ("dropafter", "drop-after"), ("500@nowhere", "render_storyboard"), ("500*-1", "KIND")],
)
def test_a_switch_that_is_none_is_told(text: str, mend: str) -> None:
    with pytest.raises(BadCommand) as caught:
        Fault.parse(text)
    assert mend in caught.value.mend


def test_faults_have_places_of_the_api_and_of_its_storage() -> None:
    assert {"render_storyboard", "job", "upload", "download"} <= set(PLACES)
