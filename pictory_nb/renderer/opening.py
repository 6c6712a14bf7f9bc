"""Opening a film or a recording of anybody's."""

from __future__ import annotations

from pathlib import Path

import av
from av.container import InputContainer

# Tags that are no UTF-8 are no reason to refuse a song. From 19 on PyAV reads them itself, and knows no such choice.
_TAGS = {} if int(av.__version__.split(".")[0]) >= 19 else {"metadata_errors": "replace"}


def open_media(path: Path) -> InputContainer:
    """The file, to be read; whatever its tags hold. Raises ``av.FFmpegError`` and ``OSError``."""
    return av.open(str(path), **_TAGS)
