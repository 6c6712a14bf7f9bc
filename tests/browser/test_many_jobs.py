"""The table of jobs and the film's transcript as a person uses them, and what is left of them in the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pictory_nb.state import Failed
from tests.browser.conftest import Open, close_all
from tests.browser.lab import Lab, Notebook, plays
from tests.jupyter.service import Service

NAMES = ("Rain", "Snow", "Hail", "Fog")


def cells(service: Service) -> list[str]:
    return [
        f"import os\nos.environ['PICTORY_API_BASE_URL'] = {service.url!r}\n%load_ext pictory_nb\n"
        "from pictory_nb import JobTable, Pictory, from_markdown\nclient = Pictory()\n"
        f"jobs = [client.render(from_markdown(f'{{name}}.', name=name)) for name in {NAMES}]",
        "JobTable(jobs, again=client.again)",
    ]


@pytest.fixture
def table(open_notebook: Open, service: Service) -> Notebook:
    notebook = open_notebook(cells(service)).run_all()
    expect(notebook.cell(1).locator(".pictory-t-line")).to_have_count(4)
    return notebook


def test_a_table_moves_while_a_cell_is_busy(table: Notebook, service: Service, page: Page, shots: Path):
    """A kernel that is at work keeps no job from being seen."""
    live = table.cell(1)
    table.start("import time\nuntil = time.time() + 5\nwhile time.time() < until: pass")
    expect(live.locator(".pictory-t-line").first).to_contain_text("Making 80 %")
    service.release()
    expect(live.locator(".pictory-t-summary")).to_have_text("4 videos · all ready")
    expect(table.cell(2).locator(".jp-InputPrompt")).to_have_text("[*]:")  # all that was during one busy cell
    page.screenshot(path=shots / "table of jobs.png")
    table.finish()


_PLAIN = """([word, times]) => jupyterapp.shell.currentWidget.content.widgets[1].model.outputs.toJSON()
  .some(({ data }) => String(data?.["text/html"]).split(word).length === times + 1)"""


def test_a_saved_table_is_plain_html_and_needs_no_kernel(
    table: Notebook, open_notebook: Open, service: Service, page: Page, lab: Lab
):
    """Live in the page, plain in the file: reopened without a kernel there is no box that says a model is missing."""
    service.release()
    expect(table.cell(1).locator(".pictory-t-summary")).to_have_text("4 videos · all ready")
    page.wait_for_function(_PLAIN, arg=["completed", 4])
    (output,) = table.save().cells[1].outputs
    assert set(output.data) == {"text/html", "text/plain"}
    close_all(page)
    lab.end_kernels()
    reopened = open_notebook(path=table.path)
    again = reopened.cell(1)
    expect(again.locator("table")).to_contain_text("Rain")
    expect(again.locator(".pictory-t-root")).to_have_count(0)
    expect(again).not_to_contain_text("model not found")
    reopened.start("'closed at once, Lab would complain of its debugger'")
    reopened.finish()


def test_a_table_is_sorted_filtered_and_searched_and_plays_its_films(table: Notebook, service: Service):
    """By mouse and by key: no key of the table reaches the notebook, which would delete its cell."""
    live, count = table.cell(1), table.cell_count
    service.release()
    expect(live.locator(".pictory-t-summary")).to_contain_text("all ready")
    live.get_by_role("button", name="Video", exact=True).click()
    expect(live.locator(".pictory-t-fold")).to_have_text(["Fog", "Hail", "Rain", "Snow"])
    live.get_by_role("button", name="Video", exact=True).press("Enter")
    expect(live.locator(".pictory-t-fold")).to_have_text(["Snow", "Rain", "Hail", "Fog"])
    live.get_by_role("searchbox").press_sequentially("dd")
    expect(live).to_contain_text("None of the videos is like that.")
    live.get_by_role("searchbox").fill("ra")
    expect(live.locator(".pictory-t-line")).to_have_count(1)

    live.get_by_role("button", name="Play Rain").click()
    assert plays(live.locator("video"))
    expect(live.get_by_role("list", name="What it went through")).to_contain_text("Ready")
    live.get_by_role("button", name="Play Rain").press("d")
    live.get_by_role("button", name="Play Rain").press("d")
    assert table.cell_count == count
    open_ = live.get_by_role("link", name="Open Rain")
    expect(open_).to_have_attribute("href", re.compile(r"/user/a%20b/files/pictory_videos/rain-.*\.mp4"))


def test_a_failure_is_rendered_again_but_only_when_asked_twice(table: Notebook, service: Service):
    """What may be paid for twice is asked for twice."""
    live = table.cell(1)
    service.outcome = Failed("", "TEXT_TO_VIDEO_FAILED", "the lamp broke")
    service.release()
    expect(live.locator(".pictory-t-summary")).to_contain_text("4 failed")
    service.outcome = "completed"
    again = live.get_by_role("button", name="Render Rain again")
    again.click()
    expect(again).to_have_text("Pay for it again?")
    assert len(service.storyboards) == 4
    again.click()
    expect(live.locator(".pictory-t-line")).to_have_count(5)
    expect(live.locator(".pictory-t-summary")).to_contain_text("1 ready · 4 failed")


def test_a_job_of_the_sandbox_is_cancelled_by_a_click(open_notebook: Open):
    """It ends at once and says so; the others go on, and what was cancelled can be rendered again."""
    long = "\\n\\n".join(f"This is sentence number {n} of a long story." for n in range(60))
    notebook = open_notebook(
        [
            "%load_ext pictory_nb\nfrom pictory_nb import JobTable, Pictory, from_markdown\n"
            "client = Pictory(profile='sandbox')\n"
            f"jobs = [client.render(from_markdown('{long}', name=name, size='1280x720')) for name in ('Rain', 'Snow')]",
            "table = JobTable(jobs, again=client.again)\ntable",
            "jobs[0].status",
        ]
    ).run_all()
    live = notebook.cell(1)
    live.get_by_role("button", name="Cancel Rain").click()
    expect(live.locator(".pictory-t-line").first).to_contain_text("Failed")
    expect(live.locator(".pictory-t-line").first).to_contain_text("stopped, as was asked")
    expect(live.locator(".pictory-t-summary")).to_contain_text("1 running")
    expect(live.get_by_role("button", name="Cancel Rain")).to_be_hidden()
    expect(live.get_by_role("button", name="Render Rain again")).to_be_visible()
    live.get_by_role("button", name="Cancel Snow").press("Enter")
    expect(live.locator(".pictory-t-summary")).to_contain_text("2 failed")
    notebook.start("[job.state.code for job in jobs]")
    notebook.finish()
    expect(notebook.cell(3)).to_contain_text("['CANCELLED', 'CANCELLED']")


def test_a_job_of_an_account_is_only_watched_no_more(table: Notebook, service: Service):
    """The service knows no cancel: the button says so, the row says so, and the job comes to its end there."""
    live = table.cell(1)
    stop = live.get_by_role("button", name="Stop watching Rain")
    expect(stop).to_have_attribute("title", re.compile("goes on"))
    stop.click()
    expect(live.locator(".pictory-t-line").first).to_contain_text("Not watched")
    service.release()
    expect(live.locator(".pictory-t-summary")).to_contain_text("3 ready")
    expect(live.locator(".pictory-t-line").first).to_contain_text("Not watched")
    table.start("jobs[0].wait().status")
    table.finish()
    expect(table.cell(2)).to_contain_text("completed")


NOTE_DOWN = """() => {
  const Real = window.Notification;
  window.told = [];
  window.Notification = class extends Real {
    constructor(title, options) { super(title, options); window.told.push(`${title}: ${options.body}`); }
  };
}"""


def test_who_asked_for_it_is_told_by_the_browser_and_nobody_else(table: Notebook, service: Service, page: Page):
    """With the browser's leave: a film or its failure, each once; not before the bell was rung, and not after."""
    page.context.grant_permissions(["notifications"])
    page.evaluate(NOTE_DOWN)
    live = table.cell(1)
    bell = live.get_by_role("button", name="Tell me when done")
    bell.click()
    told = live.get_by_role("button", name="You will be told")
    expect(told).to_have_attribute("aria-pressed", "true")
    service.release()
    expect(live.locator(".pictory-t-summary")).to_contain_text("all ready")
    assert sorted(page.evaluate("() => window.told")) == sorted(f"The film is ready: {name}" for name in NAMES)

    told.click()
    expect(live.get_by_role("button", name="Tell me when done")).to_be_hidden()  # nothing runs any more
    table.start("table = JobTable([client.render(from_markdown('Fire.', name='Fire'))])\ntable")
    table.finish()
    expect(table.cell(2).locator(".pictory-t-summary")).to_contain_text("1 video")
    expect(table.cell(2).locator(".pictory-t-line").first).to_contain_text("Ready")
    assert len(page.evaluate("() => window.told")) == len(NAMES)
    page.context.clear_permissions()


def test_a_browser_that_does_not_allow_it_says_so(table: Notebook, page: Page):
    """Nothing is promised that will not come."""
    page.context.clear_permissions()
    page.evaluate("() => { window.Notification.requestPermission = async () => 'denied' }")
    bell = table.cell(1).get_by_role("button", name="Tell me when done")
    bell.click()
    refused = table.cell(1).get_by_role("button", name="Your browser does not allow it")
    expect(refused).to_have_attribute("aria-pressed", "false")


def test_a_reloaded_page_finds_its_table_again(table: Notebook, service: Service, page: Page):
    """The kernel lives on: the page makes the saved table live, and it goes on where it was."""
    table.save()
    page.reload()
    table.ready()
    live = table.cell(1)
    expect(live.locator(".pictory-t-line").first).to_contain_text("Making 80 %")
    service.release()
    expect(live.locator(".pictory-t-summary")).to_have_text("4 videos · all ready")


def test_a_click_on_a_sentence_plays_from_there(open_notebook: Open, service: Service):
    """With a kernel or without, as long as the notebook is trusted."""
    service.release()
    notebook = open_notebook([cells(service)[0], "jobs[0].video"]).run_all()
    shown = notebook.cell(1)
    assert plays(shown.locator("video"))
    shown.get_by_text("Transcript").click()
    shown.locator("video").evaluate("video => { video.pause(); video.currentTime = 1.5 }")
    shown.locator("span[data-t]").last.click()

    expect(shown.locator("video")).to_have_js_property("paused", False)
    assert shown.locator("video").evaluate("video => video.currentTime") < 1.4
    assert shown.locator("video").evaluate("video => video.textTracks.length") == 1
