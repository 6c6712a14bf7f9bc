// Buttons: a sign, a name, and whether they can be pressed.
// @ts-check

import { say } from "../../page.js";
import { element, icon } from "../../parts.js";

/** Paths in a square of 16. */
const ICONS = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z",
  undo: "M6 3 2 6.5 6 10V7.5h4a2.5 2.5 0 0 1 0 5H5V14h5a4 4 0 0 0 0-8H6z",
  redo: "M10 3l4 3.5L10 10V7.5H6a2.5 2.5 0 0 0 0 5h5V14H6a4 4 0 0 1 0-8h4z",
  cut: "M2.5 7.2h11v1.6h-11z",
  back: "M8 2v5H3v2h5v5h2V9h5V7h-5V2z",
  film: "M2 3h12v10H2zM4 4.5v1.5h1.5V4.5zm0 5.5v1.5h1.5V10zm6.5-5.5v1.5H12V4.5zm0 5.5v1.5H12V10zM6.5 5v6h3V5z",
};

/** @param {keyof typeof ICONS} name */
const sign = (name) => icon(ICONS[name], 16);

/**
 * A button that does nothing while it is not able to.
 * @param {string} name @param {string} label @param {() => void} pressed @param {{ shows?: keyof typeof ICONS, hint?: string }} [how]
 */
export function button(name, label, pressed, { shows, hint } = {}) {
  const node = element("button", name, { type: "button", "aria-label": label, title: hint || label });
  node.classList.add("pictory-button");
  if (shows) node.append(sign(shows));
  node.append(element("span", "label", {}, label));
  node.addEventListener("click", () => node.getAttribute("aria-disabled") !== "true" && pressed());
  return node;
}

/** @param {HTMLElement} node @param {string} label @param {keyof typeof ICONS} [shows] */
export function rename(node, label, shows) {
  say(/** @type {Element} */ (node.querySelector(".pictory-label")), label);
  node.setAttribute("aria-label", label);
  if (!shows || node.dataset.sign === shows) return;
  node.dataset.sign = shows;
  node.querySelector("svg")?.replaceWith(sign(shows));
}

/** Not `disabled`: a button that is switched off under the finger would lose the focus. @param {HTMLElement} node @param {boolean} on */
export const enable = (node, on) => node.setAttribute("aria-disabled", String(!on));

/** @param {HTMLElement} node @param {boolean} on */
export const press = (node, on) => node.setAttribute("aria-pressed", String(on));
