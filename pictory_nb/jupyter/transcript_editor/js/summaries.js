// The sentences that tell most, marked among the others; and everything else is cut.
// @ts-check

import { element } from "../../parts.js";
import { button, enable, press } from "./signs.js";

export class Summaries {
  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor;
    /** The one that is marked. */
    this.at = -1;
    this.chips = editor.about.summaries.map(({ seconds }, number) => this.chip(seconds, number));
    this.only = button("only", "Keep only these", () => this.keepOnly(), { hint: "Cut everything but the marked sentences" });
    this.node = element("div", "summaries", { role: "group", "aria-label": "Highlights" });
    if (this.chips.length) this.node.append(element("span", "caption", {}, "Highlights"), ...this.chips, this.only);
  }

  /** The words of the one that is marked. */
  get places() {
    return new Set(this.at < 0 ? [] : this.editor.about.summaries[this.at].places);
  }

  /** @param {number} seconds @param {number} number */
  chip(seconds, number) {
    const label = seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 6) / 10} min`;
    const mark = () => {
      this.at = this.at === number ? -1 : number;
      this.editor.draw();
    };
    const chip = button("summary", label, mark, { hint: "Mark the sentences that tell most" });
    chip.setAttribute("aria-label", `Highlights of ${label}`);
    return chip;
  }

  keepOnly() {
    const { places } = this;
    this.editor.cuts.edit({ struck: this.editor.about.words.map((_, place) => place).filter((place) => !places.has(place)) });
  }

  draw() {
    this.chips.forEach((chip, number) => press(chip, number === this.at));
    enable(this.only, this.at >= 0);
  }
}
