"""The widget: the words, what is kept of them, and the film that it becomes.

The browser tells which words are struck; the words themselves, what is kept of the film and the film it becomes are
this side's. ``transcript`` is always what is kept, and valid.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from IPython.display import DisplayHandle, display

from pictory_nb.errors import BadArguments, Problem
from pictory_nb.jupyter.living import Living
from pictory_nb.jupyter.module import joined
from pictory_nb.jupyter.show import clock, reason_and_mend
from pictory_nb.state import Completed
from pictory_nb.transcript import Transcript

if TYPE_CHECKING:
    from pictory_nb.client import Pictory
    from pictory_nb.job import Job
    from pictory_nb.video import Video

__all__ = ["TranscriptEditor"]

SILENCE, LEFT = 0.7, 0.3
"""Seconds: silences longer than the one are made as short as the other."""
PIECE = 4 * 1024 * 1024
"""Bytes of a film that go to the browser in one message."""
LARGEST = 200.0
"""Megabytes of a film that is brought to the browser; one at an address is played from there."""


class TranscriptEditor(Living):
    """Shows the words of ``of``, a ``Transcript`` or the ``Job`` that hears it, beside its film, and cuts it by them.

    Of a ``Video``, or the job of a render, the words are those of its subtitles: it need not be heard. A job may still
    be listening: its words come when they are there; ``wait()`` waits for them. ``film`` is the film or the recording:
    its path, its address, or a ``Video``; of a job that was begun here it is known. ``client`` is who renders; by
    default the one of ``Pictory()``.

    ``transcript`` is what is kept; ``strike``, ``restore`` and ``tight`` change it from code. ``render()`` gives the
    ``Job`` of the film that is left, which is ``job`` afterwards.
    """

    _esm = joined(Path(__file__).with_name("js") / "editor.js")
    _css = Path(__file__).with_name("editor.css")

    about = traitlets.Dict().tag(sync=True)
    """What stays: words, pauses, fillers, summaries, and where the film is."""
    struck = traitlets.List(traitlets.Int()).tag(sync=True)
    """The places of the words that are cut."""
    tight = traitlets.Bool(False).tag(sync=True)
    """Whether long silences are cut short."""
    kept = traitlets.Dict().tag(sync=True)
    """The clips that are left, and how long they are."""
    making = traitlets.Dict().tag(sync=True)
    """How far the film is that was asked for, if one was."""

    def __init__(
        self, of: Transcript | Job | Video, film: Any = None, *, client: Pictory | None = None, name: str = ""
    ) -> None:
        from pictory_nb.job import Job

        if isinstance(of, Job) and not of.is_transcript:
            of = of.video
        self._heard = of if isinstance(of, Job) else None
        self._whole = Transcript() if isinstance(of, Job) else _words_of(of)
        self._film = film if film is not None else of.source if isinstance(of, Job) else of
        if isinstance(self._film, Transcript):
            self._film = ""
        self._client, self._name = client or getattr(of, "room", None), name
        self._place = getattr(of, "place", "") or getattr(of, "ran_in", "")
        self.job: Job | None = None
        self._papers: list[DisplayHandle] = []
        waits = {"waiting": "Listening …"} if self._heard else {}
        super().__init__(about=self._about() | waits, kept=self._kept())
        self.observe(self._changed, ["struck", "tight"])
        self.on_msg(self._asked)
        if self._heard:
            self._heard.on_change(self._listened)

    def __repr__(self) -> str:
        return f"TranscriptEditor({self.transcript!r})"

    def wait(self) -> TranscriptEditor:
        """Wait until the words are there. Raises what ``Job.wait`` raises."""
        if self._heard:
            self._take(self._heard.transcript)
        return self

    @property
    def transcript(self) -> Transcript:
        """What is kept, as a value; nothing, as long as the job is listening."""
        places = {place for place in self.struck if 0 <= place < len(self._whole)}
        left = self._whole.cut(places)
        return left.without_silences(SILENCE, leave=LEFT) if self.tight else left

    def strike(self, *what: Any) -> None:
        """Cut these words: places, ranges or phrases, as in ``Transcript.cut``. Raises ``BadArguments``."""
        self.struck = sorted({*self.struck, *self._whole.places(*what)})

    def restore(self, *what: Any) -> None:
        """Bring these words back; all of them where none are named."""
        self.struck = sorted(set(self.struck) - self._whole.places(*what)) if what else []

    def render(self, *, name: str = "", **options: Any) -> Job:
        """Have the film made of what is kept. ``options`` are those of ``Pictory.cut``, and so is what it raises."""
        if not self._film:
            raise BadArguments([Problem("film", "nobody said which film it is", "TranscriptEditor(…, film=PATH)")])
        self._client = self._client or self._found()
        job = self._client.cut(self._film, self.transcript, name=name or self._name, **options)
        self.job = job
        job.on_change(self._seen)
        return job

    def _found(self) -> Pictory:
        """The client where none was named: never one of another place, since that might cost."""
        from pictory_nb.client import Pictory

        client = Pictory()
        if self._place and client.place != self._place:
            next(iter(client.jobs()), None)  # a sandbox at another address says only in an answer that it is one
        if self._place and client.place != self._place:
            reason = f"this is of the {self._place}, and the film would be made in the {client.place}"
            raise BadArguments([Problem("client", reason, "say who is to make it: TranscriptEditor(…, client=…)")])
        return client

    def _ipython_display_(self) -> None:
        """The editor, and below it the words as text: that is what a saved notebook keeps without a kernel."""
        if self._host.waits:  # nobody would see the editor, and a file keeps no widget
            display(self.wait()._paper(folded=False), raw=True)
            return
        data, metadata = self._repr_mimebundle_()
        display(data, metadata=metadata, raw=True)
        self._papers.append(display(self._paper(), raw=True, display_id=True))

    def _paper(self, *, folded: bool = True) -> dict[str, str]:
        transcript = self.transcript
        bundle = transcript._repr_mimebundle_()
        length = clock(transcript.length) if transcript.is_whole else f"{clock(transcript.length)} are kept"
        head = f"Transcript, {len(transcript)} words, {length}"
        opened = "" if folded else " open"
        html = f"<details{opened}><summary>{escape(head)}</summary>{bundle['text/html']}</details>"
        return {"text/html": html, "text/plain": f"{head}\n{transcript.text}"}

    def _about(self) -> dict[str, Any]:
        whole = self._whole
        words = [[word.text, round(word.start, 3), round(word.end, 3), word.sentence] for word in whole.words]
        return {
            "words": words,
            "duration": whole.duration,
            "language": whole.language,
            "fillers": [place for found in whole.fillers() for place in found],
            "silences": [[round(start, 3), round(end, 3)] for start, end in whole.silences(SILENCE)],
            "summaries": [
                {"seconds": round(found.asked or found.length), "places": sorted(whole.places(found))}
                for found in whole.highlights
            ],
            "film": self._address(),
            "name": self._name,
        }

    def _address(self) -> dict[str, Any]:
        """Where the browser finds the film: at an address, from this side by pieces, or nowhere, and why."""
        film = str(getattr(self._film, "path", self._film))
        if film.startswith(("https:", "http:")) and "://sandbox.localhost" not in film:
            return {"url": film}
        path = self._path()
        if path is None:
            return {"none": "No film was named." if not film else "The film is not on this computer."}
        size = path.stat().st_size
        if size > LARGEST * 1_000_000:
            return {"none": f"The film has {size / 1e6:.0f} MB: too many to be shown here."}
        sound = path.suffix.lower() in (".mp3", ".wav", ".m4a", ".ogg", ".opus", ".flac", ".aac")
        return {"bytes": size, "sound": sound}

    def _path(self) -> Path | None:
        from pictory_nb.cutting import address_of, path_of

        if not self._film:
            return None
        try:
            return path_of(address_of(self._film))
        except BadArguments:
            return None

    def _kept(self) -> dict[str, Any]:
        transcript = self.transcript
        clips = [[round(start, 3), round(end, 3)] for start, end in transcript.clips]
        return {"clips": clips, "length": round(transcript.length, 2)}

    def _listened(self, job: Job) -> None:
        """After every look at the job that listens, in the thread that looks."""
        if isinstance(job.state, Completed) and job.is_transcript:
            self._take(job.transcript)
        elif job.done or job.error:
            said = getattr(job.state, "message", "") or str(job.error or "this job heard no words")
            self.about = self.about | {"waiting": said}

    def _take(self, whole: Transcript) -> None:
        if self._whole != whole:
            self._whole = whole
            with self.hold_sync():
                if self._heard and self._heard.kind.startswith("highlights") and whole.highlights:
                    # Who asked for a summary sees it kept, and the rest struck.
                    self.struck = sorted(set(range(len(whole))) - whole.places(whole.highlights[0]))
                self.about, self.kept = self._about(), self._kept()
            self._show_papers()

    def _changed(self, _: Any) -> None:
        self.kept = self._kept()
        self._show_papers()

    def _show_papers(self) -> None:
        for paper in self._papers:
            paper.update(self._paper(), raw=True)

    def _asked(self, _: Any, content: Any, __: Any) -> None:
        """The browser asks; whatever goes wrong is shown there, since nobody reads a thread's traceback."""
        op = content.get("op") if isinstance(content, Mapping) else ""
        if op == "edit":
            self._edit(content["struck"], content["tight"])
        doing = {"film": self._send_film, "render": self._begin}.get(op)
        if doing:
            run = contextvars.copy_context().run
            threading.Thread(target=run, args=(doing,), name="pictory-transcript", daemon=True).start()

    def _edit(self, struck: list[int], tight: bool) -> None:
        """What the browser struck. It knows that, and by now perhaps more: an echo would take back what came since."""
        with self._lock_property(struck=struck, tight=tight), self.hold_trait_notifications():
            self.struck, self.tight = struck, tight

    def _send_film(self) -> None:
        path = self._path()
        try:
            size = path.stat().st_size if path else 0
            for number, piece in enumerate(_pieces(path)) if path else ():
                self.send({"op": "film", "at": number * PIECE, "of": size}, buffers=[piece])
        except OSError as error:
            self.send({"op": "no film", "said": f"The film cannot be read: {error.strerror or error}"})

    def _begin(self) -> None:
        self.making = {"stage": "asked"}
        try:
            self.render()
        except Exception as error:
            reason, mend = reason_and_mend(error)
            self.making = {"stage": "failed", "said": reason, "mend": mend}

    def _seen(self, job: Job) -> None:
        """After every look at the job, in the thread that looks."""
        if job is not self.job:
            return
        if job.status == "failed":
            state = job.state
            self.making = {"stage": "failed", "said": state.message or "The service gave no reason.", "id": job.id}
        elif job.done:
            self.making = {"stage": "ready", "id": job.id}
            run = contextvars.copy_context().run
            threading.Thread(target=run, args=(self._bring, job), name="pictory-film", daemon=True).start()
        else:
            self.making = {"stage": "making", "progress": job.progress, "id": job.id}

    def _bring(self, job: Job) -> None:
        """Bring the finished film here, and to the browser."""
        try:
            path = job.video.path
            self.making = {"stage": "here", "id": job.id, "path": str(path), "length": job.video.duration}
            size = path.stat().st_size
            for number, piece in enumerate(_pieces(path)):
                self.send({"op": "cut", "at": number * PIECE, "of": size}, buffers=[piece])
        except Exception as error:
            reason, mend = reason_and_mend(error)
            self.making = {"stage": "failed", "said": reason, "mend": mend, "id": job.id}


def _words_of(of: Transcript | Video) -> Transcript:
    if isinstance(of, Transcript):
        return of
    return Transcript.from_cues(of.cues, duration=of.duration or 0.0)


def _pieces(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
