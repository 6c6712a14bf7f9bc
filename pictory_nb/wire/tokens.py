"""Codec of the token exchange (contract §2.1). The header carries the raw value, without the word Bearer (§0.2, X2)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pictory_nb.secret import Secret

__all__ = ["Token", "bare", "dump_request", "dump_token", "load_request", "load_token"]


@dataclass(frozen=True)
class Token:
    """An access token and the seconds it lives."""

    value: Secret = field(repr=False)
    expires_in: float = 3600


def dump_request(client_id: str, client_secret: str) -> dict[str, str]:
    return {"client_id": client_id, "client_secret": client_secret}


def load_request(body: Any, headers: Mapping[str, str]) -> tuple[str, str]:
    """Id and secret from the body, or from headers as one old page has it (§1.2)."""
    body = body if isinstance(body, Mapping) else {}
    return tuple(str(body.get(name) or headers.get(name) or "") for name in ("client_id", "client_secret"))  # type: ignore[return-value]


def dump_token(token: Token) -> dict[str, Any]:
    return {"access_token": token.value, "expires_in": int(token.expires_in), "token_type": "Bearer"}


def load_token(body: Any) -> Token | None:
    """The token, or None where the answer holds none: a failed exchange is known by its ``code`` (§2.1)."""
    value = body.get("access_token") if isinstance(body, Mapping) else None
    if not (isinstance(value, str) and re.fullmatch(r"[!-~]+", value)):
        return None
    value, lifetime = Secret(value), body.get("expires_in")
    return Token(value, lifetime) if isinstance(lifetime, (int, float)) and 0 < lifetime < math.inf else Token(value)


def bare(authorization: str) -> str:
    """The credential in an Authorization header, with or without the word Bearer before it (X2)."""
    word, _, rest = authorization.strip().partition(" ")
    return rest.strip() if word.lower() == "bearer" else authorization.strip()
