// Pickers: voices that can be heard, music, fonts shown in themselves, pictures that can be dragged onto a scene.
// @ts-check
import { lookUp } from "./board.js";
import { h, iconButton } from "./dom.js";
import { languageName, plainly, sentences } from "./fields.js";
import { clock } from "../../page.js";
import { bring, show, upload } from "./transfer.js";
import { isAddress } from "./transfer.js";

/** One sound at a time, whoever asked for it; each is brought once. */
export class Player {
  /** @param {import("./view.js").View} view */
  constructor(view) {
    this.view = view;
    /** @type {Map<string, Promise<string>>} */
    this.sounds = new Map();
    this.audio = new Audio();
    this.audio.addEventListener("ended", () => this.stop());
    /** @type {any} */
    this.button = null;
  }

  /** @param {any} button @param {() => Promise<string>} sound @param {(error: any) => void} failed */
  async toggle(button, sound, failed) {
    const was = this.button;
    this.stop();
    if (was === button) return;
    this.button = button;
    button.classList.add("pc-busy");
    try {
      const address = await sound();
      if (this.button !== button) return;
      this.audio.src = address;
      await this.audio.play();
      button.classList.add("pc-playing");
      button.setAttribute("aria-pressed", "true");
    } catch (error) {
      if (this.button === button) {
        this.stop();
        failed(error);
      }
    } finally {
      button.classList.remove("pc-busy");
    }
  }

  /** The address of a sound. @param {string} what @param {any} given @returns {Promise<string>} */
  sound(what, given) {
    const key = JSON.stringify([what, given]);
    const known = this.sounds.get(key);
    if (known) return known;
    const { store, shelf } = this.view;
    const sound = store.ask("sound", { what, ...given }).then(({ value, buffers }) => shelf.keep(buffers[0], value.type));
    sound.catch(() => this.sounds.delete(key));
    this.sounds.set(key, sound);
    return sound;
  }

  stop() {
    this.audio.pause();
    this.button?.classList.remove("pc-playing", "pc-busy");
    this.button?.setAttribute("aria-pressed", "false");
    this.button = null;
  }
}

/** Told while something is looked up; after some seconds it tells too that nobody has answered yet. */
export const looking = () => h("span.looking", null, "Looking…");

/**
 * A dialog over the composer that looks things up. It takes the focus, and gives it back.
 * @param {import("./view.js").View} view @param {any} opener
 * @param {{ title: string, hint?: string, filters?: any[], search?: boolean, what: string, given?: () => any, item: (item: any, take: (value: any) => void) => Node, take: (value: any) => void, grid?: string, idle?: string, none?: string, direct?: (text: string, take: (value: any) => void) => Node | null }} how `direct` makes of what was typed something to take, `idle` is told while nothing is asked
 */
export function browse(view, opener, { title, hint = "", filters = [], search = true, what, given = () => ({}), item, take, grid = "", idle = "", none = "There is nothing here.", direct = () => null }) {
  const results = h(`ul.results${grid}`, { "aria-label": title, tabindex: -1 });
  const status = h("div.hint.i-search", { role: "status" });
  const more = h("button.quiet", { type: "button", hidden: true, onclick: () => look(page + 1) }, "More");
  const box = search ? h("input.input", { type: "search", placeholder: hint || "Search", "aria-label": `Search: ${title}` }) : null;
  const close = () => {
    dialog.remove();
    view.player.stop();
    clearTimeout(timer);
    opener?.isConnected && opener.focus({ preventScroll: true });
  };
  const chosen = (/** @type {any} */ value) => {
    close();
    take(value);
  };
  const dialog = h("div.dialog", { role: "dialog", "aria-label": title, onkeydown: (/** @type {any} */ event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") held(event, dialog);
    else walk(event, box, results);
  } }, h("div.row.heading", null, h("h3", null, title), iconButton("close", "Close", close)), h("div.row", null, box, ...filters), status, results, more);
  let [page, asked, timer] = [1, 0, 0];
  async function look(next = 1) {
    const mine = ++asked;
    const meant = direct(box?.value.trim() || "", chosen);
    if (meant || (idle && !box?.value.trim())) {
      results.replaceChildren(...(meant ? [h("li", null, meant)] : []));
      more.hidden = true;
      status.textContent = meant ? "" : idle;
      return;
    }
    status.replaceChildren(looking());
    try {
      const { value, buffers } = await view.store.ask("find", { what, query: box?.value || "", page: next, ...given() });
      if (mine !== asked) return;
      page = next;
      const nodes = value.items.map((/** @type {any} */ one) => h("li", null, item({ ...one, picture: one.picture >= 0 ? view.shelf.keep(buffers[one.picture], one.pictureType) : "" }, chosen)));
      if (next === 1) results.replaceChildren(...nodes);
      else results.append(...nodes);
      more.hidden = !value.more;
      status.textContent = results.children.length ? "" : box?.value ? "Nothing was found. Try another word." : none;
    } catch (error) {
      if (mine !== asked) return;
      results.replaceChildren();
      more.hidden = true;
      status.replaceChildren(sentences(error), h("button.quiet", { type: "button", onclick: () => look() }, "Try again"));
    }
  }
  const again = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => look(), 250);
  };
  box?.addEventListener("input", again);
  for (const filter of filters) if (filter.tagName === "SELECT") filter.addEventListener("change", again);
  view.root.append(dialog);
  (box || dialog.querySelector("button"))?.focus();
  look();
}

/** From a search to what it found, and from one to the next, with the arrow keys. @param {any} event @param {any} box @param {HTMLElement} results */
function walk(event, box, results) {
  const found = /** @type {HTMLElement[]} */ ([...results.querySelectorAll(".pc-take, .pc-thumb, .pc-face")]);
  const at = found.indexOf(/** @type {any} */ (document.activeElement));
  const keys = /** @type {Record<string, number>} */ (event.target === box ? { ArrowDown: 0 } : at < 0 ? {} : { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1 });
  const next = keys[event.key] === -1 ? box : found[keys[event.key]];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Tab goes round within a dialog. @param {KeyboardEvent} event @param {HTMLElement} dialog */
export function held(event, dialog) {
  const stops = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll("button, input, select, textarea, a[href]")]).filter((node) => !(/** @type {any} */ (node).disabled) && node.offsetParent !== null);
  const [first, last] = [stops[0], stops.at(-1)];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first?.focus();
  }
}

/** @param {import("./view.js").View} view @param {string} label @param {string} what @param {any} given */
export function hear(view, label, what, given) {
  const button = iconButton("play", label, (event) => {
    event.stopPropagation();
    view.player.toggle(button, () => view.player.sound(what, given), (/** @type {any} */ error) => view.toast(sentences(error)));
  }, { "aria-pressed": "false" });
  return button;
}

/** @param {string} label @param {[string, string][]} options */
const filter = (label, options) => h("select.input", { "aria-label": label }, ...options.map(([value, text]) => h("option", { value }, text)));

/** @param {import("./view.js").View} view @param {any} opener @param {any} now who speaks already @param {(name: any) => void} take */
export function browseVoices(view, opener, now, take) {
  const language = filter("Language", [["", "Any language"], ...view.terms.languages.map((/** @type {string} */ code) => /** @type {[string, string]} */ ([code, languageName(code)]))]);
  language.value = view.store.board.head.language || "en";
  const gender = filter("Gender", [["", "Any"], ["female", "Female"], ["male", "Male"]]);
  browse(view, opener, {
    title: "Voices", hint: "A name", what: "voices", filters: [language, gender], take,
    given: () => ({ language: language.value, gender: gender.value }),
    item: (voice, chosen) => h("div.entry", null, hear(view, `Hear ${voice.name}`, "voice", { id: voice.id }),
      h("button.take", { type: "button", "aria-current": voice.name === now && "true", onclick: () => chosen(voice.name) }, h("strong", null, voice.name), h("span.hint", null, [voice.gender, voice.accent, voice.language].filter(Boolean).join(" · ")))),
  });
}

/** @param {import("./view.js").View} view @param {any} opener @param {(track: any) => void} take */
export function browseMusic(view, opener, take) {
  const mood = filter("Mood", [["", "Any mood"], ...view.terms.moods.map((/** @type {string} */ word) => /** @type {[string, string]} */ ([word, word]))]);
  browse(view, opener, {
    title: "Music", hint: "Calm, piano, technology…", what: "music", filters: [mood], take, given: () => ({ mood: mood.value }),
    item: (track, chosen) => h("div.entry", null, hear(view, `Hear ${track.title}`, "track", { url: track.url, name: track.title }),
      h("button.take", { type: "button", onclick: () => chosen(track) }, h("strong", null, track.title), h("span.hint", null, [track.duration && clock(track.duration), ...track.moods.slice(0, 2)].filter(Boolean).join(" · ")))),
  });
}

/** @param {import("./view.js").View} view @param {any} opener @param {(name: string) => void} take */
export function browseFonts(view, opener, take) {
  browse(view, opener, {
    title: "Fonts", hint: "A name", what: "fonts", take, grid: ".grid",
    item: (font, chosen) => {
      const sample = h("span.sample", { style: `font-family:${view.shelf.face(font.name)}`, "data-face": font.name }, font.name);
      return h("button.take.font", { type: "button", onclick: () => chosen(font.name) }, sample);
    },
  });
}

/** Shapes as the film will have them, in the colour of the text. @param {import("./view.js").View} view @param {any} opener @param {(name: string) => void} take */
export function browseShapes(view, opener, take) {
  browse(view, opener, {
    title: "Shapes", hint: "Arrow, star, heart…", what: "shapes", take, grid: ".media.tall",
    item: ({ name, picture }, chosen) => h("button.face", { type: "button", onclick: () => chosen(name) }, h("span.shape", { "data-shape": name, style: picture && `--icon:url(${picture})`, "aria-hidden": "true" }), h("span.hint", null, plainly(name))),
  });
}

/** A picture or a film: looked for, named by its address, or brought. @param {import("./view.js").View} view @param {any} opener @param {(medium: { type: string, visualUrl: string }) => void} take */
export function browseMedia(view, opener, take) {
  const file = h("input", { type: "file", accept: "image/*,video/*", hidden: true, onchange: () => file.files?.[0] && bring(view, file.files[0]).then((brought) => {
    if (!brought || brought.type === "audio") return;
    dialog()?.querySelector("button")?.click();
    take({ type: brought.type, visualUrl: brought.path });
  }) });
  const dialog = () => file.closest(".pc-dialog");
  browse(view, opener, {
    title: "Pictures and films", hint: "Sea, city at night…, or an address", what: "media", take, grid: ".media.tall", idle: "Search, paste an address, or bring a file.",
    filters: [h("button.quiet", { type: "button", onclick: () => file.click() }, "Bring a file…"), file],
    direct: (text, chosen) => (isAddress(text) || /\.(jpe?g|png|webp|gif|svg|mp4|mov|webm|m4v)$/i.test(text)
      ? h("button.take", { type: "button", onclick: () => chosen({ type: /\.(mp4|mov|webm|m4v)([?#]|$)/i.test(text) ? "video" : "image", visualUrl: text }) }, h("strong", null, "Use this address"), h("span.hint", null, text))
      : null),
    item: (one, chosen) => thumb(one, one.picture, () => chosen({ type: one.type, visualUrl: one.url })),
  });
}

/** @param {import("./view.js").View} view @param {any} opener @param {(look: any) => void} take */
export function browseAvatars(view, opener, take) {
  browse(view, opener, {
    title: "Avatars", hint: "A name", what: "avatars", take, grid: ".media.tall", none: "With an account its avatars are here. In the sandbox a stand-in speaks, whatever id you give.",
    item: (look, chosen) => h("button.face", { type: "button", onclick: () => chosen(look) }, look.picture ? h("img", { src: look.picture, alt: "" }) : h("span.i-avatar", { "aria-hidden": "true" }), h("strong", null, look.name), h("span.hint", null, look.look)),
  });
}

/** A small picture to click. @param {any} one @param {string} address @param {() => void} onclick */
function thumb(one, address, onclick) {
  const label = `Use ${one.description || "this"}${one.type === "video" ? ", a film" : ""}`;
  return h("button.thumb", { type: "button", "aria-label": label, title: one.description, "data-url": one.url, onclick }, address ? h("img", { src: address, alt: "", draggable: "false" }) : one.description, one.duration ? h("span.length", null, clock(one.duration)) : null);
}

/** What can be dragged onto a scene. @param {any} node @param {any} background */
export function draggable(node, background) {
  node.draggable = true;
  node.addEventListener("dragstart", (/** @type {DragEvent} */ event) => {
    event.dataTransfer?.setData("application/x-pictory-background", JSON.stringify(background));
    event.dataTransfer?.setData("text/plain", background.visualUrl);
  });
  return node;
}

/** The search for pictures and films within the panel; what it found stays, whichever scene it is shown for. @param {import("./view.js").View} view @returns {(import("./fields.js").Field | Node)[]} */
export function mediaPicker(view) {
  view.media = view.media || madePicker(view);
  return view.media;
}

/** @param {import("./view.js").View} view */
function madePicker(view) {
  const box = h("input.input", { type: "search", placeholder: "Search pictures and films", "aria-label": "Search pictures and films" });
  const results = h("ul.results.media", { "aria-label": "Pictures and films", tabindex: -1 });
  const status = h("div.hint", { role: "status" }, "Or drop a file onto a scene.");
  const file = h("input", { type: "file", accept: "image/*,video/*", hidden: true, onchange: () => file.files?.[0] && upload(view, file.files[0], view.active) });
  const browse = h("button.quiet", { type: "button", onclick: () => file.click() }, "Bring a file…");
  let [asked, timer] = [0, 0];
  async function look() {
    const mine = ++asked;
    if (!box.value.trim()) return;
    status.replaceChildren(looking());
    try {
      const { value, buffers } = await view.store.ask("find", { what: "media", query: box.value });
      if (mine !== asked) return;
      results.replaceChildren(...value.items.map((/** @type {any} */ one) => {
        const address = one.picture >= 0 ? view.shelf.keep(buffers[one.picture], one.pictureType) : "";
        const background = { type: one.type, visualUrl: one.url };
        return h("li", null, draggable(thumb(one, address, () => show(view, background)), background));
      }));
      status.textContent = value.items.length ? value.note : "Nothing was found. Try another word.";
    } catch (error) {
      if (mine === asked) status.textContent = sentences(error);
    }
  }
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, 300);
  });
  for (const part of [box, results]) part.addEventListener("keydown", (/** @type {any} */ event) => walk(event, box, results));
  return [h("div.row", null, box, browse, file), status, { way: [], node: results, update() {
    const url = lookUp(view.store.board, [view.active, "background", "visualUrl"]);
    for (const one of results.querySelectorAll(".pc-thumb")) one.setAttribute("aria-pressed", String(one.dataset.url === url));
  } }];
}
