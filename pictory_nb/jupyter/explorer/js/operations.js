// The operations of the API in their families: searched, walked along with keys, chosen.
// @ts-check

import { element } from "../../parts.js";

/** @typedef {{ name: string, method: string, path: string, doc: string, paid: boolean }} Row  @typedef {{ name: string, rows: Row[] }} Family */

/** The rows in which all the words of a search are found. @param {Row[]} rows @param {string} wanted */
export function found(rows, wanted) {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => `${row.name} ${row.method} ${row.path} ${row.doc}`.toLowerCase().includes(word)));
}

/** @param {Row} row */
export const badge = (row) => element("span", `x-method pictory-x-${row.method.toLowerCase()}`, {}, row.method);

/** Whether a key sends, wherever in the explorer the focus is. @param {KeyboardEvent} event */
export const sends = (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey);

export class Operations {
  /** @param {Family[]} families @param {(name: string) => void} choose */
  constructor(families, choose) {
    this.families = families;
    this.choose = choose;
    this.chosen = "";
    const total = families.reduce((sum, family) => sum + family.rows.length, 0);
    this.find = /** @type {HTMLInputElement} */ (element("input", "x-find", { type: "search", placeholder: `Search ${total} operations`, "aria-label": "Search the operations", spellcheck: "false" }));
    this.list = element("div", "x-rows", { role: "listbox", "aria-label": "Operations" });
    this.node = element("nav", "x-side", { "aria-label": "Operations" }, this.find, this.list);
    this.find.addEventListener("input", () => this.draw());
    this.find.addEventListener("keydown", (event) => this.enter(event));
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.draw();
  }

  /** @returns {HTMLElement[]} */
  get options() {
    return [...this.list.querySelectorAll("[role=option]")].map((node) => /** @type {HTMLElement} */ (node));
  }

  /** @param {string} name */
  row(name) {
    return this.families.flatMap((family) => family.rows).find((row) => row.name === name);
  }

  draw() {
    const groups = this.families.flatMap(({ name, rows }) => {
      const options = found(rows, this.find.value).map((row) => this.option(row));
      return options.length ? [element("div", "x-group", { role: "group", "aria-label": name }, element("div", "x-family", { "aria-hidden": "true" }, name), ...options)] : [];
    });
    this.list.replaceChildren(...(groups.length ? groups : [element("div", "x-none", {}, "No operation is like that.")]));
    this.mark(this.chosen);
  }

  /** @param {Row} row */
  option(row) {
    const option = element("div", "x-row", { role: "option", title: row.doc, "data-name": row.name }, badge(row), element("span", "x-name", {}, row.name.replaceAll("_", " ")));
    option.addEventListener("click", () => this.choose(row.name));
    return option;
  }

  /** The chosen one, which is the one that Tab reaches; without one that is the first. @param {string} name */
  mark(name) {
    this.chosen = name;
    const { options } = this;
    const chosen = options.find((option) => option.dataset.name === name);
    for (const option of options) {
      option.setAttribute("aria-selected", String(option === chosen));
      option.tabIndex = option === (chosen || options[0]) ? 0 : -1;
    }
    if (chosen) this.list.scrollTop = Math.max(0, Math.min(this.list.scrollTop, chosen.offsetTop - this.list.offsetTop - 40));
  }

  /** From the search to what it found. @param {KeyboardEvent} event */
  enter(event) {
    if (sends(event) || (event.key !== "ArrowDown" && event.key !== "Enter")) return;
    event.preventDefault();
    this.options[0]?.focus();
    if (event.key === "Enter") this.options[0]?.click();
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const { options } = this;
    const at = options.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key];
    if (sends(event)) return;
    if (event.key === "Enter" || event.key === " ") options[at]?.click();
    else if (to === undefined) return;
    else if (to < 0) this.find.focus();
    else options[Math.min(to, options.length - 1)]?.focus();
    event.preventDefault();
  }
}
