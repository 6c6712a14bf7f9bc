// Between: where two scenes meet, the mouse finds a button for one more.
// @ts-check
import { looksOf } from "./board.js";
import { h } from "./dom.js";

/** @typedef {import("./view.js").View} View */

const CLOSE = 7;

/** Keys have Ctrl+Shift+Enter for it, and fingers the menu of a scene: this is for the mouse alone. @param {View} view */
export function watchGaps(view) {
  let at = 0;
  const button = h("button.between", { type: "button", tabindex: -1, hidden: true, "aria-label": "Add a scene here", title: "Add a scene here", onclick: () => {
    button.hidden = true;
    view.insert(at, [looksOf(view.store.board.cards[at - 1]?.scene || {})], "a new scene");
  } }, h("span.i-plus", { "aria-hidden": "true" }));
  view.scroller.append(button);
  view.scroller.addEventListener("pointermove", (/** @type {any} */ event) => {
    if (event.target.closest?.(".pc-between")) return;
    const gap = event.pointerType === "mouse" && !event.buttons && view.finder.hidden && !view.root.hasAttribute("data-sheet") && gapAt(view, event.clientX, event.clientY);
    button.hidden = !gap;
    if (!gap) return;
    ({ at } = gap);
    button.style.top = `${gap.y}px`;
  });
  view.scroller.addEventListener("pointerleave", () => (button.hidden = true));
}

/** The gap between two cards that a point is near, null where there is none. @param {View} view @param {number} x @param {number} y */
function gapAt(view, x, y) {
  for (const [side, step] of [[-CLOSE - 5, 1], [CLOSE + 5, 0]]) {
    const card = /** @type {any} */ (document.elementFromPoint(x, y + side))?.closest?.(".pc-card");
    if (!card || !view.list.contains(card)) continue;
    const [box, outer] = [card.getBoundingClientRect(), view.scroller.getBoundingClientRect()];
    const edge = step ? box.bottom + 4 : box.top - 4;
    const at = view.index(card.dataset.id) + step;
    if (Math.abs(edge - y) <= CLOSE && at > 0 && at < view.store.board.cards.length) return { at, y: edge - outer.top + view.scroller.scrollTop };
  }
  return null;
}
