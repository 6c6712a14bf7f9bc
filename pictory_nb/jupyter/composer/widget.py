"""The composer: a storyboard made by hand, with a mouse or from the keyboard, and kept as code."""

from __future__ import annotations

import contextvars
import math
import threading
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from IPython import get_ipython
from IPython.display import DisplayHandle, display

from pictory_nb.budget import Budget
from pictory_nb.composing import Card, Draft, read_change
from pictory_nb.errors import BadArguments, BadCommand
from pictory_nb.jupyter.clients import client_of
from pictory_nb.jupyter.composer.errands import Errands, as_error, code_of
from pictory_nb.jupyter.composer.module import first_half
from pictory_nb.jupyter.composer.sheet import sheet_bundle
from pictory_nb.jupyter.composer.telling import TERMS, told
from pictory_nb.jupyter.living import Living
from pictory_nb.jupyter.observer import Observer
from pictory_nb.script import from_file, from_markdown
from pictory_nb.storyboard import Storyboard

if TYPE_CHECKING:
    from pictory_nb.client import Pictory
    from pictory_nb.job import Job

__all__ = ["Composer"]

_AT_ONCE = {"module", "piece", "upload", "uploaded", "code", "save"}
"""Errands that are done before a thread could be started for them."""


_HEAD = {"voiceOver": {"enabled": True}, "backgroundMusic": {"enabled": True, "autoMusic": True, "volume": 0.15}}
_FIRST = (Card("s1"),)
"""What an empty composer begins with: spoken, with quiet music, as a script that says nothing else is."""


class Composer(Living):
    """An editor for ``storyboard``: a Storyboard, a script, a file, or nothing, to begin with an empty card.

        composer = Composer("rain.md")
        composer                                    # shows it; edit
        composer.storyboard                         # the valid value of what is there now

    ``storyboard`` can be set, and observed as every trait can (``composer.observe(f, "storyboard")``); it is None while
    nothing is there. What is edited is kept as HTML in the notebook, with the script, to be seen without a kernel.
    """

    _esm = first_half()
    _css = Path(__file__).parent / "composer.css"

    storyboard = traitlets.Instance(Storyboard, allow_none=True)

    key = traitlets.Unicode().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    terms = traitlets.Dict().tag(sync=True)
    job = traitlets.Dict().tag(sync=True)
    # These two change with every edit, by small messages; whoever opens the page anew gets them as they are then.
    board = traitlets.Any().tag(sync=True, to_json=lambda _, composer: composer._board())
    told = traitlets.Any().tag(sync=True, to_json=lambda _, composer: composer._told)

    def __init__(
        self, storyboard: Storyboard | Mapping[str, Any] | str | Path | None = None, *, client: Pictory | None = None
    ) -> None:
        self._given_client = client
        self._lock = threading.RLock()
        self._draft = _draft_of(storyboard)
        self._errands = Errands(lambda: self._client, lambda: self._draft)
        self._live: list[DisplayHandle] = []
        self._sheets: list[DisplayHandle] = []
        self._films: list[DisplayHandle] = []
        self._kept: tuple[Storyboard | None, int] = (None, 0)
        self._observer: Observer | None = None
        self._ours = False
        self._errand_threads: set[threading.Thread] = set()
        place = self._client.place
        self._told = told(self._draft, place)
        super().__init__(key=uuid.uuid4().hex, place=place, terms=TERMS, storyboard=self._draft.storyboard)
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        count = len(self._draft.cards)
        return f"Composer({self._told['name']!r}, {count} scene{'' if count == 1 else 's'})"

    @property
    def script(self) -> str:
        """The storyboard as Markdown. Raises ``BadCommand`` where there is none yet."""
        return code_of(self._errands._wanted(), "markdown")

    def to_cell(self, kind: str = "script") -> None:
        """Put the storyboard into a new cell below: as a ``%%pictory`` cell, or as ``"python"``."""
        code = code_of(self._errands._wanted(), kind)
        shell = get_ipython()
        if shell is None or not hasattr(shell, "set_next_input"):
            print(code)
        else:
            shell.set_next_input(code)

    def save(self, path: str | Path) -> None:
        """Write the storyboard to a file: a script where it ends in ``.md``, a body of the API where in ``.json``."""
        self._errands._do_save({"name": str(path), "again": True})

    def render(self, **how: Any) -> Job:
        """Render what is there now, as ``Pictory.render`` does. The button does it too, and shows the film below."""
        return self._client.render(self._errands._wanted(), **how)

    def close(self) -> None:
        """End the editing. What the notebook keeps of it stays."""
        if self._sheets:
            self._keep()
        for live in self._live:
            live.update({"text/html": "", "text/plain": ""}, raw=True)
        for thread in list(self._errand_threads):
            thread.join(5)
        self._errands.close()
        super().close()

    @property
    def _client(self) -> Pictory:
        return self._given_client or client_of()

    @traitlets.observe("storyboard")
    def _set_from_python(self, change: Any) -> None:
        if self._ours or not hasattr(self, "_draft") or self.comm is None:
            return
        with self._lock:
            self._draft = self._draft.following(change["new"]) if change["new"] is not None else Draft()
            self._news()
        self.send_state(["board", "told"])
        self._keep()

    def _board(self) -> dict[str, Any]:
        return {
            "head": dict(self._draft.head),
            "cards": [{"id": card.id, "scene": dict(card.body)} for card in self._draft.cards],
        }

    def _heard(self, _: Any, content: Any, buffers: list[Any]) -> None:
        """Called in whatever thread the kernel reads messages in; nothing here may take long, or be raised."""
        if not isinstance(content, dict):
            return
        match content.get("op"):
            case "edit":
                self._edit(content)
            case "keep":
                self._keep()
            case "ask":
                self._ask(content, buffers)
            case "finish":
                self.close()

    def _edit(self, message: dict[str, Any]) -> None:
        of = {"n": message.get("n"), "by": message.get("by")}
        with self._lock:
            try:
                draft = self._draft
                for change in message["changes"]:
                    draft = draft.after(read_change(change))
            except (BadArguments, KeyError, TypeError, ValueError):
                self.send_state(["board", "told"])
                self.send({"op": "stale", **of})
                return
            self._draft = draft
            news = self._news()
            self._ours = True
            try:
                self.storyboard = draft.storyboard
            finally:
                self._ours = False
        self.send({"op": "edited", **of, "changes": message["changes"], "told": news})

    def _news(self) -> dict[str, Any]:
        """What there is to tell since the last time."""
        now = told(self._draft, self.place)
        news = {name: value for name, value in now.items() if value != self._told.get(name)}
        self._told = now
        return news

    def _ask(self, message: dict[str, Any], buffers: list[Any]) -> None:
        what = str(message.get("what"))
        if what in _AT_ONCE:
            self._answer(message, buffers)
            return
        run = contextvars.copy_context().run
        thread = threading.Thread(target=run, args=(self._answer, message, buffers), name="pictory-errand", daemon=True)
        self._errand_threads.add(thread)
        thread.start()

    def _answer(self, message: dict[str, Any], buffers: list[Any]) -> None:
        id, what, given = message.get("id"), str(message.get("what")), message.get("given") or {}
        try:
            if what == "render":
                self._render(str(given.get("agreed") or ""))
                value, content = None, ()
            else:
                value, content = self._errands.run(what, given, buffers, lambda said: self._progress(id, said))
            self.send({"op": "answer", "id": id, "value": value}, buffers=list(content))
        except Exception as error:  # whatever it is, whoever asked is told
            self.send({"op": "answer", "id": id, **as_error(error)})
        finally:
            self._errand_threads.discard(threading.current_thread())

    def _progress(self, id: Any, value: Any) -> None:
        self.send({"op": "progress", "id": id, "value": value})

    def _render(self, agreed: str) -> None:
        """What was agreed to is what it may cost: where that has changed meanwhile nothing is sent."""
        if self.place != "sandbox" and agreed != self._told["price"]:
            raise BadCommand("the price has changed meanwhile", mend="look at it, and render again")
        self._keep()  # beside the film stands what it was made of
        self._follow(self._client.render(self._errands._wanted(), budget=Budget(math.inf)))

    def _follow(self, job: Job) -> None:
        observer = Observer(job, host=self._host)
        observer.observe(lambda change: self._tell_job(job, change["new"]), "snapshot")
        self._observer = observer
        self._tell_job(job, observer.snapshot)
        for film in self._films:
            observer.show_in(film)

    def _tell_job(self, job: Job, snapshot: Mapping[str, Any]) -> None:
        over = snapshot["stage"] in ("ready", "failed")
        said = "The film is ready, below" if snapshot["stage"] == "ready" else snapshot["said"] if over else ""
        self.job = {"id": job.id, "progress": snapshot["progress"], "over": over, "said": said}

    def _ipython_display_(self) -> None:
        storyboard = self._draft.storyboard
        if self._host.waits:  # nobody would edit it, and a file keeps no widget
            display(sheet_bundle(storyboard, self._errands.thumbnails(storyboard)), raw=True)
            return
        # Nobody waits here for pictures to be made small: the browser soon asks for those that it shows.
        sheet = sheet_bundle(storyboard, self._errands.pictures)
        self.send_state(["board", "told"])  # a page that shows it already knows them only as they were at first
        self._live.append(display(self._repr_mimebundle_()[0], raw=True, display_id=True))
        self._sheets.append(display(sheet, raw=True, display_id=True))
        self._films.append(display({"text/html": "", "text/plain": ""}, raw=True, display_id=True))
        self._kept = (storyboard, len(self._errands.pictures))

    def _keep(self) -> None:
        """Renew the sheet that the notebook keeps, where there is something new to see."""
        storyboard, pictures = self._draft.storyboard, self._errands.pictures
        if self._kept == (storyboard, len(pictures)):
            return
        self._kept = (storyboard, len(pictures))
        sheet = sheet_bundle(storyboard, pictures)
        for output in self._sheets:
            output.update(sheet, raw=True)


def _draft_of(given: Any) -> Draft:
    if given is None:
        return Draft(head=_HEAD, cards=_FIRST)
    if isinstance(given, Mapping):
        given = Storyboard.from_wire(given)
    if isinstance(given, Path) or (
        isinstance(given, str) and "\n" not in given and Path(given).suffix in (".md", ".json")
    ):
        given = from_file(given)
    elif isinstance(given, str):
        given = from_markdown(given.lstrip("\n"))
    if not isinstance(given, Storyboard):
        raise BadCommand(
            f"a {type(given).__name__} cannot be composed", mend="give a Storyboard, a script, a file, or nothing"
        )
    return Draft.of(given)
