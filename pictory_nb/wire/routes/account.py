"""The operations of an account: its key for an hour, and what is used of it."""

from __future__ import annotations

from pictory_nb.wire.routes.row import Field, Route, must

__all__ = ["CREDIT_USAGE", "QUOTA", "TOKEN"]

TOKEN = Route(
    "token",
    "POST",
    "/v1/oauth2/token",
    "Exchange a client id and secret for an access token of one hour.",
    body=(must("client_id", "the account's id"), must("client_secret", "the account's secret")),
    answer="Token",
    open=True,
)

QUOTA = Route("quota", "GET", "/v1/quota", "What is used, and the limits of it.", answer="Quota", verb="quota")

CREDIT_USAGE = Route(
    "credit_usage",
    "GET",
    "/v1/aicredits/usage",
    "The ledger of AI credits of one month, newest first.",
    query=(
        Field("year", "together with month", "integer", least=2000, most=9999),
        Field("month", "1 to 12, together with year", "integer", least=1, most=12),
    ),
    answer="CreditEntry[]",
    verb="credit_usage",
)
