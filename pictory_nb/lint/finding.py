"""A finding, and a table of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pictory_nb import table

__all__ = ["Finding", "Findings", "Fix", "Level"]

Level = Literal["error", "waste", "taste"]
_ORDER = {"error": 0, "waste": 1, "taste": 2}


@dataclass(frozen=True)
class Fix:
    """A change that mends: ``value`` at ``path`` of the storyboard. None takes away what stands there."""

    path: str
    value: Any = None


@dataclass(frozen=True)
class Finding:
    """One thing that was found: how bad it is, where, why, and what to do.

    ``error``: the service would refuse it, or the job would fail. ``waste``: something would be stripped, silent,
    deafening, or much longer than meant. ``taste``: it would look or sound worse than it could. ``fix`` is what an
    editor can do in one go; it is empty where a person has to decide.
    """

    level: Level
    path: str
    reason: str
    mend: str
    fix: tuple[Fix, ...] = ()

    def __str__(self) -> str:
        return f"{self.level}  {self.path}: {self.reason} → {self.mend}"


class Findings(tuple[Finding, ...]):
    """Findings, the worst first. Empty, and so false, where there is nothing to say."""

    __slots__ = ()

    def __new__(cls, found: Iterable[Finding] = ()) -> Findings:
        return super().__new__(cls, sorted(found, key=lambda finding: _ORDER[finding.level]))

    @property
    def errors(self) -> Findings:
        """Those for which the service would refuse the storyboard, or fail its job."""
        return Findings(finding for finding in self if finding.level == "error")

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "nothing was found"

    def _repr_html_(self) -> str:
        return table.html(_counted(self) or "Nothing was found", ("level", "path", "reason", "mend"), self)


def _counted(findings: Findings) -> str:
    counts = {level: sum(finding.level == level for finding in findings) for level in _ORDER}
    words = {"error": "errors", "waste": "wastes", "taste": "matters of taste"}
    one = {"error": "error", "waste": "waste", "taste": "matter of taste"}
    return ", ".join(
        f"{count} {one[level] if count == 1 else words[level]}" for level, count in counts.items() if count
    )
