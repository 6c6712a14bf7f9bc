"""The settings of a script as flags, for the magic and for the command line alike."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

__all__ = ["add_account", "add_paying", "add_settings", "of_kind", "settings_of"]


def of_kind(kind: str, argument: argparse.Action) -> argparse.Action:
    """Say which kind of value an argument takes, such as ``voices``: that is what TAB offers there."""
    argument.kind = kind  # type: ignore[attr-defined]
    return argument


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Give ``parser`` the flags that override a script's front matter."""
    group = parser.add_argument_group("settings of the video (they override the script's front matter)")
    of_kind(
        "presets",
        group.add_argument("--preset", metavar="NAME", help="where to start from: settings that have a name; or off"),
    )
    group.add_argument("--name", metavar="TEXT", help="the video's name")
    of_kind(
        "speakers",
        group.add_argument(
            "--voice", action="append", metavar="NAME", help="who reads it; several take turns; off: nobody"
        ),
    )
    group.add_argument("--speed", type=int, metavar="PERCENT", help="how fast it is read, from 50 to 200")
    of_kind(
        "music",
        group.add_argument("--music", metavar="FILE|URL|on|off", help="what plays under it (default: a quiet choice)"),
    )
    group.add_argument("--no-music", dest="music", action="store_const", const="off", help="the same as --music off")
    group.add_argument("--volume", type=float, metavar="0..1", help="how loud the music is")
    of_kind("aspects", group.add_argument("--aspect", metavar="W:H", help="16:9, 9:16, 1:1 or 4:5"))
    of_kind("sizes", group.add_argument("--size", metavar="WxH", help="width and height in pixels, as in 1280x720"))
    of_kind("pictures", group.add_argument("--logo", metavar="FILE|URL", help="a picture in the corner"))


def add_account(parser: argparse.ArgumentParser) -> None:
    """Give ``parser`` the flag that names an account."""
    of_kind(
        "profiles",
        parser.add_argument(
            "--profile", metavar="NAME", help="the account of PICTORY_NAME_API_KEY; sandbox: none at all"
        ),
    )


def add_paying(parser: argparse.ArgumentParser) -> None:
    """Give ``parser`` the flags that say what may be paid for."""
    group = parser.add_argument_group("what it may cost")
    group.add_argument("--new", action="store_true", help="render again what was rendered before; this may cost again")
    of_kind(
        "credits", group.add_argument("--max-credits", metavar="N", help="how many AI credits it may use, or unlimited")
    )
    add_account(parser)


def settings_of(namespace: argparse.Namespace) -> dict[str, Any]:
    """What ``script.from_markdown`` takes, out of parsed flags; flags that were not given are left out."""
    settings = {name: getattr(namespace, name) for name in ("name", "speed", "volume", "aspect", "size")}
    voices = namespace.voice
    settings["voice"] = voices[0] if voices and len(voices) == 1 else voices
    settings["music"] = {"on": True, "off": False}.get(namespace.music, _from_here(namespace.music))
    settings["logo"] = _from_here(namespace.logo)
    return {name: value for name, value in settings.items() if value is not None}


def _from_here(file: str | None) -> str | None:
    """What is typed on a line counts from where one is; only what stands in a script counts from the script."""
    return file if file is None or "://" in file else str(Path(file).expanduser().absolute())
