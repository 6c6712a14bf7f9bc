"""The voices that can read, and those that users add."""

from __future__ import annotations

from typing import Any

from pictory_nb.library import Voice
from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.wire import routes

__all__ = ["HANDLERS"]

_ALWAYS = ("gender", "accent", "sample")
"""What each voice has a member for (contract §2.32), whatever is known of it."""


def voices(call: Call) -> Any:
    return [_told(voice) for voice in call.premises.ensemble.voices(call.origin)]


def add_voice(call: Call) -> Any:
    return _told(call.premises.ensemble.add(call.body))


def _told(voice: Voice) -> dict[str, Any]:
    told = voice.to_wire()
    return told | {name: "" for name in _ALWAYS if name not in told}


HANDLERS: dict[str, Handler] = {routes.VOICES.name: voices, routes.ADD_VOICE.name: add_voice}
