"""A service that was taken over: whatever it says is text, in the card, the film's frame, the table and the file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pictory_nb.state import Completed, Failed, InProgress, State
from pictory_nb.subtitles import Cue, to_vtt
from pictory_nb.wire.routes import find
from tests.browser.conftest import Open
from tests.browser.lab import Notebook, plays
from tests.jupyter.service import Service
from tests.samples import samples

RUN = "window.__pwned=1;alert(1)"
PAYLOADS = (
    f'<img src=x onerror="{RUN}">',
    f'"><script>{RUN}</script>',
    f"'><svg/onload={RUN}>",
    f"</code></div><iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"[x](javascript:{RUN}) $$\\href{{javascript:{RUN}}}{{x}}$$",
    f"<a href='javascript:{RUN}'>x</a><a href='data:text/html,<script>{RUN}</script>'>y</a>",
    "..\\..\\x/../../../../tmp/pwned\r\nX-Evil: 1",
    "\x1b[2J\x1b]0;pwned\x07 \u202eevil\u202c \x00",
)
ALL = " ".join(PAYLOADS)
MEGABYTE = ALL * (1_000_000 // len(ALL))
JOB_ID = f"0\"><svg/onload='{RUN}'>/../../x"
LINKS = [
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "file:///etc/passwd",
    f'https://x"onerror="{RUN}',
]

CATALOGUE = samples("catalogue")


class Hostile(Service):
    """Every string that it says is an attack; ``ending`` is the state in which its jobs end."""

    ending = "completed"
    link = LINKS[0]

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        found = find(method, path)
        if found and found[0].name in CATALOGUE:
            return 200, self._poisoned(CATALOGUE[found[0].name]["body"])
        status, said = super().answer(method, path, body)
        self._looks = dict.fromkeys([JOB_ID], max(self._looks.values(), default=0))
        found = json.dumps(said)
        return status, json.loads(re.sub(r"0000000\d-2b1c-4c55-9d1e-fake", lambda _: json.dumps(JOB_ID)[1:-1], found))

    def _poisoned(self, said: Any) -> Any:
        """An answer of the contract's shape in which each word is an attack."""
        if isinstance(said, dict):
            return {name: self._poisoned(inner) for name, inner in said.items()}
        if isinstance(said, list):
            return [self._poisoned(inner) for inner in said]
        if isinstance(said, str):
            return self.link if said.startswith("http") else ALL
        return said

    def _state(self, job_id: str) -> State:
        state = super()._state(job_id)
        if isinstance(state, InProgress):
            return InProgress(job_id, state.progress, MEGABYTE, word=ALL)
        if self.ending == "failed":
            return Failed(job_id, ALL, MEGABYTE)
        more = {"sandboxNotes": [*PAYLOADS, MEGABYTE], "sandboxCredits": ALL, "videoShareURL": self.link}
        return Completed(job_id, data={**state.data, **more, "thumbnail": self.link, "videoName": ALL})

    def file(self, path: str) -> tuple[str, bytes] | None:
        if path.endswith(".vtt"):
            return "text/vtt", to_vtt([Cue(0.0, 1.0, payload) for payload in PAYLOADS]).encode()
        if "onload" in path and not path.endswith(".mp4"):
            return None
        return super().file(path)


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    with Hostile(hold=True, pause=0.1) as service:
        yield service


@pytest.fixture
def unharmed(page: Page) -> Iterator[None]:
    """No script of the service ran, and no dialog was opened."""
    dialogs: list[str] = []

    def note(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    yield
    page.remove_listener("dialog", note)
    assert dialogs == []
    assert page.evaluate("() => window.__pwned") is None


def begin(service: Hostile) -> str:
    return f"import os\nos.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n%load_ext pictory_nb"


# JupyterLab makes links of addresses in plain text by itself, of data: and file: too: no browser opens those.
_ADDRESSES = """() => {
  const names = ['href', 'src', 'poster', 'srcdoc', 'action'];
  const all = [...document.querySelectorAll('.jp-OutputArea-output *')];
  const nodes = all.filter(node => !node.closest('.jp-RenderedText') || /^javascript:/i.test(node.href));
  return nodes.flatMap(node => names.map(name => node.getAttribute(name)).filter(Boolean));
}"""
_ALLOWED = re.compile(
    r"https?://|data:(video/mp4|image/(jpeg|png)|text/vtt);base64,|blob:|(?![a-z+.-]+:)", re.IGNORECASE
)
_FOREIGN = "script, iframe, svg:not([aria-hidden]), object, embed, form, [onerror], [onload], [srcdoc]"


def assert_only_text(notebook: Notebook, page: Page) -> None:
    """Nothing of what was said is an element, no address but ours is linked, and no text steers a terminal."""
    outputs = notebook.panel.locator(".jp-OutputArea-output")
    expect(outputs.first).to_be_visible()
    assert outputs.locator(_FOREIGN).count() == 0
    assert [address for address in page.evaluate(_ADDRESSES) if not _ALLOWED.match(address)] == []
    for cell in notebook.save().cells:
        for output in cell.get("outputs", ()):
            said = [*output.get("data", {}).values(), output.get("text", "")]
            text = "".join(part for part in said if isinstance(part, str))
            assert {sign for sign in text if unicodedata.category(sign) == "Cc"} <= {"\n", "\t"}
            assert "\u202e" not in text
            assert len(text) < 300_000


SCRIPT = "%%pictory --name Rain\nThe sun warms the sea."


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("ending", ["completed", "failed"])
def test_what_a_service_says_is_only_text(open_notebook: Open, page: Page, hostile: Hostile, ending: str):
    """From the card to the film, or to the reason why there is none; then in the table of jobs."""
    hostile.ending = ending
    notebook = open_notebook([begin(hostile), SCRIPT]).run_all()
    card = notebook.cell(1).locator(".pictory-card")
    expect(card.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "80")
    expect(card).to_contain_text("<img src=x onerror=")  # it is shown, as the text that it is
    assert_only_text(notebook, page)
    hostile.release()
    end = notebook.cell(1).locator("video" if ending == "completed" else ".pictory-failure")
    end.wait_for(timeout=30_000)
    if ending == "completed":
        assert plays(end)
        notebook.cell(1).locator("summary").click()
        expect(notebook.cell(1).locator("details")).to_contain_text("<img src=x onerror=")
    notebook.start("%pictory jobs")
    notebook.finish()
    expect(notebook.cell(2).locator("table").first).to_contain_text("<svg/onload=")
    assert_only_text(notebook, page)


SHOW = """
from dataclasses import replace
from pathlib import Path
_pictory.name = {name!r}
film = _pictory.download()
assert film.parent == Path("pictory_videos") and film.is_file() and ".." not in film.name, film
replace(_pictory.video, path=Path("gone.mp4"), url={link!r}, name={name!r})"""


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("link", LINKS)
def test_only_web_addresses_are_linked(open_notebook: Open, page: Page, hostile: Hostile, link: str):
    """A film whose file is gone is linked by the service's address: never where that is a script or a file."""
    hostile.link = link
    hostile.release()
    notebook = open_notebook([begin(hostile), SCRIPT]).run_all()
    notebook.cell(1).locator("video").wait_for(timeout=30_000)
    notebook.start(SHOW.format(link=link, name=ALL))
    notebook.finish()
    notebook.cell(2).locator(".pictory-film").wait_for()
    assert_only_text(notebook, page)


LOOK_UP = """
from pictory_nb import Pictory
p = Pictory()
display(p.voices(), p.music("rain"), p.search_media("rain"), p.fonts(), p.styles(), p.smart_layouts(), p.brands())
display(p.avatars(), p.moods(), p.quota(), p.credit_usage())
print(p.voices(), p.music("rain"), p.search_media("rain"), p.quota())
p.voices()[0]"""


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("link", LINKS[:3])  # a picture of the web is fetched, as it is meant
def test_what_a_catalogue_says_is_only_text(open_notebook: Open, page: Page, hostile: Hostile, link: str):
    """Voices, tracks, clips, looks: their names are shown, and no address of theirs is followed but to the web."""
    hostile.link = link
    notebook = open_notebook([begin(hostile)]).run_all()
    notebook.start(LOOK_UP)
    notebook.finish()
    expect(notebook.cell(1).locator("table").first).to_contain_text("<img src=x onerror=")
    assert_only_text(notebook, page)
