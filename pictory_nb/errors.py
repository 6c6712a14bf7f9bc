"""Everything that can go wrong, as one tree. Each error says what happened and what to do about it.

PictoryError
├── BadInput               what was given breaks rules; nothing was sent                   .problems
│   ├── BadStoryboard          the storyboard does
│   └── BadArguments           a verb was told something that the service would refuse
├── BadScript              a script cannot be read as a storyboard                           .line
├── BadNotebook            a file that is no notebook, or one of which no film can be made
├── BadSubtitles           a subtitle file cannot be read
├── BadTranscript          what was given is no transcript, or not one of this recording
├── BadCommand             a magic or a command line that cannot be understood
├── CredentialsError       no credential, or one of the wrong shape
├── SandboxMissing         the sandbox is wanted, but its packages are not installed
├── ServiceError           the service answered with an error                                .status .code .fields
│   ├── Unauthorized           401: the credential was refused
│   ├── Forbidden              403: not yours, or stopped at the edge
│   ├── JobNotFound            no job of that id
│   └── RateLimited            429 with a pause longer than was allowed                      .retry_after
├── ServiceUnreachable     no readable answer, although the question was asked repeatedly
├── SubmitUnknown          a paid submit was sent, and its answer was lost: never sent again    .client_ref
├── OverBudget             it would cost more than was allowed; nothing was sent
├── LedgerUnusable         the ledger cannot be written; nothing was sent
├── JobFailed              the job ended without a video                                     .job_id .code
├── JobCleaned             the job's results were removed after the retention time           .job_id
├── JobTimeout             the waiting ended, the job goes on                                .job_id
├── DownloadFailed         the film did not arrive whole; nothing stands under its final name   .status
├── UploadFailed           a file did not reach the service's storage                        .status
└── RenderError            the sandbox could not make the film                               .code

KeyboardInterrupt
└── Interrupted            somebody stopped the waiting; says what goes on without them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "BadArguments",
    "BadCommand",
    "BadInput",
    "BadNotebook",
    "BadScript",
    "BadStoryboard",
    "BadSubtitles",
    "BadTranscript",
    "CredentialsError",
    "DownloadFailed",
    "FieldError",
    "Forbidden",
    "Interrupted",
    "JobCleaned",
    "JobFailed",
    "JobNotFound",
    "JobTimeout",
    "LedgerUnusable",
    "OverBudget",
    "PictoryError",
    "Problem",
    "RateLimited",
    "RenderError",
    "SandboxMissing",
    "ServiceError",
    "ServiceUnreachable",
    "SubmitUnknown",
    "Unauthorized",
    "UploadFailed",
]


class PictoryError(Exception):
    """What happened, in one sentence; ``mend`` is what to do about it.

    In a notebook it is shown as two lines instead of a traceback (the cell still counts as failed).
    """

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\n  → {self.mend}" if self.mend else message

    def __reduce__(self):
        # Exceptions with keyword-only arguments do not pickle by themselves, and errors cross processes here.
        return _restore, (type(self), self.args, self.__dict__.copy())

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this instead of printing a traceback."""
        return f"{type(self).__name__}: {self}".splitlines()


def _restore(kind: type[PictoryError], args: tuple, state: dict) -> PictoryError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where (``scenes[2].background``), why, and the mend."""

    path: str
    reason: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f" → {self.mend}" if self.mend else "")


class BadInput(PictoryError):
    """What was given breaks rules; all of them are listed at once in ``problems``."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        if len(self.problems) == 1:
            only = self.problems[0]
            super().__init__(f"{only.path}: {only.reason}", mend=only.mend)
        else:
            super().__init__("\n  also ".join(map(str, self.problems)))


class BadStoryboard(BadInput):
    """The storyboard breaks rules; all of them are listed at once in ``problems``."""


class BadArguments(BadInput):
    """A verb was told something that the service would refuse; all of it is listed at once in ``problems``."""


class BadScript(PictoryError):
    """The Markdown cannot be read as a storyboard; ``line`` counts from 1, or is None."""

    def __init__(self, message: str, *, mend: str = "", line: int | None = None) -> None:
        super().__init__(f"line {line}: {message}" if line else message, mend=mend)
        self.line = line


class BadNotebook(PictoryError):
    """A file that cannot be read as a notebook, or a notebook of which no film can be made."""


class BadSubtitles(PictoryError):
    """What was given as SRT or VTT cannot be read as one."""


class BadTranscript(PictoryError):
    """What was given cannot be read as a transcript, or belongs to another recording."""


class BadCommand(PictoryError):
    """A magic line or a command line that cannot be understood."""


class CredentialsError(PictoryError):
    """No credential was found, or one whose shape shows that it cannot work."""


class SandboxMissing(PictoryError):
    """The sandbox is asked to work, but the packages that it needs are not installed."""

    INSTALL = 'pip install "pictory_nb[sandbox]", or -e ".[sandbox]" in a clone (Python 3.10 to 3.14)'

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"there is no account configured, and the sandbox lacks {missing}",
            mend=f"{self.INSTALL}; or set PICTORY_API_KEY to use the cloud",
        )


@dataclass(frozen=True)
class FieldError:
    """One entry of ``fields`` in a 400 answer (contract §0.4)."""

    name: str
    message: str


class ServiceError(PictoryError):
    """The service answered with an error. ``status`` is the HTTP status, ``code`` the service's own word."""

    def __init__(
        self,
        message: str,
        *,
        mend: str = "",
        status: int = 0,
        code: str = "",
        fields: Sequence[FieldError] = (),
    ) -> None:
        super().__init__(message, mend=mend)
        self.status, self.code, self.fields = status, code, tuple(fields)


class Unauthorized(ServiceError):
    """401: the key, or the client id and secret, were refused."""


class Forbidden(ServiceError):
    """403: the thing belongs to another account, or the request was stopped at the edge."""


class JobNotFound(ServiceError):
    """The service knows no job of that id (contract §4.6)."""


class RateLimited(ServiceError):
    """429, and the named pause of ``retry_after`` seconds is longer than the call may take."""

    def __init__(self, message: str, *, retry_after: float | None, **more) -> None:
        super().__init__(message, **more)
        self.retry_after = retry_after


class ServiceUnreachable(PictoryError):
    """No readable answer came, although a harmless question was repeated for its whole budget."""


class SubmitUnknown(PictoryError):
    """A paid submit left this machine and no answer came back, so it may or may not have been accepted.

    It is never sent again by itself, since that could be charged twice. ``client_ref`` names it in the ledger.
    """

    def __init__(self, message: str, *, mend: str = "", client_ref: str = "") -> None:
        super().__init__(message, mend=mend)
        self.client_ref = client_ref


class OverBudget(PictoryError):
    """A render would cost more than was allowed, or was not confirmed: it was not sent."""


class LedgerUnusable(PictoryError):
    """What may cost is not sent where it cannot be written down first."""


class JobFailed(PictoryError):
    """The job ended without a video; ``code`` is the service's word for the reason (contract §4.4)."""

    def __init__(self, message: str, *, job_id: str, code: str = "", mend: str = "") -> None:
        super().__init__(message, mend=mend)
        self.job_id, self.code = job_id, code


class JobCleaned(PictoryError):
    """The service has removed the results of this job after its retention time (contract §4.1)."""

    def __init__(self, job_id: str) -> None:
        super().__init__(
            f"the results of job {job_id} were removed by the service after its retention time",
            mend="render the storyboard again, and download the film when it is done",
        )
        self.job_id = job_id


class JobTimeout(PictoryError):
    """The waiting came to its end; the job itself goes on."""

    def __init__(self, job_id: str, *, waited: float, last: str) -> None:
        super().__init__(
            f"job {job_id} was not finished after {waited:.0f} s; it was last seen {last}, and it goes on",
            mend=f"ask for it later: Pictory().job({job_id!r}), or %pictory status {job_id}",
        )
        self.job_id = job_id


class DownloadFailed(PictoryError):
    """The film did not arrive whole; nothing was left under its final name.

    ``status`` is the HTTP status where the link itself was refused, else 0.
    """

    def __init__(self, message: str, *, mend: str = "", status: int = 0) -> None:
        super().__init__(message, mend=mend)
        self.status = status


class UploadFailed(PictoryError):
    """The file did not reach the service's storage. ``status`` is the HTTP status of its refusal, or 0."""

    def __init__(self, message: str, *, mend: str = "", status: int = 0) -> None:
        super().__init__(message, mend=mend)
        self.status = status


class RenderError(PictoryError):
    """The sandbox could not make the film; ``code`` is what its failed job carries (contract §4.4)."""

    def __init__(self, message: str, *, code: str = "TEXT_TO_VIDEO_FAILED", mend: str = "") -> None:
        super().__init__(message, mend=mend)
        self.code = code


class Interrupted(KeyboardInterrupt):
    """Somebody pressed stop. Like every interrupt it ends a loop and a "run all"; and it tells what goes on."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message, mend)

    def __str__(self) -> str:
        message, mend = self.args
        return f"{message}\n  → {mend}" if mend else message

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this instead of printing a traceback."""
        return f"{type(self).__name__}: {self}".splitlines()
