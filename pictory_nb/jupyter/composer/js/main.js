// The module that the notebook loads: one store and one shelf for a model, one view for each of its outputs.
// @ts-check
import { Store } from "./board.js";
import { Shelf } from "./shelf.js";
import { View } from "./view.js";
import { living } from "../../page.js";

/** @type {Map<string, { store: Store, shelf: Shelf, views: Set<View> }>} by the composer's own key: each output has a model object of its own */
const open = new Map();

/** @param {{ model: import("./dom.js").Model, el: HTMLElement }} given */
function render({ model, el }) {
  const key = model.get("key");
  const common = open.get(key) || begun(model, key);
  const view = new View(model, common.store, common.shelf, el);
  common.views.add(view);
  return () => {
    view.dispose();
    common.views.delete(view);
    if (common.views.size) return;
    common.store.dispose();
    common.shelf.dispose();
    open.delete(key);
  };
}

/** @param {import("./dom.js").Model} model @param {string} key */
function begun(model, key) {
  const store = new Store(model);
  const common = { store, shelf: new Shelf(store), views: new Set() };
  open.set(key, common);
  return common;
}

export default living(render);
