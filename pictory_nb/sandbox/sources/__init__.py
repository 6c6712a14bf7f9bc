"""Where stories come from: a scene whose content is elsewhere becomes scenes that say it (contract §3.2).

    gather ── a storyboard ── told.py: its scenes, each with the number of the one that it comes from
                 ├── page.py        a page of the web is read, and told in its own words
                 ├── slides.py      slides are shown (drawing.py, charts.py with round_charts.py), and their notes read
                 ├── recording.py   a recording is heard, and cut into scenes where a sentence ends
                 └── outline.py     an order to write a story gets a stated stand-in

What is fetched keeps to the bounds of ``media.py``. The libraries that read pages and slides are imported when one
comes.
"""

from __future__ import annotations

from pictory_nb.errors import RenderError
from pictory_nb.sandbox.media import Media
from pictory_nb.sandbox.sources.told import Part, Recorded, Told
from pictory_nb.storyboard import Scene, Storyboard

__all__ = ["Part", "Recorded", "Told", "gather"]


def gather(storyboard: Storyboard, media: Media) -> Told:
    """The storyboard with every scene's content at hand. Raises ``RenderError``, which names the scene."""
    if storyboard.template_id and not storyboard.scenes:
        raise RenderError("there is nothing to film: the template was not filled in", mend="give the scenes themselves")
    parts: list[Part] = []
    notes: list[str] = []
    for number, scene in enumerate(storyboard.scenes, 1):
        told = _told(storyboard, number, scene, media)
        parts += told.parts
        notes += told.notes
    return Told(tuple(parts), tuple(notes))


def _told(storyboard: Storyboard, number: int, scene: Scene, media: Media) -> Told:
    name = f"scene {number}"
    if scene.blog_url:
        from pictory_nb.sandbox.sources.page import told_by_page

        return told_by_page(number, scene, media.page(scene.blog_url, name), media)
    if scene.ppt_url:
        from pictory_nb.sandbox.sources.slides import told_by_slides

        return told_by_slides(number, scene, media.file(scene.ppt_url, name), storyboard.size)
    if scene.audio_url or scene.video_url:
        from pictory_nb.sandbox.sources.recording import told_by_recording

        return told_by_recording(number, scene, media.file(scene.audio_url or scene.video_url or "", name))
    if scene.story_co_pilot:
        from pictory_nb.sandbox.sources.outline import told_by_outline

        return told_by_outline(number, scene, scene.story_co_pilot)
    return Told((Part(number, scene),))
