"""Opening and saving notebooks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pictory_nb.errors import BadNotebook

__all__ = ["opened", "saved"]


def opened(path: str | Path) -> Any:
    """The notebook in ``path`` as nbformat reads it, in version 4. Raises ``BadNotebook``."""
    import nbformat

    path = Path(path).expanduser()
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadNotebook(f"{path} is not a notebook", mend="give a file that Jupyter saved") from None
    except OSError as error:
        raise BadNotebook(f"{path} cannot be read: {error.strerror}", mend="check the path") from None
    try:
        if not isinstance(json.loads(text).get("cells", json.loads(text).get("worksheets")), list):
            raise ValueError
        return nbformat.reads(text, as_version=4)
    except (ValueError, AttributeError, nbformat.ValidationError, nbformat.reader.NotJSONError):
        raise BadNotebook(f"{path} is not a notebook", mend="give a file that Jupyter saved") from None


def saved(notebook: Any, path: str | Path) -> None:
    """Put ``notebook`` in the place of ``path``, whole or not at all."""
    import nbformat

    path = Path(path).expanduser()
    part = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        part.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
