// A film beside its words. What is struck here is told to Python, which answers with the clips that are left.
// @ts-check

import { clock, keep, living, onTheme, say, theme } from "./page.js";
import { element } from "./parts.js";

/**
 * @typedef {[text: string, start: number, end: number, sentence: number]} Word
 * @typedef {{ words: Word[], duration: number, language: string, fillers: number[], silences: [number, number][],
 *             summaries: { seconds: number, places: number[] }[], name: string,
 *             film: { url?: string, bytes?: number, sound?: boolean, none?: string }, waiting?: string }} About
 * @typedef {{ struck: number[], tight: boolean }} Edit
 * @typedef {{ get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *             on(event: string, callback: Function): void, off(event: string, callback: Function): void,
 *             send(content: object): void }} Model
 */

const SVG = "http://www.w3.org/2000/svg";
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

/** Undo and redo of a model: all of its views share them. @type {WeakMap<object, { past: Edit[], future: Edit[] }>} */
const histories = new WeakMap();

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}

/** @param {string} name @param {string} label @param {keyof typeof ICONS} [sign] @param {string} [hint] */
function button(name, label, sign, hint) {
  const node = /** @type {HTMLButtonElement} */ (element("button", name, { type: "button" }));
  node.classList.add("pictory-button");
  if (sign) node.append(icon(sign));
  node.append(element("span", "label", {}, label));
  node.title = hint || label;
  node.setAttribute("aria-label", label);
  return node;
}

/** A word as it is looked for: without case and punctuation. @param {string} text */
const plain = (text) => text.toLocaleLowerCase().replace(/’/g, "'").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

/** Where `phrase` is said, as first and last place; the last word may be unfinished. @param {string[]} said @param {string} phrase */
export function found(said, phrase) {
  const wanted = phrase.split(/\s+/).map(plain).filter(Boolean);
  /** @type {[number, number][]} */
  const places = [];
  for (let at = 0; wanted.length && at + wanted.length <= said.length; at++) {
    const last = wanted.length - 1;
    const fits = wanted.every((word, n) => (n < last ? said[at + n] === word : said[at + n].startsWith(word)));
    if (fits) places.push([at, at + last]);
  }
  return places;
}

/** The moment from which the film goes on after `time`: itself, or the start of the next clip; null at the end.
 * @param {[number, number][]} clips @param {number} time */
export function nextKept(clips, time) {
  for (const [start, end] of clips) {
    if (time < end - 0.02) return Math.max(time, start);
  }
  return null;
}

/** The parts of the editor, found by name. @param {About} about */
function build(about) {
  const name = about.name || "the film";
  const parts = {
    stage: element("div", "stage"),
    strip: element("div", "strip", { role: "slider", tabindex: "0", "aria-label": "Moment of the recording", "aria-valuemin": "0" }),
    clips: element("div", "clips"),
    head: element("div", "playhead"),
    play: button("play", "Play the cut", "play", "Play what is kept (Space)"),
    moment: element("span", "moment"),
    length: element("span", "length"),
    cut: button("cut", "Cut", "cut", "Cut the chosen words (Delete)"),
    undo: button("undo", "Undo", "undo", "Undo (Ctrl+Z)"),
    redo: button("redo", "Redo", "redo", "Redo (Ctrl+Shift+Z)"),
    fillers: button("fillers", "Fillers", undefined, "Cut every um and uh, or bring them back"),
    silences: button("silences", "Silences", undefined, "Make long silences short, or bring them back"),
    search: element("input", "search", { type: "search", placeholder: "Find words  /", "aria-label": "Find words" }),
    hits: element("span", "hits", { role: "status" }),
    strikeHits: button("strike-hits", "Cut all", undefined, "Cut every place that was found"),
    summaries: element("div", "summaries", { role: "group", "aria-label": "Highlights" }),
    words: element("div", "words", { role: "listbox", tabindex: "0", "aria-multiselectable": "true", "aria-label": `What is said in ${name}` }),
    making: element("div", "making", { role: "status" }),
    render: button("render", "Make the film", "film", "Have the film made of what is kept"),
  };
  parts.strip.append(parts.clips, parts.head);
  parts.strip.setAttribute("aria-valuemax", String(Math.round(about.duration)));
  const frame = element("section", "editor", { "aria-label": `Transcript of ${name}` });
  frame.append(
    element("div", "screen", {}, parts.stage, parts.strip,
      element("div", "transport", {}, parts.play, parts.moment, parts.length),
      parts.making,
      element("div", "ending", {}, parts.render)),
    element("div", "page", {},
      element("div", "tools", { role: "toolbar", "aria-label": "Edit" },
        parts.cut, parts.undo, parts.redo, element("span", "gap"), parts.fillers, parts.silences),
      element("div", "finder", {}, parts.search, parts.hits, parts.strikeHits),
      parts.summaries,
      parts.words,
      element("p", "help", {}, "Click a word to hear it · drag or Shift+arrows to choose · Delete cuts and brings back")),
  );
  return { ...parts, frame };
}

/** The words in their sentences, and each word's node. @param {About} about @param {string} id */
function lay(about, id) {
  /** @type {HTMLElement[]} */
  const nodes = [];
  /** @type {HTMLElement[]} */
  const groups = [];
  let sentence = NaN;
  const glue = /^(ja|zh|th)\b/.test(about.language) ? "" : " ";
  const quiet = new Map(about.silences.map(([start, end]) => [start, end - start]));
  about.words.forEach(([text, start, end, number], place) => {
    if (number !== sentence) {
      sentence = number;
      const moment = element("span", "time", { "aria-hidden": "true" }, clock(start));
      groups.push(element("div", "sentence", { role: "group", "aria-label": `at ${clock(start)}` }, moment));
    }
    const node = element("span", "word", { role: "option", id: `${id}-${place}`, "aria-selected": "false" }, text);
    node.dataset.place = String(place);
    nodes.push(node);
    const group = groups[groups.length - 1];
    group.append(node, glue);
    const rest = quiet.get(end);
    if (rest) group.append(element("span", "pause", { "aria-hidden": "true", title: `${rest.toFixed(1)} s of silence` }, `${rest.toFixed(1)} s`));
  });
  return { nodes, groups };
}

let editors = 0;

/** The editor of the words that there are now. The answer takes it away. @param {Model} model @param {HTMLElement} el */
function mount(model, el) {
  const about = /** @type {About} */ (model.get("about"));
  const { words } = about;
  const said = words.map(([text]) => plain(text));
  const parts = build(about);
  const { nodes, groups } = lay(about, `pictory-words-${++editors}`);
  parts.words.append(...groups);
  if (!words.length) parts.words.append(element("p", "nothing", {}, about.waiting || "Nothing is said in this recording."));
  el.replaceChildren(parts.frame);

  const history = histories.get(model) || { past: [], future: [] };
  histories.set(model, history);
  /** The word that keys start from, and the one that a choice began with. */
  let [caret, anchor] = [0, -1];
  /** @type {[number, number][]} */
  let hits = [];
  let hit = -1;
  /** The summary that is marked. */
  let marked = -1;
  /** @type {HTMLVideoElement | HTMLAudioElement | null} */
  let film = null;
  /** @type {string[]} */
  const addresses = [];

  const struck = () => new Set(/** @type {number[]} */ (model.get("struck")));
  const clips = () => /** @type {[number, number][]} */ (model.get("kept").clips);
  const chosen = () => (anchor < 0 ? [] : range(Math.min(anchor, caret), Math.max(anchor, caret)));
  const range = (/** @type {number} */ first, /** @type {number} */ last) =>
    Array.from({ length: last - first + 1 }, (_, n) => first + n);

  // Editing

  /** @param {Partial<Edit>} change */
  function edit(change) {
    const before = { struck: model.get("struck"), tight: model.get("tight") };
    history.past.push(before);
    history.future = [];
    put({ ...before, ...change });
  }

  /** @param {Edit} edit */
  function put(edit) {
    model.set("struck", edit.struck);
    model.set("tight", edit.tight);
    model.save_changes();
    // While the kernel is busy a second change of a trait is held back, and a cell that is run meanwhile, or a click on
    // Make the film, would overtake it. A message is not.
    model.send({ op: "edit", struck: edit.struck, tight: edit.tight });
    draw();
  }

  /** @param {Edit[]} from @param {Edit[]} to */
  function step(from, to) {
    const edit = from.pop();
    if (!edit) return;
    to.push({ struck: model.get("struck"), tight: model.get("tight") });
    put(edit);
  }

  /** Strike these words; where all of them are struck already, bring them back. @param {number[]} places */
  function strike(places) {
    const now = struck();
    const all = places.length > 0 && places.every((place) => now.has(place));
    for (const place of places) all ? now.delete(place) : now.add(place);
    if (places.length) edit({ struck: [...now].sort((a, b) => a - b) });
  }

  // Showing

  function draw() {
    const gone = struck();
    const picked = new Set(chosen());
    const inSummary = new Set(marked < 0 ? [] : about.summaries[marked].places);
    const inHits = new Set(hits.flatMap(([first, last]) => range(first, last)));
    const inHit = new Set(hit < 0 ? [] : range(...hits[hit]));
    nodes.forEach((node, place) => {
      const cut = gone.has(place);
      node.classList.toggle("pictory-struck", cut);
      node.classList.toggle("pictory-chosen", picked.has(place));
      node.classList.toggle("pictory-marked", inSummary.has(place));
      node.classList.toggle("pictory-hit", inHits.has(place));
      node.classList.toggle("pictory-this-hit", inHit.has(place));
      node.classList.toggle("pictory-caret", place === caret);
      node.setAttribute("aria-selected", String(picked.has(place)));
      if (cut) node.setAttribute("aria-label", `${words[place][0]}, cut`);
      else node.removeAttribute("aria-label");
    });
    parts.frame.classList.toggle("pictory-tight", Boolean(model.get("tight")));
    if (words.length) parts.words.setAttribute("aria-activedescendant", nodes[caret].id);
    const cuts = picked.size ? [...picked] : words.length ? [caret] : [];
    const back = cuts.length > 0 && cuts.every((place) => gone.has(place));
    rename(parts.cut, back ? "Bring back" : "Cut", back ? "back" : "cut");
    enable(parts.cut, words.length > 0);
    enable(parts.undo, history.past.length > 0);
    enable(parts.redo, history.future.length > 0);
    press(parts.fillers, about.fillers.length > 0 && about.fillers.every((place) => gone.has(place)));
    rename(parts.fillers, `Fillers ${about.fillers.length}`);
    enable(parts.fillers, about.fillers.length > 0);
    press(parts.silences, Boolean(model.get("tight")));
    rename(parts.silences, `Silences ${about.silences.length}`);
    enable(parts.silences, about.silences.length > 0);
    enable(parts.strikeHits, hits.length > 0);
    const many = hits.length === 1 ? "1 place" : `${hits.length} places`;
    say(parts.hits, search.value.trim() ? (hit >= 0 ? `${hit + 1} of ${many}` : many) : "");
    drawSummaries();
    drawKept();
  }

  /** @param {HTMLButtonElement} node @param {string} label @param {keyof typeof ICONS} [sign] */
  function rename(node, label, sign) {
    say(/** @type {Element} */ (node.querySelector(".pictory-label")), label);
    node.setAttribute("aria-label", label);
    if (sign && node.dataset.sign !== sign) {
      node.dataset.sign = sign;
      node.querySelector("svg")?.replaceWith(icon(sign));
    }
  }

  // Not `disabled`: a button that is switched off under the finger would lose the focus.
  const enable = (/** @type {HTMLElement} */ node, /** @type {boolean} */ on) => node.setAttribute("aria-disabled", String(!on));
  const press = (/** @type {HTMLElement} */ node, /** @type {boolean} */ on) => node.setAttribute("aria-pressed", String(on));
  const able = (/** @type {HTMLElement} */ node) => node.getAttribute("aria-disabled") !== "true";

  function drawSummaries() {
    if (!parts.summaries.childElementCount) {
      about.summaries.forEach(({ seconds }, number) => {
        const label = seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 6) / 10} min`;
        const chip = button("summary", label, undefined, "Mark the sentences that tell most");
        chip.setAttribute("aria-label", `Highlights of ${label}`);
        chip.addEventListener("click", () => ((marked = marked === number ? -1 : number), draw()));
        parts.summaries.append(chip);
      });
      if (about.summaries.length) {
        parts.summaries.prepend(element("span", "caption", {}, "Highlights"));
        const only = button("only", "Keep only these", undefined, "Cut everything but the marked sentences");
        only.addEventListener("click", () => {
          if (!able(only)) return;
          const inside = new Set(about.summaries[marked].places);
          edit({ struck: words.map((_, place) => place).filter((place) => !inside.has(place)) });
        });
        parts.summaries.append(only);
      }
    }
    parts.summaries.querySelectorAll(".pictory-summary").forEach((chip, number) => press(/** @type {HTMLElement} */ (chip), number === marked));
    const only = /** @type {HTMLElement | null} */ (parts.summaries.querySelector(".pictory-only"));
    if (only) enable(only, marked >= 0);
  }

  function drawKept() {
    const { length } = model.get("kept");
    const whole = about.duration || 1;
    parts.clips.replaceChildren(
      ...clips().map(([start, end]) => {
        const clip = element("span", "clip");
        clip.style.left = `${(100 * start) / whole}%`;
        clip.style.width = `${(100 * (end - start)) / whole}%`;
        return clip;
      }),
    );
    const all = Math.abs(length - about.duration) < 0.05;
    say(parts.length, all ? `${clock(about.duration)} in all` : `${clock(length)} of ${clock(about.duration)} kept`);
  }

  function drawMaking() {
    const { stage, progress, said: reason, mend, length, path } = model.get("making");
    parts.making.dataset.stage = stage || "";
    const at = progress ? ` ${progress} %` : "";
    const told = {
      asked: "The film is asked for …",
      making: `The film is being made${at}`,
      ready: "The film is on its way here …",
      here: `The film is ready: ${clock(length || 0)}, ${path}`,
      failed: [reason, mend && `→ ${mend}`].filter(Boolean).join(" "),
    };
    say(parts.making, told[/** @type {keyof typeof told} */ (stage)] || "");
    enable(parts.render, words.length > 0 && !["asked", "making", "ready"].includes(stage) && !about.film.none);
  }

  // The film

  /** @param {string} src @param {boolean} sound */
  function show(src, sound) {
    film?.pause();
    const node = /** @type {HTMLVideoElement} */ (element(sound ? "audio" : "video", "player", { src, preload: "auto" }));
    node.setAttribute("aria-label", about.name || "The film");
    node.playsInline = true;
    node.addEventListener("click", toggle);
    for (const event of ["play", "pause", "ended"]) node.addEventListener(event, follow);
    node.addEventListener("seeked", place);
    node.addEventListener("loadedmetadata", place);
    film = node;
    parts.stage.replaceChildren(sound ? element("div", "sounding", { "aria-hidden": "true" }) : node);
    if (sound) parts.stage.append(node);
    enable(parts.play, true);
  }

  function toggle() {
    if (!film) return;
    if (!film.paused) return film.pause();
    const from = nextKept(clips(), film.currentTime) ?? clips()[0]?.[0] ?? 0;
    if (Math.abs(from - film.currentTime) > 0.02) film.currentTime = from;
    film.play().catch(() => null);
  }

  let frame = 0;
  function follow() {
    cancelAnimationFrame(frame);
    const playing = Boolean(film && !film.paused && !film.ended);
    rename(parts.play, playing ? "Pause" : "Play the cut", playing ? "pause" : "play");
    place();
    if (playing) frame = requestAnimationFrame(tick);
  }

  /** While the film plays: what is cut is jumped over, and the word that is heard is lit. */
  function tick() {
    if (!film || film.paused) return;
    const on = nextKept(clips(), film.currentTime);
    if (on === null) film.pause();
    else if (on - film.currentTime > 0.03) film.currentTime = on;
    place();
    frame = requestAnimationFrame(tick);
  }

  let now = -1;
  function place() {
    const time = film?.currentTime ?? 0;
    parts.head.style.left = `${Math.min(100, (100 * time) / (about.duration || 1))}%`;
    parts.strip.setAttribute("aria-valuenow", String(Math.round(time)));
    parts.strip.setAttribute("aria-valuetext", clock(time));
    say(parts.moment, clock(time));
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle][1] <= time + 0.01) low = middle + 1;
      else high = middle;
    }
    const heard = low - 1 >= 0 && time < words[low - 1][2] + 0.12 && film ? low - 1 : -1;
    if (heard === now) return;
    nodes[now]?.classList.remove("pictory-now");
    now = heard;
    nodes[now]?.classList.add("pictory-now");
    if (film && !film.paused && now >= 0) into(nodes[now]);
  }

  /** Scroll the words, and nothing else, so that a word is seen. @param {HTMLElement} node */
  function into(node) {
    const box = parts.words;
    const [top, bottom] = [node.offsetTop - box.offsetTop, node.offsetTop - box.offsetTop + node.offsetHeight];
    if (top < box.scrollTop + 8) box.scrollTop = top - 24;
    else if (bottom > box.scrollTop + box.clientHeight - 8) box.scrollTop = bottom - box.clientHeight + 48;
  }

  /** @param {number} time */
  function seek(time) {
    if (film) film.currentTime = Math.max(0, Math.min(about.duration, time));
  }

  // Choosing

  /** @param {number} to @param {boolean} more */
  function move(to, more) {
    if (!words.length) return;
    const target = Math.max(0, Math.min(words.length - 1, to));
    if (more && anchor < 0) anchor = caret;
    if (!more) anchor = -1;
    caret = target;
    into(nodes[caret]);
    draw();
  }

  /** The word above or below the caret, as the eye sees it. @param {number} way */
  function line(way) {
    const from = nodes[caret].getBoundingClientRect();
    let [best, least] = [caret, Infinity];
    let row = NaN;
    for (let at = caret + way; at >= 0 && at < nodes.length; at += way) {
      const box = nodes[at].getBoundingClientRect();
      if (Math.abs(box.top - from.top) < 4) continue;
      if (Number.isNaN(row)) row = box.top;
      if (Math.abs(box.top - row) > 4) break;
      const off = Math.abs((box.left + box.right) / 2 - (from.left + from.right) / 2);
      if (off < least) [best, least] = [at, off];
    }
    return best;
  }

  const sentenceOf = (/** @type {number} */ at) => {
    let [first, last] = [at, at];
    while (first > 0 && words[first - 1][3] === words[at][3]) first--;
    while (last < words.length - 1 && words[last + 1][3] === words[at][3]) last++;
    return [first, last];
  };

  parts.words.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    /** @type {Record<string, () => void>} */
    const doing = {
      ArrowRight: () => move(caret + 1, event.shiftKey),
      ArrowLeft: () => move(caret - 1, event.shiftKey),
      ArrowDown: () => move(line(1), event.shiftKey),
      ArrowUp: () => move(line(-1), event.shiftKey),
      Home: () => move(control ? 0 : sentenceOf(caret)[0], event.shiftKey),
      End: () => move(control ? words.length - 1 : sentenceOf(caret)[1], event.shiftKey),
      Enter: () => seek(words[caret][1]),
      " ": toggle,
      Delete: () => strike(chosen().length ? chosen() : [caret]),
      Backspace: () => strike(chosen().length ? chosen() : [caret]),
      Escape: () => ((anchor = -1), draw()),
      "/": () => parts.search.focus(),
      a: () => control && ((anchor = 0), (caret = words.length - 1), draw()),
    };
    const known = doing[event.key];
    if (!words.length || !known || (event.key === "a" && !control) || (event.key === "Escape" && anchor < 0)) return;
    event.preventDefault();
    event.stopPropagation();
    known();
  });

  parts.frame.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target === parts.search) return;
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") {
      event.preventDefault();
      event.stopPropagation();
      key === "y" || event.shiftKey ? step(history.future, history.past) : step(history.past, history.future);
    }
  });

  const wordAt = (/** @type {EventTarget | null} */ target) => {
    const node = /** @type {Element | null} */ (target)?.closest?.(".pictory-word");
    return node && parts.words.contains(node) ? Number(/** @type {HTMLElement} */ (node).dataset.place) : -1;
  };
  let dragging = -1;
  parts.words.addEventListener("pointerdown", (event) => {
    const at = wordAt(event.target);
    if (at < 0 || event.button) return;
    event.preventDefault();
    parts.words.focus({ preventScroll: true });
    if (event.shiftKey) return move(at, true);
    dragging = at;
  });
  parts.words.addEventListener("pointermove", (event) => {
    if (dragging < 0) return;
    const at = wordAt(document.elementFromPoint(event.clientX, event.clientY));
    if (at < 0 || (at === dragging && anchor < 0) || at === caret) return;
    [anchor, caret] = [dragging, at];
    draw();
  });
  const release = (/** @type {PointerEvent} */ event) => {
    if (dragging < 0) return;
    const at = wordAt(event.target);
    if (at === dragging && caret === anchor) anchor = -1;
    if (anchor < 0 || at === dragging) {
      move(dragging, false);
      seek(words[dragging][1]);
    }
    dragging = -1;
  };
  addEventListener("pointerup", release);
  parts.words.addEventListener("dblclick", (event) => {
    const at = wordAt(event.target);
    if (at >= 0) ([anchor, caret] = sentenceOf(at)), draw();
  });

  // The tools

  const search = /** @type {HTMLInputElement} */ (parts.search);
  search.addEventListener("input", () => {
    hits = found(said, search.value);
    hit = hits.length ? 0 : -1;
    if (hit >= 0) into(nodes[hits[0][0]]);
    draw();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && search.value) {
      event.preventDefault();
      event.stopPropagation();
      search.value = "";
      [hits, hit] = [[], -1];
      draw();
    } else if (event.key === "Enter" && hits.length) {
      event.preventDefault();
      hit = (hit + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
      [anchor, caret] = hits[hit];
      into(nodes[caret]);
      seek(words[anchor][1]);
      draw();
    }
  });
  parts.strikeHits.addEventListener("click", () => strike(hits.flatMap(([first, last]) => range(first, last))));
  parts.cut.addEventListener("click", () => words.length && strike(chosen().length ? chosen() : [caret]));
  parts.undo.addEventListener("click", () => step(history.past, history.future));
  parts.redo.addEventListener("click", () => step(history.future, history.past));
  parts.fillers.addEventListener("click", () => strike(about.fillers));
  parts.silences.addEventListener("click", () => able(parts.silences) && edit({ tight: !model.get("tight") }));
  parts.play.addEventListener("click", toggle);
  parts.render.addEventListener("click", () => able(parts.render) && model.send({ op: "render" }));

  parts.strip.addEventListener("pointerdown", (event) => {
    const box = parts.strip.getBoundingClientRect();
    seek((about.duration * (event.clientX - box.left)) / box.width);
  });
  parts.strip.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? about.duration : way && (film?.currentTime ?? 0) + way;
    if (to === undefined) return;
    event.preventDefault();
    seek(to);
  });

  // What comes from the kernel

  /** @type {Record<string, { pieces: DataView[], got: number }>} */
  const coming = {};
  function receive(/** @type {{ op: string, at: number, of: number, said?: string }} */ message, /** @type {DataView[]} */ buffers) {
    if (message.op === "no film") return say(parts.stage, message.said || "");
    if (!["film", "cut"].includes(message.op) || !buffers?.length) return;
    const kept = (message.at === 0 && (coming[message.op] = { pieces: [], got: 0 })) || coming[message.op];
    if (!kept || (film && message.op === "film")) return;
    kept.pieces.push(buffers[0]);
    kept.got += buffers[0].byteLength;
    if (kept.got < message.of) return;
    const sound = message.op === "film" && Boolean(about.film.sound);
    const address = URL.createObjectURL(new Blob(kept.pieces, sound ? {} : { type: "video/mp4" }));
    addresses.push(address);
    if (message.op === "film") {
      show(address, sound);
    } else {
      const made = element("video", "player", { controls: "", src: address, preload: "metadata", "aria-label": "The film that was made" });
      parts.making.after(made);
      parts.frame.querySelectorAll(".pictory-making ~ video").forEach((older) => older !== made && older.remove());
    }
  }

  const paint = () => (parts.frame.dataset.theme = theme());
  paint();
  enable(parts.play, false);
  draw();
  drawMaking();
  place();
  if (about.film.url) show(about.film.url, false);
  else if (about.film.none) parts.stage.append(element("div", "nothing", {}, about.film.none));
  else {
    parts.stage.append(element("div", "nothing", {}, "The film is on its way …"));
    model.send({ op: "film" });
  }
  const endTheme = onTheme(paint);
  const watched = { "change:struck": draw, "change:tight": draw, "change:kept": drawKept, "change:making": drawMaking };
  for (const [event, doing] of Object.entries(watched)) model.on(event, doing);
  model.on("msg:custom", receive);
  return () => {
    endTheme();
    cancelAnimationFrame(frame);
    film?.pause();
    removeEventListener("pointerup", release);
    for (const [event, doing] of Object.entries(watched)) model.off(event, doing);
    model.off("msg:custom", receive);
    addresses.forEach((address) => URL.revokeObjectURL(address));
  };
}

/** @param {{ model: Model, el: HTMLElement }} view */
function render({ model, el }) {
  el.classList.add("pictory-transcript");
  el.addEventListener("keydown", keep);
  let end = mount(model, el);
  const again = () => {
    end();
    end = mount(model, el);
  };
  model.on("change:about", again);
  return () => {
    model.off("change:about", again);
    end();
  };
}

export default living(render);
