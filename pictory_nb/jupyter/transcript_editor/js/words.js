// What is said: words in their sentences, chosen by keys and by hand.
// @ts-check

import { clock } from "../../page.js";
import { element } from "../../parts.js";
import { span } from "./finder.js";

/** @typedef {{ struck: Set<number>, marked: Set<number>, hits: Set<number>, hit: Set<number> }} Marks */

let lists = 0;

export class Words {
  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.words = editor.about.words;
    /** The word that keys start from, and the one that a choice began with. */
    this.caret = 0;
    this.anchor = -1;
    /** The word that is heard, and the one that a drag began with. */
    this.heard = this.dragged = -1;
    this.node = element("div", "words", { role: "listbox", tabindex: "0", "aria-multiselectable": "true", "aria-label": `What is said in ${editor.about.name || "the film"}` });
    /** @type {HTMLElement[]} */
    this.nodes = [];
    this.lay();
    this.node.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("pointerdown", (event) => this.grab(event));
    this.node.addEventListener("pointermove", (event) => this.drag(event));
    this.node.addEventListener("dblclick", (event) => {
      const at = this.under(event.target);
      if (at >= 0) this.choose(...this.sentence(at));
    });
    this.release = (/** @type {PointerEvent} */ event) => this.drop(event);
    addEventListener("pointerup", this.release);
  }

  /** The words that are chosen. */
  get chosen() {
    return this.anchor < 0 ? [] : span([Math.min(this.anchor, this.caret), Math.max(this.anchor, this.caret)]);
  }

  /** The words that an action is for: those, or the one at the caret. */
  get meant() {
    if (!this.words.length) return [];
    return this.anchor < 0 ? [this.caret] : this.chosen;
  }

  // What is shown

  lay() {
    const { about } = this.editor;
    if (!this.words.length) this.node.append(element("p", "nothing", {}, about.waiting || "Nothing is said in this recording."));
    const list = `pictory-words-${++lists}`;
    const glue = /^(ja|zh|th)\b/.test(about.language) ? "" : " ";
    const quiet = new Map(about.silences.map(([start, end]) => [start, end - start]));
    let [sentence, group] = [NaN, this.node];
    this.words.forEach(([text, start, end, number], place) => {
      if (number !== sentence) {
        sentence = number;
        group = element("div", "sentence", { role: "group", "aria-label": `at ${clock(start)}` }, element("span", "time", { "aria-hidden": "true" }, clock(start)));
        this.node.append(group);
      }
      const node = element("span", "word", { role: "option", id: `${list}-${place}`, "aria-selected": "false", "data-place": String(place) }, text);
      this.nodes.push(node);
      group.append(node, glue);
      const rest = quiet.get(end)?.toFixed(1);
      if (rest) group.append(element("span", "pause", { "aria-hidden": "true", title: `${rest} s of silence` }, `${rest} s`));
    });
  }

  /** @param {Marks} marks */
  draw({ struck, marked, hits, hit }) {
    const chosen = new Set(this.chosen);
    this.nodes.forEach((node, place) => {
      const looks = { struck: struck.has(place), chosen: chosen.has(place), marked: marked.has(place), hit: hits.has(place), "this-hit": hit.has(place), caret: place === this.caret };
      for (const [name, on] of Object.entries(looks)) node.classList.toggle(`pictory-${name}`, on);
      node.setAttribute("aria-selected", String(looks.chosen));
      if (looks.struck) node.setAttribute("aria-label", `${this.words[place][0]}, cut`);
      else node.removeAttribute("aria-label");
    });
    if (this.words.length) this.node.setAttribute("aria-activedescendant", this.nodes[this.caret].id);
  }

  /** Lights the word that is heard. @param {number} time @param {boolean} follow whether the page goes along */
  light(time, follow) {
    const last = this.words.findLastIndex(([, start]) => start <= time + 0.01);
    const heard = last >= 0 && time < this.words[last][2] + 0.12 ? last : -1;
    if (heard === this.heard) return;
    this.nodes[this.heard]?.classList.remove("pictory-now");
    this.nodes[heard]?.classList.add("pictory-now");
    this.heard = heard;
    if (follow && heard >= 0) this.reveal(heard);
  }

  /** Scrolls the words, and nothing else, so that one is seen. @param {number} place */
  reveal(place) {
    const [box, node] = [this.node, this.nodes[place]];
    const top = node.offsetTop - box.offsetTop;
    const bottom = top + node.offsetHeight;
    if (top < box.scrollTop + 8) box.scrollTop = top - 24;
    else if (bottom > box.scrollTop + box.clientHeight - 8) box.scrollTop = bottom - box.clientHeight + 48;
  }

  // Choosing

  /** @param {number} from @param {number} to */
  choose(from, to) {
    [this.anchor, this.caret] = [from, to];
    this.reveal(to);
    this.editor.draw();
  }

  /** @param {number} to @param {boolean} more whether the choice grows */
  move(to, more) {
    const from = more ? (this.anchor < 0 ? this.caret : this.anchor) : -1;
    this.choose(from, Math.max(0, Math.min(this.words.length - 1, to)));
  }

  /** The word above or below the caret, as the eye sees it. @param {number} way */
  line(way) {
    const from = this.nodes[this.caret].getBoundingClientRect();
    const middle = (/** @type {DOMRect} */ box) => (box.left + box.right) / 2;
    let [best, least, row] = [this.caret, Infinity, NaN];
    for (let at = this.caret + way; this.nodes[at]; at += way) {
      const box = this.nodes[at].getBoundingClientRect();
      if (Math.abs(box.top - from.top) < 4) continue;
      if (Number.isNaN(row)) row = box.top;
      if (Math.abs(box.top - row) > 4) break;
      const off = Math.abs(middle(box) - middle(from));
      if (off < least) [best, least] = [at, off];
    }
    return best;
  }

  /** The first and the last word of a sentence. @param {number} at @returns {[number, number]} */
  sentence(at) {
    const number = this.words[at][3];
    let [first, last] = [at, at];
    while (this.words[first - 1]?.[3] === number) first--;
    while (this.words[last + 1]?.[3] === number) last++;
    return [first, last];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { caret, words, editor } = this;
    if (!words.length) return;
    const [command, more] = [event.ctrlKey || event.metaKey, event.shiftKey];
    const strike = () => editor.cuts.strike(this.meant);
    /** @type {Record<string, false | (() => void)>} */
    const doing = {
      ArrowRight: () => this.move(caret + 1, more),
      ArrowLeft: () => this.move(caret - 1, more),
      ArrowDown: () => this.move(this.line(1), more),
      ArrowUp: () => this.move(this.line(-1), more),
      Home: () => this.move(command ? 0 : this.sentence(caret)[0], more),
      End: () => this.move(command ? words.length - 1 : this.sentence(caret)[1], more),
      Enter: () => editor.hear(caret),
      " ": () => editor.film.toggle(),
      Delete: strike,
      Backspace: strike,
      Escape: this.anchor >= 0 && (() => this.move(caret, false)),
      "/": () => editor.finder.field.focus(),
      a: command && (() => this.choose(0, words.length - 1)),
    };
    const done = doing[event.key];
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    done();
  }

  // By hand: a click hears a word, a drag chooses several

  /** @param {EventTarget | null} target @returns {number} the place of the word there, or -1 */
  under(target) {
    const node = /** @type {HTMLElement | null | undefined} */ (/** @type {Element | null} */ (target)?.closest?.(".pictory-word"));
    return node && this.node.contains(node) ? Number(node.dataset.place) : -1;
  }

  /** @param {PointerEvent} event */
  grab(event) {
    const at = this.under(event.target);
    if (at < 0 || event.button) return;
    event.preventDefault();
    this.node.focus({ preventScroll: true });
    if (event.shiftKey) this.move(at, true);
    else this.dragged = at;
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (this.dragged < 0) return;
    const at = this.under(document.elementFromPoint(event.clientX, event.clientY));
    if (at < 0 || (at === this.dragged && this.anchor < 0) || at === this.caret) return;
    [this.anchor, this.caret] = [this.dragged, at];
    this.editor.draw();
  }

  /** @param {PointerEvent} event */
  drop(event) {
    const from = this.dragged;
    if (from < 0) return;
    this.dragged = -1;
    if (this.anchor >= 0 && this.under(event.target) !== from) return;
    this.move(from, false);
    this.editor.hear(from);
  }

  dispose() {
    removeEventListener("pointerup", this.release);
  }
}
