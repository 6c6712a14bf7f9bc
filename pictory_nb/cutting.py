"""The verbs of a client that listen to films, and cut them by their words.

job = p.transcribe("talk.mp4")                 # what is said, word for word
words = job.transcript.without_fillers()
p.cut("talk.mp4", words.cut("off the record")) # the film, without it
p.highlights(job, 60)                          # the minute that tells most
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from pictory_nb.errors import BadArguments, Problem
from pictory_nb.job import Job
from pictory_nb.local_files import file_of, no_file
from pictory_nb.orders import Orders
from pictory_nb.reel import reel
from pictory_nb.transcript import Highlight, Transcript
from pictory_nb.wire import routes
from pictory_nb.wire.arguments import dump_arguments
from pictory_nb.wire.routes import Route

if TYPE_CHECKING:
    from pictory_nb.video import Video

__all__ = ["CuttingRoom", "address_of", "path_of"]


class CuttingRoom:
    """What ``Pictory`` does with films that there are. Every verb raises ``BadArguments`` before anything is sent,
    ``ServiceError`` and its kinds, ``SubmitUnknown`` and ``LedgerUnusable`` like ``render``; an order that was placed
    before leads to its job, unless ``new``."""

    _orders: Orders
    _local: bool
    _brought: Callable[[str, str], str]
    render: Callable[..., Job]

    def transcribe(
        self,
        film: str | Path | Video | Job,
        *,
        language: str = "en-US",
        transcript: Transcript | None = None,
        version: int = 2,
        webhook: str = "",
        new: bool = False,
    ) -> Job:
        """Have a film or a recording heard; ``job.transcript`` waits for what is said. Returns at once.

        A file of this computer is brought to the account first. ``language`` is what is spoken, such as ``en-GB``. With
        ``transcript``, which says it already, only highlights are looked for, unless it has one. ``version=1`` asks for
        the words alone, in the way of the first era. ``webhook`` is an address to call at the end.
        """
        address = address_of(film)
        route = routes.TRANSCRIBE if version != 1 else routes.TRANSCRIBE_V1
        told = {
            "fileUrl": address,
            "mediaType": "video",  # the service's own examples say so of sounds too (contract §2.17)
            "language": language,
            "webhook": webhook or None,
        }
        if transcript is not None:
            chosen = transcript.highlights[0].clips if transcript.highlights else ()
            told["transcript"] = transcript.to_wire()
            told["highlights"] = [{"start": start, "end": end} for start, end in chosen]
        job = self._ordered(route, told, name=f"Words of {_name_of(address)}", new=new)
        job.source, job.room = address, self
        return job

    def highlights(
        self,
        of: Job | Transcript,
        seconds: int = 60,
        *,
        language: str = "",
        version: int = 2,
        webhook: str = "",
        new: bool = False,
    ) -> Job:
        """Have the summary of about ``seconds`` found, of a transcription or of a transcript. Returns at once.

        ``job.transcript.highlights[0]`` is the summary, and ``job.transcript.only(…)`` the words of it. ``version=1``
        asks in the way of the first era.
        """
        if not isinstance(of, (Job, Transcript)):
            mend = "have it heard first: p.highlights(p.transcribe(film), 60)"
            raise BadArguments([Problem("of", f"{str(of)[:80]} is neither a transcription nor a transcript", mend)])
        told = {"highlight_duration": seconds, "language": language or None, "webhook": webhook or None}
        if isinstance(of, Job) and version != 1 and not of.kind.startswith("highlights"):
            of.wait()
            job = self._ordered(routes.HIGHLIGHTS_OF_JOB, told, name=f"{seconds} s of {of.name}", new=new, job_id=of.id)
        else:
            words = of.transcript if isinstance(of, Job) else of
            route = routes.HIGHLIGHTS if version != 1 else routes.HIGHLIGHTS_V1
            told |= {"transcript": words.to_wire(), "language": language or words.language.partition("-")[0] or None}
            job = self._ordered(route, told, name=f"{seconds} s of a transcript", new=new)
        job.source, job.room = of.source if isinstance(of, Job) else "", self
        return job

    def cut(
        self,
        film: str | Path | Video | Job,
        transcript: Transcript | Highlight,
        *,
        name: str = "",
        subtitles: bool | None = None,
        new: bool = False,
        **limits: Any,
    ) -> Job:
        """Render what ``transcript`` keeps of ``film``: its pictures and its sound.

        The words are its ``subtitles``, unless it is one that was rendered here and shows its own. ``limits`` are those
        of ``render``. Raises as ``render`` does.
        """
        address = address_of(film)
        if subtitles is None:
            subtitles = isinstance(film, (str, Path))
        if isinstance(transcript, Highlight):
            transcript = Transcript(duration=transcript.clips[-1][1] if transcript.clips else 0, clips=transcript.clips)
        if not transcript.clips:
            raise BadArguments([Problem("transcript", "nothing is kept of the film", "cut less of it")])
        board = reel(address, transcript, name=name or f"Cut of {_name_of(address)}", subtitles=subtitles)
        return self.render(board, new=new, **limits)

    def _ordered(self, route: Route, told: Mapping[str, Any], *, name: str, new: bool, **parameters: str) -> Job:
        body = dump_arguments(route.body, told)
        # The same words may be sent to several operations: which one it is belongs to the order.
        order = {"operation": route.name, **parameters, **body}
        return self._orders.place(route, order, lambda: self._sent(body), name=name, new=new, parameters=parameters)

    def _sent(self, body: dict[str, Any]) -> dict[str, Any]:
        if self._local or "fileUrl" not in body:
            return body
        return {**body, "fileUrl": self._brought(body["fileUrl"], "fileUrl")}


def address_of(film: str | Path | Video | Job) -> str:
    """Where a film lies: its address as it is, or the file of this computer. Raises ``BadArguments``."""
    if isinstance(film, Job):
        film = film.source or film.video.path
    film = getattr(film, "path", film)
    if not isinstance(film, (str, Path)):
        kind, mend = type(film).__name__, "give a file, an address, or what holds a film or a job"
        raise BadArguments([Problem("film", f"something of type {kind} is no film", mend)])
    path = file_of(str(film))
    if path is None:
        return str(film)
    if not path.is_file():
        raise BadArguments([no_file("film", film, path)])
    return path.as_uri()


def path_of(address: str) -> Path | None:
    """The file of this computer that an address leads to; None where it leads elsewhere."""
    parts = urlsplit(address)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def _name_of(address: str) -> str:
    """What the film is called, in the letters that a video's name may have (contract §3.1)."""
    stem = unquote(urlsplit(address).path).rsplit("/", 1)[-1].rpartition(".")[0]
    return " ".join("".join(sign if sign.isalnum() or sign in "_-" else " " for sign in stem).split()) or "a film"
