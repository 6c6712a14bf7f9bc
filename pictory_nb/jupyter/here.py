"""Where a command was given: what it has at hand there."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pictory_nb.errors import BadCommand
from pictory_nb.jupyter.clients import client_of
from pictory_nb.jupyter.host import Host, host_of
from pictory_nb.preferences import preset_named

if TYPE_CHECKING:
    from pictory_nb.budget import Budget
    from pictory_nb.client import Pictory
    from pictory_nb.job import Job
    from pictory_nb.jupyter.magic import PictoryMagics
    from pictory_nb.jupyter.showing import Showing

__all__ = ["LAST_JOB", "Here"]

LAST_JOB = "_pictory"
"""The variable that holds the job last rendered or looked at."""


class Here:
    """The user's variables (``names``), the host, the settings, and the client of the account that is asked for."""

    def __init__(self, magics: PictoryMagics) -> None:
        self._magics = magics
        self.names: dict[str, Any] = magics.shell.user_ns

    @cached_property
    def host(self) -> Host:
        return host_of(self._magics.shell)

    @property
    def settings(self) -> PictoryMagics:
        """What ``%config PictoryMagics`` shows, and changes."""
        return self._magics

    def client(self, profile: str | None = None) -> Pictory:
        """The client for that account, or else for the one that is used here."""
        return client_of(self.settings.profile if profile is None else profile)

    def make_ready(self, profile: str | None = None) -> None:
        """Have the sandbox warm up, where it will render for that account."""
        from pictory_nb.door import make_ready

        make_ready(self.settings.profile if profile is None else profile)

    def preset(self, name: str | None = None) -> Mapping[str, Any]:
        """The settings of that preset, or else of the one that is used here. Raises ``BadCommand``."""
        name = self.settings.preset if name is None else name
        return preset_named("" if name == "off" else name, self.settings.presets)

    def budget(self, max_credits: str | None) -> Budget:
        """What may be paid for: so many credits, or else what the user is asked, where there is one."""
        from pictory_nb.budget import Budget, credits_of

        return Budget(credits_of(max_credits), self._ask if self.host.watched else None, self.settings.confirm_over)

    def job(self, given: Namespace) -> Job:
        """The job that ``given`` names, by default the last one of this notebook. Raises ``JobNotFound``."""
        from pictory_nb.job import Job

        last = self.names.get(LAST_JOB)
        if isinstance(last, Job) and given.job_id in ("", last.id):
            return last  # the handle that is already there knows the film's name, and perhaps has the film
        if given.job_id:
            return self.client(given.profile).job(given.job_id)
        raise BadCommand("this notebook has not rendered anything yet", mend="%pictory jobs lists what others have")

    def show(self, job: Job, given: Namespace) -> Job | None:
        """Show ``job`` in the way that ``given`` says, and make it the last one; what ``keep`` returns."""
        self.names[LAST_JOB] = job
        kept = self.keep(job, getattr(given, "output", None))  # before the wait, so that it is at hand when that fails
        self._magics.show(job, wait=getattr(given, "wait", None), showing=self.showing(given))
        return kept

    def showing(self, given: Namespace) -> Showing:
        """Where films are shown from."""
        return self._magics.showing(getattr(given, "display", None), getattr(given, "embed", None))

    def keep(self, value: Any, variable: str | None) -> Any:
        """Put ``value`` into ``variable`` and return None, or just return it: either way the user gets it once."""
        if not variable:
            return value
        self.names[variable] = value
        return None

    def _ask(self, question: str) -> bool:
        """Whether the user says yes."""
        try:
            return input(f"{question} Render it? [y/N] ").strip().lower() in ("y", "yes")
        except EOFError:  # a terminal that is none: nobody answers
            return False
