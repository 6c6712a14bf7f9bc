"""Keeping what is made in a project (``saveProject``): the job tells its id, the project tells the film.

The job's ``projectUrl`` is a page for whoever opens it in a browser, which has no credential to show: like the film it
is found by those alone who know the job. It tells what was kept, and how to go on with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from pictory_nb.sandbox.director import Made, Maker, Report
from pictory_nb.sandbox.premises import Premises
from pictory_nb.sandbox.store import HERE
from pictory_nb.storyboard import Storyboard

__all__ = ["kept", "kept_in"]

PAGE = "project.html"


def kept(storyboard: Storyboard, make: Maker, premises: Premises) -> Maker:
    """``make``, whose result is kept in a new project where the storyboard asks for one."""
    return kept_in(premises.projects.keep(storyboard), make, premises) if storyboard.save_project else make


def kept_in(project_id: str, make: Maker, premises: Premises) -> Maker:
    """``make``, whose result is told of in that project."""

    def keeping(folder: Path, report: Report) -> Made:
        made = make(folder, report)
        premises.projects.finished(project_id, folder.name, made.files, made.facts)
        (folder / PAGE).write_text(_page(project_id, premises.projects.find(project_id) or {}, made), encoding="utf-8")
        facts = {**made.facts, "projectId": project_id, "projectUrl": f"{HERE}files/{folder.name}/{PAGE}"}
        return Made(facts, made.files, [*made.more, PAGE])

    return keeping


def _page(project_id: str, project: Mapping[str, Any], made: Made) -> str:
    scenes = [str(scene.get("text") or "") for scene in project.get("scenes", ()) if isinstance(scene, Mapping)]
    return _PAGE.format(
        name=escape(str(project.get("projectName") or "Project")),
        project_id=escape(project_id),
        film=escape(made.files.get("videoURL", "")),
        poster=escape(made.files.get("thumbnail", "")),
        scenes="".join(f"<li>{escape(text) or '<i>nothing is said</i>'}</li>" for text in scenes),
    )


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name} – project</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 720px; margin: 0 auto; padding: 24px 16px 64px; }}
h1 {{ font-size: 24px; margin: 0; }} h2 {{ font-size: 16px; margin: 28px 0 8px; }}
small {{ opacity: .7; font-size: 13px; }} li {{ margin: 6px 0; }}
video {{ width: 100%; max-height: 60vh; background: #14141a; border-radius: 12px; margin-top: 12px; }}
pre {{ overflow-x: auto; padding: 12px 16px; border-radius: 8px; background: #8882; }}
</style></head><body>
<h1>{name}</h1>
<small>a project of the pictory_nb sandbox on this computer, not of Pictory, as it was when this film was made</small>
<video src="{film}" poster="{poster}" controls></video>
<h2>Scenes</h2><ol>{scenes}</ol>
<h2>Go on with it</h2>
<p>There is no web app here: a notebook opens it, with the credential that it was made with.</p>
<pre>from pictory_nb import Pictory

project = Pictory().projects.get("{project_id}")
project.body                          # all that it holds, to be changed
Pictory().projects.update(project, project.body)
Pictory().projects.render(project)    # its film</pre>
</body></html>
"""
