"""What must not be shown: values that hide themselves, texts from which they are cut, logs they are kept out of."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Any

__all__ = ["Link", "Secret", "kept_out_of_logs", "veiled", "with_links"]


class Secret(str):
    """A credential. Whatever prints variables, such as a verbose traceback, prints ``<secret>``; it is not pickled."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<secret>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("a credential is not pickled: let the other process find it for itself")


class Link(str):
    """An address whose query may be a signature: whoever has it has the file. ``repr`` leaves the query out."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(veiled(str(self)))


_QUERY = re.compile(r"(https?://[^\s?#\"'<>]+)\?[^\s\"'<>]*", re.IGNORECASE)
_CREDENTIAL = re.compile(r"\b(pictai_|eyJ)[\w.~+/=-]{6,}")


def veiled(text: str) -> str:
    """``text`` without keys, tokens and the queries of addresses: a stranger's message may repeat them."""
    return _CREDENTIAL.sub(r"\1…", _QUERY.sub(r"\1?…", text))


def with_links(value: Any) -> Any:
    """JSON whose addresses are ``Link``: equal to what it was, and fit to be shown."""
    if isinstance(value, str):
        return Link(value) if "://" in value else value
    if isinstance(value, Mapping):
        return {name: with_links(member) for name, member in value.items()}
    return [with_links(member) for member in value] if isinstance(value, list) else value


@contextlib.contextmanager
def kept_out_of_logs() -> Iterator[None]:
    """Within it, urllib3 logs the addresses that this thread asks for without their queries.

    Levels and handlers stay as they are, and so does what others log.
    """
    before = _asking.set(True)
    try:
        yield
    finally:
        _asking.reset(before)


_asking: ContextVar[bool] = ContextVar("pictory_asking", default=False)


def _without_queries(record: logging.LogRecord) -> bool:
    if _asking.get() and isinstance(record.args, tuple):
        record.args = tuple(_cut(value) if isinstance(value, str) else value for value in record.args)
    return True


def _cut(text: str) -> str:
    address, mark, _ = text.partition("?")
    return f"{address}?…" if mark else text


for _name in ("urllib3.connectionpool", "urllib3.connection", "urllib3.util.retry"):
    logging.getLogger(_name).addFilter(_without_queries)
