// The panel: everything about the chosen scene that is not its story, and the settings of the whole video.
// @ts-check
import { changeOf, lookUp } from "./board.js";
import { say } from "../../page.js";
import { h } from "./dom.js";
import { sourceOf } from "./card.js";
import { chooseBackground, chooseSource, lookFields, openMusic } from "./doing.js";
import { avatar, avatarHere, brolls, drawnFields, elements, ends, mediumField, soundFields, tailOf } from "./elements.js";
import { browseVoices, mediaPicker } from "./picker.js";
import { choiceField, colorField, foldField, languageName, numberField, plainly, placeField, rangeField, selectField, stretchFields, switchField, textField, when } from "./fields.js";
import { letterFields } from "./letters.js";

/** @typedef {import("./fields.js").Scope} Scope  @typedef {import("./fields.js").Field} Field */

/** @param {number} value */
const hundredth = (value) => Math.round(value * 100) / 100;
/** @param {readonly string[]} words @param {string} usual @returns {[any, string][]} */
const listed = (words, usual) => [[null, usual], ...words.map((word) => /** @type {[any, string]} */ ([word, plainly(word)]))];

/** @param {readonly string[]} codes @param {string} usual @returns {[any, string][]} */
const spoken = (codes, usual) => [[null, usual], ...codes.map((code) => /** @type {[any, string]} */ ([code, languageName(code)]))];

/** A fold of the panel. It is built when it is first opened, and again when `shape` tells that other fields are wanted. */
class Section {
  /** @param {string} title @param {() => string} shape @param {() => (Field | Node)[]} build @param {{ open?: boolean, there?: () => boolean, says?: () => any, folded?: () => void }} [how] `says` is read beside the title: what differs from the usual */
  constructor(title, shape, build, { open = false, there = () => true, says = () => "", folded = () => undefined } = {}) {
    this.title = title;
    this.there = there;
    this.says = says;
    this.shape = shape;
    this.build = build;
    this.body = h("div.fold", null);
    this.number = h("span.many", null);
    this.node = h("details.section", { open }, h("summary", null, title, " ", this.number), this.body);
    /** @type {Field[]} */
    this.fields = [];
    this.now = "";
    this.node.addEventListener("toggle", () => {
      if (!(/** @type {any} */ (this.node).open)) return folded();
      this.update();
      return this.shown();
    });
    const head = this.node.querySelector("summary");
    head?.addEventListener("click", () => this.update(true)); // toggle tells it a moment later: a quick Tab would have passed by
    head?.addEventListener("keydown", (/** @type {any} */ event) => this.walk(event));
  }

  /** What is opened at the lower edge is seen, as much of it as there is room for. */
  shown() {
    const panel = /** @type {HTMLElement} */ (this.node.parentElement);
    const [own, room] = [this.node.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (this.node.contains(document.activeElement) && own.bottom > room.bottom) panel.scrollTop += Math.min(own.bottom - room.bottom, own.top - room.top);
  }

  /** From one headline to the next with the arrow keys: a panel is long. @param {KeyboardEvent & { currentTarget: HTMLElement }} event */
  walk(event) {
    const heads = /** @type {HTMLElement[]} */ ([...(this.node.parentElement?.querySelectorAll(":scope > .pc-section:not([hidden]) > summary") || [])]);
    const at = heads.indexOf(event.currentTarget);
    const next = heads[/** @type {any} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: heads.length - 1 })[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** Whoever was on a field is on it again, or on what stands in its place. @param {any} held @param {string} said */
  hold(held, said) {
    const stops = [.../** @type {any} */ (this.body.querySelectorAll("button, input, select, textarea, summary"))].filter((node) => node.offsetParent);
    const next = this.body.contains(held) ? held : stops.find((node) => heard(node) === said) || this.node.querySelector("summary");
    if (document.activeElement === document.body || !document.activeElement) next.focus({ preventScroll: true });
  }

  update(opens = false) {
    this.node.hidden = !this.there();
    say(this.number, [this.says()].flat().filter((one) => one || one === 0).join("  ·  "));
    if (this.node.hidden || !(opens || /** @type {any} */ (this.node).open)) return;
    const shape = `built ${this.shape()}`;
    if (shape !== this.now) {
      this.now = shape;
      const parts = this.build();
      this.fields = /** @type {Field[]} */ (parts.filter((part) => "update" in part));
      const held = this.body.contains(document.activeElement) ? /** @type {any} */ (document.activeElement) : null;
      const said = held && heard(held);
      this.body.replaceChildren(...parts.map((part) => ("update" in part ? part.node : part)));
      for (const field of this.fields) field.update();
      if (held) this.hold(held, said);
      return;
    }
    for (const field of this.fields) field.update();
  }
}

/** What somebody who is on it hears. @param {any} node */
const heard = (node) => `${node.closest(".pc-field")?.querySelector(".pc-label")?.textContent || ""} ${node.getAttribute("aria-label") || node.textContent}`;

/** Which kind of background a scene has. @param {any} scene */
export function backgroundKind(scene) {
  const background = scene.background || {};
  if (background.color) return "color";
  if (background.aiVisual) return "ai";
  return background.visualUrl ? "media" : "auto";
}

/** The values of the cards that `ids` tells, the first of which is shown; an empty id is the video. @param {import("./view.js").View} view @param {() => string[]} ids @returns {Scope} */
function scopeOf(view, ids) {
  const { store } = view;
  return {
    get: (way) => lookUp(store.board, [ids()[0], ...way]),
    set: (way, value, label) => {
      const targets = way.length ? ids() : ids().slice(0, 1);
      store.make(targets.map((id) => changeOf(store.board, [id, ...way], value)), label, { key: `${ids()[0]} ${way.join(".")}` });
    },
    holds: (node) => view.holds(node),
    // Those that are about the field, or about what stands within it.
    remarks: (way) => (store.told.remarks?.[ids()[0]] || []).filter((/** @type {any} */ one) => way.length && way.every((step, index) => one.at[index + 1] === step)),
    fill: (list, found) => view.fill(list, found),
  };
}

/** The sections for a scene, and for all that are selected with it. @param {import("./view.js").View} view @returns {Section[]} */
export function sceneSections(view) {
  const chosen = () => (view.picked.has(view.active) && view.picked.size > 1 ? [view.active, ...[...view.picked].filter((id) => id !== view.active)] : [view.active]);
  const scope = (view.sceneScope = scopeOf(view, chosen));
  const { terms } = view;
  const scene = () => scope.get([]) || {};
  const kind = () => view.wanted.get(view.active) || backgroundKind(scene());
  return [
    new Section("Background", () => `${view.active} ${kind()} ${scene().background?.type}`, () => background(view, scope, kind), { open: true, says: () => ({ media: tailOf(scene().background?.visualUrl), color: scene().background?.color, ai: scene().background?.aiVisual?.model, auto: scene().background?.searchFilter?.query })[/** @type {"media"} */ (kind())] }),
    new Section("On the picture", () => `${view.active} ${view.element} ${(scene().elements || []).map((/** @type {any} */ one) => one.type || "text").join(" ")}`, () => elements(view, scope), { says: () => scene().elements?.length }),
    new Section("B-roll", () => `${view.active} ${view.broll} ${(scene().backgroundBrolls || []).length}`, () => brolls(view, scope), { says: () => scene().backgroundBrolls?.length, folded: () => {
      view.broll = null;
      view.drawStage();
    } }),
    new Section("Avatar", () => view.active, () => avatarHere(view, scope), { there: () => Boolean(view.store.board.head.avatar), says: () => scene().avatar?.hide && "hidden" }),
    new Section("Subtitles", () => view.active, () => [
      switchField(scope, ["hideSubtitles"], "Show subtitles", { turned: true }),
      switchField(scope, ["highlightKeywords"], "Find keywords by itself", { usual: true }),
      selectField(scope, ["maxSubtitleLines"], "Lines at a time", [[null, "As usual"], [1, "1"], [2, "2"], [3, "3"], [4, "4"]]),
      textField(scope, ["caption"], "Shown instead", { lines: 2, placeholder: "the story, as it is spoken" }),
      when(selectField(scope, ["captionLanguage"], "Written in", spoken(terms.captionLanguages, "Choose one")), () => scope.get(["caption"])),
      ...letterFields(view, scope, ["subtitleStyle"], { size: "54", subtitles: true }),
    ], { says: () => (scene().hideSubtitles ? "none" : [scene().caption && "other words", scene().subtitleStyle && (scene().subtitleStyle.fontFamily || "their own style")]) }),
    new Section("Voice", () => view.active, () => voice(view, scope), { says: () => scene().voiceOver && spoke(scene()) }),
    new Section("Timing and transition", () => view.active, () => [
      numberField(scope, ["minimumDuration"], "At least", { min: 0, max: 600, step: 0.5, unit: "s", placeholder: "auto" }),
      numberField(scope, ["endPauseDuration"], "Pause after it", { min: 0, max: 60, step: 0.5, unit: "s", placeholder: "0" }),
      selectField(scope, ["sceneTransition"], "Comes in by", listed(terms.transitions, "As usual")),
      selectField(scope, ["backgroundMusic", "enabled"], "Music here", [[null, "As in the video"], [true, "On"], [false, "Off"]]),
    ], { says: () => [scene().minimumDuration && `${scene().minimumDuration} s`, scene().sceneTransition && plainly(scene().sceneTransition).toLowerCase(), scene().backgroundMusic?.enabled === false && "no music"] }),
    new Section("What it is told from", () => `${view.active} ${sourceOf(scene())[1]}`, () => source(view, scope), { says: () => ({ storyCoPilot: "a prompt", blogUrl: "a page", pptUrl: "slides", audioUrl: "sound", videoUrl: "a film" })[/** @type {"pptUrl"} */ (sourceOf(scene())[1])] }),
    new Section("Every field", () => view.active, () => [everything(view, scope)]),
  ];
}

/** @param {import("./view.js").View} view @param {Scope} scope @param {() => string} kind @returns {(Field | Node)[]} */
function background(view, scope, kind) {
  const { terms } = view;
  const way = (/** @type {(string | number)[]} */ ...steps) => ["background", ...steps];
  const choose = (/** @type {string} */ wanted) => chooseBackground(view, wanted);
  const parts = /** @type {(Field | Node)[]} */ ([choiceField("Background", [["auto", "Automatic"], ["media", "Picture or film"], ["color", "Colour"], ["ai", "AI"]], kind, choose)]);
  if (kind() === "auto") {
    parts.push(textField(scope, way("searchFilter", "query"), "Look for", { placeholder: "left to the story" }), selectField(scope, way("searchFilter", "category"), "In the category", listed(terms.categories, "Any")));
  }
  if (kind() === "color") parts.push(colorField(scope, way("color"), "Colour"));
  if (kind() === "media") {
    parts.push(...mediaPicker(view));
    parts.push(textField(scope, way("visualUrl"), "Address or path", { placeholder: "https://… or pictures/sea.jpg" }));
    parts.push(selectField(scope, way("type"), "It is a", [[null, "Told by its ending"], ["image", "Picture"], ["video", "Film"]]));
    if (scope.get(way("type")) === "video") parts.push(...soundFields(scope, way("settings")), ...stretchFields(scope, way("clips"), "Only from"));
    else parts.push(selectField(scope, way("settings"), "Moves", [[null, "As usual"], [{ kenBurnsEffect: true }, "Slowly in or out"], [{ zoomAndPan: true }, "Zoom and pan"], [{ kenBurnsEffect: false }, "Not at all"]].map(([value, text]) => /** @type {[any, string]} */ ([value, text]))));
  }
  if (kind() === "ai") {
    parts.push(...drawnFields(view, scope, ["background"]));
  }
  if (kind() !== "color") {
    parts.push(colorField(scope, way("colorOverlay", "color"), "Veil over it"));
    if (scope.get(way("colorOverlay"))) parts.push(rangeField(scope, way("colorOverlay", "opacity"), "Strength", { min: 0, max: 1, step: 0.05, usual: 0.4, say: (value) => `${Math.round(value * 100)} %`, kept: hundredth }));
  }
  return parts;
}

/** @param {import("./view.js").View} view @param {Scope} scope @returns {(Field | Node)[]} */
function voice(view, scope) {
  const state = () => (scope.get(["voiceOver"]) === undefined ? "inherit" : voiceKind(scope));
  return [
    choiceField("Voice", [["inherit", "As in the video"], ["voice", "Its own"], ["recording", "A recording"], ["off", "Silent"]], state, (wanted) => putVoice(scope, wanted, { off: { enabled: false }, inherit: null })),
    ...voiceFields(view, scope, state),
  ];
}

/** Whether a voice reads, a recording is heard, or nobody. @param {Scope} scope */
const voiceKind = (scope) => (!scope.get(["voiceOver", "enabled"]) ? "off" : scope.get(["voiceOver", "externalVoice"]) ? "recording" : "voice");

/** Who is heard, in a word. @param {any} body of a scene or of the video */
const spoke = ({ voiceOver }) => (!voiceOver?.enabled ? "silent" : voiceOver.externalVoice ? "a recording" : voiceOver.aiVoices?.[0]?.speaker ?? "the usual voice");

/** @param {Scope} scope @param {string} wanted @param {Record<string, any>} others */
const putVoice = (scope, wanted, others) => scope.set(["voiceOver"], { voice: { enabled: true }, recording: { enabled: true, externalVoice: { voiceUrl: "https://" } }, ...others }[wanted], "the voice");

/** Who reads, how fast and how loud; or what is heard instead. @param {import("./view.js").View} view @param {Scope} scope @param {() => string} state @returns {Field[]} */
export function voiceFields(view, scope, state) {
  const way = (/** @type {(string | number)[]} */ ...steps) => ["voiceOver", ...steps];
  const speaker = () => scope.get(way("aiVoices", 0, "speaker"));
  const name = h("span.kind", null);
  const button = h("button.pick", { type: "button", onclick: (/** @type {any} */ event) => browseVoices(view, event.currentTarget, speaker(), (voice) => {
    const others = scope.get(way("aiVoices", 0)) || {};
    scope.set(way(), { enabled: true, aiVoices: [{ ...others, speaker: voice }] }, "the voice");
  }) }, h("span.i-avatar", { "aria-hidden": "true" }), name, h("span.says", null, "choose another voice"));
  const pick = { way: way(), node: h("div.field", null, button), update() {
    name.textContent = String(speaker() ?? "The usual voice");
    button.setAttribute("aria-label", `${name.textContent} · choose another voice`);
  } };
  const read = () => state() === "voice";
  const heard = () => state() === "recording";
  const louder = { min: -1, max: 1, step: 0.1, usual: 0, say: (/** @type {number} */ value) => (value > 0 ? `+${Math.round(value * 100)} %` : `${Math.round(value * 100)} %`), kept: hundredth };
  return [
    when(pick, read),
    when(rangeField(scope, way("aiVoices", 0, "speed"), "Speed", { min: 50, max: 200, step: 5, usual: 100, say: (value) => `${value} %` }), () => read() && speaker() !== undefined),
    when(rangeField(scope, way("aiVoices", 0, "amplificationLevel"), "Louder", louder), () => read() && speaker() !== undefined),
    when(textField(scope, way("externalVoice", "voiceUrl"), "Recording", { placeholder: "https://… or voice.mp3" }), heard),
    when(switchField(scope, way("externalVoice", "syncVoice"), "Scenes follow it"), heard),
    when(rangeField(scope, way("externalVoice", "amplificationLevel"), "Louder", louder), heard),
  ];
}

/** @param {import("./view.js").View} view @param {Scope} scope @returns {(Field | Node)[]} */
function source(view, scope) {
  const { terms } = view;
  const now = () => sourceOf(scope.get([]) || {})[1];
  const parts = [choiceField("Told from", [["story", "The story"], ["storyCoPilot", "A prompt"], ["blogUrl", "A page"], ["pptUrl", "Slides"], ["audioUrl", "Sound"], ["videoUrl", "A film"]], now, (wanted) => chooseSource(view, wanted))];
  const kind = now();
  if (kind === "storyCoPilot") {
    parts.push(textField(scope, ["storyCoPilot", "prompt"], "Prompt", { lines: 3 }), selectField(scope, ["storyCoPilot", "tone"], "Tone", listed(terms.tones, "Any")), numberField(scope, ["storyCoPilot", "duration"], "Length", { min: 1, max: 600, unit: "s" }), selectField(scope, ["storyCoPilot", "videoType"], "Kind", listed(terms.videoTypes, "Any")), selectField(scope, ["storyCoPilot", "platform"], "Made for", listed(terms.platforms, "Anywhere")));
  } else if (kind !== "story") parts.push(textField(scope, [kind], "Address", { placeholder: "https://…" }));
  if (kind === "audioUrl" || kind === "videoUrl") parts.push(selectField(scope, ["audioLanguage"], "Language", spoken(terms.audioLanguages, "Choose one")));
  if (kind === "story") parts.push(switchField(scope, ["createSceneOnNewLine"], "A scene for each line"), switchField(scope, ["createSceneOnEndOfSentence"], "A scene for each sentence"), switchField(scope, ["isSSMLStory"], "It holds SSML"));
  return parts;
}

/** Whatever no other field shows, as JSON. @param {import("./view.js").View} view @param {Scope} scope @returns {Field} */
function everything(view, scope) {
  const text = h("textarea.input.code", { rows: 8, spellcheck: "false", "aria-label": "The whole scene as JSON" });
  const note = h("div.hint", { role: "status" }, "The fields of the API, as they are sent.");
  text.addEventListener("input", () => {
    try {
      const body = JSON.parse(text.value);
      if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Error("a scene is an object");
      scope.set([], body, "the scene's fields");
      note.textContent = "The fields of the API, as they are sent.";
    } catch (error) {
      note.textContent = `Not taken yet: ${/** @type {any} */ (error).message}`;
    }
  });
  return { way: [], node: h("div.field", null, text, note), update() {
    if (!view.holds(text)) text.value = JSON.stringify(scope.get([]) || {}, null, 2);
  } };
}

/** The sections for the whole video. @param {import("./view.js").View} view @returns {Section[]} */
export function videoSections(view) {
  const scope = scopeOf(view, () => [""]);
  const { terms } = view;
  const logo = () => scope.get(["logo", "url"]);
  const size = () => `${scope.get(["videoWidth"]) || ""}`;
  const music = () => scope.get(["backgroundMusic"]);
  const musicKind = () => (!music()?.enabled ? "off" : music().musicUrl ? "own" : "auto");
  const put = (/** @type {string} */ wanted) => scope.set(["backgroundMusic"], wanted === "off" ? null : { enabled: true, volume: music()?.volume ?? 0.15, ...(wanted === "auto" ? { autoMusic: true } : {}) }, "the music");
  return [
    new Section("Picture", size, () => [
      selectField(scope, ["aspectRatio"], "Shape", [[null, "As usual: 16:9"], ["16:9", "16:9, wide"], ["9:16", "9:16, for phones"], ["1:1", "1:1, square"], ["4:5", "4:5, upright"]]),
      numberField(scope, ["videoWidth"], "Width", { min: 16, max: 4096, unit: "px", placeholder: "auto" }),
      numberField(scope, ["videoHeight"], "Height", { min: 16, max: 4096, unit: "px", placeholder: "auto" }),
      mediumField(view, scope, ["logo"], "Logo", "url"),
      when(placeField(scope, ["logo", "position"], "It stands"), logo),
      when(numberField(scope, ["logo", "width"], "It is wide", { min: 1, max: 100, unit: "%", placeholder: "10" }), logo),
    ], { open: true, says: () => [size() ? `${size()} × ${scope.get(["videoHeight"])}` : scope.get(["aspectRatio"]) || "16:9", logo() && "logo"] }),
    new Section("Voice", () => "", () => [
      choiceField("Voice-over", [["voice", "Spoken"], ["recording", "A recording"], ["off", "Silent"]], () => voiceKind(scope), (wanted) => putVoice(scope, wanted, { off: null })),
      ...voiceFields(view, scope, () => voiceKind(scope)),
      selectField(scope, ["language"], "Language", spoken(terms.languages, "English, as usual")),
    ], { open: true, says: () => spoke(scope.get([])) }),
    new Section("Music", musicKind, () => [
      choiceField("Music", [["off", "None"], ["auto", "Chosen for you"], ["own", "Choose it"]], musicKind, (wanted) => (wanted === "own" ? openMusic(view) : put(wanted))),
      ...(musicKind() === "off" ? [] : [rangeField(scope, ["backgroundMusic", "volume"], "Volume", { min: 0, max: 1, step: 0.05, usual: 1, say: (value) => `${Math.round(value * 100)} %`, kept: hundredth })]),
      ...(musicKind() === "own" ? [textField(scope, ["backgroundMusic", "musicUrl"], "Track"), ...stretchFields(scope, ["backgroundMusic", "clips"], "Only from")] : []),
    ], { open: true, says: () => ({ off: "none", auto: "chosen for you", own: tailOf(music()?.musicUrl) })[/** @type {"off"} */ (musicKind())] }),
    new Section("Opening and end", () => "", () => ends(view)),
    new Section("Avatar", () => `${Boolean(scope.get(["avatar", "avatarId"]))}`, () => avatar(view, scope)),
    new Section("Subtitles", () => "", () => letterFields(view, scope, ["subtitleStyle"], { size: "54", subtitles: true }), { says: () => scope.get(["subtitleStyle", "fontFamily"]) }),
    new Section("Saved looks", () => "", () => lookFields(view, scope), { says: () => [scope.get(["brandName"]), scope.get(["smartLayoutName"]), scope.get(["subtitleStyleName"])] }),
    new Section("Every field", () => "", () => [everything(view, scope)]),
  ];
}
