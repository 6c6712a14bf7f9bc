// The operations of the API: found in a list, told in a form, answered by a tree, taken along as code.
// What a form holds is one value that is changed in place; what it looks like is made from a JSON Schema.
// @ts-check

import { clock, keep, living, onTheme, say, theme } from "./page.js";
import { element, newCell } from "./parts.js";

/**
 * @typedef {{ type?: string, enum?: any[], const?: any, properties?: Record<string, Schema>, required?: string[], items?: Schema,
 *             anyOf?: Schema[], oneOf?: Schema[], $ref?: string, $defs?: Record<string, Schema>, description?: string,
 *             minimum?: number, maximum?: number, exclusiveMinimum?: number, maxLength?: number, example?: any,
 *             additionalProperties?: any }} Schema
 * @typedef {{ path: string, reason: string, mend: string }} Problem
 * @typedef {{ name: string, method: string, path: string, doc: string, paid: boolean }} Row
 * @typedef {{ get(name: string): any, set(name: string, value: any): void, save_changes(): void, send(content: object): void,
 *             on(event: string, callback: Function): void, off(event: string, callback: Function): void }} Model
 */

const LONG = /story|text|prompt|description|instruction|ssml/i;
const MANY = 100;

/** What a schema means where it refers to another. @param {Schema} schema @param {Record<string, Schema>} defs @returns {Schema} */
export function meant(schema, defs) {
  const name = schema.$ref?.split("/").pop();
  return name && defs[name] ? { ...meant(defs[name], defs), ...Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$ref")) } : schema;
}

/** The kinds that a value may be of, where there are several. @param {Schema} schema @param {Record<string, Schema>} defs */
export const kinds = (schema, defs) => (schema.anyOf || schema.oneOf || []).map((each) => meant(each, defs));

/** What a kind is called in a list of them. @param {Schema} schema */
export function called(schema) {
  const type = schema.properties?.type;
  return type?.const ?? type?.enum?.join(" or ") ?? schema.const ?? ({ array: "a list", string: "a text", number: "a number", integer: "a number", boolean: "yes or no" }[schema.type || ""] || "an object");
}

/** A value to begin with. @param {Schema} raw @param {Record<string, Schema>} defs @returns {any} */
export function fresh(raw, defs) {
  const schema = meant(raw, defs);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const several = kinds(schema, defs);
  if (several.length) return fresh(several[0], defs);
  if (schema.type === "array") return [];
  if (schema.type === "boolean") return true;
  if (schema.type === "number" || schema.type === "integer") return schema.minimum ?? schema.exclusiveMinimum ?? 0;
  if (schema.type === "object" || schema.properties) {
    const must = Object.entries(schema.properties || {}).filter(([name, each]) => schema.required?.includes(name) || each.const !== undefined);
    return Object.fromEntries(must.map(([name, each]) => [name, fresh(each, defs)]));
  }
  return "";
}

/** Which of several kinds a value is of. @param {any} value @param {Schema[]} several @param {Record<string, Schema>} defs */
export function kindOf(value, several, defs) {
  const type = Array.isArray(value) ? "array" : typeof value;
  const found = several.findIndex((schema) => {
    if (type !== "object" || value === null) return schema.type === type || (type === "number" && schema.type === "integer");
    const said = schema.properties?.type;
    const named = said && (said.const !== undefined ? [said.const] : said.enum);
    return named ? named.includes(value.type) : schema.type === "object" || Boolean(schema.properties);
  });
  return Math.max(0, found);
}

/** What is left of a value when what says nothing is left out: texts nobody wrote, and lists of nothing. @param {any} value @returns {any} */
export function pruned(value) {
  if (Array.isArray(value)) return value.map(pruned);
  if (value === null || typeof value !== "object") return value;
  const left = Object.entries(value).map(([name, inner]) => [name, pruned(inner)]);
  return Object.fromEntries(left.filter(([, inner]) => inner !== undefined && inner !== "" && !(Array.isArray(inner) && !inner.length)));
}

/** The rows in which all the words of a search are found. @param {Row[]} rows @param {string} wanted */
export function found(rows, wanted) {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => `${row.name} ${row.method} ${row.path} ${row.doc}`.toLowerCase().includes(word)));
}

let count = 0;

/** The form of one part of what an operation is told. */
class Form {
  /** @param {Schema} schema @param {any} value @param {string} base @param {() => void} changed @param {string[]} secret */
  constructor(schema, value, base, changed, secret) {
    this.defs = schema.$defs || {};
    this.changed = changed;
    this.secret = secret;
    this.root = element("div", "x-form");
    /** @type {Map<string, { node: HTMLElement, note: HTMLElement, input?: HTMLElement }>} */
    this.spots = new Map();
    this.holder = { value };
    this.root.append(this.build(schema, "", base, () => this.holder.value, (next) => (this.holder.value = next)));
  }

  get value() {
    return this.holder.value;
  }

  /**
   * The part of the form for one value, and how it is changed.
   * @param {Schema} raw @param {string} label @param {string} path @param {() => any} get @param {(value: any) => void} set
   * @param {{ must?: boolean, drop?: () => void }} [more] @returns {HTMLElement}
   */
  build(raw, label, path, get, set, more = {}) {
    const schema = meant(raw, this.defs);
    const several = kinds(schema, this.defs);
    if (several.length > 1) return this.choice(several, label, path, get, set, more);
    if (several.length === 1) return this.build({ ...several[0], description: schema.description }, label, path, get, set, more);
    if (schema.type === "array") return this.list(schema, label, path, get, set, more);
    if (schema.properties) return this.group(schema, label, path, get, set, more);
    return this.leaf(schema, label, path, get, set, more);
  }

  /** A label, what it labels, a way to take it out, and room for what is wrong with it. */
  spot(/** @type {string} */ label, /** @type {string} */ path, /** @type {HTMLElement} */ input, /** @type {Schema} */ schema, /** @type {{ must?: boolean, drop?: () => void }} */ more) {
    const id = `pictory-x-${++count}`;
    const note = element("div", "x-note", { id: `${id}-note`, hidden: "" });
    input.id = id;
    const name = element("label", "x-label", { for: id }, label, ...(more.must ? [element("span", "x-must", { title: "must be told" }, "*")] : []));
    const hint = hinted(schema);
    const node = element("div", "x-field", {}, element("div", "x-head", {}, name, ...(hint ? [element("span", "x-hint", {}, hint)] : []), ...this.dropper(label, more)), input, note);
    input.setAttribute("aria-describedby", note.id);
    this.spots.set(path, { node, note, input });
    return node;
  }

  /** @param {string} label @param {{ drop?: () => void }} more @returns {HTMLElement[]} */
  dropper(label, { drop }) {
    if (!drop) return [];
    const button = element("button", "x-drop", { type: "button", "aria-label": `Take out ${label}`, title: "Take it out" }, "×");
    button.addEventListener("click", drop);
    return [button];
  }

  /** @returns {HTMLElement} */
  leaf(/** @type {Schema} */ schema, /** @type {string} */ label, /** @type {string} */ path, /** @type {() => any} */ get, /** @type {(value: any) => void} */ set, /** @type {any} */ more) {
    const told = (/** @type {any} */ value) => {
      set(value);
      this.changed();
    };
    if (schema.const !== undefined) {
      const fixed = element("input", "x-input", { value: String(schema.const), readonly: "" });
      return this.spot(label, path, fixed, schema, more);
    }
    if (schema.enum) {
      const select = /** @type {HTMLSelectElement} */ (element("select", "x-input"));
      const all = more.must || more.drop ? schema.enum : ["", ...schema.enum];
      select.append(...all.map((each) => new Option(each === "" ? "—" : String(each), String(each))));
      select.value = String(get() ?? "");
      select.addEventListener("change", () => told(select.value === "" ? undefined : schema.enum?.find((each) => String(each) === select.value)));
      return this.spot(label, path, select, schema, more);
    }
    if (schema.type === "boolean") {
      const box = /** @type {HTMLInputElement} */ (element("input", "x-check", { type: "checkbox" }));
      box.checked = Boolean(get());
      box.addEventListener("change", () => told(box.checked));
      return this.spot(label, path, box, schema, more);
    }
    if (schema.type === "number" || schema.type === "integer") {
      const number = /** @type {HTMLInputElement} */ (element("input", "x-input", { type: "number", step: schema.type === "integer" ? "1" : "any" }));
      if (schema.minimum !== undefined) number.min = String(schema.minimum);
      if (schema.maximum !== undefined) number.max = String(schema.maximum);
      number.value = get() ?? "";
      number.addEventListener("input", () => told(number.value === "" ? undefined : Number(number.value)));
      return this.spot(label, path, number, schema, more);
    }
    if (schema.type === "string") {
      const long = LONG.test(label) && !(schema.maxLength && schema.maxLength <= 120);
      const input = /** @type {HTMLInputElement} */ (element(long ? "textarea" : "input", "x-input", long ? { rows: "2" } : { type: this.secret.includes(label) ? "password" : "text", autocomplete: "off", spellcheck: "false" }));
      input.value = get() ?? "";
      input.addEventListener("input", () => told(input.value));
      return this.spot(label, path, input, schema, more);
    }
    const json = /** @type {HTMLTextAreaElement} */ (element("textarea", "x-input pictory-x-json", { rows: "3", spellcheck: "false" }));
    json.value = get() === undefined ? "" : JSON.stringify(get(), null, 2);
    json.addEventListener("input", () => {
      try {
        told(json.value.trim() ? JSON.parse(json.value) : undefined);
        json.setCustomValidity("");
      } catch (error) {
        json.setCustomValidity("no JSON");
        this.tell([{ path, reason: "this is not JSON yet", mend: String(/** @type {Error} */ (error).message) }], false);
      }
    });
    return this.spot(label, path, json, { ...schema, description: schema.description || "JSON" }, more);
  }

  /** An object: what must be told, what is told, and a way to tell more. @returns {HTMLElement} */
  group(/** @type {Schema} */ schema, /** @type {string} */ label, /** @type {string} */ path, /** @type {() => any} */ get, /** @type {(value: any) => void} */ set, /** @type {any} */ more) {
    const inside = element("div", "x-inside");
    const add = /** @type {HTMLSelectElement} */ (element("select", "x-add", { "aria-label": label ? `Tell more of ${label}` : "Tell more" }));
    const names = Object.keys(schema.properties || {});
    const few = !label && names.length <= 12;
    const first = !label && !schema.required?.length ? names.slice(0, 4) : [];
    /** @type {Map<string, HTMLElement>} */
    const shown = new Map();
    const show = (/** @type {string} */ name) => {
      const must = schema.required?.includes(name) || false;
      const child = schema.properties?.[name] || {};
      const place = path ? `${path}.${name}` : name;
      const drop = must || few || first.includes(name) ? undefined : () => {
        const { [name]: _, ...rest } = get();
        set(rest);
        shown.get(name)?.remove();
        shown.delete(name);
        offer();
        this.changed();
        add.focus();
      };
      const node = this.build(child, name, place, () => get()?.[name], (value) => set({ ...get(), [name]: value }), { must, drop });
      shown.set(name, node);
      const next = names.slice(names.indexOf(name) + 1).map((each) => shown.get(each)).find(Boolean);
      inside.insertBefore(node, next || null);
      return node;
    };
    const offer = () => {
      const left = names.filter((name) => !shown.has(name));
      add.replaceChildren(new Option("+ tell more …", ""), ...left.map((name) => new Option(name, name)));
      add.toggleAttribute("hidden", !left.length);
    };
    if (get() === undefined) set(fresh(schema, this.defs));
    for (const name of names) if (few || first.includes(name) || schema.required?.includes(name) || get()?.[name] !== undefined) show(name);
    offer();
    add.addEventListener("change", () => {
      const name = add.value;
      set({ ...get(), [name]: fresh(schema.properties?.[name] || {}, this.defs) });
      const node = show(name);
      offer();
      this.changed();
      /** @type {HTMLElement | null} */ (node.querySelector("input, select, textarea, button"))?.focus();
    });
    if (!label) return element("div", "x-top", {}, inside, add);
    return this.box(label, path, schema, more, inside, add);
  }

  /** Something with parts of its own, which can be folded. @returns {HTMLElement} */
  box(/** @type {string} */ label, /** @type {string} */ path, /** @type {Schema} */ schema, /** @type {any} */ more, /** @type {HTMLElement[]} */ ...inside) {
    const note = element("div", "x-note", { hidden: "" });
    const summary = element("summary", "x-summary", {}, element("span", "x-label", {}, label, ...(more.must ? [element("span", "x-must", {}, "*")] : [])), ...this.dropper(label, more));
    const node = element("details", "x-box", { open: "" }, summary, note, ...inside);
    this.spots.set(path, { node, note });
    return node;
  }

  /** @returns {HTMLElement} */
  list(/** @type {Schema} */ schema, /** @type {string} */ label, /** @type {string} */ path, /** @type {() => any} */ get, /** @type {(value: any) => void} */ set, /** @type {any} */ more) {
    const items = element("div", "x-items");
    const item = meant(schema.items || {}, this.defs);
    const add = element("button", "x-button", { type: "button" }, `+ ${label ? singular(label) : "one more"}`);
    const draw = () => {
      for (const place of [...this.spots.keys()]) if (place.startsWith(`${path}[`)) this.spots.delete(place);
      items.replaceChildren(...(get() || []).map((/** @type {any} */ _, /** @type {number} */ at) => {
        const drop = () => {
          set((get() || []).filter((/** @type {any} */ __, /** @type {number} */ other) => other !== at));
          draw();
          this.changed();
          add.focus();
        };
        return this.build(item, `${singular(label)} ${at + 1}`.trim(), `${path}[${at}]`, () => get()?.[at], (value) => set(get().map((/** @type {any} */ old, /** @type {number} */ other) => (other === at ? value : old))), { drop });
      }));
    };
    add.addEventListener("click", () => {
      set([...(get() || []), fresh(item, this.defs)]);
      draw();
      this.changed();
      /** @type {HTMLElement | null} */ (items.lastElementChild?.querySelector("input, select, textarea"))?.focus();
    });
    draw();
    return label ? this.box(label, path, schema, more, items, add) : element("div", "x-top", {}, items, add);
  }

  /** One of several kinds. @returns {HTMLElement} */
  choice(/** @type {Schema[]} */ several, /** @type {string} */ label, /** @type {string} */ path, /** @type {() => any} */ get, /** @type {(value: any) => void} */ set, /** @type {any} */ more) {
    const select = /** @type {HTMLSelectElement} */ (element("select", "x-input pictory-x-kind", { "aria-label": `Kind of ${label}` }));
    select.append(...several.map((each, at) => new Option(called(each), String(at))));
    const inside = element("div", "x-inside");
    const draw = () => inside.replaceChildren(this.build(several[Number(select.value)], label, path, get, set, more));
    select.value = String(kindOf(get(), several, this.defs));
    select.addEventListener("change", () => {
      set(fresh(several[Number(select.value)], this.defs));
      draw();
      this.changed();
    });
    draw();
    return element("div", "x-choice", {}, select, inside);
  }

  /** Says at each place what is wrong there; the answer is what has no place here. @param {Problem[]} problems @param {boolean} [whole] */
  tell(problems, whole = true) {
    if (whole)
      for (const { node, note, input } of this.spots.values()) {
        node.classList.remove("pictory-x-wrong");
        input?.removeAttribute("aria-invalid");
        note.hidden = true;
        say(note, "");
      }
    return problems.filter((problem) => {
      const spot = this.nearest(problem.path);
      if (!spot) return true;
      const exact = this.spots.get(problem.path) === spot ? "" : `${problem.path}: `;
      say(spot.note, [spot.note.textContent, `${exact}${problem.reason}${problem.mend ? ` → ${problem.mend}` : ""}`].filter(Boolean).join("\n"));
      spot.note.hidden = false;
      spot.node.classList.add("pictory-x-wrong");
      spot.input?.setAttribute("aria-invalid", "true");
      return false;
    });
  }

  /** @param {string} path */
  nearest(path) {
    for (let at = path; at; at = at.replace(/(\.[^.[]*|\[\d+\])$|^[^.[]+$/, "")) if (this.spots.has(at)) return this.spots.get(at);
    return undefined;
  }
}

/** @param {string} name */
const singular = (name) => name.replace(/ies$/, "y").replace(/s$/, "");

/** What a value may be, in a few words. @param {Schema} schema */
function hinted(schema) {
  const { minimum: least, maximum: most, exclusiveMinimum: over } = schema;
  const range = least !== undefined && most !== undefined ? `${least} to ${most}` : least !== undefined ? `${least} or more` : over !== undefined ? `more than ${over}` : most !== undefined ? `up to ${most}` : "";
  const long = schema.maxLength && schema.maxLength < 5000 ? `up to ${schema.maxLength} characters` : "";
  return [schema.description?.split("\n")[0], range, long].filter(Boolean).join(", ");
}

/** A value as a tree that is folded. @param {any} value @param {string} name @param {number} depth @returns {HTMLElement} */
export function tree(value, name = "", depth = 0) {
  const key = name ? [element("span", "x-key", {}, name), ": "] : [];
  if (value === null || typeof value !== "object") return element("div", "x-value", {}, ...key, plain(value));
  const entries = Array.isArray(value) ? value.map((each, at) => [String(at), each]) : Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  const node = element("details", "x-branch", {}, element("summary", "x-twig", {}, ...key, element("span", "x-size", {}, size)));
  let at = 0;
  const grow = () => {
    node.querySelector(":scope > .pictory-x-more")?.remove();
    node.append(...entries.slice(at, at + MANY).map(([inner, each]) => tree(each, inner, depth + 1)));
    at += MANY;
    if (at >= entries.length) return;
    const more = element("button", "x-button pictory-x-more", { type: "button" }, `${entries.length - at} more`);
    more.addEventListener("click", grow);
    node.append(more);
  };
  for (const event of ["click", "toggle"]) node.addEventListener(event, () => !at && grow()); // toggle alone comes after a quick Tab
  if (depth < 2 && entries.length <= 30) {
    grow();
    node.setAttribute("open", "");
  }
  return node;
}

/** @param {any} value @returns {HTMLElement} */
function plain(value) {
  if (typeof value === "string" && /^https?:\/\/\S+$/.test(value)) return element("a", "x-text", { href: value, target: "_blank", rel: "noopener noreferrer" }, value);
  return element("span", typeof value === "string" ? "x-text" : "x-word", {}, typeof value === "string" ? JSON.stringify(value) : String(value));
}

/** @param {KeyboardEvent} event Whether it sends, wherever in the explorer the focus is. */
const sends = (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey);

/** The explorer in one output. */
class Explorer {
  /** @param {Model} model @param {HTMLElement} el */
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.waiting = new Map();
    this.asked = 0;
    this.language = "python";
    this.code = {};
    this.kept = {};
    this.build();
    this.heard = (/** @type {any} */ message) => {
      const answer = this.waiting.get(message?.id);
      this.waiting.delete(message?.id);
      answer?.(message.value);
    };
    this.turned = () => this.open(model.get("chosen"));
    model.on("msg:custom", this.heard);
    model.on("change:chosen", this.turned);
    this.unTheme = onTheme(() => this.paint());
    this.paint();
    this.list("");
    this.open(model.get("chosen"));
  }

  paint() {
    this.root.dataset.theme = theme();
  }

  /** @param {object} content @returns {Promise<any>} */
  ask(content) {
    const id = ++this.asked;
    return new Promise((answer) => {
      this.waiting.set(id, answer);
      this.model.send({ id, ...content });
    });
  }

  build() {
    const { place, families } = this.model.get("about");
    const total = families.reduce((/** @type {number} */ sum, /** @type {any} */ family) => sum + family.rows.length, 0);
    this.find = /** @type {HTMLInputElement} */ (element("input", "x-find", { type: "search", placeholder: `Search ${total} operations`, "aria-label": "Search the operations", spellcheck: "false" }));
    this.rows = element("div", "x-rows", { role: "listbox", "aria-label": "Operations" });
    this.where = element("span", `x-where pictory-x-${place}`, {}, place === "cloud" ? "your account" : "sandbox");
    this.side = element("nav", "x-side", { "aria-label": "Operations" }, this.find, this.rows);
    this.main = element("div", "x-main");
    this.root = element("section", "x-root", { "aria-label": "Explorer of the API" }, this.side, this.main);
    this.root.setAttribute("data-lm-suppress-shortcuts", "true");
    this.root.addEventListener("keydown", keep);
    this.root.addEventListener("keydown", (event) => {
      if (!sends(event) || !this.shown || this.drawn !== this.shown) return;
      event.preventDefault();
      this.send(false);
    });
    this.find.addEventListener("input", () => this.list(this.find.value));
    this.find.addEventListener("keydown", (event) => {
      if (sends(event)) return;
      const first = /** @type {HTMLElement | null} */ (this.rows.querySelector("[role=option]"));
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        first?.focus();
        if (event.key === "Enter") first?.click();
      }
    });
    this.rows.addEventListener("keydown", (event) => this.walk(event));
    this.el.append(this.root);
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const all = /** @type {HTMLElement[]} */ ([...this.rows.querySelectorAll("[role=option]")]);
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (sends(event)) return;
    if (event.key === "Enter" || event.key === " ") all[at]?.click();
    else if (to === undefined) return;
    else if (to < 0) this.find.focus();
    else all[Math.min(to, all.length - 1)]?.focus();
    event.preventDefault();
  }

  /** @param {string} wanted */
  list(wanted) {
    const chosen = this.model.get("chosen");
    const groups = this.model.get("about").families.flatMap((/** @type {any} */ family) => {
      const rows = found(family.rows, wanted);
      if (!rows.length) return [];
      const options = rows.map((row) => {
        const option = element("div", "x-row", { role: "option", tabindex: "-1", "aria-selected": String(row.name === chosen), title: row.doc }, badge(row), element("span", "x-name", {}, row.name.replaceAll("_", " ")));
        option.dataset.name = row.name;
        option.addEventListener("click", () => this.choose(row.name));
        return option;
      });
      return [element("div", "x-group", { role: "group", "aria-label": family.name }, element("div", "x-family", { "aria-hidden": "true" }, family.name), ...options)];
    });
    this.rows.replaceChildren(...(groups.length ? groups : [element("div", "x-none", {}, "No operation is like that.")]));
    this.entry();
  }

  /** One row of the list can be reached by Tab: the chosen one, or the first. */
  entry() {
    const all = /** @type {HTMLElement[]} */ ([...this.rows.querySelectorAll("[role=option]")]);
    const chosen = all.find((row) => row.getAttribute("aria-selected") === "true") || all[0];
    for (const row of all) row.tabIndex = row === chosen ? 0 : -1;
  }

  /** @param {string} name */
  choose(name) {
    this.model.set("chosen", name);
    this.model.save_changes();
    this.open(name);
  }

  /** @param {string} name @returns {Row | undefined} */
  row(name) {
    return this.model.get("about").families.flatMap((/** @type {any} */ family) => family.rows).find((/** @type {Row} */ row) => row.name === name);
  }

  /** @param {string} name */
  async open(name) {
    if (name && name === this.shown) return;
    this.keep();
    this.shown = name;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.rows.querySelectorAll("[role=option]"))) row.setAttribute("aria-selected", String(row.dataset.name === name));
    this.entry();
    const selected = /** @type {HTMLElement | null} */ (this.rows.querySelector("[aria-selected=true]"));
    if (selected) this.rows.scrollTop = Math.max(0, Math.min(this.rows.scrollTop, selected.offsetTop - this.rows.offsetTop - 40));
    const row = this.row(name);
    if (!row) {
      this.main.replaceChildren(element("div", "x-empty", {}, element("div", "x-empty-head", {}, "Every operation of the API, ready to try"), "Choose one on the left. Its form says what it may be told; what comes back is shown below it, and the same call is there as Python, as a magic and as curl.", this.where));
      return;
    }
    const { schema, secret, verb, failed } = await this.ask({ op: "form", operation: name });
    if (this.shown !== name || failed) return;
    this.draw(row, schema, secret, verb);
  }

  /** What was written into a form is there again when one comes back to it; a secret is not. */
  keep() {
    if (this.shown && this.forms) this.kept[this.shown] = Object.fromEntries(Object.entries(this.forms).map(([part, form]) => [part, without(form.value, form.secret)]));
  }

  /** @param {Row} row @param {Record<string, Schema>} schema @param {string[]} secret @param {string} verb */
  draw(row, schema, secret, verb) {
    const later = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.check(), 200);
    };
    const kept = this.kept[row.name] || {};
    this.drawn = row.name;
    /** @type {Record<string, Form>} */
    this.forms = {};
    for (const part of ["path", "query", "body"])
      if (schema[part]) {
        const began = kept[part] ?? structuredClone(schema[part].example) ?? (schema[part].type === "array" ? [] : fresh(schema[part], schema[part].$defs || {}));
        this.forms[part] = new Form(schema[part], began, "", later, secret);
      }
    this.summary = element("div", "x-summary-line", { role: "status" });
    this.button = element("button", "x-send", { type: "submit" }, "Send");
    this.again = element("button", "x-button", { type: "button", hidden: "" }, "Send it anew");
    this.again.addEventListener("click", () => this.send(true));
    const form = element("form", "x-told", {}, ...Object.values(this.forms).map((each) => each.root), element("div", "x-foot", {}, this.button, this.again, this.summary));
    form.setAttribute("novalidate", "");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(false);
    });
    this.answer = element("div", "x-answer", { "aria-live": "polite" });
    this.tabs = element("div", "x-tabs", { role: "tablist", "aria-label": "The call as code" });
    this.text = element("pre", "x-code", { tabindex: "0", role: "tabpanel", "aria-label": "The call as code" });
    for (const [name, title] of Object.entries({ python: "Python", magic: "Magic", curl: "curl" })) {
      const tab = element("button", "x-tab", { type: "button", role: "tab" }, title);
      tab.dataset.language = name;
      tab.addEventListener("click", () => {
        this.language = name;
        this.write();
      });
      this.tabs.append(tab);
    }
    this.tabs.addEventListener("keydown", (event) => {
      const all = /** @type {HTMLElement[]} */ ([...this.tabs.children]);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = all[(all.findIndex((tab) => tab.dataset.language === this.language) + step + all.length) % all.length];
      next.click();
      next.focus();
    });
    const cell = element("button", "x-button", { type: "button" }, "To a new cell");
    cell.addEventListener("click", async () => {
      const done = await newCell(this.model, this.el, this.code[this.language] || "");
      say(cell, { cell: "There it is, below", copied: "Copied" }[done] || "Select it, and copy it");
      setTimeout(() => say(cell, "To a new cell"), 2500);
    });
    const parts = row.path.split(/(\{\w+\})/).map((part) => (part.startsWith("{") ? element("em", "x-place", {}, part) : part));
    const head = element("header", "x-title", {}, element("div", "x-line", {}, badge(row), element("code", "x-path", {}, ...parts), this.where), element("p", "x-doc", {}, row.doc, ...(verb ? [element("span", "x-verb", {}, ` In Python: ${verb}`)] : [])));
    if (row.paid) head.append(element("p", "x-cost", {}, this.model.get("about").place === "cloud" ? "This may be charged to your account." : "On an account this may be charged; here it costs nothing."));
    this.main.replaceChildren(head, form, this.answer, element("div", "x-as", {}, element("div", "x-bar", {}, this.tabs, cell), this.text));
    this.write();
    this.check();
  }

  /** What the forms say. */
  told() {
    const value = Object.fromEntries(Object.entries(this.forms || {}).map(([part, form]) => [part, pruned(form.value)]));
    return { operation: this.shown, path: value.path || {}, query: value.query || {}, body: value.body ?? null };
  }

  async check() {
    const name = this.shown;
    const { problems, code, failed } = await this.ask({ op: "check", ...this.told() });
    if (this.shown !== name || failed) return;
    this.code = code;
    this.write();
    let left = problems;
    for (const form of Object.values(this.forms || {})) left = form.tell(left);
    say(this.summary, problems.length ? [`${problems.length} ${problems.length === 1 ? "thing" : "things"} to mend`, ...left.map((/** @type {Problem} */ each) => `${each.path}: ${each.reason}${each.mend ? ` → ${each.mend}` : ""}`)].join(" · ") : "");
    this.button.toggleAttribute("disabled", Boolean(problems.length));
  }

  write() {
    say(this.text, this.code[this.language] || "");
    for (const tab of /** @type {NodeListOf<HTMLElement>} */ (this.tabs.querySelectorAll("[role=tab]"))) {
      const on = tab.dataset.language === this.language;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
  }

  /** What may be charged is asked for twice. @param {boolean} anew */
  async send(anew) {
    if (this.busy || this.button.hasAttribute("disabled")) return;
    const row = this.row(this.shown || ""), name = this.shown;
    const costs = row?.paid && this.model.get("about").place === "cloud";
    const unasked = costs || row?.method === "DELETE";
    if (unasked && !this.sure) {
      this.sure = true;
      say(this.button, costs ? "This may be charged. Send it?" : "It is gone then. Send it?");
      setTimeout(() => this.calm(), 6000);
      return;
    }
    const sure = this.sure;
    this.calm();
    this.busy = true;
    const began = performance.now();
    const ticking = setInterval(() => say(this.button, `Sending … ${clock((performance.now() - began) / 1000)}`), 500);
    this.button.setAttribute("aria-busy", "true");
    const value = await this.ask({ op: "send", new: anew, sure: Boolean(sure), ...this.told() });
    clearInterval(ticking);
    this.busy = false;
    this.button.removeAttribute("aria-busy");
    this.calm();
    if (this.shown === name) this.show(value);
  }

  calm() {
    this.sure = false;
    if (!this.busy) say(this.button, "Send");
  }

  /** @param {any} value */
  show(value) {
    if (value.failed) {
      this.answer.replaceChildren(element("div", "x-failed", { role: "alert" }, value.failed, ...(value.mend ? [element("div", "x-mend", {}, `→ ${value.mend}`)] : [])));
      return;
    }
    const ok = value.status < 300;
    const facts = [element("span", `x-status pictory-x-${ok ? "good" : "bad"}`, {}, String(value.status)), element("span", "x-fact", {}, value.seconds < 1 ? `${Math.round(value.seconds * 1000)} ms` : `${value.seconds.toFixed(1)} s`)];
    if (value.request) facts.push(element("span", "x-fact", {}, `request ${value.request}`));
    const top = element("div", "x-facts", {}, ...facts);
    if (value.job) {
      const watch = element("button", "x-button", { type: "button" }, "Watch this job");
      watch.addEventListener("click", () => newCell(this.model, this.el, `%pictory attach ${value.job}`));
      top.append(watch);
    }
    this.again.toggleAttribute("hidden", !value.note);
    this.answer.replaceChildren(top, ...(value.note ? [element("div", "x-mend", {}, value.note)] : []), element("div", "x-tree", {}, tree(value.body)));
  }

  end() {
    clearTimeout(this.timer);
    this.unTheme();
    this.model.off("msg:custom", this.heard);
    this.model.off("change:chosen", this.turned);
    this.root.remove();
  }
}

/** @param {any} value @param {string[]} secret */
function without(value, secret) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !secret.includes(name)));
}

/** @param {Row} row */
const badge = (row) => element("span", `x-method pictory-x-${row.method.toLowerCase()}`, {}, row.method);

/** @param {{ model: Model, el: HTMLElement }} context */
function render({ model, el }) {
  const explorer = new Explorer(model, el);
  return () => explorer.end();
}

export default living(render);
