// Moving: cards that are carried by their handles, with a mouse, a finger or a pen alike.
// @ts-check
import { h } from "./dom.js";

/** @typedef {import("./view.js").View} View */

/** From the press on a handle until it is let go; Escape takes it back. @param {View} view @param {PointerEvent & { target: any }} event */
export function grab(view, event) {
  const grip = event.target.closest(".pc-grip");
  const id = event.target.closest(".pc-card")?.dataset.id;
  if (!grip || !id || event.button) return;
  const [x, y] = [event.clientX, event.clientY];
  const ids = view.meant(id).map((card) => card.id);
  const line = h("div.line", { "aria-hidden": "true" });
  let target = -1;
  let scrolling = 0;
  grip.setPointerCapture(event.pointerId);
  const move = (/** @type {PointerEvent} */ now) => {
    if (!view.grabbed && Math.hypot(now.clientX - x, now.clientY - y) < 5) return;
    if (!view.grabbed) {
      view.grabbed = true;
      for (const one of ids) view.cards.get(one)?.node.setAttribute("data-dragged", "");
      view.scroller.append(line);
    }
    const box = view.scroller.getBoundingClientRect();
    cancelAnimationFrame(scrolling);
    const edge = now.clientY < box.top + 48 ? -10 : now.clientY > box.bottom - 48 ? 10 : 0;
    const roll = () => {
      view.scroller.scrollTop += edge;
      if (edge) scrolling = requestAnimationFrame(roll);
    };
    if (edge) roll();
    target = targetAt(view, now.clientX, now.clientY, line);
  };
  const end = (/** @type {any} */ now) => {
    for (const [name, listener] of listeners) grip.removeEventListener(name, listener);
    cancelAnimationFrame(scrolling);
    line.remove();
    for (const one of ids) view.cards.get(one)?.node.removeAttribute("data-dragged");
    if (view.grabbed && now.type === "pointerup" && target >= 0) dropAt(view, ids, target);
    setTimeout(() => (view.grabbed = false));
  };
  const escape = (/** @type {KeyboardEvent} */ key) => key.key === "Escape" && end({ type: "cancel" });
  const listeners = /** @type {[string, any][]} */ ([["pointermove", move], ["pointerup", end], ["pointercancel", end], ["keydown", escape]]);
  for (const [name, listener] of listeners) grip.addEventListener(name, listener);
}

/** The place among the cards that a point is nearest to; a line shows it. @param {View} view @param {number} x @param {number} y @param {HTMLElement} line */
function targetAt(view, x, y, line) {
  const sheet = view.root.hasAttribute("data-sheet");
  const boxes = [...view.list.children].map((node) => node.getBoundingClientRect());
  const found = boxes.findIndex((box) => (sheet ? y < box.bottom && x < box.left + box.width / 2 : y < box.top + box.height / 2));
  const at = found < 0 ? boxes.length : found;
  const outer = view.scroller.getBoundingClientRect();
  const near = boxes[Math.min(at, boxes.length - 1)];
  const [left, top] = [near.left - outer.left, (at < boxes.length ? near.top - 4 : near.bottom + 4) - outer.top + view.scroller.scrollTop];
  line.style.cssText = sheet ? `left:${at < boxes.length ? left - 5 : left + near.width + 3}px;top:${near.top - outer.top + view.scroller.scrollTop}px;height:${near.height}px;width:3px` : `left:${left}px;top:${top}px;width:${near.width}px;height:3px`;
  return at;
}

/** @param {View} view @param {string[]} ids @param {number} target a place among all cards */
function dropAt(view, ids, target) {
  const { cards } = view.store.board;
  const to = target - cards.slice(0, target).filter((card) => ids.includes(card.id)).length;
  const order = cards.filter((card) => !ids.includes(card.id)).map((card) => card.id);
  order.splice(to, 0, ...ids);
  if (order.every((id, index) => cards[index].id === id)) return;
  view.store.make([{ move: ids, to }], "moving");
  view.announce(`Moved to place ${to + 1} of ${cards.length}`);
}
