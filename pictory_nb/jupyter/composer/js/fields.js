// Fields: how one value of a scene or of the video is seen and changed. Each keeps its own input through every update.
// @ts-check
import { same } from "./board.js";
import { say } from "../../page.js";
import { h, iconButton } from "./dom.js";

/**
 * @typedef {{ node: HTMLElement, update: () => void, way: (string | number)[] }} Field
 * @typedef {{ get: (way: (string | number)[]) => any, set: (way: (string | number)[], value: any, label: string) => void, holds: (node: Element) => boolean,
 *   remarks: (way: (string | number)[]) => any[], fill: (list: HTMLElement, found: any[]) => void }} Scope
 */

let count = 0;

/** A field with its label and whatever is worth knowing about its value. @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {any} control @param {() => void} show @param {Node | null} [extra] @returns {Field} */
function field(scope, way, label, control, show, extra = null) {
  const id = `pc-f${++count}`;
  const group = control.tagName === "DIV" || control.tagName === "FIELDSET";
  const remarks = h("ul.remarks", { id: `${id}-r` });
  const name = h(group ? "span.label" : "label.label", group ? { id } : { for: id }, label);
  if (group) control.setAttribute("aria-labelledby", id);
  else control.id = id;
  const node = h("div.field", null, name, h("div.control", null, control, extra), remarks);
  let before = "";
  return {
    node,
    way,
    update() {
      show();
      const found = scope.remarks(way);
      const key = JSON.stringify(found);
      if (key === before) return;
      before = key;
      scope.fill(remarks, found);
      node.classList.toggle("pc-wrong", found.some((one) => one.level === "error"));
      if (found.length) control.setAttribute("aria-describedby", `${id}-r`);
      else control.removeAttribute("aria-describedby");
      if (!group) control.toggleAttribute("aria-invalid", found.some((one) => one.level === "error"));
    },
  };
}

/** @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {{ placeholder?: string, list?: string[], lines?: number, json?: boolean }} [how] */
export function textField(scope, way, label, { placeholder = "", list, lines = 0 } = {}) {
  const id = `pc-l${++count}`;
  const input = h(lines ? "textarea.input" : "input.input", { placeholder, dir: "auto", ...(lines ? { rows: lines } : { type: "text" }), ...(list ? { list: id } : {}) });
  input.addEventListener("input", () => scope.set(way, input.value || null, label));
  const options = list ? h("datalist", { id }, ...list.map((word) => h("option", { value: word }))) : null;
  return field(scope, way, label, input, () => {
    const value = scope.get(way);
    if (!scope.holds(input) || (value ?? "") !== input.value) input.value = value ?? "";
  }, options);
}

/** @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {{ min?: number, max?: number, step?: number, unit?: string, placeholder?: string }} [how] */
export function numberField(scope, way, label, { min, max, step = 1, unit = "", placeholder = "" } = {}) {
  const percent = unit === "%";
  const input = h("input.input.short", { type: "number", min, max, step, placeholder });
  input.addEventListener("input", () => scope.set(way, input.value === "" || !input.validity.valid && Number.isNaN(input.valueAsNumber) ? null : percent ? `${Math.round(input.valueAsNumber)}%` : input.valueAsNumber, label));
  return field(scope, way, label, input, () => {
    const value = scope.get(way);
    const text = value === undefined || value === null ? "" : String(percent ? parseInt(value, 10) : value);
    if (!scope.holds(input) || Number(text) !== input.valueAsNumber) input.value = text;
  }, unit ? h("span.unit", null, unit) : null);
}

/** @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {{ min: number, max: number, step: number, usual: number, say: (value: number) => string, kept?: (value: number) => any, read?: (value: any) => number }} how */
export function rangeField(scope, way, label, { min, max, step, usual, say: words, kept = (value) => value, read = Number }) {
  const input = h("input.range", { type: "range", min, max, step });
  const output = h("output.unit", null);
  input.addEventListener("input", () => scope.set(way, kept(input.valueAsNumber), label));
  return field(scope, way, label, input, () => {
    const value = scope.get(way);
    const number = value === undefined || value === null ? usual : read(value);
    if (input.valueAsNumber !== number) input.value = String(number);
    say(output, words(number));
    input.setAttribute("aria-valuetext", words(number));
  }, output);
}

/** @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {[any, string][]} options the first is what holds where nothing is chosen */
export function selectField(scope, way, label, options) {
  const select = h("select.input", null, ...options.map(([value, text], index) => h("option", { value: String(index) }, text || String(value))));
  select.addEventListener("change", () => scope.set(way, options[Number(select.value)]?.[0] ?? null, label));
  return field(scope, way, label, select, () => {
    const value = scope.get(way) ?? null;
    let index = options.findIndex(([one]) => same(one, value));
    if (index < 0) {
      index = options.push([value, String(value)]) - 1;
      select.append(h("option", { value: String(index) }, String(value)));
    }
    if (select.value !== String(index)) select.value = String(index);
  });
}

/** What went wrong, and the mend, as people read it. @param {any} error */
export const sentences = ({ message, mend }) => [message, mend].filter(Boolean).map((/** @type {string} */ told) => (/^\S+:/.test(told) ? told : told[0].toUpperCase() + told.slice(1)) + (/[.!?…]$/.test(told) ? "" : ".")).join(" ");

/** A word of the API as people read it: `wipeleft`, `Coastal_and_Marine`, `arrow-3`. @param {string} word */
export function plainly(word) {
  const told = word.replace(/^(wipe|smooth)(?=\w)/, "$1 ").replace("circlecrop", "circle").replace("hblur", "blur").replace(/[_-]/g, " ").replace("/", " · ");
  return told[0].toUpperCase() + told.slice(1);
}

/** What a language is called where this page is read. @param {string} code */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(undefined, { type: "language" }).of(code) || code;
  } catch {
    return code;
  }
}

/** A switch; `usual` is what holds where nothing is said. @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {{ usual?: boolean, turned?: boolean }} [how] `turned` shows the opposite of the value */
export function switchField(scope, way, label, { usual = false, turned = false } = {}) {
  const input = h("input.switch", { type: "checkbox", role: "switch" });
  input.addEventListener("change", () => {
    const value = input.checked !== turned;
    scope.set(way, value === usual ? null : value, label);
  });
  return field(scope, way, label, input, () => {
    input.checked = Boolean(scope.get(way) ?? usual) !== turned;
  });
}

/** Buttons as one stop of Tab, the pressed one; arrow keys walk. The answer tells it that another is pressed. @param {any} group @param {any[]} buttons */
function roving(group, buttons) {
  group.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[/** @type {"ArrowLeft"} */ (event.key)];
    if (at < 0 || !step) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length].focus();
  });
  return () => {
    const stop = buttons.find((button) => button.getAttribute("aria-pressed") === "true") || buttons[0];
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  };
}

const SWATCHES = ["#0f172a", "#1d3557", "#5f3dc4", "#c2255c", "#e8590c", "#ffd43b", "#f8f9fa"];
const NAMES = ["Night", "Navy", "Violet", "Berry", "Orange", "Sun", "Paper"];

/** @param {Scope} scope @param {(string | number)[]} way @param {string} label */
export function colorField(scope, way, label) {
  const put = (/** @type {string | null} */ value) => scope.set(way, value, label);
  const swatches = SWATCHES.map((color, index) => h("button.swatch", { type: "button", title: NAMES[index], "aria-label": `${label}: ${NAMES[index]}`, style: `--swatch:${color}`, onclick: () => put(color) }));
  const well = h("input.well", { type: "color", "aria-label": `${label}: any colour` });
  const text = h("input.input.short", { type: "text", placeholder: "as usual", "aria-label": `${label}: as text`, spellcheck: "false" });
  const clear = iconButton("close", `${label}: as usual`, () => put(null));
  well.addEventListener("input", () => put(well.value));
  text.addEventListener("input", () => put(text.value.trim() || null));
  const control = h("div.colors", { role: "group" }, ...swatches, well, text, clear);
  const rove = roving(control, swatches);
  return field(scope, way, label, control, () => {
    const value = scope.get(way) ?? "";
    swatches.forEach((swatch, index) => swatch.setAttribute("aria-pressed", String(SWATCHES[index] === value)));
    rove();
    if (/^#[0-9a-f]{6}/i.test(value)) well.value = value.slice(0, 7).toLowerCase();
    well.toggleAttribute("data-any", !value || SWATCHES.includes(value));
    if (!scope.holds(text) || text.value.trim() !== value) text.value = value;
    clear.hidden = !value;
  });
}

const PLACES = ["top-left", "top-center", "top-right", "center-left", "center-center", "center-right", "bottom-left", "bottom-center", "bottom-right"];

/** Nine places as they lie in the frame. Arrow keys move among them. @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {{ also?: () => boolean }} [how] `also` tells whether it stands somewhere else */
export function placeField(scope, way, label, { also = () => false } = {}) {
  const name = `pc-p${++count}`;
  const inputs = PLACES.map((place) => h("input", { type: "radio", name, "aria-label": place.replace("-", " "), onchange: () => scope.set(way, place, label) }));
  const clear = iconButton("close", `${label}: as usual`, () => scope.set(way, null, label));
  const control = h("div.places", { role: "radiogroup" }, ...inputs);
  return field(scope, way, label, control, () => {
    const value = scope.get(way) === "center" ? "center-center" : scope.get(way);
    inputs.forEach((input, index) => (input.checked = PLACES[index] === value));
    clear.hidden = !value && !also();
  }, clear);
}

/** A row of choices of which one holds. @param {string} label @param {[string, string][]} options @param {() => string} get @param {(value: string) => void} set @returns {Field} */
export function choiceField(label, options, get, set) {
  const buttons = options.map(([value, text]) => h("button.choice", { type: "button", onclick: () => set(value) }, text));
  const control = h("div.choices", { role: "group", "aria-label": label }, ...buttons);
  const rove = roving(control, buttons);
  return {
    way: [],
    node: h("div.field", null, control),
    update() {
      const now = get();
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(options[index][0] === now)));
      rove();
    },
  };
}

/** Buttons of which any may hold: the value is a list of those that do. @param {Scope} scope @param {(string | number)[]} way @param {string} label @param {[string, string][]} options */
export function togglesField(scope, way, label, options) {
  const now = () => scope.get(way) || [];
  const flip = (/** @type {string} */ value) => {
    const held = options.map(([one]) => one).filter((one) => now().includes(one) !== (one === value));
    scope.set(way, held.length ? held : null, label);
  };
  const buttons = options.map(([value, text]) => h(`button.choice.${value}`, { type: "button", "aria-label": text, title: text, onclick: () => flip(value) }, text[0]));
  const control = h("div.choices.toggles", { role: "group" }, ...buttons);
  const rove = roving(control, buttons);
  return field(scope, way, label, control, () => {
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(now().includes(options[index][0]))));
    rove();
  });
}

/** A field that is there only where it means something. @param {Field} field @param {() => any} test @returns {Field} */
export const when = (field, test) => ({ ...field, update() {
  field.node.hidden = !test();
  if (!field.node.hidden) field.update();
} });

/** A stretch of a film or of music: without an end it is not whole yet, and that is told on its field. @param {Scope} scope @param {(string | number)[]} way the list of stretches, of which the first is meant @param {string} label @returns {Field[]} */
export function stretchFields(scope, way, label) {
  const own = { ...scope, set: (/** @type {any[]} */ at, /** @type {any} */ value, /** @type {string} */ said) => {
    const { [at[at.length - 1]]: _, ...rest } = scope.get([...way, 0]) || {};
    const kept = { ...rest, ...(value === null ? {} : { [at[at.length - 1]]: value }) };
    scope.set([...way, 0], kept.end === undefined && !kept.start ? null : { start: 0, ...kept }, said);
  } };
  const how = { min: 0, step: 0.5, unit: "s" };
  return [numberField(own, [...way, 0, "start"], label, { ...how, placeholder: "0" }), numberField(own, [...way, 0, "end"], "up to", { ...how, placeholder: "end" })];
}

/**
 * What few people need, folded away; it tells how much of it is in use, and opens by itself where something in it is wrong.
 * @param {import("./view.js").View} view @param {Scope} scope @param {string} label @param {Field[]} fields @returns {Field}
 */
export function foldField(view, scope, label, fields) {
  const many = h("span.many", null);
  const node = h("details.more", { open: view.unfolded.has(label) }, h("summary", null, label, many), h("div.inner", null, ...fields.map((one) => one.node)));
  node.addEventListener("toggle", () => view.unfolded[node.open ? "add" : "delete"](label));
  return { way: [], node: h("div.field", null, node), update() {
    for (const one of fields) one.update();
    const used = fields.filter((one) => one.way.length && ![undefined, null, ""].includes(scope.get(one.way))).length;
    say(many, used ? String(used) : "");
    if (node.querySelector(".pc-error")) node.open = true;
  } };
}
