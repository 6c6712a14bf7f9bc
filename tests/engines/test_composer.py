"""The composer in Firefox and in WebKit, the engine of Safari: a real JupyterLab, a real kernel, real keys.

    .venv/bin/python -m pytest -m slow tests/engines

On Debian and Ubuntu the engines come by

    apt-get install firefox-esr webkit2gtk-driver xvfb gstreamer1.0-libav   # the last one has WebKit play films

(Ubuntu's own Firefox is a snap, which can be told no profile: take Mozilla's package there). What is not there is
skipped, aloud.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator

import pytest

from tests.browser.lab import _ERRORS, _IDLE, _READY, Lab, write_notebook
from tests.browser.test_composer_stills import ALLOWED, IN_THE_PAGE, in_the_film, in_the_gallery
from tests.engines.driver import ENGINES, Driver

pytestmark = pytest.mark.slow

_SEEN = """() => [...document.querySelectorAll(".pc-story")].map(node => node.value)"""
_SAVED = """() => document.querySelector(".pc-state")?.textContent === "saved" """
_SAYS = """async code => {
  const { kernel } = jupyterapp.shell.currentWidget.context.sessionContext.session;
  const run = kernel.requestExecute({ code });
  let said = "";
  run.onIOPub = ({ content }) => (said += content.text ?? content.evalue ?? "");
  await run.done;
  return said;
}"""


@pytest.fixture(scope="module", params=list(ENGINES))
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    engine = ENGINES[request.param]
    missing = [one for one in engine.NEEDS if not any(map(shutil.which, one.split("|")))]
    if missing:
        pytest.skip(f"{request.param} is not here ({', '.join(missing)}): NOTHING WAS SEEN IN IT")
    driver = engine(tmp_path_factory.mktemp(request.param), 1280, 900)
    yield driver
    driver.close()


@pytest.fixture(scope="module")
def lab(driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("root"), "/user/a%20b/")
    driver.goto(lab.page_url)
    driver.wait("() => window.jupyterapp?.restored.then(() => true)", seconds=90)
    yield lab
    lab.end_kernels()
    lab.stop()


def compose(driver: Driver, lab: Lab, name: str, board: str) -> None:
    """A notebook that shows a composer with ``board``, the code of a storyboard."""
    code = f"import json\nfrom pictory_nb import *\ncomposer = Composer({board})\ncomposer"
    path = write_notebook(lab.root, f"{name}.ipynb", [code])
    driver.run("() => { for (const one of [...jupyterapp.shell.widgets('main')]) one.dispose(); }")
    driver.run(
        "path => jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook'}).then(() => 0)", path
    )
    driver.wait(_READY, path, seconds=60)
    driver.run("() => jupyterapp.commands.execute('notebook:run-all-cells').then(() => 0)")
    driver.wait(_IDLE)
    assert driver.run(_ERRORS) == []
    driver.wait("() => document.querySelector('.pc-section')")


def python(driver: Driver, code: str) -> str:
    """What the notebook's kernel prints."""
    return driver.run(_SAYS, code).strip()


def told(driver: Driver, stories: list[str]) -> None:
    """The page shows these stories, and Python has them."""
    for _ in range(100):
        if (seen := driver.run(_SEEN)) == stories:
            break
        time.sleep(0.1)
    assert seen == stories
    driver.wait(_SAVED)
    said = python(driver, "print(json.dumps([scene.story for scene in composer.storyboard.scenes]))")
    assert json.loads(said) == stories


def test_scenes_are_written_split_moved_copied_and_taken_back(driver: Driver, lab: Lab):
    """By keys, then by the mouse; after each step Python has what is seen."""
    compose(driver, lab, "edited", "'The sun warms the sea.\\n\\nClouds gather.'")
    sun, clouds, rain = "The sun warms the sea.", "Clouds gather.", "It rains."
    driver.click(".pc-card:nth-child(2) .pc-story")
    driver.press("Control+End")
    driver.type(" It rains.")
    for _ in rain:
        driver.press("ArrowLeft")
    driver.press("Control+Enter")
    told(driver, [sun, clouds, rain])
    driver.press("Alt+ArrowUp", "Alt+ArrowUp")
    told(driver, [rain, sun, clouds])
    driver.press("Control+z", "Control+z")
    told(driver, [sun, clouds, rain])
    driver.press("Control+Shift+z")
    told(driver, [sun, rain, clouds])

    driver.press("Escape", "Control+c", "Control+v")
    told(driver, [sun, rain, rain, clouds])
    driver.press("Escape", "Delete")
    (x, y, _), (*_, end) = (driver.run(_GRIP, number) for number in (0, 2))
    driver.drag([x, y], [x, y + 40], [x, end])
    told(driver, [rain, clouds, sun])


_SHOWN = """(name, scenes, shape) => document.querySelector(".pc-title").value === name
  && document.querySelectorAll(".pc-card").length === scenes
  && Math.abs(document.querySelector(".pc-large").style.getPropertyValue("--shape") - shape) < 0.01"""
_GRIP = """number => {
  const { left, top, bottom } = document.querySelectorAll(".pc-grip")[number].getBoundingClientRect();
  return [left + 10, top + 12, bottom - 4].map(Math.round);
}"""


def test_words_stand_where_the_film_will_have_them(driver: Driver, lab: Lab):
    """Every storyboard of the gallery that places words, scene by scene, within two percent of the frame."""
    boards = in_the_gallery()
    for number, board in enumerate(boards):
        (lab.root / f"{number}.json").write_text(json.dumps(board.to_wire()))
    compose(driver, lab, "stills", "'0.json'")
    driver.wait("() => [...document.fonts].some(face => face.family.includes('Montserrat'))")
    worst = 0.0
    for number, board in enumerate(boards):
        said = python(driver, f"composer.storyboard = Storyboard.from_wire(json.load(open('{number}.json')))")
        assert said == ""
        driver.wait(_SHOWN, board.video_name, len(board.scenes), board.size[0] / board.size[1])
        driver.run("() => new Promise(done => setTimeout(done, 1600))")  # the grounds: nobody waits for them
        for scene, boxes in enumerate(in_the_film(board)):
            driver.run("n => document.querySelectorAll('.pc-grip')[n].focus()", scene)
            driver.run("() => new Promise(done => setTimeout(done, 120))")
            seen = driver.run(f"() => ({IN_THE_PAGE})(document.querySelector('.pc-large'))")
            assert [box[0] for box in seen] == [box[0] for box in boxes], (board.video_name, scene)
            far = [
                abs(a - b)
                for one, other in zip(seen, boxes, strict=True)
                for a, b in zip(one[1:], other[1:], strict=True)
            ]
            assert max(far, default=0) <= ALLOWED, (board.video_name, scene, seen, boxes)
            worst = max(worst, *far, 0)
    print(f"{len(boards)} storyboards: at most {worst:.2%} of the frame beside the film")
