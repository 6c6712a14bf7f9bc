// Many jobs in one table.
// @ts-check

import { clock, keep, living, onTheme, say, theme } from "./page.js";
import { icon } from "./parts.js";

/**
 * @typedef {{ id: string, name: string, when: number | null, place: string, retry: boolean }} About
 * @typedef {"waiting" | "making" | "fetching" | "ready" | "failed" | "stopped"} Stage
 * @typedef {{ stage: Stage, said: string, mend?: string, progress: number | null, elapsed: number, left: number | null,
 *             length: number | null, credits: number | null, link: string, timeline: [number, string][],
 *             busy?: boolean }} Row
 * @typedef {{ get(name: string): any, on(event: string, callback: Function): void,
 *             off(event: string, callback: Function): void, send(content: object): void, widget_manager?: any }} Model
 */

/** @type {Record<Stage, string>} */
const WORDS = {
  waiting: "Getting ready",
  making: "Making",
  fetching: "Fetching",
  ready: "Ready",
  failed: "Failed",
  stopped: "Not watched",
};
/** The filters, and what each lets through. @type {Record<string, (row: Row) => boolean>} */
const FILTERS = {
  All: () => true,
  Running: (row) => isRunning(row),
  Ready: (row) => row.stage === "ready",
  Failed: (row) => row.stage === "failed",
};
/** The columns that sort, and by what. @type {Record<string, (about: About, row: Row) => number | string>} */
const COLUMNS = {
  Video: (about) => (about.name || about.id).toLowerCase(),
  State: (_, row) => ["making", "waiting", "fetching", "stopped", "failed", "ready"].indexOf(row.stage) * 1000 - (row.progress ?? 0),
  Length: (_, row) => row.length ?? -1,
  Credits: (_, row) => row.credits ?? -1,
  Begun: (about) => about.when ?? 0,
};
const PLAY = "M8 5v14l11-7z";

/** @param {Row} row */
const isRunning = (row) => ["waiting", "making", "fetching"].includes(row.stage);

/** When it was begun, as short as it can be told. @param {number | null} when */
function day(when) {
  if (when === null) return "";
  const then = new Date(when * 1000), today = new Date();
  const time = then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  if (then.toDateString() === today.toDateString()) return time;
  return `${then.toLocaleDateString([], { day: "numeric", month: "short" })}, ${time}`;
}

/**
 * An element with a class, attributes and children; text is always text, never markup.
 * @param {string} tag @param {string} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 */
function make(tag, name, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name.split(" ").map((one) => `pictory-t-${one}`).join(" ");
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** The table of one model. What a person chose (order, filter, open rows, films) lives here, not in the page. */
class Table {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.root = make("section", "root", { "aria-label": "Video jobs" });
    this.sorted = { by: "", down: false };
    this.filter = "All";
    this.wanted = "";
    this.notifies = false;
    /** @type {Map<number, Line>} */
    this.lines = new Map();
    /** @type {Map<number, string>} */
    this.before = new Map();
    this.summary = make("div", "summary", { "aria-live": "polite" });
    this.fill = make("div", "fill");
    this.chips = Object.keys(FILTERS).map((name) => this.chip(name));
    this.all = make("button", "button", { type: "button" }, "Download all");
    this.bell = make("button", "button", { type: "button", "aria-pressed": "false" }, "Tell me when done");
    this.heads = Object.keys(COLUMNS).map((name) => this.head(name));
    this.body = make("tbody", "");
    this.empty = make("div", "empty");
    this.lay();
    this.redraw = () => this.draw();
    this.film = (/** @type {any} */ message, /** @type {DataView[]} */ buffers) => this.play(message, buffers);
    model.on("change", this.redraw);
    model.on("msg:custom", this.film);
    this.ticking = setInterval(() => this.tick(), 500);
    this.paint = () => (this.root.dataset.theme = theme());
    this.endTheme = onTheme(this.paint);
    this.paint();
    this.draw();
  }

  /** @param {number} number @returns {About} */
  about(number) {
    return this.model.get(`about_${number}`);
  }

  /** @param {number} number @returns {Row} */
  row(number) {
    return this.model.get(`row_${number}`);
  }

  /** @returns {number[]} */
  get order() {
    return this.model.get("order");
  }

  /** @param {string} op @param {number[]} rows */
  ask(op, rows) {
    this.model.send({ op, rows });
  }

  /** @param {string} name a filter */
  chip(name) {
    const chip = make("button", "chip", { type: "button" }, name);
    chip.addEventListener("click", () => {
      this.filter = name;
      this.draw();
    });
    return chip;
  }

  /** @param {string} name a column */
  head(name) {
    const button = make("button", "sort", { type: "button" }, name);
    button.addEventListener("click", () => {
      this.sorted = { by: name, down: this.sorted.by === name ? !this.sorted.down : name !== "Video" };
      this.draw();
    });
    return make("th", name.toLowerCase(), { scope: "col" }, button);
  }

  finder() {
    const find = /** @type {HTMLInputElement} */ (make("input", "find", { type: "search", placeholder: "Find a video", "aria-label": "Find a video" }));
    find.addEventListener("input", () => {
      this.wanted = find.value.trim().toLowerCase();
      this.draw();
    });
    return find;
  }

  lay() {
    const head = make("tr", "", {}, ...this.heads, make("td", "doing"));
    this.root.append(
      make("div", "top", {}, this.summary, make("div", "tools", {}, this.bell, this.all)),
      make("div", "bar all", { "aria-hidden": "true" }, this.fill),
      make("div", "filters", {}, ...this.chips, this.finder()),
      make("table", "table", {}, make("thead", "", {}, head), this.body),
      this.empty,
    );
    this.all.addEventListener("click", () => this.ask("bring", this.order.filter((n) => this.row(n).stage === "ready")));
    this.bell.addEventListener("click", () => this.toggleBell());
    this.root.addEventListener("keydown", keep);
  }

  async toggleBell() {
    if (!this.notifies && "Notification" in window) {
      this.notifies = (await Notification.requestPermission()) === "granted";
      if (!this.notifies) say(this.bell, "Your browser does not allow it");
    } else this.notifies = false;
    this.bell.setAttribute("aria-pressed", String(this.notifies));
    if (this.notifies) say(this.bell, "You will be told");
    else if (this.bell.textContent === "You will be told") say(this.bell, "Tell me when done");
  }

  draw() {
    const numbers = this.order;
    const key = COLUMNS[this.sorted.by];
    const shown = numbers.filter((n) => {
      const name = `${this.about(n).name} ${this.about(n).id}`.toLowerCase();
      return FILTERS[this.filter](this.row(n)) && name.includes(this.wanted);
    });
    if (key) {
      const way = this.sorted.down ? -1 : 1;
      const keys = new Map(shown.map((n) => [n, key(this.about(n), this.row(n))]));
      shown.sort((a, b) => ((keys.get(a) ?? 0) < (keys.get(b) ?? 0) ? -way : (keys.get(a) ?? 0) > (keys.get(b) ?? 0) ? way : 0));
    }
    for (const number of numbers) {
      if (!this.lines.has(number)) this.lines.set(number, new Line(this, number));
      this.lines.get(number)?.draw();
      this.notice(number);
    }
    const wanted = shown.flatMap((n) => this.lines.get(n)?.nodes ?? []);
    // Only what moved is moved: a film that plays goes on, and the focus stays.
    if (wanted.length !== this.body.children.length || wanted.some((node, n) => this.body.children[n] !== node)) {
      for (const node of /** @type {HTMLElement[]} */ ([...this.body.children])) if (!wanted.includes(node)) node.remove();
      wanted.forEach((node, n) => {
        if (this.body.children[n] !== node) this.body.insertBefore(node, this.body.children[n] ?? null);
      });
    }
    this.heads.forEach((head, n) => {
      const is = Object.keys(COLUMNS)[n] === this.sorted.by;
      head.setAttribute("aria-sort", is ? (this.sorted.down ? "descending" : "ascending") : "none");
    });
    this.chips.forEach((chip, n) => {
      const name = Object.keys(FILTERS)[n];
      const count = numbers.filter((number) => FILTERS[name](this.row(number))).length;
      say(chip, `${name} ${count}`);
      chip.setAttribute("aria-pressed", String(name === this.filter));
      chip.toggleAttribute("hidden", !count && name !== "All" && name !== this.filter);
    });
    say(this.empty, shown.length ? this.model.get("said") : numbers.length ? "None of the videos is like that." : "No jobs yet.");
    this.tick();
  }

  tick() {
    const rows = this.order.map((n) => this.row(n));
    const running = rows.filter(isRunning), failed = rows.filter((row) => row.stage === "failed").length;
    const ready = rows.filter((row) => row.stage === "ready");
    const known = running.every((row) => row.left !== null), left = Math.max(0, ...running.map((row) => row.left ?? 0));
    const words = [`${rows.length} ${rows.length === 1 ? "video" : "videos"}`];
    if (running.length) words.push(`${running.length} running`);
    if (ready.length && ready.length < rows.length) words.push(`${ready.length} ready`);
    if (failed) words.push(`${failed} failed`);
    if (running.length && known && left >= 2) words.push(left < 60 ? `about ${Math.round(left / 5) * 5 || 5} s left` : `about ${Math.round(left / 60)} min left`);
    if (!running.length && ready.length === rows.length && rows.length > 1) words.push("all ready");
    say(this.summary ?? this.root, words.join(" · "));
    const share = rows.reduce((sum, row) => sum + (isRunning(row) ? (row.progress ?? 0) / 100 : 1), 0) / (rows.length || 1);
    this.fill?.style.setProperty("transform", `scaleX(${share})`);
    this.root.classList.toggle("pictory-t-still", !running.length);
    this.all?.toggleAttribute("disabled", !ready.some((row) => !row.link));
    say(/** @type {Element} */ (this.all), ready.length && ready.every((row) => row.link) ? "All downloaded" : "Download all");
    this.bell?.toggleAttribute("hidden", !running.length && !this.notifies);
    for (const line of this.lines.values()) line.tick();
  }

  /** A job that came to its end is told of, where that was asked for. @param {number} number */
  notice(number) {
    const stage = this.row(number).stage, before = this.before.get(number);
    this.before.set(number, stage);
    if (this.notifies && before && before !== stage && (stage === "ready" || stage === "failed"))
      new Notification(stage === "ready" ? "The film is ready" : "There is no film", { body: this.about(number).name, tag: this.about(number).id });
  }

  /** @param {{ op: string, row: number }} message @param {DataView[]} buffers */
  play(message, [film]) {
    if (message.op === "film" && film) this.lines.get(message.row)?.play(new Blob([/** @type {any} */ (film)], { type: "video/mp4" }));
  }

  end() {
    clearInterval(this.ticking);
    this.endTheme();
    this.model.off("change", this.redraw);
    this.model.off("msg:custom", this.film);
    for (const line of this.lines.values()) line.end();
    this.root.remove();
  }
}

/** One job: its row, and below it what is unfolded. */
class Line {
  /** @param {Table} table @param {number} number */
  constructor(table, number) {
    this.table = table;
    this.number = number;
    this.address = "";
    this.came = performance.now();
    this.seen = "";
    const about = table.about(number);
    const title = about.name || about.id;
    this.fold = make("button", "fold", { type: "button", "aria-expanded": "false", title: "Show what it went through" }, title);
    this.place = make("span", "place", {}, about.place);
    this.state = make("span", "state");
    this.said = make("span", "said");
    this.fill = make("div", "fill");
    this.bar = make("div", "bar", { role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100", "aria-label": `Progress of ${title}` }, this.fill);
    this.length = make("td", "length");
    this.credits = make("td", "credits");
    this.play_ = make("button", "button strong", { type: "button", "aria-label": `Play ${title}` }, icon(PLAY, 24), "Play");
    this.link = make("a", "button", { target: "_blank", rel: "noopener", "aria-label": `Open ${title}` }, "Open");
    this.again = make("button", "button", { type: "button", "aria-label": `Render ${title} again` }, "Again");
    const here = about.place === "sandbox";
    const stops = here ? "Cancel" : "Stop watching";
    const meaning = here ? "Ends the job" : "The job itself goes on: the service cannot be told to stop";
    this.stop = make("button", "button", { type: "button", "aria-label": `${stops} ${title}`, title: meaning }, stops);
    const name = make("td", "video", {}, this.fold, this.place);
    const state = make("td", "stating", {}, this.state, this.bar, this.said);
    const begun = make("td", "begun", {}, day(about.when));
    this.main = make("tr", "line", {}, name, state, this.length, this.credits, begun, make("td", "doing", {}, this.play_, this.link, this.again, this.stop));
    this.steps = make("ol", "steps", { "aria-label": "What it went through" });
    this.stage = make("div", "stage");
    this.command = make("code", "command", {}, `%pictory status ${about.id}`);
    this.more = make("tr", "more", { hidden: "" }, make("td", "", { colspan: "6" }, this.stage, this.steps, this.command));
    this.fold.addEventListener("click", () => this.unfold(Boolean(this.more.hidden)));
    this.play_.addEventListener("click", () => (this.address ? this.unfold(Boolean(this.more.hidden)) : this.table.ask("play", [number])));
    this.stop.addEventListener("click", () => this.table.ask("stop", [number]));
    this.again.addEventListener("click", () => this.retry());
  }

  get nodes() {
    return [this.main, this.more];
  }

  /** What may be paid for again is asked for twice. */
  retry() {
    if (this.table.about(this.number).place === "cloud" && !this.sure) {
      this.sure = true;
      say(this.again, "Pay for it again?");
      setTimeout(() => {
        this.sure = false;
        say(this.again, "Again");
      }, 5000);
      return;
    }
    this.sure = false;
    say(this.again, "Again");
    this.table.ask("again", [this.number]);
  }

  /** @param {boolean} open */
  unfold(open) {
    this.more.hidden = !open;
    this.fold.setAttribute("aria-expanded", String(open));
    if (!open) this.stage.querySelector("video")?.pause();
  }

  draw() {
    const row = this.table.row(this.number), seen = JSON.stringify(row);
    if (seen === this.seen) return;
    this.seen = seen;
    this.came = performance.now();
    this.main.dataset.stage = row.stage;
    const running = isRunning(row), known = running && (row.progress ?? 0) > 0;
    this.bar.toggleAttribute("hidden", !running);
    this.bar.classList.toggle("pictory-t-unknown", running && !known);
    this.fill.style.transform = known ? `scaleX(${(row.progress ?? 0) / 100})` : "";
    if (known) this.bar.setAttribute("aria-valuenow", String(row.progress));
    else this.bar.removeAttribute("aria-valuenow");
    say(this.said, [row.said, row.mend && `→ ${row.mend}`].filter(Boolean).join(" "));
    say(this.length, row.length ? clock(row.length) : "");
    say(this.credits, row.credits === null ? "" : String(row.credits));
    this.play_.toggleAttribute("hidden", row.stage !== "ready");
    this.play_.toggleAttribute("disabled", Boolean(row.busy));
    this.link.toggleAttribute("hidden", !(row.stage === "ready" && row.link));
    this.again.toggleAttribute("hidden", !(this.table.about(this.number).retry && (row.stage === "failed" || row.stage === "ready")));
    this.again.toggleAttribute("disabled", Boolean(row.busy));
    this.stop.toggleAttribute("hidden", !running);
    this.steps.replaceChildren(
      ...row.timeline.map(([at, what]) => make("li", `step ${what}`, {}, make("span", "at", {}, clock(at)), WORDS[/** @type {Stage} */ (what)] ?? what)),
    );
    this.tick();
  }

  tick() {
    const row = this.table.row(this.number);
    // What leads to a file from a page only the page's own renderer knows: it is read off the plain table.
    const plain = this.table.root.closest(".pictory-spot")?.querySelector(`a[data-job="${CSS.escape(this.table.about(this.number).id)}"]`);
    if (row.link) this.link.setAttribute("href", plain?.getAttribute("href") ?? row.link);
    const since = isRunning(row) ? (performance.now() - this.came) / 1000 : 0;
    const percent = isRunning(row) && row.progress ? ` ${row.progress} %` : "";
    const time = isRunning(row) ? ` · ${clock(row.elapsed + since)}` : "";
    say(this.state, `${WORDS[row.stage] ?? row.stage}${percent}${time}`);
  }

  /** @param {Blob} film */
  play(film) {
    if (!this.address) {
      this.address = URL.createObjectURL(film);
      const video = make("video", "film", { controls: "", preload: "auto", src: this.address });
      video.setAttribute("aria-label", this.table.about(this.number).name || "the film");
      this.stage.replaceChildren(video);
    }
    this.unfold(true);
    const video = this.stage.querySelector("video");
    video?.play().catch(() => null);
    video?.focus();
  }

  end() {
    if (this.address) URL.revokeObjectURL(this.address);
  }
}

/** @param {{ model: Model, el: HTMLElement }} view */
function render({ model, el }) {
  const table = new Table(model);
  el.append(table.root);
  return () => table.end();
}

export default living(render);
