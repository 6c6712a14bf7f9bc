"""Phonemes as people write them (IPA, X-SAMPA, ARPABET) in the voice's own alphabet, where one sign is one sound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pictory_nb.errors import BadStoryboard, Problem
from pictory_nb.sandbox.speech.phonemes import NUMBERS

__all__ = ["sounds_of"]

_VOWELS = "AIOQWYaeiouæɑɒɐəɚɛɜɪɨɔøœᵻʊʌɯɤy"

_FROM_IPA = {
    "t͡ʃ": "ʧ", "d͡ʒ": "ʤ", "tʃ": "ʧ", "dʒ": "ʤ", "eɪ": "A", "aɪ": "I", "aʊ": "W", "ɔɪ": "Y", "oʊ": "O", "əʊ": "Q",
    "ɝ": "ɜɹ", "ɚ": "əɹ", "r": "ɹ", "g": "ɡ", "ɫ": "l", "ʍ": "w", "ɹ̩": "əɹ", "l̩": "ᵊl", "n̩": "ᵊn", "m̩": "ᵊm",
    ".": "", "‿": "", "͡": "", "'": "ˈ", ",": "ˌ", "ˑ": "ː", "-": "", "ɘ": "ə", "ɵ": "ə", "ʉ": "u", "ɱ": "m",
    "ʏ": "y", "ɞ": "ɜ", "ʙ": "b", "ʀ": "ʁ", "ħ": "h", "ɦ": "h", "ʋ": "ʋ",
}  # fmt: skip

_FROM_SAMPA = {
    "tS": "ʧ", "dZ": "ʤ", "eI": "A", "aI": "I", "aU": "W", "OI": "Y", "oU": "O", "@U": "Q", "3`": "ɜɹ", "@`": "əɹ",
    "r\\": "ɹ", "l=": "ᵊl", "n=": "ᵊn", "m=": "ᵊm", "A": "ɑ", "{": "æ", "6": "ɐ", "Q": "ɒ", "E": "ɛ", "@": "ə",
    "3": "ɜ", "I": "ɪ", "O": "ɔ", "2": "ø", "9": "œ", "U": "ʊ", "V": "ʌ", "7": "ɤ", "M": "ɯ", "1": "ɨ", "}": "u",
    "Y": "y", "N": "ŋ", "J": "ɲ", "S": "ʃ", "Z": "ʒ", "T": "θ", "D": "ð", "C": "ç", "G": "ɣ", "R": "ʁ", "X": "χ",
    "4": "ɾ", "?": "ʔ", "L": "ʎ", "B": "β", "W": "w", "H": "ɥ", "g": "ɡ", "r": "ɹ", "\"": "ˈ", "%": "ˌ", ":": "ː",
    ".": "", "-": "", "'": "ˈ",
}  # fmt: skip

_FROM_ARPABET = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "W", "AX": "ə", "AXR": "əɹ", "AY": "I", "EH": "ɛ", "ER": "ɜɹ",
    "EY": "A", "IH": "ɪ", "IX": "ᵻ", "IY": "i", "OW": "O", "OY": "Y", "UH": "ʊ", "UW": "u", "B": "b", "CH": "ʧ",
    "D": "d", "DH": "ð", "DX": "ɾ", "EL": "ᵊl", "EM": "ᵊm", "EN": "ᵊn", "F": "f", "G": "ɡ", "HH": "h", "H": "h",
    "JH": "ʤ", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t",
    "TH": "θ", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip


def sounds_of(written: str, alphabet: str, *, british: bool = False) -> str:
    """The sounds of ``written``. ``alphabet`` is one of ``ssml.ALPHABETS``.

    Raises ``BadStoryboard`` for a strange sign.
    """
    if alphabet == "cmu-arpabet":
        sounds = "".join(_arpabet(sign) for sign in written.split())
    else:
        table = _FROM_SAMPA if alphabet == "x-sampa" else _FROM_IPA
        sounds = "".join(_signs(written, table, alphabet))
    # The two ways of "go" are one vowel each of the two accents, and length is heard in one of them only.
    sounds = sounds.replace("O", "Q") if british else sounds.replace("Q", "O").replace("ː", "")
    return _stress_before_vowels(sounds)


def _signs(written: str, table: Mapping[str, str], alphabet: str) -> Iterator[str]:
    place = 0
    while place < len(written):
        for length in (3, 2, 1):
            sign = written[place : place + length]
            if sign in table and len(sign) == length:
                yield table[sign]
                break
            if length == 1 and sign in NUMBERS:
                yield sign
                break
        else:
            raise _strange(written[place], alphabet)
        place += length


def _arpabet(sign: str) -> str:
    found = re.fullmatch(r"([A-Z]+)([012])?", sign.upper())
    if not found or found[1] not in _FROM_ARPABET:
        raise _strange(sign, "cmu-arpabet")
    sound = _FROM_ARPABET[found[1]]
    if found[1] == "AH" and found[2] == "0":
        sound = "ə"
    return {"1": "ˈ", "2": "ˌ"}.get(found[2] or "", "") + sound


def _strange(sign: str, alphabet: str) -> BadStoryboard:
    reason = f"{sign!r} is no sound of {alphabet} that the voices here can make"
    return BadStoryboard([Problem("story", reason, "write the sounds of English")])


def _stress_before_vowels(sounds: str) -> str:
    """A dictionary stresses the syllable, this voice its vowel."""
    moved, waiting = "", ""
    for sign in sounds:
        if sign in "ˈˌ":
            waiting = sign
        elif waiting and sign in _VOWELS:
            moved, waiting = moved + waiting + sign, ""
        else:
            moved += sign
    return moved
