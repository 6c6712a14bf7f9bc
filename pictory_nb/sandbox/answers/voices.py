"""The voices that can read, and those that users add."""

from __future__ import annotations

from typing import Any

from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import dump_array

__all__ = ["HANDLERS"]


def voices(call: Call) -> Any:
    return dump_array(call.premises.ensemble.voices(call.origin))


def add_voice(call: Call) -> Any:
    return call.premises.ensemble.add(call.body).to_wire()


HANDLERS: dict[str, Handler] = {routes.VOICES.name: voices, routes.ADD_VOICE.name: add_voice}
