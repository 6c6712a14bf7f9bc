"""Markdown as the language in which videos are written, and into which storyboards are written.

    ---
    name: How rain is made
    voice: Emma
    music: off
    ---
    # How rain is made

    ![](sea.jpg)
    The sun warms the sea, and **water** rises as vapour.

A paragraph is a scene, and so is each item of a list. A ``#`` heading is a title card, which is also spoken.
``**bold**`` words are keywords. An image is the background of its paragraph, or of the next one when it stands alone;
before a ``---``, another image or the end it is a silent scene of its own. ``---`` ends a scene. A fenced block named
``scene`` holds, in YAML, any field of the API that prose cannot say. The front matter carries the settings of the whole
video: those of ``SETTINGS`` in short, and every other field of ``Storyboard`` under its own name.
"""

from __future__ import annotations

from pictory_nb.script.reading import anchored, from_file, from_markdown
from pictory_nb.script.settings import SETTINGS, beside, settings_as_fields, title_of
from pictory_nb.script.writing import to_markdown

__all__ = [
    "SETTINGS",
    "anchored",
    "beside",
    "from_file",
    "from_markdown",
    "settings_as_fields",
    "title_of",
    "to_markdown",
]
