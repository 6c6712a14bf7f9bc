// What the widgets share: the page's light, elements that hold text and never markup, and keys that stay where they are.
// @ts-check

/** Seconds as `0:07`. @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/**
 * Light or dark, as the page says: JupyterLab, VS Code, sites built of notebooks, and at last the system.
 * @returns {"dark" | "light"}
 */
export function theme() {
  const { body, documentElement: html } = document;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false" ? "dark" : "light";
  if (body.dataset.vscodeThemeKind) return body.dataset.vscodeThemeKind.includes("dark") ? "dark" : "light";
  const named = html.dataset.theme || html.getAttribute("data-bs-theme") || "";
  if (named) return named.includes("dark") ? "dark" : "light";
  if (body.classList.contains("quarto-dark")) return "dark";
  if (body.classList.contains("quarto-light")) return "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Calls `changed` when the page may have another theme. The answer ends that. @param {() => void} changed */
export function onTheme(changed) {
  const watcher = new MutationObserver(changed);
  const attributes = ["class", "data-jp-theme-light", "data-jp-theme-name", "data-vscode-theme-kind", "data-theme", "data-bs-theme"];
  for (const node of [document.body, document.documentElement]) watcher.observe(node, { attributeFilter: attributes });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", changed);
  return () => {
    watcher.disconnect();
    system.removeEventListener("change", changed);
  };
}

/**
 * An element with a class, properties and children; text is always text, never markup.
 * @param {string} tag @param {string} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 */
export function element(tag, name, attributes = {}, ...children) {
  const node = document.createElement(tag);
  node.className = `pictory-${name}`;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Sets the text of a node only where it differs, so that a live region speaks only of changes. @param {Element} node @param {string} text */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * JupyterLab takes keys for itself even in an output: without this, pressing d twice would delete the cell. Saving still
 * works. @param {KeyboardEvent} event
 */
export function keep(event) {
  if (!(event.ctrlKey || event.metaKey) || event.key === "Enter") event.stopPropagation();
}

/**
 * Puts code into a new cell below the one that shows `el`, in JupyterLab and its kind; elsewhere on the clipboard.
 * @param {any} model @param {Element} el @param {string} source @returns {Promise<"cell" | "copied" | "">}
 */
export async function newCell(model, el, source) {
  const notebook = model.widget_manager?.context?.model?.sharedModel;
  const cell = el.closest(".jp-Cell");
  if (!notebook?.insertCell || !cell) {
    const copied = await navigator.clipboard?.writeText(source).then(() => true, () => false);
    return copied ? "copied" : "";
  }
  const cells = [...(cell.parentElement?.children || [])].filter((node) => node.classList.contains("jp-Cell"));
  const at = Number(/** @type {any} */ (cell).dataset.windowedListIndex ?? cells.indexOf(cell)) + 1;
  notebook.insertCell(at, { cell_type: "code", source, metadata: {} });
  return "cell";
}

/**
 * Calls `gone` when the kernel of a model was started anew: Lab leaves what it drew in the page, and no click is answered
 * any more. The answer ends that. @param {any} model @param {() => void} gone
 */
export function onRestart(model, gone) {
  const changed = model.widget_manager?.kernel?.statusChanged;
  if (!changed) return () => {};
  const heard = (/** @type {unknown} */ _, /** @type {string} */ status) => {
    if (["restarting", "autorestarting", "dead"].includes(status)) gone();
  };
  changed.connect(heard);
  return () => changed.disconnect(heard);
}
