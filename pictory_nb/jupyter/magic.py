"""The ``%pictory`` and ``%%pictory`` magics: a line is parsed, one command is obeyed, its result is shown.

This module is imported by ``%load_ext`` and stays light; the grammar and the commands are imported at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.core.completer import CompletionContext, SimpleCompletion, context_matcher
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from traitlets import DefaultHandler, Dict, Enum, Float, Unicode, default

if TYPE_CHECKING:
    from pictory_nb.job import Job
    from pictory_nb.jupyter.showing import Showing
    from pictory_nb.video import Video

__all__ = ["PictoryMagics"]


def _settled(name: str) -> DefaultHandler:
    """What the files of the project and of the user say, read when it is first asked for."""

    def value(self: PictoryMagics) -> Any:
        from pictory_nb.preferences import load

        return getattr(load(), name)

    return default(name)(value)


@magics_class
class PictoryMagics(Magics):
    """Settings of the ``%pictory`` magic, as in ``%config PictoryMagics.embed_max_mb = 10``."""

    display = Enum(  # the words of preferences.DISPLAYS, which is not imported yet
        ("auto", "url", "file", "embed"), help="Where films are shown from: url is the service, embed the notebook."
    ).tag(config=True)
    _settled_display = _settled("display")

    embed_max_mb = Float(
        min=0, help="Films of up to this many megabytes are stored in the notebook itself; others are linked."
    ).tag(config=True)
    _settled_embed_max_mb = _settled("embed_max_mb")

    confirm_over = Float(
        min=0, help="Ask before an account pays for more than this many minutes of video, and for any AI credits."
    ).tag(config=True)
    _settled_confirm_over = _settled("confirm_over")

    profile = Unicode(
        allow_none=True, help='The account: "sandbox" for none at all, "" for the one of PICTORY_API_KEY.'
    ).tag(config=True)
    _settled_profile = _settled("profile")

    preset = Unicode(help="The name of the settings that a script starts from.").tag(config=True)
    _settled_preset = _settled("preset")

    presets = Dict(help='Settings by name: {"brand": {"voice": "Emma", "logo": "logo.png"}}.').tag(config=True)
    _settled_presets = _settled("presets")

    _shown: tuple[int, str] | None = None

    @no_var_expand
    @line_cell_magic
    def pictory(self, line: str, cell: str | None = None) -> Any:
        from pictory_nb.jupyter.grammar import parse
        from pictory_nb.jupyter.here import Here

        silent = cell is None and line.rstrip().endswith(";")
        order = parse(line.rstrip().removesuffix(";") if silent else line, cell, self.shell.user_ns)
        value = order.obey(Here(self))
        return None if silent else value

    # IPython asks for this, so that %pictory? shows the very help that %pictory --help prints.
    pictory.getdoc = lambda: _help()  # type: ignore[attr-defined]

    def show(self, job: Job, *, wait: bool | None = None, showing: Showing | None = None) -> None:
        """Show ``job`` under the running cell until its film is there; once, however often the cell asks for it."""
        from pictory_nb.jupyter.follow import follow
        from pictory_nb.jupyter.host import host_of

        cell = (self.shell.execution_count, job.id)
        if self._shown == cell:
            return
        self._shown = cell
        follow(job, host_of(self.shell), wait=wait, showing=showing or self.showing())

    def showing(self, way: str | None = None, embed_mb: float | None = None) -> Showing:
        """Where films are shown from: as an order says, or else as it is settled."""
        from pictory_nb.jupyter.showing import Showing

        if embed_mb is not None:
            return Showing(way or "auto", embed_mb)
        return Showing(way or self.display, self.embed_max_mb)

    @context_matcher(identifier="pictory", priority=1000)  # before all others, which need not be asked then
    def complete(self, context: CompletionContext) -> dict[str, Any]:
        """What TAB offers; nothing outside of the cells that are ours. IPython asks this of each of its matchers."""
        none = {"completions": []}
        if "%pictory" not in context.full_text:
            return none
        from pictory_nb.jupyter.completion import offers_at

        offers = offers_at(context.full_text, context.cursor_line, context.cursor_position, self)
        if offers is None:
            return none
        # A notebook shows a badge for the kind; a terminal has room for a sentence.
        short = getattr(self.shell, "kernel", None) is not None
        words = [SimpleCompletion(each.text, type=each.label if short else each.brief) for each in offers.words]
        return {"completions": words, "matched_fragment": offers.fragment, "ordered": True, "suppress": True}

    def told(self) -> dict[str, tuple[Any, str]]:
        """Each setting with its value, and where that comes from."""
        from pictory_nb.preferences import load

        told = load().told()
        for name, (settled, _) in told.items():
            if (value := getattr(self, name)) != settled:
                told[name] = (value, "this kernel, or ipython_config.py")
        return told

    def display_job(self, job: Job) -> None:
        """What a cell shows whose last expression is a job."""
        self.show(job)

    def bundle_of_video(self, video: Video) -> tuple[dict[str, str], dict[str, Any]]:
        """What a cell shows whose last expression is a film."""
        from pictory_nb.jupyter.host import host_of
        from pictory_nb.jupyter.show import video_bundle

        return video_bundle(video, showing=self.showing(), host=host_of(self.shell))


def _help() -> str:
    from pictory_nb.jupyter.grammar import help_text

    return help_text()
