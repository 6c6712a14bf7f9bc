// Placing: what stands on the picture is taken hold of on the stage, moved and made larger, by hand or by arrow keys.
// @ts-check
import { allMade, lookUp } from "./board.js";
import { h } from "./dom.js";

/** @typedef {import("./view.js").View} View  @typedef {import("./setting.js").Box} Box  @typedef {number | "avatar"} Key */

const NEAR = 0.014;
const SHARES = [0, 0.5, 1];
const ROWS = [["left", "center", "right"], ["top", "center", "bottom"]];

/** What an element is called. @param {any} item @param {Key} key */
export function nameOf(item, key) {
  if (key === "avatar") return "Avatar";
  return { text: "Text", shape: "Shape", image: "Picture", video: "Film" }[/** @type {"text"} */ (item?.type || "text")] || "Element";
}

/** Where an element is kept: an avatar with the video, unless the scene has placed it. @param {View} view @param {Key} key @returns {any[]} */
function wayOf(view, key) {
  if (key !== "avatar") return [view.active, "elements", key];
  const here = lookUp(view.store.board, [view.active, "avatar"]) || {};
  return [here.position || here.top || here.left ? view.active : "", "avatar"];
}

/** A handle over each thing on the picture; those that stay keep their focus. @param {View} view @param {Map<Key, Box>} places */
export function layHandles(view, places) {
  const { frame, handles } = view;
  const known = new Map([...handles.querySelectorAll(".pc-handle")].map((node) => [node.dataset.key, node]));
  for (const [key, box] of places) {
    const item = lookUp(view.seen, wayOf(view, key)) || {};
    const node = known.get(String(key)) || madeHandle(view, key);
    known.delete(String(key));
    const said = nameOf(item, key) + (key === "avatar" ? "" : ` ${key + 1}`) + (item.text ? `: ${item.text}` : "");
    node.setAttribute("aria-label", `${said.slice(0, 60)}. Arrow keys move it, with Shift they size it`);
    node.setAttribute("aria-pressed", String(view.element === key));
    const share = { left: box.x / frame.width, top: box.y / frame.height, width: box.width / frame.width, height: box.height / frame.height };
    for (const [side, value] of Object.entries(share)) node.style[side] = `${value * 100}%`;
    node.box = share;
    if (!node.isConnected) handles.append(node);
  }
  for (const node of known.values()) node.remove();
}

/** @param {View} view @param {Key} key */
function madeHandle(view, key) {
  const node = h("button.handle", { type: "button", "data-key": String(key), onkeydown: (/** @type {KeyboardEvent} */ event) => nudge(view, event, key, node) }, h("span.corner", null));
  node.addEventListener("pointerdown", (/** @type {any} */ event) => take(view, event, key, node));
  node.addEventListener("click", () => openElement(view, key));
  node.addEventListener("dblclick", () => openElement(view, key, true));
  return node;
}

/** Opens what belongs to it in the panel. @param {View} view @param {Key} key @param {boolean} [focus] */
export function openElement(view, key, focus = false) {
  view.element = key;
  view.tab(key === "avatar" && wayOf(view, key)[0] === "" ? "video" : "scene");
  const title = key === "avatar" ? "Avatar" : "On the picture";
  const section = [...view.sceneSections, ...view.videoSections].find((one) => one.title === title && !one.node.hidden && one.node.offsetParent);
  if (section) section.node.open = true;
  view.refresh();
  section?.node.scrollIntoView({ block: "nearest" });
  if (!focus) return;
  const words = /** @type {any} */ (section?.node.querySelector(".pc-opened textarea, .pc-opened input"));
  words?.focus();
  words?.select();
}

/** The changes that put an element at a place of the frame, told in shares of it. @param {View} view @param {Key} key @param {{ left: number, top: number, width?: number, named?: string }} spot @returns {any[]} */
export function placedAt(view, key, { left, top, width, named }) {
  const way = wayOf(view, key);
  const { position, top: _, left: __, ...rest } = lookUp(view.store.board, way) || {};
  const whole = (/** @type {number} */ share) => `${Math.round(Math.min(Math.max(share, 0), 1) * 100)}%`;
  const spot = named ? { position: named } : width !== undefined && position ? { position } : { left: whole(left), top: whole(top) };
  return [{ put: way, value: { ...rest, ...spot, ...(width === undefined ? {} : { width: whole(Math.max(width, 0.04)) }) } }];
}

/**
 * A box pulled to the edges and the middle of where things may stand; the place has a name where both ways are.
 * @param {{ left: number, top: number, width: number, height: number }} box @param {import("./setting.js").Frame} frame
 * @returns {{ left: number, top: number, named: string, lines: [boolean, number][] }}
 */
export function pulled(box, { safe, width, height }) {
  const lines = /** @type {[boolean, number][]} */ ([]);
  const along = (/** @type {number} */ at, /** @type {number} */ size, /** @type {number} */ start, /** @type {number} */ room, /** @type {boolean} */ upright) => {
    const share = SHARES.find((one) => Math.abs(start + (room - size) * one - at) < NEAR);
    if (share === undefined) return [at, -1];
    lines.push([upright, start + room * share]);
    return [start + (room - size) * share, SHARES.indexOf(share)];
  };
  const [left, x] = along(box.left, box.width, safe.x / width, safe.width / width, true);
  const [top, y] = along(box.top, box.height, safe.y / height, safe.height / height, false);
  return { left, top, named: x < 0 || y < 0 ? "" : `${ROWS[1][y]}-${ROWS[0][x]}`, lines };
}

/** Drag it, or its corner. @param {View} view @param {any} event @param {Key} key @param {any} node */
function take(view, event, key, node) {
  if (event.button) return;
  const sizes = Boolean(event.target.closest(".pc-corner"));
  const outer = view.handles.getBoundingClientRect();
  const [x, y, begun] = [event.clientX, event.clientY, { ...node.box }];
  let changes = /** @type {any[]} */ ([]);
  node.setPointerCapture(event.pointerId);
  const move = (/** @type {PointerEvent} */ now) => {
    const [across, down] = [(now.clientX - x) / outer.width, (now.clientY - y) / outer.height];
    if (!changes.length && Math.hypot(now.clientX - x, now.clientY - y) < 4) return;
    node.setAttribute("data-held", "");
    const limited = (/** @type {number} */ at, /** @type {number} */ size) => Math.min(Math.max(at, 0), Math.max(1 - size, 0));
    if (sizes) changes = placedAt(view, key, { ...begun, width: Math.min(begun.width + across, 1) });
    else {
      const spot = pulled({ ...begun, left: limited(begun.left + across, begun.width), top: limited(begun.top + down, begun.height) }, view.frame);
      changes = placedAt(view, key, { left: spot.left, top: spot.top, named: spot.named });
      guide(view, spot.lines);
    }
    [view.trial] = allMade(view.store.board, changes);
    view.soon("trial", () => view.drawStage());
  };
  const end = (/** @type {any} */ now) => {
    for (const [name, listener] of /** @type {[string, any][]} */ ([["pointermove", move], ["pointerup", end], ["pointercancel", end]])) node.removeEventListener(name, listener);
    document.removeEventListener("keydown", escape, true);
    view.trial = null;
    guide(view, []);
    node.removeAttribute("data-held");
    if (changes.length && now.type === "pointerup") view.store.make(changes, sizes ? "the size" : "placing it");
    view.drawStage();
  };
  const escape = (/** @type {KeyboardEvent} */ pressed) => {
    if (pressed.key !== "Escape") return;
    pressed.stopPropagation();
    end({ type: "cancel" });
  };
  for (const [name, listener] of /** @type {[string, any][]} */ ([["pointermove", move], ["pointerup", end], ["pointercancel", end]])) node.addEventListener(name, listener);
  document.addEventListener("keydown", escape, true);
}

/** Lines where it is pulled to. @param {View} view @param {[boolean, number][]} lines upright, and where */
function guide(view, lines) {
  for (const old of view.handles.querySelectorAll(".pc-guide")) old.remove();
  view.handles.append(...lines.map(([upright, at]) => h(`div.guide${upright ? ".upright" : ""}`, { style: `${upright ? "left" : "top"}:${at * 100}%` })));
}

/** @param {View} view @param {KeyboardEvent} event @param {Key} key @param {any} node */
function nudge(view, event, key, node) {
  const step = /** @type {Record<string, number[]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] })[event.key];
  if (step) {
    const { left, top, width, height } = node.box;
    const [across, down] = step;
    const spot = event.shiftKey ? { left, top, width: width + (across - down) * 0.02 } : { left: Math.min(left + across * 0.01, 1 - width), top: Math.min(top + down * 0.01, 1 - height) };
    view.store.make(placedAt(view, key, spot), event.shiftKey ? "the size" : "placing it", { key: `place ${key}` });
    view.drawStage(); // the next press counts from here
    view.announce(event.shiftKey ? `${Math.round((width + (across - down) * 0.02) * 100)} percent wide` : `${Math.round(left * 100 + across)} percent from the left, ${Math.round(top * 100 + down)} from the top`);
  } else if (event.key === "Enter") openElement(view, key, true);
  else if ((event.key === "Delete" || event.key === "Backspace") && key !== "avatar") {
    view.store.make([{ put: [view.active, "elements", key], value: null }], "taking it off the picture");
    view.playButton.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
