"""An order to write a story (``storyCoPilot``) gets an outline in its place, and says so: nobody here can write.

The outline is made of the prompt itself and of the sentences that any film of that kind could begin and end with. It is
at most as long as was ordered, so that pace, look and sound can be judged before the service writes the real one.
"""

from __future__ import annotations

import re

from pictory_nb.sandbox.library.keywords import telling_words
from pictory_nb.sandbox.sources.told import Part, Told, without_source
from pictory_nb.sandbox.speech import split_sentences
from pictory_nb.storyboard import Scene, StoryCoPilot

__all__ = ["outline", "told_by_outline"]

WORDS_A_SECOND = 2.5
USUAL = 40
"""Seconds, where none are ordered."""

_OPENINGS = {
    "Explainer": "What is behind it? Here is {topic}, step by step.",
    "Marketing": "Imagine what changes with {topic}.",
    "Internal Communication": "Some news for all of us about {topic}.",
    "Tutorial": "Let us go through {topic} together, from the beginning.",
    "Product": "Meet {topic}.",
}
_TONES = {
    "professional": "Good day.",
    "casual": "Hey there.",
    "friendly": "Hello, and welcome.",
    "informative": "These are the facts.",
    "persuasive": "You will not want to miss this.",
    "exciting": "Get ready!",
    "educational": "Today we learn something new.",
    "humorous": "No jokes were harmed in what follows.",
    "serious": "This matters.",
    "conversational": "So, let us talk.",
}
_MIDDLES = {
    "Explainer": (
        "First, what it is.",
        "Then, how it works.",
        "And at last, why it matters.",
        "One example makes it clear.",
    ),
    "Marketing": (
        "This is the trouble that everybody knows.",
        "This is what makes it go away.",
        "And this is who has it already.",
        "Here is what it is worth.",
    ),
    "Internal Communication": (
        "This is what changes.",
        "This is when it begins.",
        "This is what it means for you.",
        "And this is whom you can ask.",
    ),
    "Tutorial": (
        "First, get everything ready.",
        "Next, do it once, slowly.",
        "Then check what came out.",
        "Now try it on your own.",
    ),
    "Product": (
        "This is what it does.",
        "This is how it feels in your hands.",
        "This is what comes with it.",
        "And this is how you get it.",
    ),
}
_ENDINGS = {
    "YouTube": "Subscribe if you want to see the next one.",
    "TikTok": "Follow for more.",
    "Instagram": "Save it, and share it with a friend.",
    "Facebook": "Share it with somebody who should know.",
    "LinkedIn": "Tell us what you think in the comments.",
    "Twitter": "Pass it on.",
}


def told_by_outline(number: int, scene: Scene, order: StoryCoPilot) -> Told:
    """The scenes of an outline, with the note that it is one."""
    parts = tuple(Part(number, without_source(scene, story=story)) for story in outline(order))
    note = (
        f"Scene {number}: nobody in the sandbox can write (storyCoPilot). A stand-in made an outline of your prompt "
        "and of set phrases, no longer than ordered; the service writes the story itself."
    )
    return Told(parts, (note,))


def outline(order: StoryCoPilot) -> list[str]:
    """The stories of the scenes: an opening, what the prompt says, what belongs into such a film, an ending."""
    kind = order.video_type or "Explainer"
    room = round((order.duration or USUAL) * WORDS_A_SECOND)
    topic = _topic(order.prompt)
    opening = " ".join(filter(None, [_TONES.get(order.tone or ""), _OPENINGS[kind].format(topic=topic)]))
    ending = _ENDINGS.get(order.platform or "", f"That was {topic}.")
    said = [_closed(sentence) for sentence in split_sentences(order.prompt)]
    middle: list[str] = []
    room -= len(f"{opening} {ending}".split())
    # What the prompt says comes first, since it is the only thing here that is about the matter.
    for sentence in (*said, *_MIDDLES[kind]):
        if len(sentence.split()) <= room:
            middle.append(sentence)
            room -= len(sentence.split())
    return [opening, *middle, ending]


def _topic(prompt: str) -> str:
    """What the prompt is about, in a few words: what stands behind "about", else its telling words."""
    first = split_sentences(prompt)[0].rstrip(".!?…")
    found = re.search(r"\b(?:about|on|of|explain(?:ing)?|introduc(?:e|ing))\s+(.{3,60})$", first, re.IGNORECASE)
    if found:
        return found[1].strip()
    words = first.split()
    if len(words) <= 8:
        return first
    telling = sorted(telling_words(words))
    return " and ".join(words[place].strip(",;:") for place in telling[:2]) or " ".join(words[:6])


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
