"""Codec of error bodies (contract §0.4): which of our errors an answer means, and how the sandbox spells one."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from pictory_nb.errors import (
    BadArguments,
    BadStoryboard,
    FieldError,
    Forbidden,
    JobNotFound,
    RateLimited,
    ServiceError,
    Unauthorized,
)
from pictory_nb.told import told
from pictory_nb.wire.routes.row import Route

__all__ = ["UNAUTHORIZED", "dump_problem", "dump_refusal", "load_error", "no_such_job"]

UNAUTHORIZED = {"message": "Unauthorized"}


def dump_problem(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "message": message}


def dump_refusal(error: BadStoryboard | BadArguments, route: Route) -> dict[str, Any]:
    """Every broken rule by the field that breaks it.

    Programs of the first era look for ``success`` alone when they have ordered a video (§2.2).
    """
    fields = [{"name": problem.path, "errors": problem.reason} for problem in error.problems]
    code = "INVALID_REQUEST" if route.method == "GET" else "INVALID_REQUEST_BODY"
    first = {"success": False} if route.path.startswith("/v1/video/") else {}
    return {**first, "code": code, "message": "Request validation failed", "fields": fields}


def load_error(what: str, status: int, body: Any, *, retry_after: float | None = None) -> ServiceError:
    """The error that the answer ``status`` + ``body`` to ``what`` (``POST /v2/…``) means."""
    facts = body if isinstance(body, Mapping) else {}
    if isinstance(facts.get("data"), Mapping):
        facts = {**facts["data"], **facts}  # a refusal may be wrapped in an envelope as a result is (§0.4)
    code = told(facts.get("code") or facts.get("error_code"), longest=80)
    said = told(facts.get("message") or facts.get("error_message")) or _excerpt(body)
    more: dict[str, Any] = {"status": status, "code": code, "fields": _fields(facts.get("fields"))}
    if status == 401:
        return Unauthorized(
            "the service refused the credential",
            mend="check PICTORY_API_KEY (https://app.pictory.ai/api-access), or PICTORY_CLIENT_ID and _SECRET",
            **more,
        )
    if status == 403:
        return Forbidden(f"{what} is not allowed: {said or 'no reason given'}", mend=_edge_hint(said), **more)
    if status == 404:
        return ServiceError(f"{what}: the service has nothing there", mend="check the id and the base URL", **more)
    if status == 429:
        pause = f"{round(retry_after, 1):g} s" if retry_after else "a while"
        return RateLimited(f"{what}: too many requests", retry_after=retry_after, mend=f"wait {pause}", **more)
    if 300 <= status < 400:
        return ServiceError(f"{what} was sent on to another address", mend="check PICTORY_API_BASE_URL", **more)
    listed = "".join(f"\n  {field.name}: {field.message}" for field in more["fields"])
    mend = "mend the fields named above" if listed else "try again later" if status >= 500 else ""
    return ServiceError(f"{what} answered {status}: {said or 'nothing readable'}{listed}", mend=mend, **more)


def no_such_job(job_id: str) -> JobNotFound:
    """A look-up that found nothing, however it was said: in the body with 200, or by 404 (§4.6, X4)."""
    return JobNotFound(
        f"the service knows no job {job_id!r}",
        mend="look at %pictory jobs for the ids of this account, and check PICTORY_API_BASE_URL",
        status=404,
        code="5000",
    )


def _edge_hint(said: str) -> str:
    # The edge stops some User-Agents with this number and an HTML page (contract §0.1).
    return "a proxy may have changed the User-Agent header" if "1010" in said else "is it your account's?"


def _fields(entries: Any) -> tuple[FieldError, ...]:
    """``errors`` is a string, or a list of strings (§0.4)."""
    if not isinstance(entries, list):
        return ()
    return tuple(
        FieldError(
            told(entry.get("name")),
            "; ".join(map(told, entry["errors"]))
            if isinstance(entry.get("errors"), list)
            else told(entry.get("errors")),
        )
        for entry in entries
        if isinstance(entry, Mapping)
    )


def _excerpt(body: Any) -> str:
    """The first words of a page or a text that came where JSON was due."""
    if not isinstance(body, str):
        return ""
    words = html.unescape(re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", body, flags=re.DOTALL | re.IGNORECASE))
    return " ".join(told(words).split())[:160]
