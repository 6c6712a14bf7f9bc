// The film that is made of what is kept: asked for, followed, and played.
// @ts-check

import { clock, say } from "../../page.js";
import { element } from "../../parts.js";
import { button, enable } from "./signs.js";

export class Making {
  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.told = element("div", "making", { role: "status" });
    this.render = button("render", "Make the film", () => editor.model.send({ op: "render" }), { shows: "film", hint: "Have the film made of what is kept" });
    this.ending = element("div", "ending", {}, this.render);
    /** @type {HTMLElement | null} */
    this.player = null;
  }

  draw() {
    const { stage, progress, said, mend, length, path } = this.editor.model.get("making");
    const { words, film } = this.editor.about;
    const sentences = {
      asked: "The film is asked for …",
      making: `The film is being made${progress ? ` ${progress} %` : ""}`,
      ready: "The film is on its way here …",
      here: `The film is ready: ${clock(length || 0)}, ${path}`,
      failed: [said, mend && `→ ${mend}`].filter(Boolean).join(" "),
    };
    this.told.dataset.stage = stage || "";
    say(this.told, sentences[/** @type {keyof typeof sentences} */ (stage)] || "");
    enable(this.render, words.length > 0 && !["asked", "making", "ready"].includes(stage) && !film.none);
  }

  /** @param {string} src */
  show(src) {
    this.player?.remove();
    this.player = element("video", "player", { controls: "", src, preload: "metadata", "aria-label": "The film that was made" });
    this.told.after(this.player);
  }
}
