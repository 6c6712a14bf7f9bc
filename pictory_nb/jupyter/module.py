"""The ES module of a widget: its own file, and before it the files that it says it knows.

anywidget loads one module, and there is no build step: what several widgets share stands in ``page.js``, and is put in
front of each.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["joined"]

_IMPORT = re.compile(r'^import .* from "\./([\w.]+)";\n', re.MULTILINE)


def joined(name: str) -> str:
    """The file ``name`` of this folder, with those that it imports in the place of the imports."""
    folder = Path(__file__).parent
    source = (folder / name).read_text(encoding="utf-8")
    return _IMPORT.sub(lambda found: joined(found[1]), source)
