"""From words to the sounds that the network knows, so that no word is ever left out.

A word is looked up; if it is not in the dictionary its ending is taken off, it is split into two words that are,
and at last it is read letter by letter as English spells.
"""

from __future__ import annotations

from collections.abc import Sequence

from pictory_nb.sandbox.speech.lexicon import Lexicon
from pictory_nb.sandbox.speech.spelling import sound_out
from pictory_nb.sandbox.speech.symbols import word_list

__all__ = ["Pronouncer"]

_VOWELS = "AIOQWYaeiouæɑɒɐəɚɛɜɪᵻʊʌɔ"
_DETERMINERS = word_list("a an the this that these those my your his her its our their no every each some any")
_BEFORE_VERB = word_list("to i we you they will would can could may might must shall should do did don't didn't")
_HAVING = word_list("have has had having be been is are was were being am he's she's i'm i've we've you've they've")
_OBJECTS = _DETERMINERS | word_list("it them him me us")
_ORDERING = word_list("and then or please now never always") | {""}
"""Before a word that is an order, where an object follows: "record the song", "and tear it up"."""
_PLACES = word_list("in on at with near by here there together alone longer among under without through")
_PERFORMED = word_list("go goes going went play plays played stream streamed sing sang sung perform performed recorded")
_ENDINGS = (("ly", "li"), ("ness", "nəs"), ("less", "ləs"), ("able", "əbᵊl"), ("er", "əɹ"))
_BEGINNINGS = (("un", "ˌʌn"), ("re", "ɹˌi"), ("non", "nˌɑn"), ("pre", "pɹˌi"), ("multi", "mˌʌlti"))


class Pronouncer:
    """Says words in one accent."""

    def __init__(self, lexicon: Lexicon, *, british: bool = False) -> None:
        self._lexicon = lexicon
        self._british = british

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word, or a word that it is a form of."""
        return self._found(word, "") is not None

    def sounds(self, words: Sequence[str]) -> list[str]:
        """The sounds of each word of a sentence, in the light of its neighbours."""
        around = ["", *words, ""]
        said = [self._word(word, around[n], around[n + 2]) for n, word in enumerate(words)]
        for index, word in enumerate(words):
            following = said[index + 1].lstrip("ˈˌ")[:1] if index + 1 < len(said) else ""
            said[index] = _reduced(word, following) or said[index]
        return said

    def _word(self, word: str, before: str, after: str) -> str:
        known = self._found(word, _part_of_speech(word, before.lower(), after)) or self._compound(word)
        return known or sound_out(word).replace("O", "Q" if self._british else "O")

    def _found(self, word: str, tag: str) -> str | None:
        if entry := self._lexicon.find(word):
            return entry.get(tag) or entry[""]
        return self._inflected(word, tag)

    def _inflected(self, word: str, tag: str) -> str | None:
        """Plurals, possessives, -ed, -ing and -ly of a word in the dictionary."""
        if len(word) < 4 and not word.endswith("'s"):
            return None
        for ending, add in (
            ("'s", self._s),
            ("s'", self._s),
            ("s", self._s),
            ("ed", self._ed),
            ("ing", self._ing),
        ):
            if word.endswith(ending):
                for stem in _stems(word[: -len(ending)], ending):
                    if entry := self._lexicon.find(stem):
                        return add(entry.get("VERB" if ending in ("ed", "ing") else tag) or entry[""])
        for ending, sound in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                for stem in _stems(word[: -len(ending)], ending):
                    if entry := self._lexicon.find(stem):
                        return entry[""] + ("ə" if self._british and ending == "er" else sound)
        for beginning, sound in _BEGINNINGS:
            rest = word[len(beginning) :]
            if word.startswith(beginning) and len(rest) > 3 and (entry := self._lexicon.find(rest)):
                return sound + entry[""]
        return None

    def _s(self, stem: str) -> str:
        if stem[-1] in "szʃʒʧʤ":
            return stem + ("ɪz" if self._british else "ᵻz")
        return stem + ("s" if stem[-1] in "ptkfθ" else "z")

    def _ed(self, stem: str) -> str:
        if stem[-1] in "td":
            return stem + ("ɪd" if self._british else "ᵻd")
        return stem + ("t" if stem[-1] in "pkfθʃsʧ" else "d")

    def _ing(self, stem: str) -> str:
        if stem.endswith("t") and len(stem) > 1 and stem[-2] in _VOWELS and not self._british:
            return stem[:-1] + "ɾɪŋ"
        return stem + "ɪŋ"

    def _compound(self, word: str) -> str | None:
        """ "dataframe" from "data" and "frame": both parts as long as can be, the second one stressed less."""
        places = sorted(range(3, len(word) - 2), key=lambda place: abs(2 * place - len(word)))
        for place in places:
            first, second = self._found(word[:place], ""), self._found(word[place:], "")
            if first and second:
                return first + second.replace("ˈ", "ˌ")
        return None


def _stems(stem: str, ending: str) -> list[str]:
    """What the word may have been before its ending: run(n), mak(e), carri → carry."""
    stems = [stem]
    if ending in ("s", "s'") and stem.endswith("e"):
        stems.append(stem[:-1])
    if ending not in ("'s", "s", "s'"):
        stems.append(stem + "e")
        if len(stem) > 2 and stem[-1] == stem[-2]:
            stems.append(stem[:-1])
    if stem.endswith("i"):
        stems.append(stem[:-1] + "y")
    if stem.endswith("ie"):
        stems.append(stem[:-2] + "y")
    return stems


def _part_of_speech(word: str, before: str, after: str) -> str:
    """A guess by the words beside it: enough for "to record", "a record", "record it", "she read", "people live in"."""
    if before in _DETERMINERS:
        return "NOUN"
    if before in _BEFORE_VERB or (before in _ORDERING and after in _OBJECTS):
        return "VERB"
    if before in ("he", "she"):  # without an ending it was yesterday
        return "VERB" if word.endswith("s") else "VBD"
    if before in _HAVING:
        return "VBN"
    if word == "live" and before and after in _PLACES and before not in _PERFORMED:
        return "VERB"
    return "NOUN" if word == "content" else ""


def _reduced(word: str, following: str) -> str | None:
    """The small words that sound different before a vowel."""
    vowel = following != "" and following in _VOWELS
    if word == "the":
        return "ði" if vowel else "ðə"
    if word in ("a", "A"):
        return "ɐ"
    if word == "to" and following:
        return "tʊ" if vowel else "tə"
    return None
