// The operations of the API: found in a list, told in a form, answered by a tree, taken along as code.
// @ts-check

import { keep, living, onTheme, theme } from "../../page.js";
import { element } from "../../parts.js";
import { Call } from "./call.js";
import { Operations, sends } from "./operations.js";

/**
 * @typedef {{ get(name: string): any, set(name: string, value: any): void, save_changes(): void, send(content: object): void,
 *             on(event: string, callback: Function): void, off(event: string, callback: Function): void }} Model
 */

/** The explorer in one output. */
export class Explorer {
  /** @param {Model} model @param {HTMLElement} el */
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.about = model.get("about");
    this.language = "python";
    /** @type {Map<number, (value: any) => void>} */
    this.waiting = new Map();
    this.asked = 0;
    /** @type {Record<string, Record<string, any>>} what was written into forms, by their operations */
    this.kept = {};
    /** @type {Call | null} */
    this.call = null;
    this.operations = new Operations(this.about.families, (name) => this.choose(name));
    this.where = element("span", `x-where pictory-x-${this.about.place}`, {}, this.about.place === "cloud" ? "your account" : "sandbox");
    this.main = element("div", "x-main");
    this.root = element("section", "x-root", { "aria-label": "Explorer of the API", "data-lm-suppress-shortcuts": "true" }, this.operations.node, this.main);
    el.append(this.root);
    this.watch();
    this.open(model.get("chosen"));
  }

  watch() {
    this.root.addEventListener("keydown", (event) => {
      keep(event);
      if (!sends(event) || !this.call) return;
      event.preventDefault();
      this.call.send(false);
    });
    const heard = (/** @type {any} */ message) => {
      this.waiting.get(message?.id)?.(message.value);
      this.waiting.delete(message?.id);
    };
    const turned = () => this.open(this.model.get("chosen"));
    const paint = () => (this.root.dataset.theme = theme());
    this.model.on("msg:custom", heard);
    this.model.on("change:chosen", turned);
    const endTheme = onTheme(paint);
    paint();
    this.unwatch = () => {
      endTheme();
      this.model.off("msg:custom", heard);
      this.model.off("change:chosen", turned);
    };
  }

  /** @param {object} content @returns {Promise<any>} */
  ask(content) {
    const id = ++this.asked;
    return new Promise((answer) => {
      this.waiting.set(id, answer);
      this.model.send({ id, ...content });
    });
  }

  /** @param {string} name */
  choose(name) {
    this.model.set("chosen", name);
    this.model.save_changes();
    this.open(name);
  }

  /** @param {string} name */
  async open(name) {
    if (name && name === this.shown) return;
    this.shown = name;
    this.operations.mark(name);
    this.leave();
    const row = this.operations.row(name);
    if (!row) return this.welcome();
    const told = await this.ask({ op: "form", operation: name });
    if (this.shown !== name || told.failed) return;
    this.call = new Call(this, row, told, this.kept[name] || {});
    this.main.replaceChildren(...this.call.nodes);
  }

  /** What was written into a form is there again when one comes back to it. */
  leave() {
    if (this.call) this.kept[this.call.row.name] = this.call.kept;
    this.call?.end();
    this.call = null;
  }

  welcome() {
    const head = element("div", "x-empty-head", {}, "Every operation of the API, ready to try");
    const text = "Choose one on the left. Its form says what it may be told; what comes back is shown below it, and the same call is there as Python, as a magic and as curl.";
    this.main.replaceChildren(element("div", "x-empty", {}, head, text, this.where));
  }

  end() {
    this.call?.end();
    this.unwatch?.();
    this.root.remove();
  }
}

/** @param {{ model: Model, el: HTMLElement }} context */
function render({ model, el }) {
  const explorer = new Explorer(model, el);
  return () => explorer.end();
}

export default living(render);
