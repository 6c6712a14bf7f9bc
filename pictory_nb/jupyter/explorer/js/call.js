// One operation: what it is told, what came back, and the same as code.
// @ts-check

import { clock, say } from "../../page.js";
import { element, newCell } from "../../parts.js";
import { Code } from "./code.js";
import { Form } from "./form.js";
import { badge } from "./operations.js";
import { fresh, pruned } from "./schema.js";
import { tree } from "./tree.js";

/** @typedef {import("./schema.js").Schema} Schema  @typedef {import("./form.js").Problem} Problem */
/** @typedef {{ schema: Record<string, Schema>, secret: string[], verb: string }} Told what Python says of an operation */

export class Call {
  /** @param {import("./explorer.js").Explorer} explorer @param {import("./operations.js").Row} row @param {Told} told @param {Record<string, any>} kept */
  constructor(explorer, row, { schema, secret, verb }, kept) {
    this.explorer = explorer;
    this.row = row;
    this.secret = secret;
    /** @type {Record<string, Form>} */
    this.forms = {};
    for (const part of ["path", "query", "body"]) if (schema[part]) this.forms[part] = new Form(schema[part], kept[part] ?? begun(schema[part]), "", () => this.checkLater(), secret);
    this.summary = element("div", "x-summary-line", { role: "status" });
    this.button = element("button", "x-send", { type: "submit" }, "Send");
    this.again = element("button", "x-button", { type: "button", hidden: "" }, "Send it anew");
    this.again.addEventListener("click", () => this.send(true));
    this.answer = element("div", "x-answer", { "aria-live": "polite" });
    this.code = new Code(explorer);
    this.nodes = [this.head(verb), this.foot(), this.answer, this.code.node];
    this.check();
  }

  get inCloud() {
    return this.explorer.about.place === "cloud";
  }

  /** @param {string} verb */
  head(verb) {
    const { row, explorer } = this;
    const parts = row.path.split(/(\{\w+\})/).map((part) => (part.startsWith("{") ? element("em", "x-place", {}, part) : part));
    const doc = element("p", "x-doc", {}, row.doc, ...(verb ? [element("span", "x-verb", {}, ` In Python: ${verb}`)] : []));
    const head = element("header", "x-title", {}, element("div", "x-line", {}, badge(row), element("code", "x-path", {}, ...parts), explorer.where), doc);
    if (row.paid) head.append(element("p", "x-cost", {}, this.inCloud ? "This may be charged to your account." : "On an account this may be charged; here it costs nothing."));
    return head;
  }

  foot() {
    const forms = Object.values(this.forms).map((form) => form.root);
    const node = element("form", "x-told", { novalidate: "" }, ...forms, element("div", "x-foot", {}, this.button, this.again, this.summary));
    node.dataset.fresh = ""; // nobody has done anything wrong yet: what is needed is said, and not in red
    for (const event of ["input", "submit"]) node.addEventListener(event, () => delete node.dataset.fresh);
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(false);
    });
    return node;
  }

  /** What was written here and may be written here again: a secret is not kept. */
  get kept() {
    return Object.fromEntries(Object.entries(this.forms).map(([part, form]) => [part, without(form.value, this.secret)]));
  }

  /** What the forms say. */
  get told() {
    const value = Object.fromEntries(Object.entries(this.forms).map(([part, form]) => [part, pruned(form.value)]));
    return { operation: this.row.name, path: value.path || {}, query: value.query || {}, body: value.body ?? null };
  }

  checkLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), 200);
  }

  async check() {
    const { problems, code, failed } = await this.explorer.ask({ op: "check", ...this.told });
    if (this.ended || failed) return;
    this.code.show(code);
    let left = /** @type {Problem[]} */ (problems);
    for (const form of Object.values(this.forms)) left = form.tell(left);
    const elsewhere = left.map((each) => `${each.path}: ${each.reason}${each.mend ? ` → ${each.mend}` : ""}`);
    const count = `${problems.length} ${problems.length === 1 ? "thing" : "things"} to mend`;
    say(this.summary, problems.length ? [count, ...elsewhere].join(" · ") : "");
    this.button.toggleAttribute("disabled", problems.length > 0);
  }

  /** What may be charged, or takes something away, is asked for twice. @param {boolean} anew */
  async send(anew) {
    if (this.busy || this.button.hasAttribute("disabled")) return;
    const costs = this.row.paid && this.inCloud;
    if ((costs || this.row.method === "DELETE") && !this.sure) {
      this.sure = true;
      say(this.button, costs ? "This may be charged. Send it?" : "It is gone then. Send it?");
      setTimeout(() => this.calm(), 6000);
      return;
    }
    const order = { op: "send", new: anew, sure: Boolean(this.sure), ...this.told };
    const value = await this.whileBusy(() => this.explorer.ask(order));
    if (!this.ended) this.show(value);
  }

  /** @param {() => Promise<any>} doing */
  async whileBusy(doing) {
    this.calm();
    this.busy = true;
    this.button.setAttribute("aria-busy", "true");
    const began = performance.now();
    const ticking = setInterval(() => say(this.button, `Sending … ${clock((performance.now() - began) / 1000)}`), 500);
    const value = await doing();
    clearInterval(ticking);
    this.button.removeAttribute("aria-busy");
    this.busy = false;
    this.calm();
    return value;
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
    this.again.toggleAttribute("hidden", !value.note);
    this.answer.replaceChildren(this.facts(value), ...(value.note ? [element("div", "x-mend", {}, value.note)] : []), element("div", "x-tree", {}, tree(value.body)));
  }

  /** @param {any} value */
  facts({ status, seconds, request, job }) {
    const took = seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
    const facts = element("div", "x-facts", {}, element("span", `x-status pictory-x-${status < 300 ? "good" : "bad"}`, {}, String(status)), element("span", "x-fact", {}, took));
    if (request) facts.append(element("span", "x-fact", {}, `request ${request}`));
    if (!job) return facts;
    const watch = element("button", "x-button", { type: "button" }, "Watch this job");
    watch.addEventListener("click", () => newCell(this.explorer.model, this.explorer.el, `%pictory attach ${job}`));
    facts.append(watch);
    return facts;
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
  }
}

/** @param {Schema} schema */
const begun = (schema) => structuredClone(schema.example) ?? (schema.type === "array" ? [] : fresh(schema, schema.$defs || {}));

/** @param {any} value @param {string[]} secret */
function without(value, secret) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !secret.includes(name)));
}
