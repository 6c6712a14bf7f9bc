"""Whatever a service says that was taken over is text: in cards, films, tables, forms, editors, pickers and files."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pictory_nb.wire.routes import ROUTES
from pictory_nb.wire.schemas import named
from tests.browser.conftest import Open
from tests.browser.hostile import ALL, LINKS, Hostile, order
from tests.browser.lab import Lab, Notebook, plays


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
    r"https?://|data:(video/mp4|image/(jpeg|png|svg\+xml)|text/vtt);base64,|blob:|(?![a-z+.-]+:)", re.IGNORECASE
)
FOREIGN = (
    "script, iframe, svg:not([aria-hidden]), object, embed, form:not(.pictory-x-told), [onerror], [onload], [srcdoc]"
)


def assert_only_text(notebook: Notebook, page: Page) -> None:
    """Nothing of what was said is an element, no address but ours is linked, and no text steers a terminal."""
    outputs = notebook.panel.locator(".jp-OutputArea-output")
    expect(outputs.first).to_be_visible()
    assert outputs.locator(FOREIGN).count() == 0
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
display(p.avatars(), p.moods(), p.quota(), p.credit_usage(), p.generated_images(), p.generated_videos())
display(p.templates, p.projects, p.connections, p.templates.get("x"), p.projects.get("x"))
display(p.connections.aws.get("x"), p.connections.vimeo.get("x"))
print(p.voices(), p.music("rain"), p.search_media("rain"), p.quota(), p.templates, p.projects, p.connections)
print(p.templates.get("x"), p.projects.get("x"), p.connections.aws.get("x"), p.generated_images())
p.voices()[0]"""


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("link", LINKS[:3])  # a picture of the web is fetched, as it is meant
def test_what_a_catalogue_says_is_only_text(open_notebook: Open, page: Page, hostile: Hostile, link: str):
    """Voices, clips, looks, templates: their names are shown, and no address of theirs is followed but to the web."""
    hostile.link = link
    notebook = open_notebook([begin(hostile)]).run_all()
    notebook.start(LOOK_UP)
    notebook.finish()
    expect(notebook.cell(1).locator("table").first).to_contain_text("<img src=x onerror=")
    assert_only_text(notebook, page)


JOBS = """
from pictory_nb import Pictory, Storyboard, Scene, TranscriptEditor
from pictory_nb.errors import PictoryError
p = Pictory()
board = Storyboard(video_name="Rain", scenes=[Scene(story="The sun warms the sea.")])
preview = p.preview(board).wait()
display(preview, preview.elements, preview.params, preview.expanded)
print(preview, preview.elements, preview.params, preview.expanded)
talk = p.transcribe(os.environ["PICTORY_API_BASE_URL"] + "/a.mp4")
for heard in (talk, p.highlights(talk, 60)):
    display(heard.wait(), heard.transcript, heard.transcript.highlights)
    display(TranscriptEditor(heard))
    print(heard, heard.transcript.to_srt())
for made in (p.generate_image("rain on the sea", max_credits=99), p.generate_video("rain on the sea", max_credits=999)):
    print(made.wait(), made.made)
    try:
        display(made)
    except PictoryError as error:
        print(error)
batch = p.bulk([{"name": "Ada"}], board.replace(scenes=(Scene(story="For {{name}}."),))).wait()
display(batch, batch.errors)
print(batch)
batch"""


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("link", LINKS[:3])
def test_what_comes_of_a_job_is_only_text(open_notebook: Open, page: Page, hostile: Hostile, link: str):
    """A preview and its elements, words that were heard and the editor of them, pictures, and a table of rows."""
    hostile.link = link
    hostile.release()
    notebook = open_notebook([begin(hostile)]).run_all()
    notebook.start(JOBS)
    notebook.finish()
    expect(notebook.cell(1).locator(".pictory-word").first).to_contain_text("<img")
    expect(notebook.cell(1).locator(".pictory-editor").first).to_be_visible()
    assert [error for error in errors_of(notebook) if not error.startswith("DownloadFailed: nothing came of")] == []
    assert_only_text(notebook, page)


def errors_of(notebook: Notebook) -> list[str]:
    """What went wrong in the last cell."""
    outputs = notebook.page.evaluate("() => window.startedCell.model.outputs.toJSON()")
    return [f"{each['ename']}: {each['evalue']}"[:300] for each in outputs if each["output_type"] == "error"]


CALLS = """
import json
from pictory_nb import Pictory
from pictory_nb.errors import PictoryError
orders = json.loads({orders!r})
p = Pictory()
%pictory explore -o explorer
told = lambda content: {{**content, **orders[content["operation"]], "sure": True}}
called, checked = explorer._called, explorer._checked
explorer._called = lambda content: called(told(content))
explorer._checked = lambda content: {{**checked(told(content)), "problems": []}}
for name, order in orders.items():
    try:
        reply = p.call(name, **order, max_credits=float("inf"))
        display(reply)
        print(reply)
    except PictoryError as error:
        print(name, type(error).__name__, error)"""

SEND = """async ([name, line]) => {
  const root = [...document.querySelectorAll('.pictory-x-root')].find(node => node.isConnected);
  const until = async found => {
    for (let n = 0; n < 400; n++) {
      if (found()) return found();
      await new Promise(next => setTimeout(next, 25));
    }
    throw new Error(`${name}: ${found}`);
  };
  root.querySelector(`[role=option][data-name=${name}]`).click();
  await until(() => root.querySelector('.pictory-x-line')?.textContent.startsWith(line)
    && root.querySelector('.pictory-x-code').textContent);
  const button = root.querySelector('.pictory-x-send');
  await until(() => !button.disabled);
  button.click();
  if (!button.hasAttribute('aria-busy')) button.click();  // what may cost asks first
  const answer = await until(() => root.querySelector('.pictory-x-answer').childElementCount
    && root.querySelector('.pictory-x-answer'));
  for (let folded; (folded = answer.querySelector('details:not([open])')); ) {
    folded.open = true;
    await new Promise(next => setTimeout(next));
  }
  const said = [answer.textContent];
  for (const tab of root.querySelectorAll('.pictory-x-tab')) {
    tab.click();
    said.push(root.querySelector('.pictory-x-code').textContent);
  }
  return said;
}"""


@pytest.mark.usefixtures("unharmed")
def test_what_any_operation_answers_is_only_text(open_notebook: Open, page: Page, hostile: Hostile, lab: Lab):
    """Every row of the route table, called and explored: its answer unfolded, and the call as code."""
    (lab.root / "a.png").write_bytes(b"png")
    orders = {route.name: order(route) for route in ROUTES if not route.elsewhere}
    notebook = open_notebook([begin(hostile)]).run_all()
    notebook.start(CALLS.format(orders=json.dumps(orders)))
    notebook.finish()
    assert errors_of(notebook) == []
    notebook.start("explorer")
    notebook.panel.locator(".pictory-x-root").wait_for()
    for name in orders:
        answer, *code = page.evaluate(SEND, [name, f"{named(name).method}{named(name).path}"])
        shown = "<svg/onload=" in answer or "too long to be shown" in answer
        assert shown or not hostile.is_told(name), (name, answer[:300])
        assert "<img src=x onerror=" in "".join(code) or not orders[name]["path"], (name, code)
        assert notebook.panel.locator(".pictory-x-root").locator(FOREIGN).count() == 0, name
    assert_only_text(notebook, page)


PICK = r"""
from pictory_nb import Composer
composer = Composer("---\nname: Rain\nmusic: off\n---\nThe sun warms the sea.")
composer"""


@pytest.mark.usefixtures("unharmed")
@pytest.mark.parametrize("link", LINKS[:3])
def test_what_is_picked_is_only_text(open_notebook: Open, page: Page, hostile: Hostile, link: str):
    """Voices, music, fonts, looks and pictures in the composer; a file of this computer is never taken for one."""
    hostile.link = link
    notebook = open_notebook([begin(hostile), PICK]).run_all()
    root = notebook.cell(1).locator(".pc-root")
    root.get_by_role("button", name="Picture or film").click()
    root.get_by_role("searchbox", name="Search pictures and films").fill("sea")
    expect(root.locator(".pc-thumb").first).to_contain_text("<img src=x onerror=")
    root.locator(".pc-thumb").first.click()
    root.get_by_text("Subtitles", exact=True).first.click()
    root.get_by_role("button", name="See the fonts").first.click()
    pick(root, "Fonts")
    root.get_by_role("tab", name="Whole video").click()
    root.get_by_text("Saved looks", exact=True).last.click()
    expect(root.get_by_label("Style of subtitles")).to_contain_text("<img src=x onerror=")
    root.get_by_role("button", name="Choose it").click()
    pick(root, "Music")
    root.get_by_role("button", name="choose another voice").click()
    root.get_by_role("dialog", name="Voices").get_by_label("Language").select_option("")
    pick(root, "Voices")
    assert root.locator(FOREIGN).count() == 0
    notebook.start("print(composer.storyboard.to_wire() if composer.storyboard else None)")
    notebook.finish()
    said = page.evaluate("() => startedCell.model.outputs.toJSON().map(output => output.text || '').join('')")
    assert "file:" not in said, said
    assert_only_text(notebook, page)


def pick(root: Locator, title: str) -> None:
    dialog = root.get_by_role("dialog", name=title)
    expect(dialog.locator(".pc-take").first).to_contain_text("<img src=x onerror=")
    assert dialog.locator(FOREIGN).count() == 0
    dialog.locator(".pc-take").first.click()
    expect(dialog).to_have_count(0)
