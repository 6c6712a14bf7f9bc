"""One composer that is seen twice: in two outputs of a page, and in two windows on one kernel."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from pictory_nb.jupyter.composer.module import first_half
from tests.browser.conftest import Open
from tests.browser.lab import Lab, Notebook
from tests.browser.test_survival import COMPOSE


def root_of(notebook: Notebook, cell: int) -> Locator:
    return notebook.cell(cell).locator(".pc-root")


def story_of(root: Locator, number: int) -> Locator:
    return root.get_by_role("textbox", name=f"Scene {number} story", exact=True)


def caret(story: Locator) -> Any:
    return story.evaluate("field => [document.activeElement === field, field.selectionStart, field.value.length]")


def type_together(one: Page, first: str, two: Page, second: str) -> None:
    """A letter here and a letter there, as two people type."""
    for here, there in zip(first, second, strict=True):
        one.keyboard.type(here)
        two.keyboard.type(there)


def test_two_outputs_of_one_composer_stay_in_step(open_notebook: Open, page: Page):
    """What is typed in the one is seen in the other, letter by letter, and the caret stays where the hands are."""
    notebook = open_notebook([COMPOSE, "composer"]).run_all()
    one, two = root_of(notebook, 0), root_of(notebook, 1)
    story_of(one, 2).click()
    page.keyboard.press("Home")
    page.keyboard.type("Now ")
    expect(story_of(two, 2)).to_have_value("Now It rains.")
    assert caret(story_of(one, 2)) == [True, 4, 13]
    two.get_by_role("button", name="Add a scene").click()
    page.keyboard.type("The end.")
    expect(story_of(one, 2)).to_have_value("The end.")
    expect(story_of(two, 2)).to_be_focused()

    notebook.command("notebook:delete-cell")  # the one that was run last
    expect(notebook.panel.locator(".pc-root")).to_have_count(1)
    story_of(one, 1).fill("Alone.")
    expect(one.locator(".pc-state")).to_have_text("saved")


def test_two_windows_on_one_kernel_stay_in_step(open_notebook: Open, page: Page, lab: Lab):
    """Two people, or one with two windows: each sees what the other types, and neither loses the caret or a letter."""
    notebook = open_notebook([COMPOSE]).run_all()
    here = root_of(notebook, 0)
    expect(story_of(here, 2)).to_be_visible()
    notebook.save()
    other = page.context.new_page()
    try:
        other.goto(lab.second_url)
        other.wait_for_function("() => window.jupyterapp", timeout=60_000)
        other.evaluate("() => jupyterapp.restored.then(() => null)")
        other.evaluate(
            "path => jupyterapp.commands.execute('docmanager:open', {path, factory: 'Notebook'}).then(() => null)",
            notebook.path,
        )
        there = root_of(Notebook(other, lab, notebook.path).ready(), 0)
        story_of(here, 1).click()
        page.keyboard.press("Home")
        story_of(there, 2).click()
        other.keyboard.press("End")
        type_together(page, "Now ", other, " Yes")

        expect(story_of(there, 1)).to_have_value("Now The sun warms the sea.")
        expect(story_of(here, 2)).to_have_value("It rains. Yes")
        assert caret(story_of(here, 1)) == [True, 4, 26]
        assert caret(story_of(there, 2)) == [True, 13, 13]

        # Both in one story, at either end of it: every letter of both is there, in the same story on both sides.
        story_of(there, 1).click()
        other.keyboard.press("End")
        type_together(page, "and then ", other, " At noon.")
        expect(story_of(here, 1)).to_have_value("Now and then The sun warms the sea. At noon.")
        expect(story_of(there, 1)).to_have_value("Now and then The sun warms the sea. At noon.")
        assert caret(story_of(here, 1)) == [True, 13, 44]

        there.get_by_role("button", name="Add a scene").click()
        other.keyboard.type("Night falls.")
        expect(story_of(here, 2)).to_have_value("Night falls.")
        assert caret(story_of(here, 1)) == [True, 13, 44]
        for root in (here, there):
            expect(root.locator(".pc-state")).to_have_text("saved")
    finally:
        other.close()


TYPING = """async ([source, rounds, undoing]) => {
  const { core } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const { Store, allMade, lookUp, same, splice } = core;
  let seed = 1;
  const chance = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  const [wrong, at] = [[], ["s1", "story"]];
  for (let round = 0; round < rounds; round++) {
    let board = { head: {}, cards: [{ id: "s1", scene: { story: "The sun warms the sea." } }] };
    const sent = [], written = [];
    let count = 0;
    const windows = [0, 1].map(() => {
      const calls = new Map(), heard = [];
      const model = { board, told: {}, get: name => model[name], off: () => 0 };
      model.on = (name, call) => calls.set(name, call);
      model.send = message => sent.push(JSON.parse(JSON.stringify(message)));
      return { model, calls, heard, store: new Store(model) };
    });
    const kernel = () => {
      const { n, by, changes } = sent.shift() ?? {};
      if (!changes) return;
      const fits = changes.every(change => !("splice" in change) || change.of === [...lookUp(board, at)].length);
      if (fits) [board] = allMade(board, changes);
      for (const { heard } of windows) {
        if (!fits) heard.push({ board: structuredClone(board) });
        heard.push(fits ? { op: "edited", n, by, changes, told: {} } : { op: "stale", n, by });
      }
    };
    const hear = ({ model, calls, heard }) => {
      const message = heard.shift();
      if (message?.board) {
        model.board = message.board;
        calls.get("change:board")();
      } else if (message) calls.get("msg:custom")(message);
    };
    for (let step = 0; step < 100; step++) {
      const window = windows[Number(chance() < 0.5)], { store } = window, what = chance();
      if (undoing && window === windows[0] && what < 0.15) {
        if (chance() < 0.7) store.undo();
        else store.redo();
      } else if (what < 0.4) {
        const text = [...lookUp(store.board, at)], before = text.join("");
        const sign = String.fromCodePoint(0x4e00 + count++);
        if (!undoing || window === windows[1]) written.push(sign);
        text.splice(Math.floor(chance() * (text.length + 1)), 0, sign);
        const key = chance() < 0.5 ? "story" : "";
        store.make([{ splice: at, ...splice(before, text.join("")) }], "typing", { key });
      } else if (what < 0.5) store.flush(store.board, false);
      else if (what < 0.75) kernel();
      else hear(window);
    }
    if (undoing) while (windows[0].store.undo());
    for (let step = 0; step < 300; step++) {
      for (const { store } of windows) store.flush(store.board, false);
      kernel();
      windows.forEach(hear);
    }
    const story = lookUp(board, at);
    const rest = [...story].filter(sign => !written.includes(sign)).join("");
    if (undoing && rest !== "The sun warms the sea.") wrong.push(story);
    for (const sign of written) if (story.split(sign).length !== 2) wrong.push(`${sign} in ${story}`);
    for (const { store } of windows) {
      if (!same(store.board, board) || store.sent.size || store.typed.size) wrong.push(`${round}: not in step`);
      store.dispose();
    }
  }
  return wrong.slice(0, 5);
}"""


def test_two_hands_in_one_story_never_lose_or_double_a_letter(browser: Browser):
    """However their letters and the kernel's answers cross on the way: both windows end with what the kernel has."""
    page = browser.new_page()
    assert page.evaluate(TYPING, [first_half(), 60, False]) == []
    page.close()


def test_whoever_undoes_takes_back_only_their_own_letters(browser: Browser):
    """One undoes and does again while another types in the same story: what is left at last is what the other wrote."""
    page = browser.new_page()
    assert page.evaluate(TYPING, [first_half(), 60, True]) == []
    page.close()
