"""What a command of the magic is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from pictory_nb.jupyter.here import Here

__all__ = ["Command"]


class Command(ABC):
    """One word behind ``%pictory``. The docstring of its class is the description that its help begins with.

    ``says`` is its line in the overview. One that ``takes_script`` is given a file, a variable, or the body of a cell:
    ``%%pictory lint``; where it does not ``needs_script``, it may be given none. Its module is imported for help and
    completion too, so what is heavy is imported in ``run``.
    """

    name: ClassVar[str]
    says: ClassVar[str]
    takes_script: ClassVar[bool] = False
    needs_script: ClassVar[bool] = True

    def options(self, parser: ArgumentParser) -> None:  # noqa: B027 - most have none
        """Tell ``parser`` what may stand behind the command: nothing, unless this is overridden.

        The script of one that takes it is told already.
        """

    @abstractmethod
    def run(self, given: Namespace, here: Here) -> Any:
        """Do it, in one call of the client. The result is the value of the line. Raises ``PictoryError``."""
