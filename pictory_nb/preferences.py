"""What a user, or a project, has settled once: in a file, for every notebook and for the command line.

    # pyproject.toml                            # config.toml of the user
    [tool.pictory_nb]                           embed_max_mb = 10
    preset = "brand"
                                                [presets.brand]
    [tool.pictory_nb.presets.brand]             voice = "Emma"
    voice = "Emma"
    logo = "assets/logo.png"

The project's file counts before the user's, and a variable of the environment before both. Paths in either count from
the file's own folder.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pictory_nb.errors import BadCommand

__all__ = ["DISPLAYS", "PRESET_SETTINGS", "Preferences", "load", "preset_named", "user_file"]

PRESET_SETTINGS = ("voice", "speed", "music", "volume", "aspect", "size", "logo")
"""What a preset may hold: the settings that a script's front matter takes, but for its name."""

DISPLAYS = ("auto", "url", "file", "embed")
"""Where a notebook takes the films from that it shows."""

_PATHS = ("music", "logo")


@dataclass(frozen=True)
class Preferences:
    """What holds. ``origins`` has the file of each setting, and of each preset as ``presets.brand``.

    ``display``: where films are shown from, of ``DISPLAYS``. ``embed_max_mb``: films of up to this many megabytes are
    stored in the notebook. ``confirm_over``: minutes of video that an account pays for unasked. ``profile``: the
    account, None for that of the environment. ``preset``: the name of the settings that a script starts from, out of
    ``presets``.
    """

    display: str = "auto"
    embed_max_mb: float = 4.0
    confirm_over: float = 5.0
    profile: str | None = None
    preset: str = ""
    presets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    origins: Mapping[str, Path] = field(default_factory=dict)

    def told(self) -> dict[str, tuple[Any, str]]:
        """Each setting with its value, and where that comes from."""
        names = [each.name for each in fields(self) if each.name != "origins"]
        told = {name: (getattr(self, name), str(self.origins.get(name, "default"))) for name in names}
        files = {str(file) for name, file in self.origins.items() if name.startswith("presets.")}
        return {**told, "presets": (self.presets, " and ".join(sorted(files)) or "default")}


def load(folder: Path | None = None) -> Preferences:
    """What holds in ``folder``, by default the one we are in.

    Raises ``BadCommand`` for a file that cannot be read, and for what it does not know.
    """
    values: dict[str, Any] = {"presets": {}}
    origins: dict[str, Path] = {}
    for file, table in _tables(folder or Path.cwd()):
        presets = _presets(table.pop("presets", {}), file)
        values["presets"] |= presets
        origins |= {f"presets.{name}": file for name in presets}
        for name, value in table.items():
            values[name], origins[name] = _checked(name, value, file), file
    if "PICTORY_PROFILE" in os.environ:
        values.pop("profile", None)
        origins.pop("profile", None)
    return Preferences(**values, origins=origins)


def user_file() -> Path:
    """The user's own file, which need not be there."""
    if home := os.environ.get("PICTORY_NB_HOME"):
        return Path(home) / "config.toml"
    import platformdirs

    return platformdirs.user_config_path("pictory_nb", appauthor=False) / "config.toml"


def preset_named(name: str, presets: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The settings of a preset; none for no name. Raises ``BadCommand``."""
    if not name:
        return {}
    if name in presets:
        return presets[name]
    close = difflib.get_close_matches(name, presets, n=1, cutoff=0.5)
    mend = f"did you mean {close[0]}?" if close else f"there are {', '.join(presets)}" if presets else ""
    raise BadCommand(
        f"there is no preset {name!r}", mend=mend or f"write [presets.{name}] with settings into {user_file()}"
    )


def _tables(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The tables that hold, with their files: the one that counts most is the last."""
    file = user_file()
    if file.is_file():
        yield file, _read(file)
    for parent in (folder.absolute(), *folder.absolute().parents):
        file = parent / "pyproject.toml"
        if file.is_file():
            tool = _read(file).get("tool", {})
            if "pictory_nb" in tool:
                yield file, dict(tool["pictory_nb"])
            return


def _read(file: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # what is not TOML, and what is not UTF-8, are both a ValueError
        raise BadCommand(f"{file} cannot be read: {error}", mend="mend the file, or move it away") from None


_KINDS = {"display": str, "embed_max_mb": float, "confirm_over": float, "profile": str, "preset": str}


def _checked(name: str, value: Any, file: Path) -> Any:
    if name not in _KINDS:
        raise _strange("a setting", name, [*_KINDS, "presets"], file)
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0
    if _KINDS[name] is float and not number:
        raise BadCommand(f"{file}: {name} cannot be {value!r}", mend="give a number that is not negative")
    if _KINDS[name] is str and not isinstance(value, str):
        raise BadCommand(f"{file}: {name} cannot be {value!r}", mend=f'give a text, as in {name} = "brand"')
    if name == "display" and value not in DISPLAYS:
        raise BadCommand(f"{file}: display cannot be {value!r}", mend=f"there are {', '.join(DISPLAYS)}")
    return _KINDS[name](value)


def _presets(found: Any, file: Path) -> dict[str, Mapping[str, Any]]:
    if not isinstance(found, dict) or not all(isinstance(preset, dict) for preset in found.values()):
        raise BadCommand(f"{file}: presets are tables", mend='write [presets.brand] and below it voice = "Emma"')
    return {name: _preset(preset, file) for name, preset in found.items()}


def _preset(preset: dict[str, Any], file: Path) -> Mapping[str, Any]:
    for name in preset:
        if name not in PRESET_SETTINGS:
            raise _strange("a setting of a preset", name, PRESET_SETTINGS, file)
    return {name: _from(file, value) if name in _PATHS else value for name, value in preset.items()}


def _from(file: Path, value: Any) -> Any:
    """A path as it counts from the file's folder; what is no path as it is."""
    if not isinstance(value, str) or "://" in value or value in ("on", "off", "none"):
        return value
    return str(file.parent / Path(value).expanduser())


def _strange(what: str, name: str, known: Sequence[str], file: Path) -> BadCommand:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    mend = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"
    return BadCommand(f"{file}: {name!r} is not {what}", mend=mend)
