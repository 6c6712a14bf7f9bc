"""How quick the composer is, in a real JupyterLab in a real Chromium.

    python -m tests.benchmarks.composer [SCENES ...]

For a storyboard of that many scenes (200 and 1000): from the cell that shows it to the last card in the page and the
first frame that shows it (bar: 1 s for 200); from a key that is pressed to the frame that shows the letter, the 95th
percentile of sixty letters (bar: 50 ms); the largest message that one edit sends to the kernel (bar: 2 kB); and what
the module weighs (bar: 80 kB). The load is printed, since a busy machine measures its neighbours.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import _FLAGS, find_chromium
from tests.browser.lab import Lab, Notebook, write_notebook

CELL = """\
from pictory_nb import Composer, Scene, Storyboard
told = "Scene number {{}} tells of the sea, and of <strong>rain</strong> that falls."
scenes = [Scene(story=told.replace("{{}}", str(n))) for n in range({count})]
composer = Composer(Storyboard(video_name="long", scenes=scenes))"""

_WATCH = """() => {
  window.opened = new Promise(done => {
    const began = performance.now();
    const look = () => {
      const cards = document.querySelectorAll(".pc-card").length;
      const whole = cards >= COUNT && document.querySelector(".pc-large svg");
      requestAnimationFrame(whole ? () => done(performance.now() - began) : look);
    };
    look();
  });
}"""

_ECHO = """() => {
  window.echoes = [];
  const story = document.activeElement;
  story.addEventListener("keydown", () => {
    const began = performance.now();
    requestAnimationFrame(() => setTimeout(() => echoes.push(performance.now() - began)));
  }, { capture: true });
}"""

_SENT = """() => {
  window.sent = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    sent.push(data.byteLength ?? data.length);
    return send.call(this, data);
  };
}"""


def measure(page: Page, lab: Lab, count: int) -> None:
    path = write_notebook(lab.root, f"{count}.ipynb", [CELL.format(count=count), "composer"])
    page.goto(f"{lab.url}lab/tree/{path}?reset&token=e2e")
    page.evaluate(_SENT)
    page.wait_for_function("() => window.jupyterapp", timeout=60_000)
    notebook = Notebook(page, lab, path).ready()
    notebook.command("notebook:run-cell-and-select-next")
    page.wait_for_function("() => jupyterapp.shell.currentWidget.content.widgets[0].model.executionCount != null")
    page.evaluate(_WATCH.replace("COUNT", str(count)))
    notebook.command("notebook:run-cell")
    opened = page.evaluate("() => opened")
    story = page.get_by_role("textbox", name=f"Scene {count // 2} story", exact=True)
    story.click()
    page.wait_for_timeout(1500)
    page.evaluate(_ECHO)
    page.evaluate("() => { sent.length = 0 }")
    for letter in "and the wind carries it over the land, where it is wanted ":
        page.keyboard.type(letter)
        page.wait_for_timeout(60)
    page.wait_for_timeout(800)
    echoes, sent = page.evaluate("() => [echoes, sent]")
    cuts = statistics.quantiles(echoes, n=20)
    print(
        f"{count:5d} scenes: open {opened / 1000:.2f} s; a key echoes in {statistics.median(echoes):.0f} ms, "
        f"95 % within {cuts[-1]:.0f} ms; largest message {max(sent)} bytes"
    )


def main() -> None:
    from pictory_nb.jupyter.composer.module import first_half, second_half

    counts = [int(word) for word in sys.argv[1:]] or [200, 1000]
    print(f"the module: {len(first_half().encode())} bytes in the widget, {len(second_half().encode())} that follow")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        (home := Path(folder) / "home").mkdir()
        (root := Path(folder) / "root").mkdir()
        lab = Lab(home, root, "/")
        browser = driver.chromium.launch(executable_path=find_chromium(), headless=True, args=_FLAGS)
        try:
            for count in counts:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                measure(page, lab, count)
                page.close()
        finally:
            browser.close()
            lab.stop()
    print("load average over the last minutes:", " ".join(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
