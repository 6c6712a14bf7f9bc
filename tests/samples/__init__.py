"""Answers of the service, composed from its contract; see README.md beside this file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def samples(name: str) -> dict[str, dict[str, Any]]:
    """The cases of ``name.json`` by their names."""
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))


def all_samples() -> dict[str, dict[str, Any]]:
    """The cases of all files by their names; those of an operation bear its name."""
    files = sorted(Path(__file__).parent.glob("*.json"))
    return {name: case for file in files for name, case in samples(file.stem).items()}
