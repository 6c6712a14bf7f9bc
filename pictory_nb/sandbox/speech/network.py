"""A neural network as its file has it: just enough of the ONNX format to change a few nodes.

The package ``onnx`` would be 17 MB for what happens once on a computer. The numbers below are those of the fields
in the format's ``onnx.proto``; what is not understood is carried along untouched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["FLOAT", "INT8", "INT64", "UINT8", "Network", "Node", "Tensor", "message"]

FLOAT, UINT8, INT8, INT64 = 1, 2, 3, 7
"""Kinds of numbers in a tensor."""

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5

Field = tuple[int, "int | str | bytes | memoryview"]


def message(*fields: Field) -> bytes:
    """A protobuf message of (number, value) pairs: integers, texts, or bytes, which may be messages again."""
    parts: list[bytes | memoryview] = []
    for number, value in fields:
        if isinstance(value, int):
            parts += [_varint(number << 3 | _VARINT), _varint(value)]
        else:
            data = value.encode() if isinstance(value, str) else value
            parts += [_varint(number << 3 | _BYTES), _varint(len(data)), data]
    return b"".join(parts)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative ones are written as what they are modulo 2^64
    groups = bytearray()
    while value > 127:
        groups.append(value & 127 | 128)
        value >>= 7
    groups.append(value)
    return bytes(groups)


def _read_varint(data: memoryview, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, place


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    place = 0
    while place < len(data):
        key, place = _read_varint(data, place)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, place = _read_varint(data, place)
            yield number, value
            continue
        if kind == _BYTES:
            size, place = _read_varint(data, place)
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            size = 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError(f"a field of kind {kind} in a network's file")
        yield number, data[place : place + size]
        place += size


def _integers(value: int | memoryview) -> list[int]:
    """Repeated integers come one by one, or packed together."""
    if isinstance(value, int):
        return [value]
    numbers, place = [], 0
    while place < len(value):
        number, place = _read_varint(value, place)
        numbers.append(number)
    return numbers


@dataclass
class Node:
    """One operation. ``integers`` are its attributes that are lists of integers."""

    operation: str
    inputs: list[str]
    outputs: list[str]
    integers: dict[str, list[int]] = field(default_factory=dict)
    domain: str = ""
    raw: memoryview | None = field(default=None, repr=False)

    @classmethod
    def read(cls, raw: memoryview) -> Node:
        node = cls("", [], [], raw=raw)
        for number, value in _fields(raw):
            if number == 1:
                node.inputs.append(str(value, "utf-8"))
            elif number == 2:
                node.outputs.append(str(value, "utf-8"))
            elif number == 4:
                node.operation = str(value, "utf-8")
            elif number == 5:
                inner = list(_fields(value))
                numbers = [one for place, item in inner if place == 8 for one in _integers(item)]
                if numbers:
                    node.integers[next(str(item, "utf-8") for place, item in inner if place == 1)] = numbers
            elif number == 7:
                node.domain = str(value, "utf-8")
        return node

    def written(self) -> bytes | memoryview:
        """As it was read, if it was."""
        if self.raw is not None:
            return self.raw
        attributes = [(5, _attribute(name, numbers)) for name, numbers in self.integers.items()]
        named = [(1, name) for name in self.inputs] + [(2, name) for name in self.outputs]
        domain = [(7, self.domain)] if self.domain else []
        return message(*named, (3, self.outputs[0]), (4, self.operation), *attributes, *domain)


def _attribute(name: str, numbers: list[int]) -> bytes:
    if name == "axis":  # a single integer (type 2), all the others are lists (type 7)
        return message((1, name), (3, numbers[0]), (20, 2))
    return message((1, name), *((8, number) for number in numbers), (20, 7))


@dataclass
class Tensor:
    """A constant of the network: its ``data`` are the numbers as they lie in memory."""

    name: str
    kind: int
    shape: tuple[int, ...]
    data: bytes | memoryview = field(repr=False)
    raw: memoryview | None = field(default=None, repr=False)

    @classmethod
    def read(cls, raw: memoryview) -> Tensor:
        name, kind, shape, data = "", 0, [], memoryview(b"")
        for number, value in _fields(raw):
            if number == 1:
                shape += _integers(value)
            elif number == 2:
                kind = value
            elif number == 5 and kind in (UINT8, INT8):  # small tensors are written number by number
                data = bytes(one & 255 for one in _integers(value))
            elif number == 8:
                name = str(value, "utf-8")
            elif number == 9:
                data = value
        return cls(name, kind, tuple(shape), data, raw)

    def written(self) -> bytes | memoryview:
        if self.raw is not None:
            return self.raw
        return message(*((1, size) for size in self.shape), (2, self.kind), (8, self.name), (9, self.data))


def _name_of(value: memoryview) -> str:
    return next((str(name, "utf-8") for place, name in _fields(value) if place == 1), "")


class Network:
    """The nodes and the constants of a file, to be changed in place and written again."""

    def __init__(self, file: bytes) -> None:
        self._around: list[Field] = []
        self._inside: list[Field] = []
        self.nodes: list[Node] = []
        self.tensors: dict[str, Tensor] = {}
        self.outputs: list[str] = []
        for number, value in _fields(memoryview(file)):
            if number == 7:
                self._read_graph(value)
            else:
                self._around.append((number, value))

    def _read_graph(self, graph: memoryview) -> None:
        for number, value in _fields(graph):
            if number == 1:
                self.nodes.append(Node.read(value))
            elif number == 5:
                tensor = Tensor.read(value)
                self.tensors[tensor.name] = tensor
            else:
                if number == 12:
                    self.outputs += [str(name, "utf-8") for place, name in _fields(value) if place == 1]
                self._inside.append((number, value))

    def add_output(self, name: str) -> None:
        """Let an inner tensor be read from outside."""
        self.outputs.append(name)
        self._inside.append((12, message((1, name))))

    def set_input(self, name: str, kind: bytes) -> None:
        """Declare an input of the type ``kind`` (a ``TypeProto``), instead of the one of that name if there is one."""
        self._inside = [
            (number, value) for number, value in self._inside if not (number == 11 and _name_of(value) == name)
        ]
        self._inside.append((11, message((1, name), (2, kind))))

    def prune(self) -> None:
        """Take out what nothing depends on any more."""
        needed = set(self.outputs)
        kept = []
        for node in reversed(self.nodes):  # in a file nodes stand behind those that they depend on
            if needed.intersection(node.outputs):
                needed.update(node.inputs)
                kept.append(node)
        self.nodes = kept[::-1]
        self.tensors = {name: tensor for name, tensor in self.tensors.items() if name in needed}

    def written(self) -> bytes:
        """The file."""
        nodes = [(1, node.written()) for node in self.nodes]
        tensors = [(5, tensor.written()) for tensor in self.tensors.values()]
        return message(*self._around, (7, message(*nodes, *tensors, *self._inside)))
