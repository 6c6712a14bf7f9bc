// Places where something is said.
// @ts-check

import { say } from "../../page.js";
import { element } from "../../parts.js";
import { button, enable } from "./signs.js";

/** A word as it is looked for: without case and punctuation. @param {string} text */
const plain = (text) => text.toLocaleLowerCase().replace(/’/g, "'").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

/** Where `phrase` is said, as first and last place; the last word may be unfinished. @param {string[]} said @param {string} phrase */
export function found(said, phrase) {
  const wanted = phrase.split(/\s+/).map(plain).filter(Boolean);
  /** @type {[number, number][]} */
  const places = [];
  for (let at = 0; wanted.length && at + wanted.length <= said.length; at++) {
    const last = wanted.length - 1;
    const fits = wanted.every((word, n) => (n < last ? said[at + n] === word : said[at + n].startsWith(word)));
    if (fits) places.push([at, at + last]);
  }
  return places;
}

export class Finder {
  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.said = editor.about.words.map(([text]) => plain(text));
    /** @type {[number, number][]} */
    this.hits = [];
    this.at = -1;
    this.field = /** @type {HTMLInputElement} */ (element("input", "search", { type: "search", placeholder: "Find words  /", "aria-label": "Find words" }));
    this.count = element("span", "hits", { role: "status" });
    this.strike = button("strike-hits", "Cut all", () => editor.cuts.strike([...this.places]), { hint: "Cut every place that was found" });
    this.node = element("div", "finder", {}, this.field, this.count, this.strike);
    this.field.addEventListener("input", () => this.find());
    this.field.addEventListener("keydown", (event) => this.key(event));
  }

  /** The words of all hits. */
  get places() {
    return new Set(this.hits.flatMap((hit) => span(hit)));
  }

  /** The words of the hit that one is at. */
  get place() {
    return new Set(this.at < 0 ? [] : span(this.hits[this.at]));
  }

  find() {
    this.hits = found(this.said, this.field.value);
    this.at = this.hits.length ? 0 : -1;
    if (this.hits.length) this.editor.words.reveal(this.hits[0][0]);
    this.editor.draw();
  }

  /** @param {number} by */
  go(by) {
    this.at = (this.at + this.hits.length + by) % this.hits.length;
    this.editor.words.choose(...this.hits[this.at]);
    this.editor.hear(this.hits[this.at][0]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape" && this.field.value) {
      event.stopPropagation();
      this.field.value = "";
      this.find();
    } else if (event.key === "Enter" && this.hits.length) this.go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  draw() {
    const many = this.hits.length === 1 ? "1 place" : `${this.hits.length} places`;
    const told = this.at >= 0 ? `${this.at + 1} of ${many}` : many;
    say(this.count, this.field.value.trim() ? told : "");
    enable(this.strike, this.hits.length > 0);
  }
}

/** Every place from the first to the last. @param {[number, number]} ends */
export const span = ([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n);
