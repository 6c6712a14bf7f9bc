"""Lets the network be told a speed and a pitch for each sound, where its makers foresaw one speed for a whole text.

So one word can be said slowly or high in the middle of a sentence whose melody goes on, as SSML asks for. The network
computes how long each sound lasts, and divides that by the speed: a row of speeds does as well as one. Its melody is a
curve over the moments of the sound; it is multiplied by the pitch of the sound that each moment belongs to.
"""

from __future__ import annotations

from pictory_nb.sandbox.speech.network import FLOAT, INT64, Network, Node, Tensor, message

__all__ = ["PITCH", "SPEED", "expressive"]

SPEED, PITCH = "speed", "pitch"
"""Inputs of the shape (1, sounds): 2 is twice as fast, or an octave higher."""

_MELODY = "/encoder/F0_proj/Conv_output_0"  # (1, 1, 2 x moments), in hertz
_SOUND_OF_MOMENT = "/encoder/Cast_4_output_0"  # (1, sounds, moments): 1 where the sound lasts


def expressive(network: Network) -> None:
    """Change ``network`` in place. Raises ``ValueError`` where it is not the one that this was written for."""
    place = next((place for place, node in enumerate(network.nodes) if node.inputs[:1] == [_MELODY]), None)
    if place is None:
        raise ValueError("the network has no melody under the name that is known here")
    user = network.nodes[place]
    if user.integers or user.operation != "Squeeze":
        raise ValueError(f"the network's melody is used by {user.operation}")
    network.nodes[place] = Node(user.operation, ["melody", *user.inputs[1:]], user.outputs)
    network.nodes[place:place] = [
        Node("MatMul", ["pitch.row", _SOUND_OF_MOMENT], ["pitch.moments"]),
        Node("Unsqueeze", ["pitch.moments", "pitch.last"], ["pitch.once"]),
        Node("Concat", ["pitch.once", "pitch.once"], ["pitch.twice"], {"axis": [3]}),  # two values to a moment
        Node("Reshape", ["pitch.twice", "pitch.shape"], ["pitch.curve"]),
        Node("Mul", [_MELODY, "pitch.curve"], ["melody"]),
    ]
    network.nodes.insert(0, Node("Unsqueeze", [PITCH, "pitch.first"], ["pitch.row"]))
    for name, numbers in (("pitch.first", (1,)), ("pitch.last", (3,)), ("pitch.shape", (1, 1, -1))):
        data = b"".join(number.to_bytes(8, "little", signed=True) for number in numbers)
        network.tensors[name] = Tensor(name, INT64, (len(numbers),), data)
    for name in (SPEED, PITCH):
        network.set_input(name, _row())


def _row() -> bytes:
    """The type "floats, one row of as many as there are sounds"."""
    sizes = message((1, message((1, 1))), (1, message((2, "sequence_length"))))
    return message((1, message((1, FLOAT), (2, sizes))))
