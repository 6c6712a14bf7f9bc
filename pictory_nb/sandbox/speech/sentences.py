"""Where a sentence ends."""

from __future__ import annotations

import re

from pictory_nb.sandbox.speech.symbols import word_list

__all__ = ["split_sentences"]

_END = re.compile(r"[.!?…]+[\"'”’)\]]*$")
_TITLES = word_list(
    "mr mrs ms dr prof st sr jr gen col capt lt sgt rev hon gov sen rep pres vs no fig approx dept mt ft "
    "e.g i.e cf al ca rs apt hwy univ govt sq cu incl excl nos pp mon tue tues wed thu thur thurs fri "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_BEFORE_NUMBERS = word_list("no sat sun max min ed sec ext")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, each with its words joined by single blanks.

    A sentence ends at a word with a full stop, question or exclamation mark, unless the word is an abbreviation
    ("Dr. Who", "J. Smith") or the next word goes on in small letters ("at 3 p.m. sharp").
    """
    words = text.split()
    sentences: list[str] = []
    begin = 0
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        if following is None or _ends(word, following):
            sentences.append(" ".join(words[begin : index + 1]))
            begin = index + 1
    return sentences


def _ends(word: str, following: str) -> bool:
    mark = _END.search(word)
    if not mark:
        return False
    start = following.lstrip("\"'“‘([")[:1]
    if start.islower():
        # After a question or an exclamation mark a new sentence may begin small ("iPhone"), if nothing is quoted.
        return mark.group()[0] in "!?" and mark.group()[-1] in "!?"
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    core = word.strip("\"'“”‘’()[]")
    bare = core[:-1].lower()
    if bare in _BEFORE_NUMBERS:
        return not start.isdecimal()
    return not (bare in _TITLES or (_INITIALS.fullmatch(core) and len(core) == 2 and core != "I."))
