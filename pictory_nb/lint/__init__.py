"""What is worth knowing before a storyboard is paid for: what is wrong with it, and what it will cost.

check(storyboard)      findings, the worst first: error, waste, taste
estimate(storyboard)   an upper bound of its length and of its price
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pictory_nb.errors import BadStoryboard
from pictory_nb.lint.boards import findings_of_board
from pictory_nb.lint.estimate import Estimate, Line, estimate
from pictory_nb.lint.finding import Finding, Findings
from pictory_nb.lint.looks import findings_of_looks
from pictory_nb.lint.scenes import findings_of_scene
from pictory_nb.storyboard import Storyboard

__all__ = ["Estimate", "Finding", "Findings", "Line", "check", "estimate"]


def check(storyboard: Storyboard | Mapping[str, Any]) -> Findings:
    """What the service would refuse (error), strip, silence or stretch (waste), or show badly (taste).

    A body of the API, as a dict, is taken too: every rule that it breaks is an error. Nothing is sent.
    """
    if not isinstance(storyboard, Storyboard):
        try:
            storyboard = Storyboard.from_wire(storyboard)
        except BadStoryboard as error:
            return Findings(Finding("error", problem.path, problem.reason, problem.mend) for problem in error.problems)
    found = [*findings_of_board(storyboard), *findings_of_looks(storyboard)]
    for number, scene in enumerate(storyboard.scenes):
        found += findings_of_scene(scene, f"scenes[{number}]", storyboard)
    return Findings(found)
