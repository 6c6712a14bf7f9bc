// What is cut: the words that are struck, whether silences are short, and the steps that lead back.
// @ts-check

/**
 * @typedef {{ struck: number[], tight: boolean }} Edit
 * @typedef {import("./editor.js").Model} Model
 */

/** Undo and redo of a model: all of its views share them. @type {WeakMap<object, { past: Edit[], future: Edit[] }>} */
const histories = new WeakMap();

export class Cuts {
  /** @param {Model} model @param {() => void} changed */
  constructor(model, changed) {
    this.model = model;
    this.changed = changed;
    this.history = histories.get(model) || { past: [], future: [] };
    histories.set(model, this.history);
  }

  /** @returns {Edit} */
  get now() {
    return { struck: this.model.get("struck"), tight: this.model.get("tight") };
  }

  get struck() {
    return new Set(this.now.struck);
  }

  /** What is left, as seconds of the recording. @returns {[number, number][]} */
  get clips() {
    return this.model.get("kept").clips;
  }

  /** @returns {number} seconds */
  get length() {
    return this.model.get("kept").length;
  }

  get canUndo() {
    return this.history.past.length > 0;
  }

  get canRedo() {
    return this.history.future.length > 0;
  }

  /** @param {Partial<Edit>} change */
  edit(change) {
    this.history.past.push(this.now);
    this.history.future = [];
    this.put({ ...this.now, ...change });
  }

  /** @param {Edit} edit */
  put(edit) {
    this.model.set("struck", edit.struck);
    this.model.set("tight", edit.tight);
    this.model.save_changes();
    // While the kernel is busy a second change of a trait is held back, and a cell that is run meanwhile, or a click on
    // Make the film, would overtake it. A message is not.
    this.model.send({ op: "edit", ...edit });
    this.changed();
  }

  undo() {
    this.step(this.history.past, this.history.future);
  }

  redo() {
    this.step(this.history.future, this.history.past);
  }

  /** @param {Edit[]} from @param {Edit[]} to */
  step(from, to) {
    const edit = from.pop();
    if (!edit) return;
    to.push(this.now);
    this.put(edit);
  }

  /** Strikes these words; where all of them are struck already, brings them back. @param {number[]} places */
  strike(places) {
    if (!places.length) return;
    const { struck } = this;
    const back = places.every((place) => struck.has(place));
    for (const place of places) back ? struck.delete(place) : struck.add(place);
    this.edit({ struck: [...struck].sort((a, b) => a - b) });
  }
}
