// What all widgets share: the page's light, keys that stay where they are, and how a widget comes to life in plain HTML.
// @ts-check

/** Seconds as `0:07`. @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/**
 * Light or dark, as the page says: JupyterLab, VS Code, sites built of notebooks, marimo, and at last the system.
 * @returns {"dark" | "light"}
 */
export function theme() {
  const { body, documentElement: html } = document;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false" ? "dark" : "light";
  if (body.dataset.vscodeThemeKind) return body.dataset.vscodeThemeKind.includes("dark") ? "dark" : "light";
  const named = html.dataset.theme || body.dataset.theme || html.getAttribute("data-bs-theme") || "";
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
 * Calls `gone` when the kernel of a model was started anew or is there no more: Lab leaves what it drew in the page, and no
 * click is answered. The answer ends that. @param {any} model @param {() => void} gone
 */
export function onRestart(model, gone) {
  const { statusChanged: changed, disposed } = model.widget_manager?.kernel ?? {};
  const heard = (/** @type {unknown} */ _, /** @type {string} */ status) => {
    if (["restarting", "autorestarting", "dead"].includes(status)) gone();
  };
  changed?.connect(heard);
  disposed?.connect(gone);
  return () => {
    changed?.disconnect(heard);
    disposed?.disconnect(gone);
  };
}

/**
 * A widget whose outputs are plain HTML, so that a notebook without its kernel shows that and no complaint. Where the page
 * holds the spot of a model, `render` draws the widget in it, and what is plain is hidden. A host that shows the widget
 * itself calls `render`.
 * @param {(view: { model: any, el: HTMLElement }) => () => void} render
 */
export function living(render) {
  return { render, initialize: (/** @type {{ model: any }} */ { model }) => inhabit(model, render) };
}

/** @param {any} model @param {(view: { model: any, el: HTMLElement }) => () => void} render */
async function inhabit(model, render) {
  const name = model.get("spot"), manager = model.widget_manager;
  if (!(await isAnswered(manager, name.replace("pictory-", "")))) return;
  /** @type {Map<Element, { el: HTMLElement, end: () => void, prose: () => void }>} what lives, by the spot where it does */
  const parts = new Map();

  const come = (/** @type {Element} */ spot) => {
    if (parts.has(spot)) return;
    // Lab builds an output anew when it is updated: what lived there moves on, with all that a person chose in it.
    const [left, old] = [...parts].find(([one]) => !one.isConnected) ?? [];
    if (left) parts.delete(left);
    for (const plain of spot.children) plain.toggleAttribute("hidden", true);
    const el = old?.el ?? document.createElement("div");
    spot.append(el);
    const prose = asNoProse(spot) ?? old?.prose ?? (() => {});
    parts.set(spot, { el, prose, end: old?.end ?? render({ model, el }) });
  };
  const leave = (/** @type {Element} */ spot) => {
    const part = parts.get(spot);
    parts.delete(spot);
    part?.end();
    part?.el.remove();
    part?.prose();
    for (const plain of spot.children) plain.removeAttribute("hidden");
  };
  /** A long notebook takes cells out of the page and brings them back: as many are kept as it still tells of. */
  const sweep = () => {
    const away = [...parts.keys()].filter((spot) => !spot.isConnected);
    const kept = away.length && outputsWith(manager?.context, name) - (parts.size - away.length);
    away.slice(Math.max(0, kept)).forEach(leave);
  };
  const forget = lookFor(name, { come, sweep });
  const endRestart = onRestart(model, end);
  function end() {
    endRestart();
    forget();
    [...parts.keys()].forEach(leave);
  }
  return end;
}

/** Whether a kernel answers to a model: none does to one that Lab brought back from a file. @param {any} manager @param {string} id */
async function isAnswered(manager, id) {
  if (manager?.kernel === null) return false;
  try {
    return (await manager?.get_model?.(id))?.comm_live !== false;
  } catch {
    return true; // a host that does not tell
  }
}

/** How many outputs of a notebook hold a text. @param {any} context @param {string} text */
function outputsWith(context, text) {
  let count = 0;
  for (const { outputs } of context?.isDisposed ? [] : context?.model?.cells ?? [])
    for (let n = 0; n < (outputs?.length ?? 0); n++) count += Number(String(outputs.get(n).data?.["text/html"]).includes(text));
  return count;
}

/** Takes the host's typography of text from an output; the answer gives it back. @param {Element} spot */
function asNoProse(spot) {
  for (const kind of ["jp-RenderedHTMLCommon", "rendered_html"]) {
    const output = spot.closest(`.${kind}`);
    if (!output) continue;
    output.classList.remove(kind);
    return () => output.classList.add(kind);
  }
  return undefined;
}

/**
 * Calls `come` for each spot of that name, now and as soon as the page builds one, and `sweep` a while after something went
 * out of the page. One observer looks for all widgets of a page, whatever their modules. The answer ends it.
 * @param {string} name @param {{ come(spot: Element): void, sweep(): void }} seeker
 */
function lookFor(name, seeker) {
  const key = Symbol.for("pictory_nb.spots");
  const page = /** @type {any} */ (globalThis)[key] ??= beginLooking();
  page.seekers.set(name, seeker);
  for (const spot of [...document.getElementsByClassName(name)]) seeker.come(spot);
  return () => {
    page.seekers.delete(name);
    if (page.seekers.size) return;
    page.end();
    delete /** @type {any} */ (globalThis)[key];
  };
}

function beginLooking() {
  /** @type {Map<string, { come(spot: Element): void, sweep(): void }>} */
  const seekers = new Map();
  let sweeping = 0;
  const greet = (/** @type {Element} */ spot) => spot.classList.forEach((name) => seekers.get(name)?.come(spot));
  const watcher = new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) {
        if (!(node instanceof Element) || !node.isConnected) continue;
        if (node.classList.contains("pictory-spot")) greet(node);
        for (const spot of [...node.getElementsByClassName("pictory-spot")]) greet(spot);
      }
    if (sweeping || !records.some((record) => record.removedNodes.length)) return;
    sweeping = setTimeout(() => {
      sweeping = 0;
      seekers.forEach((seeker) => seeker.sweep());
    }, 2000);
  });
  watcher.observe(document.body, { childList: true, subtree: true });
  const end = () => {
    watcher.disconnect();
    clearTimeout(sweeping);
  };
  return { seekers, end };
}
