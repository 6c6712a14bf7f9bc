"""English spelling as rules, for names that are in no dictionary: "Pictory", "Zendaya", "Kowalski"."""

from __future__ import annotations

import re

__all__ = ["sound_out"]

# The longest spelling that fits is taken; ^ and $ are the ends of the word, V stands before a vowel letter.
_RULES = [
    (re.compile(spelling.replace("V", "(?=[aeiouy])")), sound)
    for spelling, sound in (
        ("tion", "ʃən"), ("sion", "ʒən"), ("cious|tious", "ʃəs"), ("cial|tial", "ʃəl"), ("ture", "ʧəɹ"),
        ("ough", "O"), ("augh", "ɔ"), ("eigh", "A"), ("igh", "I"), ("sch", "ʃ"), ("tch", "ʧ"), ("dge", "ʤ"),
        ("eau", "O"), ("oor", "ɔɹ"), ("air", "ɛɹ"), ("ear", "ɪɹ"), ("eer", "ɪɹ"), ("our", "ɔɹ"), ("ire$", "Iəɹ"),
        ("are$", "ɛɹ"), ("ore$", "ɔɹ"), ("ure$", "jʊɹ"), ("que$", "k"), ("gue$", "ɡ"), ("ski$|sky$", "ski"),
        ("^kn", "n"), ("^gn", "n"), ("^wr", "ɹ"), ("^ps", "s"), ("^pn", "n"), ("^x", "z"), ("^mc", "mək"),
        ("ch", "ʧ"), ("ck", "k"), ("sh", "ʃ"), ("th", "θ"), ("ph", "f"), ("gh", "ɡ"), ("wh", "w"), ("qu", "kw"),
        ("kh", "k"), ("zh", "ʒ"), ("dh", "d"), ("bh", "b"), ("rh", "ɹ"), ("ng$", "ŋ"), ("ng(?=[^aeiouy])", "ŋ"),
        ("nk", "ŋk"), ("mb$", "m"), ("cc(?=[eiy])", "ks"), ("sc(?=[eiy])", "s"), ("cz", "ʧ"), ("sz", "ʃ"),
        ("ai|ay|ei|ey(?!$)", "A"), ("ey$", "i"), ("au|aw", "ɔ"), ("ee|ea", "i"), ("ie$", "i"), ("ie", "i"),
        ("oa|oe", "O"), ("oi|oy", "Y"), ("oo", "u"), ("ou|ow(?![aeiou]|$)", "W"), ("ow$", "O"),
        ("ow(?=[aeiou])", "əw"), ("eu|ew|ue|ui", "u"),
        ("ia$", "iə"), ("io$", "iO"), ("ar", "ɑɹ"), ("er|ir|ur|yr", "ɜɹ"), ("or", "ɔɹ"),
        ("a(?=[^aeiouywxr]e$)", "A"), ("e(?=[^aeiouywxr]e$)", "i"), ("i(?=[^aeiouywxr]e$)", "I"),
        ("o(?=[^aeiouywxr]e$)", "O"), ("u(?=[^aeiouywxr]e$)", "u"), ("y(?=[^aeiouywxr]e$)", "I"),
        ("(?<=[^aeiouy])e$", ""), ("(?<=[^aeiouy])es$", "z"),
        ("a$", "ə"), ("i$", "i"), ("o$", "O"), ("u$", "u"), ("y$", "i"), ("^yV", "j"), ("(?<=[aeiou])yV", "j"),
        ("c(?=[eiy])", "s"), ("g(?=[eiy])", "ʤ"), ("jj|j", "ʤ"), ("x", "ks"),
        ("bb|b", "b"), ("dd|d", "d"), ("ff|f", "f"), ("gg|g", "ɡ"), ("h", "h"), ("kk|k|cc|c|q", "k"),
        ("ll|l", "l"), ("mm|m", "m"), ("nn|n", "n"), ("pp|p", "p"), ("rr|r", "ɹ"), ("ss|s", "s"), ("tt|t", "t"),
        ("vv|v", "v"), ("w", "w"), ("zz|z", "z"),
        ("aa", "ɑ"), ("a", "æ"), ("e", "ɛ"), ("ii|i", "ɪ"), ("o", "ɑ"), ("uu|u", "ʌ"), ("y", "ɪ"),
    )
]  # fmt: skip
_VOWEL = re.compile("[AIOWYiuæɑɛɜɪʊʌɔə]")
_STRESSED = re.compile("[AIOWYiuæɑɛɜɪʊʌɔ]")


def sound_out(word: str) -> str:
    """The sounds of a word by its letters, with one stress; empty when it has no Latin letter."""
    letters = re.sub("[^a-z]", "", word.lower())
    sounds: list[str] = []
    place = 0
    while place < len(letters):
        matches = [(match.end(), sound) for rule, sound in _RULES if (match := rule.match(letters, place))]
        end, sound = max(matches, key=lambda found: found[0])
        sounds.append(sound)
        place = max(end, place + 1)
    return _stressed("".join(sounds))


def _stressed(sounds: str) -> str:
    """Names of two syllables are stressed on the first, longer ones on the last but one."""
    vowels = [match.start() for match in _VOWEL.finditer(sounds)]
    if not vowels:
        return sounds
    place = vowels[-2] if len(vowels) > 2 else vowels[0]
    if not _STRESSED.match(sounds, place):
        place = vowels[0]
    return f"{sounds[:place]}ˈ{sounds[place:]}"
