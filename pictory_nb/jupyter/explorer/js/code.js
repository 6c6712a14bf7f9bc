// The call as code, in the language that is chosen.
// @ts-check

import { say } from "../../page.js";
import { element, newCell } from "../../parts.js";

const LANGUAGES = { python: "Python", magic: "Magic", curl: "curl" };

export class Code {
  /** @param {import("./explorer.js").Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    /** @type {Record<string, string>} */
    this.sources = {};
    this.tabs = element("div", "x-tabs", { role: "tablist", "aria-label": "The call as code" }, ...Object.entries(LANGUAGES).map(([name, title]) => this.tab(name, title)));
    this.text = element("pre", "x-code", { tabindex: "0", role: "tabpanel", "aria-label": "The call as code" });
    this.cell = element("button", "x-button", { type: "button" }, "To a new cell");
    this.node = element("div", "x-as", {}, element("div", "x-bar", {}, this.tabs, this.cell), this.text);
    this.tabs.addEventListener("keydown", (event) => this.walk(event));
    this.cell.addEventListener("click", () => this.toCell());
    this.draw();
  }

  /** @param {string} name @param {string} title */
  tab(name, title) {
    const tab = element("button", "x-tab", { type: "button", role: "tab", "data-language": name }, title);
    tab.addEventListener("click", () => {
      this.explorer.language = name;
      this.draw();
    });
    return tab;
  }

  /** @param {Record<string, string>} sources */
  show(sources) {
    this.sources = sources;
    this.draw();
  }

  draw() {
    const { language } = this.explorer;
    say(this.text, this.sources[language] || "");
    for (const tab of /** @type {Iterable<HTMLElement>} */ (this.tabs.children)) {
      tab.setAttribute("aria-selected", String(tab.dataset.language === language));
      tab.tabIndex = tab.dataset.language === language ? 0 : -1;
    }
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = /** @type {HTMLElement[]} */ ([...this.tabs.children]);
    const at = tabs.findIndex((tab) => tab.dataset.language === this.explorer.language);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next.click();
    next.focus();
  }

  async toCell() {
    const done = await newCell(this.explorer.model, this.explorer.el, this.sources[this.explorer.language] || "");
    say(this.cell, { cell: "There it is, below", copied: "Copied", "": "Select it, and copy it" }[done]);
    setTimeout(() => say(this.cell, "To a new cell"), 2500);
  }
}
