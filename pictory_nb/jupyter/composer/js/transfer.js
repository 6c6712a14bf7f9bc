// Transfer: scenes by the clipboard, pictures and files that are dropped or brought.
// @ts-check
import { cardOf, changeOf, looksOf, lookUp, newId } from "./board.js";
import { h } from "./dom.js";
import { sentences } from "./fields.js";
import { merged, paragraphs, said, shown } from "./text.js";

/** Whether a text is one web address and nothing else. @param {string} text */
export const isAddress = (text) => /^https?:\/\/[^\s/]\S*$/.test(text.trim());

/** The scene that a web address calls for: a picture, a film, slides, or a page to be told. @param {string} url */
export function sceneOf(url) {
  const path = url.trim().split(/[?#]/)[0].toLowerCase();
  if (/\.(jpe?g|png|webp|gif)$/.test(path)) return { background: { type: "image", visualUrl: url.trim() }, minimumDuration: 4 };
  if (/\.(mp4|mov|webm|m4v)$/.test(path)) return { background: { type: "video", visualUrl: url.trim() }, minimumDuration: 6 };
  if (/\.pptx?$/.test(path)) return { pptUrl: url.trim() };
  if (/\.(mp3|wav|m4a|ogg)$/.test(path)) return { audioUrl: url.trim(), audioLanguage: "en-US" };
  return { blogUrl: url.trim() };
}

/** @typedef {import("./view.js").View} View */

const SCENES = "application/x-pictory-scenes";
/** How a cell, a script with its settings, a body of the API, and Markdown with headings or pictures look. */
const SCRIPT = /^\s*(%%pictory\b|---\s*\n\w+:|\{\s*")|^(#{1,6} \S|!\[[^\]]*\]\()/m;
const SAYS = ["story", "storyCoPilot", "blogUrl", "pptUrl", "audioUrl", "videoUrl", "background", "elements"];

/** Scenes after the chosen one, or instead of it while nothing is in it; with the video's own settings while nothing is there at all. @param {View} view @param {any[]} scenes @param {any} [head] */
function place(view, scenes, head) {
  const at = view.index(view.active);
  const { cards } = view.store.board;
  const fresh = scenes.map((scene) => /** @type {[string, any]} */ ([newId(), scene]));
  const bare = cards.slice(Math.max(at, 0), at + 1).filter(({ scene }) => !SAYS.some((name) => scene[name])).map((card) => card.id);
  const begins = head && !cards.some(({ scene }) => SAYS.some((name) => scene[name]));
  view.store.make([...(begins ? [{ put: [""], value: head }] : []), { insert: at + 1, cards: fresh }, ...(bare.length ? [{ remove: bare }] : [])], "pasting");
  view.choose(fresh.at(-1)?.[0] || "", { focus: true });
  view.announce(`Pasted ${fresh.length === 1 ? "1 scene" : `${fresh.length} scenes`}`);
}

/** @param {View} view @param {ClipboardEvent & { target: any }} event */
export function clipboard(view, event) {
  const data = event.clipboardData;
  const typing = event.target.closest?.("input, textarea");
  if (!data) return;
  if (event.type !== "paste") {
    if (typing || (document.getSelection()?.toString() && !view.picked.size)) return;
    const chosen = view.meant(view.active);
    data.setData(SCENES, JSON.stringify(chosen.map((/** @type {any} */ card) => card.scene)));
    data.setData("text/plain", chosen.map((/** @type {any} */ card) => shown(card.scene.story || "")).filter(Boolean).join("\n\n"));
    event.preventDefault();
    if (event.type === "cut") view.act("delete", view.active);
    else view.announce(`${chosen.length} copied`);
    return;
  }
  const at = view.index(view.active);
  const [file] = data.files;
  if (file && !data.getData("text/plain")) {
    event.preventDefault();
    upload(view, file, view.active);
    return;
  }
  const story = event.target.closest?.(".pc-story");
  const text = data.getData("text/plain");
  const scenes = data.getData(SCENES);
  if (scenes && (!typing || story)) {
    event.preventDefault();
    place(view, JSON.parse(scenes));
  } else if (SCRIPT.test(text) && (!typing || story)) {
    event.preventDefault();
    view.store.ask("read", { text }).then(({ value }) => place(view, value.scenes, value.head), (/** @type {any} */ error) => view.toast(sentences(error)));
  } else if (isAddress(text) && (!typing || (story && !story.value))) {
    event.preventDefault();
    const scene = sceneOf(text);
    if (story) view.store.make([{ put: [view.active], value: { ...cardOf(view.store.board, view.active)?.scene, story: undefined, ...scene } }], "pasting");
    else view.insert(at + 1, [scene], "Pasted");
  } else if (paragraphs(text).length > 1 && (story || !typing)) {
    event.preventDefault();
    pasteParagraphs(view, text, story, at);
  } else if (!typing && text.trim()) {
    event.preventDefault();
    view.insert(at + 1, [{ story: said(text.trim()) }], "Pasted");
  }
}

/** Each paragraph becomes a scene; whoever wanted one text says so. @param {string} text @param {any} story @param {number} at @param {View} view */
export function pasteParagraphs(view, text, story, at) {
  const looks = looksOf(view.store.board.cards[at]?.scene || {});
  const parts = paragraphs(text).map((part) => said(part.replace(/\s*\n\s*/g, " ")));
  const count = parts.length;
  if (story) {
    const [head, tail] = [story.value.slice(0, story.selectionStart), story.value.slice(story.selectionEnd)];
    parts[0] = said(head) + parts[0];
    parts[count - 1] += said(tail);
    const cards = parts.slice(1).map((part) => /** @type {[string, any]} */ ([newId(), { ...looks, story: part }]));
    const [id, was] = [view.active, said(story.value)];
    view.store.make([changeOf(view.store.board, [id, "story"], parts[0]), { insert: at + 1, cards }], "pasting");
    const back = view.store.wayBack();
    view.choose(cards.at(-1)?.[0] || "", { focus: true });
    view.toast(`Pasted as ${count} scenes`, "Keep it as one text", () => {
      back();
      const now = lookUp(view.store.board, [id, "story"]) || "";
      if (cardOf(view.store.board, id)) view.store.make([changeOf(view.store.board, [id, "story"], merged(was, now, said(head + text.trim() + tail)))], "pasting");
    });
  } else view.insert(at + 1, parts.map((part) => ({ ...looks, story: part })), `Pasted as ${count} scenes`);
}

/** @param {View} view @param {DragEvent & { target: any }} event */
export function over(view, event) {
  const kinds = event.dataTransfer?.types || [];
  if (!kinds.includes("Files") && !kinds.includes("application/x-pictory-background")) return;
  event.preventDefault();
  mark(view, event.target.closest(".pc-card"));
}

/** @param {View} view @param {any} card */
export function mark(view, card) {
  for (const other of view.list.querySelectorAll("[data-over]")) if (other !== card) other.removeAttribute("data-over");
  card?.setAttribute("data-over", "");
}

/** @param {View} view @param {DragEvent & { target: any }} event */
export function dropped(view, event) {
  const id = event.target.closest(".pc-card")?.dataset.id;
  mark(view, null);
  const background = event.dataTransfer?.getData("application/x-pictory-background");
  const files = [...(event.dataTransfer?.files || [])];
  if (!id || !(background || files.length)) return;
  event.preventDefault();
  event.stopPropagation();
  view.choose(id);
  if (background) show(view, JSON.parse(background), id);
  else files.slice(0, 1).forEach((file) => upload(view, file, id));
}

/** Bring a file to the kernel's computer, a piece at a time; null where it did not arrive. @param {View} view @param {File} file @param {any} [beside] where its progress is shown @returns {Promise<{ path: string, type: string } | null>} */
export async function bring(view, file, beside = view.state) {
  const bar = h("progress.progress", { max: file.size, "aria-label": `Bringing ${file.name}` });
  beside.before(bar);
  try {
    const { value: place } = await view.store.ask("upload", { name: file.name, size: file.size });
    const STEP = 1 << 20;
    for (let at = 0; at < file.size; at += STEP) {
      const piece = await file.slice(at, at + STEP).arrayBuffer();
      await view.store.ask("piece", { to: place.to, at }, { buffers: [piece] });
      bar.value = Math.min(at + STEP, file.size);
    }
    return (await view.store.ask("uploaded", { to: place.to })).value;
  } catch (error) {
    view.toast(`${file.name} did not arrive: ${sentences(error)}`);
    return null;
  } finally {
    bar.remove();
  }
}

/** Bring a file, and show it behind a scene. @param {File} file @param {string} id @param {View} view */
export async function upload(view, file, id) {
  const number = view.index(id) + 1;
  const value = await bring(view, file, view.cards.get(id)?.tools);
  if (!value) return;
  if (value.type === "audio") view.store.make([{ put: ["", "backgroundMusic"], value: { enabled: true, volume: 0.15, musicUrl: value.path } }], "the music");
  else show(view, { type: value.type, visualUrl: value.path }, id);
  view.toast(value.type === "audio" ? `${file.name} plays under the video` : `${file.name} stands behind scene ${number}`);
}

/** A picture or a film behind the scene, and behind all that are selected with it. @param {View} view @param {any} background @param {string} [id] */
export function show(view, background, id = view.active) {
  const targets = view.meant(id).map((card) => card.id);
  const veiled = (/** @type {string} */ one) => {
    const colorOverlay = lookUp(view.store.board, [one, "background", "colorOverlay"]);
    return colorOverlay ? { ...background, colorOverlay } : background;
  };
  view.broll = null;
  view.store.make(targets.map((one) => ({ put: [one, "background"], value: veiled(one) })), "the background");
  view.announce(`Scene ${view.index(id) + 1} has a new background`);
}
