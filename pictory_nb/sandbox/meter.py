"""What is used of the sandbox's allowances: a line in a file for each film that was made."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from pictory_nb.library import Allowance, CreditEntry, Quota

__all__ = ["Meter"]

LIMITS = {
    "videoMinutes": 14_400,
    "transcriptionMinutes": 14_400,
    "elevenLabsVoiceOverMinutes": 480,
    "aiCredits": 22_000,
}
"""What an account of the contract's example has (§2.49). The sandbox counts against them, and refuses nothing."""


class Meter:
    """Counts by kind (``videoMinutes``, ``aiCredits`` …) and by calendar month, in UTC."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __repr__(self) -> str:
        return f"Meter({str(self._file)!r})"

    def count(self, kind: str, amount: float, *, source: str = "", description: str = "") -> None:
        """Note that ``amount`` was used just now."""
        line = {
            "kind": kind,
            "transactionId": str(uuid.uuid4()),
            "type": "debit",
            "amount": amount,
            "source": source,
            "description": description,
            "plan": "sandbox",
            "transactionDate": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:  # one short write at the end: other processes append too
            file.write(json.dumps(line) + "\n")

    def quota(self) -> Quota:
        """What was used in this month, of each kind."""
        used = dict.fromkeys(LIMITS, 0.0)
        for kind, entry in self._entries(f"{datetime.now(timezone.utc):%Y-%m}"):
            used[kind] = used.get(kind, 0.0) + (entry.amount or 0.0)
        allowances = {kind: Allowance(round(used[kind], 3), float(limit)) for kind, limit in LIMITS.items()}
        return Quota(*allowances.values())

    def credits(self, year: int | None = None, month: int | None = None) -> list[CreditEntry]:
        """The ledger of AI credits of a month, this one by default, newest first."""
        now = datetime.now(timezone.utc)
        wanted = f"{year or now.year:04}-{month or now.month:02}"
        return [entry for kind, entry in self._entries(wanted) if kind == "aiCredits"][::-1]

    def _entries(self, month: str) -> Iterator[tuple[str, CreditEntry]]:
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                told = json.loads(line)
            except ValueError:  # a process was killed while it wrote
                continue
            entry = CreditEntry.from_wire(told)
            if entry.transaction_date.startswith(month):
                yield str(told.get("kind")), entry
