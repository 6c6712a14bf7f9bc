// The keys: what each means on a card, in a story and anywhere in the composer.
// @ts-check
import { sourceOf } from "./card.js";

/** @typedef {import("./view.js").View} View */

/** Whether a key was for the composer, which has done then what it means. @param {View} view @param {KeyboardEvent & { target: any }} event */
export function pressed(view, event) {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const story = event.target.closest?.(".pc-story");
  const grip = event.target.closest?.(".pc-grip");
  const id = event.target.closest?.(".pc-card")?.dataset.id || view.active;
  const done = () => {
    event.preventDefault();
    return true;
  };
  if (event.isComposing) return false;
  if (command && key === "z") return (event.shiftKey ? view.redo() : view.undo()), done();
  if (command && key === "y") return view.redo(), done();
  if (command && key === "f") return view.later("find"), done();
  if (key === "F6") return event.shiftKey ? view.renderButton.focus() : view.cross(), done();
  if (event.altKey && !command && (key === "ArrowUp" || key === "ArrowDown") && (story || grip)) {
    view.act(key === "ArrowUp" ? "up" : "down", id);
    return done();
  }
  if (event.altKey && !command && (key === "Home" || key === "End") && (story || grip)) return view.act(key === "Home" ? "first" : "last", id), done();
  if (command && key === "d" && (story || grip)) return view.act("duplicate", id), done();
  if (command && key === "Enter" && (story || grip)) return (event.shiftKey || grip ? view.act("add", id) : view.later("split", id)), done();
  if (story) return storyKeys(view, event, story, id, command, key, done);
  return grip ? gripKeys(view, event, id, command, key, done) : false;
}

/** In a story. @param {View} view @param {KeyboardEvent} event @param {any} story @param {string} id @param {boolean} command @param {string} key @param {() => boolean} done */
function storyKeys(view, event, story, id, command, key, done) {
  const { cards } = view.store.board;
  const at = view.index(id);
  const [from, to] = [story.selectionStart, story.selectionEnd];
  if (command && key === "b") return view.later("keyword", id, story), done();
  if (key === "Escape") return view.choose(id, { focus: "grip", keep: true }), done();
  if (command || event.altKey || event.shiftKey || from !== to) return false;
  const [atStart, atEnd] = [from === 0, from === story.value.length];
  if (key === "Backspace" && atStart && at > 0 && joinable(view, at - 1)) {
    if (!story.value && !Object.keys(cards[at].scene).some((name) => name === "background" || name === "elements")) {
      view.store.make([{ remove: [id] }], "deleting");
      return view.choose(cards[at - 1].id, { focus: true }), done();
    }
    return view.later("join", [cards[at - 1].id, id]), done();
  }
  if (key === "Delete" && atEnd && cards[at + 1] && joinable(view, at + 1)) return view.later("join", [id, cards[at + 1].id]), done();
  const seen = view.visible.map((card) => card.id);
  const [before, after] = [seen[seen.indexOf(id) - 1], seen[seen.indexOf(id) + 1]];
  if (key === "ArrowUp" && atStart && before) return view.choose(before, { focus: true }), done();
  if (key === "ArrowDown" && atEnd && after) return view.choose(after, { focus: true, caret: 0 }), done();
  return false;
}

/** Whether a scene is told from its story. @param {View} view @param {number} index */
function joinable(view, index) {
  return sourceOf(view.store.board.cards[index].scene)[1] === "story";
}

/** On the handle of a card. @param {View} view @param {KeyboardEvent} event @param {string} id @param {boolean} command @param {string} key @param {() => boolean} done */
function gripKeys(view, event, id, command, key, done) {
  const cards = view.visible;
  const at = cards.findIndex((card) => card.id === id);
  const sheet = view.root.hasAttribute("data-sheet");
  const step = /** @type {Record<string, number>} */ ({ ArrowUp: -1, ArrowDown: 1, ...(sheet ? { ArrowLeft: -1, ArrowRight: 1 } : {}), Home: -at, End: cards.length - 1 - at })[key];
  if (step !== undefined) {
    const next = cards[Math.min(Math.max(at + step, 0), cards.length - 1)];
    if (event.shiftKey) view.pick([...view.picked, id, next.id]);
    return view.choose(next.id, { focus: "grip", keep: event.shiftKey }), done();
  }
  if (key === " ") return view.select(id, { add: true }), done();
  if (key === "Enter") return view.choose(id, { focus: true }), done();
  if (key === "Delete" || key === "Backspace") return view.act("delete", id), done();
  if (key === "Escape" && view.picked.size) return view.pick([]), done();
  if (command && key === "a") return view.pick(cards.map((card) => card.id)), view.announce(`${cards.length} selected`), done();
  return false;
}
