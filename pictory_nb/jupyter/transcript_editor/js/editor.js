// A film beside its words. What is struck here is told to Python, which answers with the clips that are left.
// @ts-check

import { keep, living, onTheme, theme } from "../../page.js";
import { element } from "../../parts.js";
import { Cuts } from "./cuts.js";
import { Film } from "./film.js";
import { Finder } from "./finder.js";
import { Making } from "./making.js";
import { button, enable, press, rename } from "./signs.js";
import { Summaries } from "./summaries.js";
import { Words } from "./words.js";

/**
 * @typedef {[text: string, start: number, end: number, sentence: number]} Word
 * @typedef {{ words: Word[], duration: number, language: string, fillers: number[], silences: [number, number][],
 *             summaries: { seconds: number, places: number[] }[], name: string,
 *             film: { url?: string, bytes?: number, sound?: boolean, none?: string }, waiting?: string }} About
 * @typedef {{ get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *             on(event: string, callback: Function): void, off(event: string, callback: Function): void,
 *             send(content: object): void }} Model
 */

/** The editor of the words that there are now. */
export class Editor {
  /** @param {Model} model @param {HTMLElement} el */
  constructor(model, el) {
    this.model = model;
    this.about = /** @type {About} */ (model.get("about"));
    /** @type {Map<string, { pieces: DataView[], got: number }>} films that come in pieces */
    this.coming = new Map();
    /** @type {string[]} */
    this.addresses = [];
    this.cuts = new Cuts(model, () => this.draw());
    this.film = new Film(this);
    this.words = new Words(this);
    this.finder = new Finder(this);
    this.summaries = new Summaries(this);
    this.making = new Making(this);
    const { about, cuts } = this;
    this.cut = button("cut", "Cut", () => cuts.strike(this.words.meant), { shows: "cut", hint: "Cut the chosen words (Delete)" });
    this.undo = button("undo", "Undo", () => cuts.undo(), { shows: "undo", hint: "Undo (Ctrl+Z)" });
    this.redo = button("redo", "Redo", () => cuts.redo(), { shows: "redo", hint: "Redo (Ctrl+Shift+Z)" });
    this.fillers = button("fillers", `Fillers ${about.fillers.length}`, () => cuts.strike(about.fillers), { hint: "Cut every um and uh, or bring them back" });
    this.silences = button("silences", `Silences ${about.silences.length}`, () => cuts.edit({ tight: !cuts.now.tight }), { hint: "Make long silences short, or bring them back" });
    this.frame = this.laid();
    el.replaceChildren(this.frame);
    this.draw();
    this.film.place();
    this.bring();
    this.watch();
  }

  laid() {
    const { film, making } = this;
    const tools = element("div", "tools", { role: "toolbar", "aria-label": "Edit" }, this.cut, this.undo, this.redo, element("span", "gap"), this.fillers, this.silences);
    const help = element("p", "help", {}, "Click a word to hear it · drag or Shift+arrows to choose · Delete cuts and brings back");
    return element("section", "editor", { "aria-label": `Transcript of ${this.about.name || "the film"}` },
      element("div", "screen", {}, film.stage, film.strip, film.transport, making.told, making.ending),
      element("div", "page", {}, tools, this.finder.node, this.summaries.node, this.words.node, help));
  }

  /** Brings the film, if there is one. */
  bring() {
    const { url, none } = this.about.film;
    if (url) return this.film.show(url, false);
    this.film.tell(none || "The film is on its way …");
    if (!none) this.model.send({ op: "film" });
  }

  watch() {
    const paint = () => (this.frame.dataset.theme = theme());
    const draw = () => this.draw();
    const heard = { "change:struck": draw, "change:tight": draw, "change:kept": () => this.film.draw(), "change:making": () => this.making.draw(), "msg:custom": this.receive.bind(this) };
    for (const [event, doing] of Object.entries(heard)) this.model.on(event, doing);
    this.frame.addEventListener("keydown", (event) => this.key(event));
    paint();
    const endTheme = onTheme(paint);
    this.unwatch = () => {
      endTheme();
      for (const [event, doing] of Object.entries(heard)) this.model.off(event, doing);
    };
  }

  draw() {
    const { about, cuts, finder, summaries, words } = this;
    const { struck } = cuts;
    const gone = (/** @type {number[]} */ places) => places.length > 0 && places.every((place) => struck.has(place));
    words.draw({ struck, marked: summaries.places, hits: finder.places, hit: finder.place });
    this.frame.classList.toggle("pictory-tight", cuts.now.tight);
    rename(this.cut, gone(words.meant) ? "Bring back" : "Cut", gone(words.meant) ? "back" : "cut");
    enable(this.cut, words.meant.length > 0);
    enable(this.undo, cuts.canUndo);
    enable(this.redo, cuts.canRedo);
    press(this.fillers, gone(about.fillers));
    enable(this.fillers, about.fillers.length > 0);
    press(this.silences, cuts.now.tight);
    enable(this.silences, about.silences.length > 0);
    for (const part of [finder, summaries, this.film, this.making]) part.draw();
  }

  /** Lets the film stand where a word is said. @param {number} place */
  hear(place) {
    this.film.seek(this.about.words[place][1]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.target === this.finder.field || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "y" || event.shiftKey) this.cuts.redo();
    else this.cuts.undo();
  }

  /** Pieces of a film from the kernel: of the recording, or of what was made of it. @param {{ op: string, at: number, of: number, said?: string }} message @param {DataView[]} buffers */
  receive({ op, at, of, said }, buffers) {
    if (op === "no film") return this.film.tell(said || "");
    if (!["film", "cut"].includes(op) || !buffers?.length || (op === "film" && this.film.player)) return;
    if (at === 0) this.coming.set(op, { pieces: [], got: 0 });
    const film = this.coming.get(op);
    if (!film) return;
    film.pieces.push(buffers[0]);
    film.got += buffers[0].byteLength;
    if (film.got < of) return;
    const sound = op === "film" && Boolean(this.about.film.sound);
    const address = URL.createObjectURL(new Blob(/** @type {any} */ (film.pieces), sound ? {} : { type: "video/mp4" }));
    this.coming.delete(op);
    this.addresses.push(address);
    if (op === "film") this.film.show(address, sound);
    else this.making.show(address);
  }

  dispose() {
    this.unwatch?.();
    this.film.dispose();
    this.words.dispose();
    this.addresses.forEach((address) => URL.revokeObjectURL(address));
  }
}

/** @param {{ model: Model, el: HTMLElement }} view */
function render({ model, el }) {
  el.classList.add("pictory-transcript");
  el.addEventListener("keydown", keep);
  let editor = new Editor(model, el);
  const again = () => {
    editor.dispose();
    editor = new Editor(model, el);
  };
  model.on("change:about", again);
  return () => {
    model.off("change:about", again);
    editor.dispose();
  };
}

export default living(render);
