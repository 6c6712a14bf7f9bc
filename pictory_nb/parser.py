"""Argparse, told to raise our errors, in two lines, where it would print to stderr and leave the interpreter."""

from __future__ import annotations

import argparse
import difflib
from typing import Any, NoReturn

from pictory_nb.errors import BadCommand

__all__ = ["HelpWanted", "Parser"]


_MISSING = "the following arguments are required: "
_ALONE = "expected one argument"
_SHAPES = {None: "{}", "?": "[{}]", "*": "[{} …]", "+": "{} …"}


class HelpWanted(Exception):
    """``--help`` stood on the line; the message is the help."""


class _HelpAction(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *rest: Any) -> NoReturn:
        raise HelpWanted(parser.format_help())


class Parser(argparse.ArgumentParser):
    """The parser of one command. ``prog`` is how the line begins, such as ``%pictory render``."""

    def __init__(self, prog: str, description: str = "", **more: Any) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False, **more)
        self.register("type", int, _whole_number)  # argparse would speak of "invalid int values"
        self.register("type", float, _number)
        self.color = False  # newer Pythons would paint the help, which is read in many places
        self.add_argument("-h", "--help", action=_HelpAction, nargs=0, help="show this")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[argparse.Namespace, list[str]]:
        """What the words say. Raises ``BadCommand`` for a word that nobody knows, and ``HelpWanted``."""
        given, strangers = super().parse_known_args(args, namespace)
        if strangers:
            raise self._not_known(strangers[0].partition("=")[0])
        return given, []

    @property
    def actions(self) -> list[argparse.Action]:
        """The arguments, in the order in which they were added."""
        return list(self._actions)

    def explained(self, action: argparse.Action) -> str:
        """The help of an argument, as it is printed."""
        return self._get_formatter()._expand_help(action) if action.help else ""

    @property
    def positionals(self) -> list[str]:
        """What stands behind the command itself, as a usage line shows it: ``[ID]``."""
        actions = [action for action in self._actions if not action.option_strings]
        names = [action.metavar or action.dest for action in actions]
        return [_SHAPES.get(action.nargs, "{}").format(name) for name, action in zip(names, actions, strict=True)]

    def error(self, message: str) -> NoReturn:
        """Tell what argparse found, in words for whoever wrote the line. Raises ``BadCommand``."""
        see, said = f"see {self.prog} --help", message.removeprefix("argument ")
        if said.startswith(_MISSING):
            missing = said.removeprefix(_MISSING)
            raise BadCommand(
                f"{self.prog}: {missing} is missing", mend=f"write {self.prog} {' '.join(self.positionals)}; {see}"
            )
        raise BadCommand(f"{self.prog}: {said.replace(_ALONE, 'its value is missing')}", mend=see)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(choice) for choice in action.choices]
        close = difflib.get_close_matches(str(value), known, n=1, cutoff=0.5)
        mend = f"did you mean {close[0]}?" if close else f"it is one of {', '.join(known)}"
        if isinstance(action, argparse._SubParsersAction):
            raise BadCommand(f"there is no command {value!r}", mend=mend)
        name = "/".join(action.option_strings) or action.metavar or action.dest
        raise BadCommand(f"{self.prog}: {name} has no choice {value!r}", mend=mend)

    def _not_known(self, stranger: str) -> BadCommand:
        if not stranger.startswith("-"):
            see = f"see {self.prog} --help"
            takes_name = any("--name" in action.option_strings for action in self._actions)
            mend = f'quote a value that holds blanks, as in --name "How rain is made"; {see}' if takes_name else see
            return BadCommand(f"{self.prog}: {stranger!r} has no place here", mend=mend)
        flags = [flag for action in self._actions for flag in action.option_strings]
        close = difflib.get_close_matches(stranger, flags, n=1, cutoff=0.6)
        mend = f"did you mean {close[0]}?" if close else f"see {self.prog} --help"
        return BadCommand(f"{self.prog} has no option {stranger}", mend=mend)


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
