"""Keeping what is made in a project (``saveProject``): the job tells its id, the project tells the film."""

from __future__ import annotations

from pathlib import Path

from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.store import HERE
from pictory_nb.storyboard import Storyboard

__all__ = ["kept", "kept_in"]


def kept(storyboard: Storyboard, make: Maker, premises: Premises) -> Maker:
    """``make``, whose result is kept in a new project where the storyboard asks for one."""
    return kept_in(premises.projects.keep(storyboard), make, premises) if storyboard.save_project else make


def kept_in(project_id: str, make: Maker, premises: Premises) -> Maker:
    """``make``, whose result is told of in that project."""

    def keeping(folder: Path, report: Report) -> Made:
        made = make(folder, report)
        premises.projects.finished(project_id, folder.name, made.files, made.facts)
        address = f"{HERE}pictoryapis/v2/projects/{project_id}"
        facts = {**made.facts, "projectId": project_id, "projectUrl": address}
        return Made(facts, made.files, made.more)

    return keeping
