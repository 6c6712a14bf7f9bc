// An answer as a tree.
// @ts-check

import { element } from "../../parts.js";

const MANY = 100;

/** A value as a tree that is folded. @param {any} value @param {string} name @param {number} depth @returns {HTMLElement} */
export function tree(value, name = "", depth = 0) {
  const key = name ? [element("span", "x-key", {}, name), ": "] : [];
  if (value === null || typeof value !== "object") return element("div", "x-value", {}, ...key, plain(value));
  const entries = Array.isArray(value) ? value.map((each, at) => [String(at), each]) : Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  const node = element("details", "x-branch", {}, element("summary", "x-twig", {}, ...key, element("span", "x-size", {}, size)));
  let at = 0;
  const grow = () => {
    node.querySelector(":scope > .pictory-x-more")?.remove();
    node.append(...entries.slice(at, at + MANY).map(([inner, each]) => tree(each, inner, depth + 1)));
    at += MANY;
    if (at >= entries.length) return;
    const more = element("button", "x-button pictory-x-more", { type: "button" }, `${entries.length - at} more`);
    more.addEventListener("click", grow);
    node.append(more);
  };
  for (const event of ["click", "toggle"]) node.addEventListener(event, () => !at && grow()); // toggle alone comes after a quick Tab
  if (depth < 2 && entries.length <= 30) {
    grow();
    node.setAttribute("open", "");
  }
  return node;
}

/** @param {any} value @returns {HTMLElement} */
function plain(value) {
  if (typeof value === "string" && /^https?:\/\/\S+$/.test(value)) return element("a", "x-text", { href: value, target: "_blank", rel: "noopener noreferrer" }, value);
  return element("span", typeof value === "string" ? "x-text" : "x-word", {}, typeof value === "string" ? JSON.stringify(value) : String(value));
}
