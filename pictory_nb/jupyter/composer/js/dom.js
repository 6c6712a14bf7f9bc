// The page: elements, icons, and focus that stays where it was.
// @ts-check

/**
 * @typedef {{ get(name: string): any, on(event: string, callback: Function): void, off(event: string, callback: Function): void,
 *   send(content: object, callbacks?: any, buffers?: ArrayBuffer[]): void, widget_manager?: any }} Model
 */

/**
 * An element: `h("button.primary", { "aria-label": "Render", onclick })`. Text is always text, never markup.
 * @param {string} what @param {Record<string, any> | null} [given] @param {(Node | string | null | false | undefined)[]} children
 * @returns {any}
 */
export function h(what, given, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.map((name) => `pc-${name}`).join(" ");
  for (const [name, value] of Object.entries(given || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on") || name === "value" || name === "checked" || name === "disabled") /** @type {any} */ (node)[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => /** @type {Node} */ (child)));
  return node;
}

/** A button that shows an icon and says its name. @param {string} icon @param {string} name @param {(event: any) => void} onclick @param {Record<string, any>} [more] */
export function iconButton(icon, name, onclick, more = {}) {
  return h(`button.icon.i-${icon}`, { type: "button", "aria-label": name, title: name, onclick, ...more });
}

/** Does something to the page, and leaves focus and selection where they were. @param {() => void} change */
export function keepingFocus(change) {
  const active = /** @type {any} */ (document.activeElement);
  const marks = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  change();
  if (active && active !== document.activeElement && active.isConnected && active !== document.body) {
    active.focus({ preventScroll: true });
    if (marks && marks[0] !== null) active.setSelectionRange(marks[0], marks[1]);
  }
}

/** Puts the children of a list in order, moving as few as it can. @param {Element} list @param {Element[]} wanted */
export function arrange(list, wanted) {
  const keep = new Set(wanted);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  const places = new Map(wanted.map((node, index) => [node, index]));
  const stay = rising([...list.children].map((child) => places.get(child) ?? -1));
  const staying = new Set(stay.map((index) => wanted[index]));
  let before = /** @type {Element | null} */ (null);
  for (const node of [...wanted].reverse()) {
    if (!staying.has(node)) list.insertBefore(node, before);
    before = node;
  }
}

/** The longest run of rising numbers: what need not move. @param {number[]} numbers @returns {number[]} */
export function rising(numbers) {
  /** @type {number[]} */
  const tails = [];
  /** @type {number[]} */
  const ends = [];
  const from = numbers.map((number, index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle] < number) low = middle + 1;
      else high = middle;
    }
    tails[low] = number;
    ends[low] = index;
    return low ? ends[low - 1] : -1;
  });
  const run = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = from[at]) run.unshift(numbers[at]);
  return run;
}

/** Bytes as an address that the page can show; the caller gives it back. @param {DataView} bytes @param {string} kind */
export const addressOf = (bytes, kind) => URL.createObjectURL(new Blob([/** @type {any} */ (bytes)], { type: kind }));
