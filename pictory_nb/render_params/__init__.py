"""Render params: a video whose time is fixed, as a preview tells it and a render takes it (contract §3.14, §3.15).

    cut.py    the cut: a storyboard of finished scenes, and when each word of it is said
    v2.py     as a flat timeline of elements, and back
    v1/       as scenes of the first era, and back

Whoever gets them may edit them and send them back. They carry, beside what the service documents, the storyboard that
they were made of, so that what neither form has a member for is not lost on the way.
"""

from __future__ import annotations

from pictory_nb.render_params.cut import Cut, Match, TimedWord, Timing

__all__ = ["Cut", "Match", "TimedWord", "Timing"]
