"""The YAML of a script: of its front matter, and of its blocks named ``scene``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from pictory_nb.errors import BadScript

__all__ = ["Off", "dump", "load"]


class _Loader(yaml.SafeLoader):
    """YAML in which ``9:16`` is a text and not a number to the base of sixty."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]*\.[0-9]+$"), list("-+.0123456789"))


def load(text: str, line: int) -> dict[str, Any]:
    """The ``name: value`` pairs of ``text``, which begins on that line. Raises ``BadScript``, which names the line."""
    try:
        content = yaml.load(text, _Loader)  # a safe loader: it builds plain values only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadScript(
            f"this is not YAML: {getattr(error, 'problem', error)}",
            line=line + (mark.line if mark else 0),
            mend="write settings as `name: value`, one a line",
        ) from None
    if content is None:
        return {}
    if not isinstance(content, Mapping):
        raise BadScript("settings are `name: value` pairs", line=line, mend="write `voice: Emma`, for instance")
    return dict(content)


_BREAKS = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
"""What YAML might fold, unless it is spelt out between quotation marks."""


class _Dumper(yaml.SafeDumper):
    """Writes what ``_Loader`` reads: numbers without an exponent, and no text that would be read as a number."""


_Dumper.yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


class Off:
    """``off`` as people write it, where YAML's own word is ``false``."""


_Dumper.add_representer(Off, lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:bool", "off"))
_Dumper.add_representer(
    float, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", _without_exponent(number))
)
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _BREAKS.search(text) else None
    ),
)


def _without_exponent(number: float) -> str:
    text = format(Decimal(repr(number)), "f")
    return text if "." in text else f"{text}.0"


def dump(fields: Mapping[str, Any]) -> str:
    """``fields`` as YAML that ``load`` reads as the same."""
    return yaml.dump(dict(fields), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"))
