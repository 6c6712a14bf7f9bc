"""Answers of the service, composed from its contract; see README.md beside this file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def samples(name: str) -> dict[str, dict[str, Any]]:
    """The cases of ``name.json`` by their names."""
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
