// The card of a running job. Python sends few, small messages; the time between them is counted here.
// @ts-check

import { clock, keep, living, onRestart, onTheme, say, theme } from "./page.js";
import { element } from "./parts.js";

/**
 * @typedef {{ id: string, name: string, place: string, where: string, note: string }} About
 * @typedef {"waiting" | "making" | "fetching" | "ready" | "failed"} Stage
 * @typedef {{ stage: Stage, said: string, progress: number | null, elapsed: number, left: number | null,
 *             mend?: string }} Snapshot
 * @typedef {{ get(name: string): any, on(event: string, callback: Function): void,
 *             off(event: string, callback: Function): void, send(content: object): void }} Model
 */

/** What each stage is called, for eyes and for screen readers. @type {Record<Stage, string>} */
const WORDS = {
  waiting: "Getting ready",
  making: "Making the film",
  fetching: "Bringing the film here",
  ready: "The film is ready",
  failed: "There is no film",
};

/** How long it will take, in words that do not pretend to know better. @param {number} seconds */
export function about(seconds) {
  if (seconds < 2) return "nearly done";
  if (seconds < 60) return `about ${seconds < 10 ? Math.round(seconds) : Math.round(seconds / 5) * 5} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}

/** Whether the job has come to its end. @param {Snapshot} snapshot */
export const isOver = (snapshot) => snapshot.stage === "ready" || snapshot.stage === "failed";

/** The parts of the card, found by name. @param {About} job */
function build(job) {
  const command = `%pictory status ${job.id}`;
  const parts = {
    slate: element("div", "slate", { "aria-hidden": "true" }, element("span", "glyph")),
    title: element("div", "title", {}, job.name || "Video"),
    badge: element("span", "badge", { title: `made ${job.where}` }, job.place),
    stage: element("span", "stage", { "aria-live": "polite" }),
    percent: element("span", "percent", { "aria-hidden": "true" }),
    fill: element("div", "fill"),
    elapsed: element("span", "elapsed"),
    left: element("span", "left"),
    said: element("div", "said"),
    steps: element("ol", "steps", { "aria-label": "What it went through" }),
    mend: element("div", "mend"),
    copy: element("button", "copy", { type: "button", title: "Copy the line that shows this job again" }, command),
  };
  const bar = element("div", "bar", { role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100" }, parts.fill);
  bar.setAttribute("aria-label", `Progress of ${job.name || "the video"}`);
  const card = element("section", "card", { "aria-label": `Video ${job.name || job.id}` });
  card.append(
    parts.slate,
    element(
      "div",
      "facts",
      {},
      element("div", "head", {}, parts.title, parts.badge),
      element("div", "line", {}, parts.stage, parts.percent),
      bar,
      element("div", "line", {}, parts.elapsed, parts.left),
      ...(job.note ? [element("div", "said", {}, job.note)] : []),
      parts.said,
      parts.mend,
      parts.steps,
      element("div", "foot", {}, parts.copy),
    ),
  );
  return { ...parts, bar, card, command };
}

/** @param {{ model: Model, el: HTMLElement }} view */
function render({ model, el }) {
  const job = /** @type {About} */ (model.get("about"));
  const parts = build(job);
  el.classList.add("pictory-observer");
  el.append(parts.card);

  el.addEventListener("keydown", keep);
  parts.copy.addEventListener("click", async () => {
    const copied = await navigator.clipboard?.writeText(parts.command).then(() => true, () => false);
    say(parts.copy, copied ? "copied" : parts.command);
    setTimeout(() => say(parts.copy, parts.command), 1200);
  });

  /** When the newest snapshot came. */
  let came = performance.now();
  let asked = false;

  function tick() {
    const snapshot = /** @type {Snapshot} */ (model.get("snapshot"));
    const since = isOver(snapshot) ? 0 : (performance.now() - came) / 1000;
    say(parts.elapsed, clock(snapshot.elapsed + since));
    say(parts.left, snapshot.left === null || isOver(snapshot) ? "" : about(snapshot.left - since));
  }

  function draw() {
    const snapshot = /** @type {Snapshot} */ (model.get("snapshot"));
    came = performance.now();
    parts.card.dataset.stage = snapshot.stage;
    const progress = snapshot.progress ?? 0;
    const known = progress > 0 && snapshot.stage !== "failed"; // at 0 % a bar that stands still would look dead
    say(parts.stage, WORDS[snapshot.stage] || snapshot.stage);
    say(parts.percent, known ? `${progress} %` : "");
    say(parts.said, snapshot.said || "");
    say(parts.mend, snapshot.mend ? `→ ${snapshot.mend}` : "");
    parts.bar.classList.toggle("pictory-unknown", !known && !isOver(snapshot));
    parts.fill.style.transform = known ? `scaleX(${progress / 100})` : "";
    if (known) parts.bar.setAttribute("aria-valuenow", String(progress));
    else parts.bar.removeAttribute("aria-valuenow");
    parts.bar.setAttribute("aria-valuetext", [parts.stage.textContent, parts.percent.textContent].join(" ").trim());
    tick();
    if (snapshot.stage === "ready" && !asked) {
      asked = true;
      model.send({ op: "film" });
    }
  }

  function mark() {
    const timeline = /** @type {[number, Stage][]} */ (model.get("timeline"));
    const steps = timeline.map(([at, stage]) => element("li", "step", {}, element("b", "at", {}, clock(at)), WORDS[stage] || stage));
    parts.steps.replaceChildren(...steps);
  }

  /** @type {string[]} */
  const addresses = [];
  function play(/** @type {{ op: string }} */ message, /** @type {DataView[]} */ [film]) {
    if (message.op !== "film" || !film || addresses.length) return;
    const address = URL.createObjectURL(new Blob([/** @type {any} */ (film)], { type: "video/mp4" }));
    addresses.push(address);
    const video = element("video", "player", { controls: "", preload: "metadata", src: address });
    video.setAttribute("aria-label", job.name || "the film");
    parts.slate.replaceWith(video);
    parts.card.classList.add("pictory-playing");
  }

  const paint = () => (parts.card.dataset.theme = theme());
  paint();
  draw();
  mark();
  const endTheme = onTheme(paint);
  const ticking = setInterval(tick, 500);
  // Nobody tells this card anything any more, so it does not count on as if somebody did.
  const endRestart = onRestart(model, () => {
    if (isOver(model.get("snapshot"))) return;
    clearInterval(ticking);
    parts.card.dataset.stage = "left";
    say(parts.stage, "Not watched any more");
    say(parts.said, "The kernel was started anew; the job goes on. The line below shows it again.");
    say(parts.left, "");
    parts.bar.hidden = true;
  });
  model.on("change:snapshot", draw);
  model.on("change:timeline", mark);
  model.on("msg:custom", play);
  return () => {
    endTheme();
    endRestart();
    clearInterval(ticking);
    model.off("change:snapshot", draw);
    model.off("change:timeline", mark);
    model.off("msg:custom", play);
    addresses.forEach((address) => URL.revokeObjectURL(address));
  };
}

export default living(render);
