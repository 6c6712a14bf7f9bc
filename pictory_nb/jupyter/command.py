"""The grammar of the magic: a line and perhaps a cell become one order.

The quoting is the shell's (``--name "How rain is made"``), the options are argparse's, and whatever cannot be
understood is a ``BadCommand`` of two lines that names what was probably meant.
"""

from __future__ import annotations

import argparse
import difflib
import math
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from pictory_nb.errors import BadCommand
from pictory_nb.flags import add_account, add_paying, add_settings, settings_of
from pictory_nb.jupyter.placeholders import fill

__all__ = ["Adopt", "Help", "Jobs", "Login", "Order", "Render", "Resume", "Status", "help_text", "parse"]


@dataclass(frozen=True)
class Render:
    """Make a video of a script: of ``text``, or of what ``source`` names, a file or a variable."""

    source: str = ""
    text: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    wait: bool | None = None
    embed_mb: float | None = None
    dry_run: bool = False
    output: str = ""
    new: bool = False
    max_credits: str | None = None
    profile: str | None = None


@dataclass(frozen=True)
class Status:
    """Show a job, by default the last one of this notebook."""

    job_id: str = ""
    wait: bool | None = None
    embed_mb: float | None = None
    output: str = ""
    profile: str | None = None


@dataclass(frozen=True)
class Resume:
    """Show every job whose end nobody has seen, and tell of submits with an unknown outcome."""

    wait: bool | None = None
    embed_mb: float | None = None
    output: str = ""
    profile: str | None = None


@dataclass(frozen=True)
class Adopt:
    """Take a job for the one that a submit with an unknown outcome began."""

    job_id: str
    submit: str = ""
    profile: str | None = None


@dataclass(frozen=True)
class Jobs:
    """List the newest ``limit`` jobs."""

    limit: int = 20
    profile: str | None = None


@dataclass(frozen=True)
class Login:
    """Ask for an API key, and ``keep`` it in the keyring."""

    keep: bool = False


@dataclass(frozen=True)
class Help:
    """Print ``text``."""

    text: str


Order = Render | Status | Resume | Adopt | Jobs | Login | Help


def parse(line: str, cell: str | None, names: Mapping[str, Any]) -> Order:
    """The order that a magic's line (and cell) gives; ``{{name}}`` is filled in from ``names``.

    Raises ``BadCommand``, and ``BadScript`` for a ``{{name}}`` that cannot be filled in.
    """
    words = [fill(word, names) for word in _split(line)]
    try:
        if cell is not None:
            return _render(_parsed(_cell_parser(), words), text=fill(cell, names))
        if not words or words[0] in ("help", "-h", "--help"):
            return Help(help_text(words[1] if len(words) > 1 else ""))
        verb, *rest = words
        given = _parsed(_parser_of(verb), rest)
        return _BUILDERS[verb](given)
    except _HelpWanted as wanted:
        return Help(str(wanted))


def help_text(verb: str = "") -> str:
    """The help of one sub-command, or of the whole magic."""
    if verb:
        return _parser_of(verb).format_help()
    commands = "\n".join(f"  %pictory {usage:<22} {says}" for usage, says in _OVERVIEW)
    return f"{_HEAD}\n\n{commands}\n\n{_cell_parser().format_help()}\n{_FOOT}"


_HEAD = "Turn a script into a narrated, subtitled video, in this notebook."
_OVERVIEW = (
    ("render FILE|VARIABLE", "make a video of a Markdown file, a text or a Storyboard"),
    ("status [ID]", "show a job and its film; without an id, the last one"),
    ("attach ID", "the same for a job of another notebook or another day"),
    ("resume", "show all jobs that were begun and not seen to end, anywhere"),
    ("adopt ID", "take that job for the one whose answer was lost"),
    ("jobs", "list the newest jobs"),
    ("login [--keep]", "ask for an API key, without showing it or storing it in the notebook"),
    ("help [COMMAND]", "show this, or the options of one command"),
)
_FOOT = """\
The body of the cell is Markdown: a paragraph is a scene, # a title card, **bold** a keyword, ![](picture.jpg) a
background. {{name}} is replaced by the value of that variable. The last job is kept in _pictory."""


class _HelpWanted(Exception):
    """``--help`` stood on the line."""


class _HelpAction(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *rest: Any) -> NoReturn:
        raise _HelpWanted(parser.format_help())


class _Parser(argparse.ArgumentParser):
    """Raises ``BadCommand`` where argparse would print to stderr and leave the interpreter."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.color = False  # newer Pythons would paint the help, which is read in many places
        self.add_argument("-h", "--help", action=_HelpAction, nargs=0, help="show this")

    def error(self, message: str) -> NoReturn:
        raise BadCommand(f"{self.prog}: {message}", mend=f"see {self.prog} --help")

    @property
    def flags(self) -> list[str]:
        return [flag for action in self._actions for flag in action.option_strings]


def _split(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise BadCommand(
            f"the line cannot be read: {str(error).lower()}", mend='close the quote, as in --name "How rain is made"'
        ) from None


def _parsed(parser: _Parser, words: list[str]) -> argparse.Namespace:
    given, strangers = parser.parse_known_args(words)
    if not strangers:
        return given
    stranger = strangers[0].partition("=")[0]
    if not stranger.startswith("-"):
        raise BadCommand(f"{parser.prog}: {stranger!r} has no place here", mend=_misplaced(parser, stranger))
    close = difflib.get_close_matches(stranger, parser.flags, n=1, cutoff=0.6)
    mend = f"did you mean {close[0]}?" if close else f"see {parser.prog} --help"
    raise BadCommand(f"{parser.prog} has no option {stranger}", mend=mend)


def _misplaced(parser: _Parser, stranger: str) -> str:
    if parser.prog.startswith("%%") and stranger in _BUILDERS:
        return f"a cell holds the script itself; for a command write %pictory {stranger} with one %"
    return f'quote a value that holds blanks, as in --name "How rain is made"; see {parser.prog} --help'


def _parser_of(verb: str) -> _Parser:
    if verb not in _PARSERS:
        raise BadCommand(f"there is no command {verb!r}", mend=_meant(verb))
    return _PARSERS[verb]()


def _meant(verb: str) -> str:
    if Path(verb).suffix.lower() in (".md", ".markdown", ".txt"):
        return f"write %pictory render {verb}"
    close = difflib.get_close_matches(verb, _PARSERS, n=1, cutoff=0.5)
    return f"did you mean %pictory {close[0]}?" if close else f"there are {', '.join(_PARSERS)} and help"


def _cell_parser() -> _Parser:
    parser = _Parser("%%pictory", "Make a video of the script that the cell holds.")
    _add_options(parser)
    return parser


def _render_parser() -> _Parser:
    parser = _Parser("%pictory render", "Make a video of a Markdown file, or of a variable that holds a script.")
    parser.add_argument("source", metavar="FILE|VARIABLE", help="a Markdown file, a text or a Storyboard")
    _add_options(parser)
    return parser


def _status_parser() -> _Parser:
    parser = _Parser("%pictory status", "Show a job and, once it is done, its film.")
    parser.add_argument("job_id", nargs="?", default="", metavar="ID", help="the last job where it is left away")
    _add_showing(parser)
    add_account(parser)
    return parser


def _attach_parser() -> _Parser:
    parser = _Parser("%pictory attach", "Show a job that was begun elsewhere: in another notebook, on another day.")
    parser.add_argument("job_id", metavar="ID", help="its id, as in %%pictory jobs")
    _add_showing(parser)
    add_account(parser)
    return parser


def _resume_parser() -> _Parser:
    parser = _Parser("%pictory resume", "Show every job that was begun and not seen to end, in whatever notebook.")
    _add_showing(parser)
    add_account(parser)
    return parser


def _adopt_parser() -> _Parser:
    parser = _Parser("%pictory adopt", "Take a job for the one that a submit with a lost answer began.")
    parser.add_argument("job_id", metavar="ID", help="its id, as %%pictory resume tells it")
    parser.add_argument("submit", nargs="?", default="", help="which submit, where there are several")
    add_account(parser)
    return parser


def _jobs_parser() -> _Parser:
    parser = _Parser("%pictory jobs", "List jobs, the newest first.")
    parser.add_argument("-n", "--limit", type=_count, default=20, metavar="N", help="how many at most (20)")
    add_account(parser)
    return parser


def _login_parser() -> _Parser:
    parser = _Parser("%pictory login", "Ask for an API key. It is not shown, and not stored in the notebook.")
    parser.add_argument("--keep", action="store_true", help="keep it in this computer's keyring, for every notebook")
    return parser


def _add_options(parser: _Parser) -> None:
    add_settings(parser)
    add_paying(parser)
    run = _add_showing(parser)
    run.add_argument("--dry-run", action="store_true", help="check the script and list its scenes, render nothing")


def _add_showing(parser: _Parser) -> argparse._ArgumentGroup:
    run = parser.add_argument_group("the run")
    run.add_argument(
        "--wait",
        action=argparse.BooleanOptionalAction,
        help="whether the cell goes on until the film is there; by default only where nobody watches",
    )
    run.add_argument(
        "--embed",
        type=_megabytes,
        metavar="MB",
        help="store films up to this size in the notebook (always, never, or megabytes)",
    )
    run.add_argument("-o", "--output", type=_variable, metavar="VARIABLE", help="keep the job in it")
    return run


def _megabytes(text: str) -> float:
    word = {"always": math.inf, "never": 0.0}
    try:
        size = word[text] if text in word else float(text)
    except ValueError:
        size = -1.0
    if not size >= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is neither always, never, nor a number of megabytes")
    return size


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of jobs")
    return int(text)


def _variable(text: str) -> str:
    if not text.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not the name of a variable")
    return text


def _render(given: argparse.Namespace, text: str | None = None) -> Render:
    return Render(
        source=getattr(given, "source", ""),
        text=text,
        settings=settings_of(given),
        wait=given.wait,
        embed_mb=given.embed,
        dry_run=given.dry_run,
        output=given.output or "",
        new=given.new,
        max_credits=given.max_credits,
        profile=given.profile,
    )


def _status(given: argparse.Namespace) -> Status:
    return Status(given.job_id, given.wait, given.embed, given.output or "", given.profile)


def _resume(given: argparse.Namespace) -> Resume:
    return Resume(given.wait, given.embed, given.output or "", given.profile)


def _adopt(given: argparse.Namespace) -> Adopt:
    return Adopt(given.job_id, given.submit, given.profile)


def _jobs(given: argparse.Namespace) -> Jobs:
    return Jobs(given.limit, given.profile)


def _login(given: argparse.Namespace) -> Login:
    return Login(given.keep)


_PARSERS = {
    "render": _render_parser,
    "status": _status_parser,
    "attach": _attach_parser,
    "resume": _resume_parser,
    "adopt": _adopt_parser,
    "jobs": _jobs_parser,
    "login": _login_parser,
}
_BUILDERS = {
    "render": _render,
    "status": _status,
    "attach": _status,
    "resume": _resume,
    "adopt": _adopt,
    "jobs": _jobs,
    "login": _login,
}
