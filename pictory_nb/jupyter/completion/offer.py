"""What is offered at a place: words, and the fragment that they would take the place of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Offer", "Offers", "matching"]

_LONGEST, _LABEL = 60, 24


@dataclass(frozen=True)
class Offer:
    """A word that can stand there, what is said of it, and in a word or two what it is."""

    text: str
    says: str = ""
    kind: str = ""

    @property
    def label(self) -> str:
        """What it is, unbroken: JupyterLab has one line and little room for it."""
        return "\xa0".join(self.kind.split())[:_LABEL]

    @property
    def brief(self) -> str:
        """What is said, as long as there is room for it in a list."""
        says = " ".join(self.says.split())
        return says if len(says) <= _LONGEST else says[: _LONGEST - 1] + "…"


@dataclass(frozen=True)
class Offers:
    """``words`` take the place of ``fragment``, which ends at the cursor."""

    fragment: str
    words: tuple[Offer, ...] = ()


def matching(typed: str, offers: Iterable[Offer]) -> list[Offer]:
    """Those that begin with what is typed, in any case; where there is none, those that hold it."""
    known, wanted = list(offers), typed.casefold()
    found = [offer for offer in known if offer.text.casefold().startswith(wanted)]
    return found or [offer for offer in known if wanted in offer.text.casefold()]
