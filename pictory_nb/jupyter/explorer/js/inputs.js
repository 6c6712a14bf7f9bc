// One input for one value, by its schema.
// @ts-check

import { element } from "../../parts.js";

/**
 * @typedef {import("./schema.js").Schema} Schema
 * @typedef {{ label: string, value: any, optional: boolean, secret: boolean, told: (value: any) => void, unread: (reason: string) => void }} Wanted
 *   `told` gets each new value, undefined for none; `unread` why what is written is none.
 */

const LONG = /story|text|prompt|description|instruction|ssml/i;

/** @param {Schema} schema @param {Wanted} wanted @returns {HTMLElement} */
export function inputOf(schema, wanted) {
  if (schema.const !== undefined) return element("input", "x-input", { value: String(schema.const), readonly: "" });
  if (schema.enum) return wordInput(schema.enum, wanted);
  if (schema.type === "boolean") return switchInput(wanted);
  if (schema.type === "number" || schema.type === "integer") return numberInput(schema, wanted);
  return schema.type === "string" ? textInput(schema, wanted) : jsonInput(wanted);
}

/** @param {any[]} words @param {Wanted} wanted */
function wordInput(words, { value, optional, told }) {
  const select = /** @type {HTMLSelectElement} */ (element("select", "x-input"));
  const all = optional ? ["", ...words] : words;
  select.append(...all.map((each) => new Option(each === "" ? "—" : String(each), String(each))));
  select.value = String(value ?? "");
  select.addEventListener("change", () => told(select.value === "" ? undefined : words.find((each) => String(each) === select.value)));
  return select;
}

/** @param {Wanted} wanted */
function switchInput({ value, told }) {
  const box = /** @type {HTMLInputElement} */ (element("input", "x-check", { type: "checkbox" }));
  box.checked = Boolean(value);
  box.addEventListener("change", () => told(box.checked));
  return box;
}

/** @param {Schema} schema @param {Wanted} wanted */
function numberInput({ type, minimum, maximum }, { value, told }) {
  const number = /** @type {HTMLInputElement} */ (element("input", "x-input", { type: "number", step: type === "integer" ? "1" : "any" }));
  if (minimum !== undefined) number.min = String(minimum);
  if (maximum !== undefined) number.max = String(maximum);
  number.value = value ?? "";
  number.addEventListener("input", () => told(number.value === "" ? undefined : Number(number.value)));
  return number;
}

/** @param {Schema} schema @param {Wanted} wanted */
function textInput({ maxLength }, { label, value, secret, told }) {
  const long = LONG.test(label) && !(maxLength && maxLength <= 120);
  const how = long ? { rows: "2" } : { type: secret ? "password" : "text", autocomplete: "off", spellcheck: "false" };
  const input = /** @type {HTMLInputElement} */ (element(long ? "textarea" : "input", "x-input", /** @type {any} */ (how)));
  input.value = value ?? "";
  input.addEventListener("input", () => told(input.value));
  return input;
}

/** @param {Wanted} wanted */
function jsonInput({ value, told, unread }) {
  const json = /** @type {HTMLTextAreaElement} */ (element("textarea", "x-input pictory-x-json", { rows: "3", spellcheck: "false" }));
  json.value = value === undefined ? "" : JSON.stringify(value, null, 2);
  json.addEventListener("input", () => {
    try {
      told(json.value.trim() ? JSON.parse(json.value) : undefined);
      json.setCustomValidity("");
    } catch (error) {
      json.setCustomValidity("no JSON");
      unread(/** @type {Error} */ (error).message);
    }
  });
  return json;
}
