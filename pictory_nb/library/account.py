"""What an account may use, and has used."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from html import escape

from pictory_nb.library.entry import Entry

__all__ = ["Allowance", "CreditEntry", "Quota"]


@dataclass(frozen=True)
class Allowance(Entry):
    """What is used of something, and its limit. None is unknown, and never 0."""

    used: float | None = None
    limit: float | None = None

    @property
    def left(self) -> float | None:
        return None if self.used is None or self.limit is None else max(0.0, self.limit - self.used)

    def __str__(self) -> str:
        used, limit = ("unknown" if value is None else f"{value:,.10g}" for value in (self.used, self.limit))
        return f"{used} of {limit}"


@dataclass(frozen=True, repr=False)
class Quota(Entry):
    """What the account has used in this billing term, and may use (contract §2.49)."""

    video_minutes: Allowance = Allowance()
    transcription_minutes: Allowance = Allowance()
    eleven_labs_voice_over_minutes: Allowance = Allowance()
    ai_credits: Allowance = Allowance()

    def __repr__(self) -> str:
        return "\n".join(f"{each.name.replace('_', ' '):32} {getattr(self, each.name)}" for each in fields(self))

    def _repr_html_(self) -> str:
        rows = "".join(_meter(each.name.replace("_", " "), getattr(self, each.name)) for each in fields(self))
        return f'<table class="pictory-quota">{rows}</table>'


def _meter(what: str, allowance: Allowance) -> str:
    """A row with a bar of what is used: red where little is left, none where that is not known."""
    cell, bar = 'style="text-align: left; padding: 2px 12px 2px 0"', ""
    if allowance.used is not None and allowance.limit:
        share = min(1.0, allowance.used / allowance.limit)
        color = "#d9363e" if share > 0.9 else "#6c5ce7"
        full = f'<div style="width: {100 * share:.0f}%; height: 8px; border-radius: 4px; background: {color}"></div>'
        bar = f'<div style="width: 160px; border-radius: 4px; background: rgba(128, 128, 128, 0.25)">{full}</div>'
    return f"<tr><td {cell}>{escape(what)}</td><td {cell}>{bar}</td><td {cell}>{escape(str(allowance))}</td></tr>"


@dataclass(frozen=True)
class CreditEntry(Entry):
    """One line of the AI credit ledger; ``type`` is ``credit`` or ``debit`` (contract §2.50)."""

    COLUMNS = ("transaction_date", "type", "amount", "source", "description", "plan")

    transaction_id: str = ""
    type: str = ""
    amount: float | None = None
    source: str = ""
    description: str = ""
    plan: str = ""
    transaction_date: str = ""

    @property
    def when(self) -> datetime | None:
        """The moment, with its time zone; None where it cannot be read."""
        try:
            return datetime.fromisoformat(self.transaction_date.replace("Z", "+00:00"))
        except ValueError:
            return None
