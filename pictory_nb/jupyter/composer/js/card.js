// A card: one scene in the list, with its still, its story and what is worth knowing about it.
// @ts-check
import { say } from "../../page.js";
import { h, iconButton } from "./dom.js";
import { cardOf, changeOf } from "./board.js";
import { caretAfter, said, shown } from "./text.js";

/** What a scene says where it has no story. @param {any} scene @returns {[string, string]} the words and the field */
export function sourceOf(scene) {
  if (scene.storyCoPilot) return ["Written by the service from your prompt", "storyCoPilot"];
  if (scene.blogUrl) return [`Told from the page ${scene.blogUrl}`, "blogUrl"];
  if (scene.pptUrl) return [`Told from the slides ${scene.pptUrl}`, "pptUrl"];
  if (scene.audioUrl) return [`The recording ${scene.audioUrl}`, "audioUrl"];
  if (scene.videoUrl) return [`The recording ${scene.videoUrl}`, "videoUrl"];
  return ["", "story"];
}

/** How fast a scene is to be read, in words: from its words and its seconds. @param {number} words @param {number} seconds */
export function paceOf(words, seconds) {
  const pace = seconds ? words / seconds : 0;
  return pace > 3.4 ? "too fast to follow" : pace > 2.9 ? "brisk" : pace && pace < 1.3 ? "slow" : "easy to follow";
}

export class Card {
  /** @param {import("./view.js").View} view @param {string} id */
  constructor(view, id) {
    this.view = view;
    this.id = id;
    this.index = -1;
    this.moment = 0;
    this.drawn = false;
    this.seen = false;
    this.number = h("span.number", null);
    this.grip = h("button.grip", { type: "button", "aria-pressed": "false" }, this.number);
    this.still = h("div.still", { "aria-hidden": "true" });
    this.story = h("textarea.story", { dir: "auto", rows: 1, spellcheck: "true" });
    this.source = h("div.source", null);
    this.facts = h("div.facts", null);
    this.remarks = h("ul.remarks", null);
    const act = (/** @type {string} */ name) => () => view.act(name, this.id);
    this.tools = h(
      "div.tools",
      null,
      (this.up = iconButton("up", "Move up", act("up"))),
      (this.down = iconButton("down", "Move down", act("down"))),
      (this.copy = iconButton("copy", "Duplicate", act("duplicate"))),
      (this.bin = iconButton("bin", "Delete", act("delete"))),
      (this.more = iconButton("more", "More", (event) => view.later("menu", this.id, event.currentTarget), { "aria-haspopup": "menu" })),
    );
    this.node = h("li.card", { "data-id": id }, this.grip, this.still, h("div.body", null, this.story, this.source, this.remarks, h("div.under", null, this.facts, this.tools)));
    this.mark(false);
    this.story.addEventListener("input", () => this.typed());
    this.story.addEventListener("focus", () => view.choose(this.id));
    this.still.addEventListener("click", () => view.choose(this.id, { focus: true }));
    this.grip.addEventListener("focus", () => view.choose(this.id, { keep: true }));
  }

  get scene() {
    return cardOf(this.view.store.board, this.id)?.scene || {};
  }

  /** What is typed goes into the board at once; the view that it is typed in needs no telling. */
  typed() {
    const story = said(this.story.value);
    this.view.store.make([changeOf(this.view.store.board, [this.id, "story"], story)], "typing", { key: `story ${this.id}`, by: this });
    this.fit();
  }

  /** As tall as its text, where the page's own way to do that is missing: measured in view, and guessed elsewhere. */
  fit() {
    const { story } = this;
    if (CSS.supports("field-sizing", "content")) return;
    story.rows = this.seen ? 1 : Math.ceil(story.value.length / 52) + (story.value.match(/\n/g) || []).length || 1;
    story.style.height = "";
    if (this.seen) story.style.height = `${story.scrollHeight + story.offsetHeight - story.clientHeight}px`;
  }

  /** Show the scene as it is now. @param {any} [by] who changed it: what is typed here is not written over */
  update(by = null) {
    const scene = this.scene;
    const [from, field] = sourceOf(scene);
    const text = shown(scene.story || "");
    this.story.hidden = field !== "story";
    this.source.hidden = field === "story";
    say(this.source, from);
    if (by !== this && this.story.value !== text && said(this.story.value) !== (scene.story || "")) {
      const [old, start, end] = [this.story.value, this.story.selectionStart, this.story.selectionEnd];
      this.story.value = text;
      if (this.view.holds(this.story)) this.story.setSelectionRange(caretAfter(old, text, start), caretAfter(old, text, end));
      this.fit();
    }
    this.redraw();
  }

  /** @param {number} index @param {number} count */
  renumber(index, count) {
    const name = `Scene ${index + 1}`;
    if (this.index === index && this.last === (index === count - 1)) return;
    this.index = index;
    this.last = index === count - 1;
    say(this.number, String(index + 1));
    this.node.setAttribute("aria-label", name);
    this.story.setAttribute("aria-label", `${name} story`);
    this.story.placeholder = index ? "What is said next" : "What is said first? Ctrl+Enter begins the next scene.";
    this.grip.setAttribute("aria-label", `${name}: select, or move with Alt and the arrow keys`);
    for (const [button, verb] of /** @type {[any, string][]} */ ([[this.up, "Move up"], [this.down, "Move down"], [this.copy, "Duplicate"], [this.bin, "Delete"], [this.more, "More for"]])) {
      button.setAttribute("aria-label", `${verb} scene ${index + 1}`);
      button.title = verb.replace(" for", "");
    }
    this.tools.setAttribute("role", "group");
    this.tools.setAttribute("aria-label", `What to do with scene ${index + 1}`);
    this.up.disabled = index === 0;
    this.down.disabled = this.last;
  }

  /** The chosen card's handle and buttons are stops of the Tab key; those of all others would be in the way. @param {boolean} active */
  mark(active) {
    this.node.toggleAttribute("data-active", active);
    for (const button of [this.grip, ...this.tools.children]) button.tabIndex = active ? 0 : -1;
  }

  /** The still, if anybody sees it. */
  redraw() {
    this.drawn = false;
    if (this.seen) this.draw();
  }

  draw() {
    if (this.drawn) return;
    this.drawn = true;
    this.view.stills.draw(this.still, this.scene, { number: this.index, chosen: this.view.chosen(this.id) });
  }

  /** Length, pace, and what differs from the usual. */
  tell() {
    const { seconds = {}, remarks = {} } = this.view.store.told;
    const scene = this.scene;
    const time = seconds[this.id];
    const words = (scene.story || "").replace(/<[^>]*>/g, " ").split(/\s+/).filter(Boolean).length;
    const chips = [
      time ? `${time < 10 ? time.toFixed(1) : Math.round(time)} s` : "",
      words ? `${words} ${words === 1 ? "word" : "words"}` : "",
      words && scene.minimumDuration ? paceOf(words, time) : "",
      scene.voiceOver?.enabled === false ? "silent" : scene.voiceOver?.aiVoices?.[0]?.speaker ? String(scene.voiceOver.aiVoices[0].speaker) : "",
      scene.sceneTransition && scene.sceneTransition !== "none" ? scene.sceneTransition : "",
      scene.elements?.length ? `${scene.elements.length} on the picture` : "",
      scene.hideSubtitles ? "no subtitles" : "",
    ].filter(Boolean);
    if (chips.join("·") !== this.chips) {
      this.chips = chips.join("·");
      this.facts.replaceChildren(...chips.map((chip) => h("span.chip", null, chip)));
    }
    // What is only a matter of taste is told beside the looks: here it would be noise between the stories.
    const found = (remarks[this.id] || []).filter((/** @type {any} */ remark) => remark.level !== "taste");
    this.view.fill(this.remarks, found);
    const wrong = found.some((/** @type {any} */ remark) => remark.level === "error" && remark.at[1] === "story");
    this.story.setAttribute("aria-invalid", String(wrong));
  }
}
