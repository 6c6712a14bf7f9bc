"""Render params of the first era: an object of scenes (contract §3.14), from a cut and back to one.

Numbers and flags are read in quotation marks too (§1.2). Params that were written by hand need no more than what is to
be seen of each scene, and for how long (§5.5).

    params.py     the whole video
    scene.py      a scene, and what is in it
    telling.py    from a scene of a cut
    reading.py    and back to one
    color.py      colours, as they were spelt
"""

from __future__ import annotations

from pictory_nb.render_params.v1.params import RenderParamsV1

__all__ = ["RenderParamsV1"]
