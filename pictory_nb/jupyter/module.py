"""The ES module of a widget: its own file, and before it the files that it says it knows.

anywidget loads one module, and there is no build step: each file that is imported, by whichever of the others, stands
once, and before those that know it. What all widgets share is ``page.js`` and ``parts.js``.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["joined"]

_IMPORT = re.compile(r'^import .* from "(\.{1,2}/[\w./]+)";\n', re.MULTILINE)


def joined(path: Path) -> str:
    """The module at ``path`` as one text, with all that it imports."""
    return "".join(_with_imports(path.resolve(), {}).values())


def _with_imports(path: Path, known: dict[Path, str]) -> dict[Path, str]:
    if path not in known:
        source = path.read_text(encoding="utf-8")
        for name in _IMPORT.findall(source):
            _with_imports((path.parent / name).resolve(), known)
        known[path] = _IMPORT.sub("", source)
    return known
