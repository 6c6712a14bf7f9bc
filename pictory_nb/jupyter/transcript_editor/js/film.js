// The recording, and the strip of its moments. It plays what is kept.
// @ts-check

import { clock, say } from "../../page.js";
import { element } from "../../parts.js";
import { button, enable, rename } from "./signs.js";

/**
 * The moment from which the film goes on after `time`: itself, or the start of the next clip; null at the end.
 * @param {[number, number][]} clips @param {number} time
 */
export function nextKept(clips, time) {
  for (const [start, end] of clips) if (time < end - 0.02) return Math.max(time, start);
  return null;
}

export class Film {
  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.duration = editor.about.duration;
    /** @type {HTMLVideoElement | null} */
    this.player = null;
    this.frame = 0;
    this.stage = element("div", "stage");
    this.clips = element("div", "clips");
    this.head = element("div", "playhead");
    this.strip = element("div", "strip", {
      role: "slider", tabindex: "0", "aria-label": "Moment of the recording", "aria-valuemin": "0", "aria-valuemax": String(Math.round(this.duration)),
    }, this.clips, this.head);
    this.play = button("play", "Play the cut", () => this.toggle(), { shows: "play", hint: "Play what is kept (Space)" });
    this.moment = element("span", "moment");
    this.length = element("span", "length");
    this.transport = element("div", "transport", {}, this.play, this.moment, this.length);
    enable(this.play, false);
    this.strip.addEventListener("pointerdown", (event) => {
      const box = this.strip.getBoundingClientRect();
      this.seek((this.duration * (event.clientX - box.left)) / box.width);
    });
    this.strip.addEventListener("keydown", (event) => this.key(event));
  }

  get time() {
    return this.player?.currentTime ?? 0;
  }

  get playing() {
    return Boolean(this.player && !this.player.paused && !this.player.ended);
  }

  /** Says why there is no picture, or not yet. @param {string} text */
  tell(text) {
    this.stage.replaceChildren(element("div", "nothing", {}, text));
  }

  /** @param {string} src @param {boolean} sound whether there is nothing to see */
  show(src, sound) {
    this.player?.pause();
    const player = /** @type {HTMLVideoElement} */ (element(sound ? "audio" : "video", "player", { src, preload: "auto", "aria-label": this.editor.about.name || "The film" }));
    player.playsInline = true;
    player.addEventListener("click", () => this.toggle());
    for (const event of ["play", "pause", "ended"]) player.addEventListener(event, () => this.follow());
    for (const event of ["seeked", "loadedmetadata"]) player.addEventListener(event, () => this.place());
    this.player = player;
    this.stage.replaceChildren(...(sound ? [element("div", "sounding", { "aria-hidden": "true" }), player] : [player]));
    enable(this.play, true);
  }

  toggle() {
    const { player } = this;
    if (!player) return;
    if (!player.paused) return player.pause();
    const { clips } = this.editor.cuts;
    const from = nextKept(clips, player.currentTime) ?? clips[0]?.[0] ?? 0;
    if (Math.abs(from - player.currentTime) > 0.02) player.currentTime = from;
    player.play().catch(() => null);
  }

  follow() {
    cancelAnimationFrame(this.frame);
    rename(this.play, this.playing ? "Pause" : "Play the cut", this.playing ? "pause" : "play");
    this.place();
    if (this.playing) this.frame = requestAnimationFrame(() => this.tick());
  }

  /** While it plays: what is cut is jumped over, and the word that is heard is lit. */
  tick() {
    const { player } = this;
    if (!player || player.paused) return;
    const on = nextKept(this.editor.cuts.clips, player.currentTime);
    if (on === null) player.pause();
    else if (on - player.currentTime > 0.03) player.currentTime = on;
    this.place();
    this.frame = requestAnimationFrame(() => this.tick());
  }

  place() {
    const { time } = this;
    this.head.style.left = `${Math.min(100, (100 * time) / (this.duration || 1))}%`;
    this.strip.setAttribute("aria-valuenow", String(Math.round(time)));
    this.strip.setAttribute("aria-valuetext", clock(time));
    say(this.moment, clock(time));
    if (this.player) this.editor.words.light(time, this.playing);
  }

  /** @param {number} time */
  seek(time) {
    if (this.player) this.player.currentTime = Math.max(0, Math.min(this.duration, time));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? this.duration : way && this.time + way;
    if (to === undefined) return;
    event.preventDefault();
    this.seek(to);
  }

  /** What is kept, on the strip. */
  draw() {
    const { clips, length } = this.editor.cuts;
    this.clips.replaceChildren(...clips.map((clip) => this.bar(clip)));
    const all = Math.abs(length - this.duration) < 0.05;
    say(this.length, all ? `${clock(this.duration)} in all` : `${clock(length)} of ${clock(this.duration)} kept`);
  }

  /** @param {[number, number]} clip */
  bar([start, end]) {
    const bar = element("span", "clip");
    const whole = this.duration || 1;
    bar.style.left = `${(100 * start) / whole}%`;
    bar.style.width = `${(100 * (end - start)) / whole}%`;
    return bar;
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    this.player?.pause();
  }
}
