// Doing: menus and dialogs, and what they lead to: code, files, previews, films.
// @ts-check
import { cardOf, changeOf, looksOf, lookUp, newId } from "./board.js";
import { h, iconButton } from "./dom.js";
import { sourceOf } from "./card.js";
import { say } from "../../page.js";
import { selectField, sentences, switchField, textField } from "./fields.js";
import { browseMusic, held, looking } from "./picker.js";
import { cutAt, joined, plain, said, shown } from "./text.js";

/** @typedef {import("./view.js").View} View */

const KEYS = [
  ["Enter", "a new line in the story"],
  ["Ctrl Enter", "split the scene at the caret"],
  ["Ctrl Shift Enter", "a new scene after this one"],
  ["Backspace", "at the very start of a story: join with the scene before"],
  ["Alt ↑ ↓", "move the scene, or all that are selected"],
  ["Ctrl B", "make the word a keyword"],
  ["Ctrl D", "duplicate"],
  ["Ctrl Z, Ctrl Shift Z", "undo, redo"],
  ["Ctrl F", "find in the stories"],
  ["F6", "from the stories to what is beside them, and back"],
  ["Shift F6", "to the button that renders"],
  ["Esc", "from the story to its handle: there ↑ ↓ walk, Space selects, Delete deletes, Ctrl C X V copy scenes"],
];

/** @param {View} view @param {any} opener @param {string} label @param {[string, () => void, string?][]} items */
export function openMenu(view, opener, label, items) {
  view.closeMenu?.();
  const close = () => {
    if (!menu.isConnected) return;
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    view.closeMenu = undefined;
  };
  const outside = (/** @type {any} */ event) => menu.contains(event.target) || close();
  const menu = h("div.menu", { role: "menu", "aria-label": label, onkeydown: (/** @type {any} */ event) => {
    const buttons = /** @type {HTMLElement[]} */ ([...menu.children]);
    const at = buttons.indexOf(/** @type {any} */ (document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[/** @type {"ArrowUp"} */ (event.key)];
    if (step) buttons[(at + step + buttons.length) % buttons.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      close();
      opener.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  } }, ...items.map(([text, what, key]) => h("button.item", { type: "button", role: "menuitem", onclick: () => {
    close();
    opener.isConnected && opener.focus();
    what();
  } }, h("span", null, text), key ? h("kbd", null, key) : null)));
  const [outer, at] = [view.root.getBoundingClientRect(), opener.getBoundingClientRect()];
  menu.style.top = `${Math.min(at.bottom - outer.top + 4, outer.height - 40 - 34 * items.length)}px`;
  view.root.append(menu);
  menu.style.right = `${Math.max(Math.min(outer.right - at.right, outer.width - menu.offsetWidth - 6), 4)}px`;
  view.closeMenu = close;
  document.addEventListener("pointerdown", outside, true);
  view.ends.push(close);
  menu.querySelector("button")?.focus();
}

/** @param {View} view @param {string} id @param {any} opener */
export function menu(view, id, opener) {
  view.choose(id, { keep: true });
  const run = (/** @type {string} */ name) => () => view.act(name, id);
  openMenu(view, opener, "This scene", [
    ["Split at the caret", run("split"), "Ctrl Enter"],
    ["Join with the next", run("join"), "Delete"],
    ["New scene after it", run("add"), "Ctrl Shift Enter"],
    ["Duplicate", run("duplicate"), "Ctrl D"],
    ["Move to the top", run("first"), "Alt Home"],
    ["Move to the end", run("last"), "Alt End"],
    ["Preview this scene", run("preview")],
    ["Select", () => view.select(id, { add: true })],
    ["Delete", run("delete")],
  ]);
}

/** @param {View} view @param {any} opener */
export function codeMenu(view, opener) {
  openMenu(view, opener, "As code", [
    ["To a %%pictory cell", () => toCell(view, "script")],
    ["To a Python cell", () => toCell(view, "python")],
    ["Copy the script", () => copyCode(view, "script")],
    ["Save as a file…", () => save(view)],
    ["Finish, and keep only the sheet", () => (view.store.flush(), view.model.send({ op: "finish" }))],
  ]);
}

/** @param {View} view @param {any} opener */
export function showKeys(view, opener) {
  dialog(view, opener, "Keys", [h("dl.keys", null, ...KEYS.flatMap(([keys, what]) => [h("dt", null, h("kbd", null, keys)), h("dd", null, what)]))]);
}

/** @param {View} view @param {any} opener @param {string} title @param {Node[]} content @returns {() => void} ends it */
export function dialog(view, opener, title, content) {
  const close = () => {
    dialog.remove();
    opener?.isConnected && opener.focus();
  };
  const dialog = h("div.dialog.small", { role: "dialog", "aria-label": title, onkeydown: (/** @type {any} */ event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") held(event, dialog);
  } }, h("div.row.heading", null, h("h3", null, title), iconButton("close", "Close", close)), ...content);
  view.root.append(dialog);
  dialog.querySelector("button, input")?.focus();
  return close;
}


/** Where what had the focus is gone, hidden or at rest, what is beside it takes it: else the next key would be the notebook's. @param {View} view */
export function hold(view) {
  const usable = (/** @type {any} */ node) => node.isConnected && !node.disabled && node.getClientRects().length;
  const node = /** @type {any} */ (view.focused);
  if (!node || ![document.body, node].includes(document.activeElement)) return;
  if (usable(node)) {
    if (!view.holds(node)) view.focused = null; // somebody clicked beside it
    return;
  }
  const beside = [...(node.parentElement?.querySelectorAll("button") || []), view.cards.get(view.active)?.grip, view.addButton];
  beside.find((one) => one && usable(one))?.focus();
}

/** @param {View} view */
export function openMusic(view) {
  browseMusic(view, document.activeElement, (track) => {
    const volume = lookUp(view.store.board, ["", "backgroundMusic", "volume"]) ?? 0.15;
    view.store.make([{ put: ["", "backgroundMusic"], value: { enabled: true, volume, musicUrl: track.url } }], "the music");
  });
}

/** Styles, layouts and brands by their names, as the account has them. @param {import("./fields.js").Scope} scope @param {View} view */
export function lookFields(view, scope) {
  const names = view.store.told.looks || {};
  if (!view.store.told.looks) {
    view.store.ask("looks").then(({ value }) => {
      view.store.told = { ...view.store.told, looks: value };
      for (const section of view.videoSections) section.now = "";
      view.refresh();
    }, (/** @type {any} */ error) => {
      const again = h("button.quiet", { type: "button", onclick: () => {
        for (const section of view.videoSections) section.now = "";
        view.refresh();
      } }, "Try again");
      hint.replaceChildren(h("p", null, sentences(error)), again);
    });
    const hint = h("div.hint", { role: "status" }, looking());
    return [hint];
  }
  const options = (/** @type {string} */ kind) => /** @type {[any, string][]} */ ([[null, "None"], ...(names[kind] || []).map((/** @type {string} */ name) => [name, name])]);
  return [selectField(scope, ["subtitleStyleName"], "Style of subtitles", options("styles")), selectField(scope, ["smartLayoutName"], "Smart layout", options("layouts")), selectField(scope, ["brandName"], "Brand", options("brands")), textField(scope, ["templateId"], "Template id"), switchField(scope, ["saveProject"], "Kept as a project")];
}

// ---- stories: what is found in them, keywords, and several at once -----------------------------------------------------------------------------------------------------

/** @param {View} view @param {boolean} [open] */
export function find(view, open = true) {
  view.finder.hidden = !open;
  if (open) {
    view.findBox.onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.isComposing || !["Enter", "ArrowDown", "Escape"].includes(event.key)) return;
      event.preventDefault();
      if (event.key === "Escape") find(view, false);
      else if (view.visible.length) view.choose(view.visible[0].id, { focus: true });
    };
    view.findBox.focus();
    view.findBox.select();
    return;
  }
  view.findBox.value = "";
  winnow(view);
  view.choose(view.active, { focus: true });
}

/** A text as it is looked for: whatever its case and its accents. @param {string} text */
export const folded = (text) => text.toUpperCase().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();

/** All texts in a value, without what they are called. @param {any} value @returns {string[]} */
const wordsIn = (value) => (typeof value === "string" ? [value] : Object.values(value || {}).flatMap(wordsIn));

/** Only the cards in which it stands are seen. @param {View} view */
export function winnow(view) {
  const wanted = folded(view.findBox.value);
  let count = 0;
  let first = "";
  for (const { id, scene } of view.store.board.cards) {
    const { story, caption, elements, background } = scene;
    const hit = !wanted || wordsIn([sourceOf(scene)[0], plain(story || ""), caption, elements, background]).some((text) => folded(text).includes(wanted));
    count += hit ? 1 : 0;
    if (hit && (!first || id === view.active)) first = id; // the stage shows what was found
    const card = view.cards.get(id);
    if (card) card.node.hidden = !hit;
  }
  if (wanted && first) view.choose(first, { keep: true });
  view.addButton.hidden = Boolean(wanted);
  say(view.foundCount, wanted ? `${count} of ${view.store.board.cards.length}` : "");
}

/**
 * `text` with the selected stretch, or the word at the caret, as a keyword. Inside a keyword it is one no more; keywords that
 * the stretch touches become part of it.
 * @param {string} text @param {number} from @param {number} to @returns {{ text: string, from: number, to: number }}
 */
export function starred(text, from, to) {
  const all = [...text.matchAll(/\*\*(?=[^\s*])[^*]*[^\s*]\*\*/g)].map((one) => ({ start: one.index, end: one.index + one[0].length }));
  const around = all.find(({ start, end }) => start <= from && to <= end);
  if (around) {
    const { start, end } = around;
    const moved = (/** @type {number} */ at) => Math.min(Math.max(at - 2, start), end - 4);
    return { text: text.slice(0, start) + text.slice(start + 2, end - 2) + text.slice(end), from: moved(from), to: moved(to) };
  }
  if (from === to) {
    while (from > 0 && /[\p{L}\p{M}\p{N}'’-]/u.test(text[from - 1])) from--;
    while (to < text.length && /[\p{L}\p{M}\p{N}'’-]/u.test(text[to])) to++;
  }
  for (const { start, end } of all) if (start < to && from < end) [from, to] = [Math.min(from, start), Math.max(to, end)];
  const [, before, inner, after] = /** @type {any} */ (text.slice(from, to).replaceAll("**", "").match(/^(\s*)(.*?)(\s*)$/s));
  if (!inner) return { text, from, to };
  const at = from + before.length + 2;
  return { text: `${text.slice(0, from)}${before}**${inner}**${after}${text.slice(to)}`, from: at, to: at + inner.length };
}

/** A keyword is made of what is selected, or of the word at the caret; or it is one no more. @param {string} id @param {any} story @param {View} view */
export function keyword(view, id, story) {
  const { text, from, to } = starred(story.value, story.selectionStart, story.selectionEnd);
  view.store.make([changeOf(view.store.board, [id, "story"], said(text))], "a keyword");
  story.value = text;
  story.setSelectionRange(from, to);
}

/** Two scenes of one, at the caret of its story. @param {View} view @param {string} id */
export function split(view, id) {
  const card = view.cards.get(id);
  const scene = cardOf(view.store.board, id)?.scene;
  if (!card || !scene || sourceOf(scene)[1] !== "story") return;
  const at = view.index(id);
  const [head, tail] = cutAt(card.story.value, card.story.selectionStart ?? card.story.value.length).map(said);
  const rest = newId();
  if (!head && tail) {
    view.store.make([{ insert: at, cards: [[newId(), looksOf(scene)]] }], "a new scene");
    view.announce(`A new scene before this one, at place ${at + 1}`);
    return;
  }
  view.store.make([changeOf(view.store.board, [id, "story"], head || null), { insert: at + 1, cards: [[rest, { ...looksOf(scene), ...(tail ? { story: tail } : {}) }]] }], "splitting");
  view.choose(rest, { focus: true, caret: 0 });
  view.announce(`Split: scene ${at + 2} begins here`);
}

/** Scenes as one, where the first of them stands: their stories, what stands on their pictures, and the first background. @param {string[]} ids @param {View} view */
export function join(view, ids) {
  if (ids.length < 2) return view.announce("There is nothing to join with");
  const scenes = ids.map((id) => cardOf(view.store.board, id)?.scene || {});
  if (scenes.some((scene) => sourceOf(scene)[1] !== "story")) return view.toast("What is told from a page or a recording cannot be joined");
  const [first] = scenes;
  const story = scenes.reduce((all, scene) => joined(all, scene.story || ""), "");
  const elements = scenes.flatMap((scene) => scene.elements || []);
  const brolls = scenes.flatMap((scene) => scene.backgroundBrolls || []);
  const background = scenes.find((scene) => scene.background)?.background;
  const changes = /** @type {any[]} */ ([{ put: [ids[0], "story"], value: story || null }]);
  if (elements.length !== (first.elements || []).length) changes.push({ put: [ids[0], "elements"], value: elements.slice(0, 20) });
  if (brolls.length !== (first.backgroundBrolls || []).length) changes.push({ put: [ids[0], "backgroundBrolls"], value: brolls });
  if (background && !first.background) changes.push({ put: [ids[0], "background"], value: background });
  view.store.make([...changes, { remove: ids.slice(1) }], "joining");
  view.pick([]);
  view.choose(ids[0], { focus: true, caret: shown(first.story || "").length });
  return view.announce(`${ids.length} scenes joined`);
}

/** What can be done with several scenes at once. @param {View} view */
export function fillBulk(view) {
  const acts = [["copy", "Duplicate", "duplicate"], ["join", "Join", "join"], ["up", "Move up", "up"], ["down", "Move down", "down"], ["bin", "Delete", "delete"]];
  view.bulk.append(...acts.map(([icon, name, what]) => iconButton(icon, `${name} the selected scenes`, () => view.act(what, view.active))), iconButton("close", "Select none", () => view.pick([])));
}

// ---- code and films ----------------------------------------------------------------------------------------------

/** @param {View} view @param {string} kind */
export async function toCell(view, kind) {
  view.store.flush();
  const { value } = await view.store.ask("code", { kind }).catch((/** @type {any} */ error) => ({ value: { error } }));
  if (value.error) return view.toast(sentences(value.error));
  const notebook = view.model.widget_manager?.context?.model?.sharedModel;
  const cell = view.el.closest(".jp-Cell");
  if (!notebook?.insertCell || !cell) return copyCode(view, kind);
  const cells = [...(cell.parentElement?.children || [])].filter((node) => node.classList.contains("jp-Cell"));
  const at = Number(/** @type {any} */ (cell).dataset.windowedListIndex ?? cells.indexOf(cell)) + 1;
  notebook.insertCell(at, { cell_type: "code", source: value.code, metadata: {} });
  return view.toast("A cell below holds it now");
}

/** @param {View} view @param {string} kind */
export async function copyCode(view, kind) {
  view.store.flush();
  const { value } = await view.store.ask("code", { kind }).catch((/** @type {any} */ error) => ({ value: { error } }));
  if (value.error) return view.toast(sentences(value.error));
  const copied = await navigator.clipboard?.writeText(value.code).then(() => true, () => false);
  if (copied) return view.toast("Copied: paste it into a cell");
  const text = h("textarea.input.code", { rows: 12, readonly: true, "aria-label": "The code" });
  text.value = value.code;
  dialog(view, document.activeElement, "As code", [text]);
  return text.select();
}

/** The name of the video, as files are called. */
const fileName = (/** @type {any} */ view) => (view.store.board.head.videoName || view.store.told.name || "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "video";

/** @param {View} view */
export function save(view) {
  const name = h("input.input", { type: "text", value: `${fileName(view)}.md`, "aria-label": "File name" });
  const hint = h("div.hint", { role: "status" }, "A script ends in .md, a body of the API in .json.");
  let known = "";
  const go = () => view.store.ask("save", { name: name.value, again: name.value === known }).then(({ value }) => {
    close();
    view.toast(`Saved as ${value.path}`);
  }, (/** @type {any} */ error) => {
    known = name.value;
    hint.textContent = sentences(error);
  });
  const close = dialog(view, document.activeElement, "Save as a file", [hint, h("form.row", { onsubmit: (/** @type {any} */ event) => (event.preventDefault(), go()) }, name, h("button.primary", { type: "submit" }, "Save"))]);
  name.focus();
}

/** Render just this scene in the sandbox, and play it where its still was. @param {string} [id] @param {View} view */
export async function preview(view, id = view.active) {
  view.store.flush();
  view.choose(id, { keep: true });
  const bar = h("progress.progress", { max: 100, "aria-label": "Making the preview" });
  view.endFilm();
  view.film.replaceChildren(h("div.making", null, "Making this scene…", bar));
  view.film.hidden = false;
  view.playButton.disabled = true;
  view.announce("The preview is being made");
  try {
    const { buffers } = await view.store.ask("preview", { id }, { tell: (/** @type {any} */ progress) => progress && (bar.value = progress) });
    if (view.active !== id) return view.endFilm();
    view.filmAddress = URL.createObjectURL(new Blob([/** @type {any} */ (buffers[0])], { type: "video/mp4" }));
    const video = h("video", { src: view.filmAddress, controls: true, autoplay: true, playsinline: true, "aria-label": `Preview of scene ${view.index(id) + 1}` });
    view.film.replaceChildren(video, iconButton("close", "Back to the still", () => (view.endFilm(), view.playButton.focus())));
    view.announce("The preview plays");
  } catch (error) {
    view.endFilm();
    view.toast(sentences(error));
  } finally {
    view.playButton.disabled = false;
  }
  return undefined;
}

/** In the cloud rendering costs: what it may cost is said before, and agreed to. @param {View} view */
export function askRender(view) {
  view.store.flush();
  const { price, errors } = view.store.told;
  if (errors) return view.toast(`${errors === 1 ? "One mistake has" : `${errors} mistakes have`} to be mended first`);
  if (view.model.get("place") === "sandbox") return render(view);
  const close = dialog(view, view.renderButton, "Render in the cloud?", [h("p", null, `It uses ${price || "credits"} of your account.`), h("div.row", null, h("button.primary", { type: "button", onclick: () => {
    close();
    render(view);
  } }, "Render"), h("button.quiet", { type: "button", onclick: () => close() }, "Not now"))]);
  return undefined;
}

/** @param {View} view */
export async function render(view) {
  view.renderButton.disabled = true;
  say(view.renderButton, "Sending…");
  try {
    await view.store.ask("render", { agreed: view.store.told.price || "" });
    view.announce("Rendering has begun; the film will be below");
  } catch (error) {
    view.toast(sentences(error));
  } finally {
    view.renderButton.disabled = false;
    if (view.renderButton.textContent === "Sending…") say(view.renderButton, "Render");
  }
}

/** @param {View} view @param {string} wanted */
export function chooseBackground(view, wanted) {
  const now = view.sceneScope.get(["background"]) || {};
  view.wanted.set(view.active, wanted);
  view.broll = null; // the stage shows what is chosen
  const { colorOverlay } = now;
  const model = Object.keys(view.terms.models)[0];
  const fresh = /** @type {any} */ ({ auto: {}, color: { color: now.color || "#1d3557" }, media: now.visualUrl ? { visualUrl: now.visualUrl, type: now.type } : {}, ai: { type: "image", aiVisual: now.aiVisual || { model } } })[wanted];
  const veil = colorOverlay && wanted !== "color" ? { colorOverlay } : {};
  const value = { ...fresh, ...veil };
  if (JSON.stringify(value) !== JSON.stringify(now)) view.sceneScope.set(["background"], Object.keys(value).length ? value : null, "the background");
  view.refresh();
}


/** @param {View} view @param {string} wanted */
export function chooseSource(view, wanted) {
  const scene = cardOf(view.store.board, view.active)?.scene || {};
  const bare = Object.fromEntries(Object.entries(scene).filter(([name]) => !["story", "storyCoPilot", "blogUrl", "pptUrl", "audioUrl", "videoUrl", "audioLanguage"].includes(name)));
  const fresh = wanted === "story" ? {} : wanted === "storyCoPilot" ? { storyCoPilot: { prompt: scene.story || "What it is about" } } : { [wanted]: "https://", ...(wanted.startsWith("ppt") || wanted.startsWith("blog") ? {} : { audioLanguage: "en-US" }) };
  view.store.make([{ put: [view.active], value: { ...bare, ...fresh } }], "what it is told from");
}
