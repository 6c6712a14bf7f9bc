// A form for one part of what an operation is told. It holds one value, which it changes; its fields are made from a schema.
// @ts-check

import { say } from "../../page.js";
import { element } from "../../parts.js";
import { inputOf } from "./inputs.js";
import { called, fresh, hinted, kindOf, kinds, meant } from "./schema.js";

/** @typedef {import("./schema.js").Schema} Schema  @typedef {{ path: string, reason: string, mend: string }} Problem */

/** @param {string} name */
const singular = (name) => name.replace(/ies$/, "y").replace(/s$/, "");

let count = 0;

/** The form of one part of what an operation is told. */
export class Form {
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
    const input = inputOf(schema, {
      label,
      value: get(),
      optional: !more.must && !more.drop,
      secret: this.secret.includes(label),
      told: (value) => {
        set(value);
        this.changed();
      },
      unread: (reason) => this.tell([{ path, reason: "this is not JSON yet", mend: reason }], false),
    });
    const described = input.classList.contains("pictory-x-json") && !schema.description;
    return this.spot(label, path, input, described ? { ...schema, description: "JSON" } : schema, more);
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
