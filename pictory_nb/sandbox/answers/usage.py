"""What was used of the account."""

from __future__ import annotations

from typing import Any

from pictory_nb.errors import BadArguments, Problem
from pictory_nb.sandbox.answers.call import Call, Handler
from pictory_nb.wire import routes
from pictory_nb.wire.catalogue import dump_array

__all__ = ["HANDLERS"]


def quota(call: Call) -> Any:
    return call.premises.meter.quota().to_wire()


def credit_usage(call: Call) -> Any:
    year, month = call.query.get("year"), call.query.get("month")
    if (year is None) != (month is None):
        missing = "month" if month is None else "year"
        raise BadArguments([Problem(missing, "year and month belong together", "give both or neither")])
    return dump_array(call.premises.meter.credits(year, month))


HANDLERS: dict[str, Handler] = {routes.QUOTA.name: quota, routes.CREDIT_USAGE.name: credit_usage}
