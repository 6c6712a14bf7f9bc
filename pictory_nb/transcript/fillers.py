"""Words that say nothing: what people say while they think of the next word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pictory_nb.transcript.word import Word, plain

__all__ = ["FILLERS", "fillers"]

FILLERS: dict[str, tuple[str, ...]] = {
    "en": ("um", "umm", "uh", "uhm", "uhh", "erm", "er", "hmm", "hm", "mm", "mhm", "you know", "i mean"),
    "de": ("äh", "ähm", "öh", "öhm", "hm", "hmm", "tja"),
    "fr": ("euh", "heu", "hum", "hm", "bah", "ben"),
    "es": ("eh", "em", "ehm", "mmm", "este", "o sea"),
    "it": ("eh", "ehm", "uhm", "mmm", "cioè"),
    "pt": ("hum", "ahn", "hã", "é"),
    "nl": ("eh", "ehm", "uh", "uhm", "hm"),
}
"""By language. What is also an ordinary word, or two, counts only where commas set it apart."""

_SOUNDS = frozenset(
    [
        "um", "umm", "uh", "uhm", "uhh", "erm", "er", "hmm", "hm", "mm", "mhm", "äh", "ähm", "öh", "öhm", "euh", "heu",
        "hum", "eh", "em", "ehm", "mmm", "ahn", "hã",
    ]
)  # fmt: skip
_STOPS = (",", ".", "?", "!", "…", "-", "—", ";", ":")


def fillers(words: Sequence[Word], language: str) -> Iterator[range]:
    """The places of the fillers among ``words``, in order."""
    known = [tuple(filler.split()) for filler in FILLERS.get(language.split("-")[0].lower() or "en", ())]
    longest_first = sorted(known, key=len, reverse=True)
    said = [plain(word.text) for word in words]
    place, after_one = 0, False
    while place < len(words):
        found = next((one for one in longest_first if tuple(said[place : place + len(one)]) == one), ())
        if found and (found[0] in _SOUNDS or _is_set_apart(words, place, len(found), after_one)):
            yield range(place, place + len(found))
            place, after_one = place + len(found), True
        else:
            place, after_one = place + 1, False


def _is_set_apart(words: Sequence[Word], place: int, count: int, after_one: bool) -> bool:
    last = words[place + count - 1]
    begins = place == 0 or words[place - 1].sentence != words[place].sentence or after_one
    return last.text.endswith(_STOPS) and (begins or words[place - 1].text.endswith(_STOPS))
