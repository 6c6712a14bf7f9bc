// Elements: the fields of what stands on the picture or comes before it: texts, shapes, pictures, films, b-rolls, the avatar.
// @ts-check
import { h, iconButton } from "./dom.js";
import { browseAvatars, browseMedia, browseShapes } from "./picker.js";
import { colorField, foldField, numberField, plainly, placeField, selectField, stretchFields, switchField, textField, when } from "./fields.js";
import { letterFields } from "./letters.js";
import { nameOf } from "./placing.js";

/** @typedef {import("./fields.js").Scope} Scope  @typedef {import("./fields.js").Field} Field  @typedef {import("./view.js").View} View */

/** The last part of an address. @param {string | undefined} url */
export const tailOf = (url) => decodeURIComponent((url || "").split(/[?#]/)[0].split("/").filter(Boolean).pop() || "");

/**
 * A row of a list that opens: what it is, what it says, and a way to take it away.
 * @param {{ icon: string, label: string, open: boolean, says: () => string, toggle: () => void, remove: () => void, fields: () => (Field | Node)[] }} how @returns {Field[]}
 */
function row({ icon, label, open, says, toggle, remove, fields }) {
  const said = h("span.says", null);
  const button = h("button.opener", { type: "button", "aria-expanded": String(open), onclick: toggle }, h(`span.i-${icon}`, { "aria-hidden": "true" }), h("span.kind", null, label), said);
  const parts = open ? fields() : [];
  const inner = /** @type {Field[]} */ (parts.filter((part) => "update" in part));
  const node = h(`div.thing${open ? ".opened" : ""}`, null, h("div.row", null, button, iconButton("bin", `Take away: ${label}`, remove)), ...(open ? [h("div.inner", null, ...parts.map((part) => ("update" in part ? part.node : part)))] : []));
  return [{ way: [], node, update() {
    said.textContent = says();
    for (const field of inner) field.update();
  } }];
}

/** Buttons that add. @param {[string, string, (event: any) => void][]} items */
export const adders = (items) => h("div.adders", null, ...items.map(([icon, text, onclick]) => h("button.quiet", { type: "button", onclick }, h(`span.i-${icon}`, { "aria-hidden": "true" }), text)));

/** What stands on the picture. @param {View} view @param {Scope} scope @returns {(Field | Node)[]} */
export function elements(view, scope) {
  const items = () => scope.get(["elements"]) || [];
  const put = (/** @type {any[]} */ list, /** @type {string} */ label) => scope.set(["elements"], list.length ? list : null, label);
  const add = (/** @type {any} */ item) => {
    view.element = items().length;
    put([...items(), item], "adding to the picture");
    view.refresh();
    const words = view.scenePanel.querySelector(".pc-opened textarea");
    words?.select();
    (words || view.handles.querySelector(`[data-key="${view.element}"]`))?.focus();
    view.scenePanel.querySelector(".pc-opened")?.scrollIntoView({ block: "nearest" });
  };
  const picture = (/** @type {any} */ event) => browseMedia(view, event.currentTarget, (medium) => add({ type: medium.type, visualUrl: medium.visualUrl, width: "40%" }));
  const rows = items().flatMap((/** @type {any} */ item, /** @type {number} */ index) => row({
    icon: item.type || "text",
    label: nameOf(item, index),
    open: view.element === index,
    says: () => {
      const now = items()[index] || {};
      return now.text || (now.name && plainly(now.name)) || tailOf(now.visualUrl) || now.searchFilter?.query || now.aiVisual?.prompt || "";
    },
    toggle: () => {
      view.element = view.element === index ? null : index;
      view.refresh();
    },
    remove: () => {
      view.element = null;
      put(items().filter((/** @type {any} */ _, /** @type {number} */ at) => at !== index), "taking it off the picture");
    },
    fields: () => elementFields(view, scope, item, index),
  }));
  const hint = h("div.hint", null, items().length ? "Drag it on the still, or move it there with the arrow keys." : "Words, pictures and shapes over the background.");
  return [...rows, hint, adders([
    ["text", "Heading", () => add({ type: "text", text: "A heading", textVariant: "heading" })],
    ["text", "Text", () => add({ type: "text", text: "A line of text", textVariant: "subheading" })],
    ["image", "Picture or film", picture],
    ["spark", "AI picture", () => add({ ...undrawn(view), width: "40%" })],
    ["shape", "Shape", () => add({ type: "shape", name: "rectangle", fill: "#5f3dc4", width: "30%" })],
  ])];
}

/** @param {View} view @param {Scope} scope @param {any} item @param {number} index @returns {(Field | Node)[]} */
function elementFields(view, scope, item, index) {
  const way = (/** @type {(string | number)[]} */ ...steps) => ["elements", index, ...steps];
  const type = item.type || "text";
  const own = {
    text: () => [
      textField(scope, way("text"), "Words", { lines: 2 }),
      selectField(scope, way("textVariant"), "It is a", [["heading", "Heading"], ["subheading", "Subheading"], [null, "Small text"]]),
      ...letterFields(view, scope, way("style"), { size: { heading: "66", subheading: "42" }[/** @type {"heading"} */ (item.textVariant)] || "20" }),
    ],
    shape: () => shapeFields(view, scope, way()),
    image: () => shownFields(view, scope, way()),
    video: () => [...shownFields(view, scope, way()), ...soundFields(scope, way("settings"))],
  }[/** @type {"text"} */ (type)];
  return [
    ...(own ? own() : []),
    freely(scope, way()),
    numberField(scope, way("width"), "Width", { min: 1, max: 100, unit: "%", placeholder: "auto" }),
  ];
}

/** A shape; only some of them have an outline, and corners. @param {View} view @param {Scope} scope @param {(string | number)[]} way @returns {Field[]} */
function shapeFields(view, scope, way) {
  const { shapes, outlined } = view.terms;
  const at = (/** @type {string} */ step) => [...way, step];
  const lined = () => outlined.includes(scope.get(at("name")));
  const named = selectField(scope, at("name"), "Shape", shapes.map((/** @type {string} */ word) => [word, plainly(word)]));
  named.node.querySelector(".pc-control")?.append(iconButton("grid", "See the shapes", (event) => browseShapes(view, event.currentTarget, (name) => scope.set(at("name"), name, "the shape"))));
  return [
    named,
    colorField(scope, at("fill"), "Filled with"),
    when(colorField(scope, at("stroke"), "Outline"), lined),
    when(numberField(scope, at("strokeWidth"), "It is thick", { min: 0, max: 100, unit: "px", placeholder: "0" }), () => lined() && (scope.get(at("stroke")) || scope.get(at("name")) === "line")),
    when(numberField(scope, at("borderRadius"), "Round corners", { min: 0, max: 500, unit: "px", placeholder: "0" }), () => scope.get(at("name")) === "rectangle"),
  ];
}

/** Whether a film is heard, and whether it begins again. @param {Scope} scope @param {(string | number)[]} way @returns {Field[]} */
export const soundFields = (scope, way) => [switchField(scope, [...way, "mute"], "Without its sound", { usual: true }), switchField(scope, [...way, "loop"], "Again from the start", { usual: true })];

/** A picture or a film that a model makes; which of both it is follows the model. @param {View} view @param {Scope} scope @param {(string | number)[]} way what it stands in @returns {Field[]} */
export function drawnFields(view, scope, way) {
  const { models, mediaStyles } = view.terms;
  const at = (/** @type {string} */ step) => [...way, "aiVisual", step];
  const choices = Object.entries(models).map(([name, model]) => /** @type {[any, string]} */ ([name, `${name} · ${model.credits} ${model.film ? "credits a second" : "credits"}`]));
  const listed = (/** @type {readonly string[]} */ words, /** @type {string} */ usual) => /** @type {[any, string][]} */ ([[null, usual], ...words.map((word) => [word, plainly(word)])]);
  const chosen = () => models[scope.get(at("model"))] || {};
  const typed = { ...scope, set: (/** @type {any} */ _, /** @type {any} */ model, /** @type {string} */ label) => {
    const { aiVisual, ...rest } = scope.get(way) || {};
    const { videoDuration, firstFrameImageUrl, referenceImageUrl, referenceImageUrls, ...kept } = aiVisual || {};
    const film = models[model]?.film;
    const like = [referenceImageUrl, firstFrameImageUrl, ...(referenceImageUrls || [])].filter(Boolean);
    const named = !like.length ? {} : film ? { referenceImageUrls: like.slice(0, 2) } : { referenceImageUrl: like[0] };
    scope.set(way, { ...rest, type: film ? "video" : "image", aiVisual: { ...kept, ...named, model } }, label);
  } };
  const durations = [...new Set(Object.values(models).flatMap((model) => model.durations || []))];
  return [
    selectField(typed, at("model"), "Model", choices),
    textField(scope, at("prompt"), "Prompt", { lines: 3, placeholder: "left to the story" }),
    selectField(scope, at("mediaStyle"), "Style", listed(mediaStyles, "Any")),
    when(selectField(scope, at("videoDuration"), "Length", listed(durations, "The longest")), () => chosen().film),
    foldField(view, scope, "Made after a picture", likeFields(view, scope, [...way, "aiVisual"], () => chosen().film)),
  ];
}

/** What it is to look like. A film begins with a picture, or looks like one or two; the one excludes the other. @param {View} view @param {Scope} scope @param {(string | number)[]} way @param {() => any} film @returns {Field[]} */
function likeFields(view, scope, way, film) {
  const [first, like] = [() => scope.get([...way, "firstFrameImageUrl"]), () => scope.get([...way, "referenceImageUrls"])];
  const pictured = (/** @type {(string | number)[]} */ at, /** @type {string} */ label) => mediumField(view, scope, [...way, ...at.slice(0, -1)], label, at.at(-1));
  return [
    when(pictured(["referenceImageUrl"], "It looks like"), () => !film() || scope.get([...way, "referenceImageUrl"])),
    when(pictured(["firstFrameImageUrl"], "It begins with"), () => first() || (film() && !like())),
    when(pictured(["referenceImageUrls", 0], "It looks like"), () => like() || (film() && !first())),
    when(pictured(["referenceImageUrls", 1], "and like"), like),
    switchField(scope, [...way, "visualContinuity"], "Goes on from the scene before"),
  ];
}

/** What a model is to make where nobody has said so yet. @param {View} view */
const undrawn = (view) => ({ type: "image", aiVisual: { model: Object.keys(view.terms.models)[0] } });

/** Nine places; what was dragged elsewhere has none of them. @param {Scope} scope @param {(string | number)[]} way */
function freely(scope, way) {
  const place = { ...scope, set: (/** @type {any} */ at, /** @type {any} */ value, /** @type {string} */ label) => {
    const { position, top, left, ...rest } = scope.get(way) || {};
    scope.set(way, { ...rest, ...(value ? { position: value } : {}) }, label);
  } };
  return placeField(place, [...way, "position"], "Stands", { also: () => Boolean(scope.get([...way, "top"]) || scope.get([...way, "left"])) });
}

/** A picture or a film, by its address or looked for. @param {View} view @param {Scope} scope @param {(string | number)[]} way */
export function mediumField(view, scope, way, label = "Shows", /** @type {string | number} */ member = "visualUrl") {
  const field = textField(scope, [...way, member], label, { placeholder: "https://… or pictures/sea.jpg" });
  const seen = h("img.seen", { alt: "" });
  const control = field.node.querySelector(".pc-control");
  control?.prepend(seen);
  control?.append(iconButton("search", "Look for another", (event) => browseMedia(view, event.currentTarget, (medium) => {
    if (member !== "visualUrl") scope.set([...way, member], medium.visualUrl, "the picture");
    else scope.set(way, { ...scope.get(way), type: medium.type, visualUrl: medium.visualUrl }, "the picture");
  })));
  return { ...field, update() {
    field.update();
    const url = scope.get([...way, member]);
    const address = url && !/\.(mp4|mov|webm|m4v)([?#]|$)/i.test(url) ? view.shelf.picture(url, "picture") : "";
    seen.hidden = !address;
    if (address && seen.src !== address) seen.src = address;
  } };
}

/** What a picture or a film shows: what a model makes, or what stands at an address. @param {View} view @param {Scope} scope @param {(string | number)[]} way */
const shownFields = (view, scope, way) => (scope.get([...way, "aiVisual"]) ? drawnFields(view, scope, way) : [mediumField(view, scope, way)]);

/** Pictures and films that stand in for the background for a while. @param {View} view @param {Scope} scope @returns {(Field | Node)[]} */
export function brolls(view, scope) {
  const items = () => scope.get(["backgroundBrolls"]) || [];
  const seconds = () => view.store.told.seconds?.[view.active] || 0;
  const put = (/** @type {any[]} */ list, /** @type {string} */ label) => scope.set(["backgroundBrolls"], list.length ? list : null, label);
  const show = (/** @type {number | null} */ index) => {
    view.broll = index;
    view.refresh();
  };
  const bar = h("div.track", { "aria-hidden": "true" });
  const track = { way: [], node: bar, update() {
    const whole = Math.max(seconds(), ...items().map((/** @type {any} */ one) => one.brollClip?.end || 0), 1);
    bar.replaceChildren(...items().map((/** @type {any} */ { brollClip: { start = 0, end = whole } = {} }, /** @type {number} */ index) => h("span", { style: `left:${(start / whole) * 100}%;width:${((end - start) / whole) * 100}%`, ...(view.broll === index ? { "data-shown": "" } : {}) })));
    bar.hidden = !items().length;
  } };
  const rows = items().flatMap((/** @type {any} */ item, /** @type {number} */ index) => row({
    icon: item.type === "video" ? "video" : "image",
    label: tailOf(item.visualUrl) || item.color || item.aiVisual?.prompt || "B-roll",
    open: view.broll === index,
    says: () => {
      const { start, end } = items()[index]?.brollClip || {};
      return end === undefined ? "" : `${start} – ${end} s`;
    },
    toggle: () => show(view.broll === index ? null : index),
    remove: () => {
      view.broll = null;
      put(items().filter((/** @type {any} */ _, /** @type {number} */ at) => at !== index), "taking the b-roll away");
    },
    fields: () => [
      ...shownFields(view, scope, ["backgroundBrolls", index]),
      numberField(scope, ["backgroundBrolls", index, "brollClip", "start"], "From", { min: 0, max: 600, step: 0.5, unit: "s" }),
      numberField(scope, ["backgroundBrolls", index, "brollClip", "end"], "To", { min: 0, max: 600, step: 0.5, unit: "s" }),
    ],
  }));
  const add = (/** @type {any} */ medium) => {
    const start = Math.max(0, ...items().map((/** @type {any} */ one) => one.brollClip?.end || 0));
    const end = Math.round(Math.max(Math.min(start + 3, seconds() || start + 3), start + 1) * 10) / 10;
    put([...items(), { ...medium, brollClip: { start, end } }], "adding a b-roll");
    show(items().length - 1);
  };
  const browsed = (/** @type {any} */ event) => browseMedia(view, event.currentTarget, ({ type, visualUrl }) => add({ type, visualUrl }));
  return [track, ...rows, ...(items().length ? [] : [h("div.hint", null, "Pictures and films that are shown instead of the background, for a while.")]), adders([["plus", "Picture or film", browsed], ["spark", "AI picture", () => add(undrawn(view))]])];
}

const ROUND = /** @type {[any, string][]} */ ([[null, "A circle"], ["12%", "Round corners"], ["0%", "A square"]]);

/** Where and how the avatar is shown. @param {Scope} scope @returns {Field[]} */
const looks = (scope) => [
  freely(scope, ["avatar"]),
  numberField(scope, ["avatar", "width"], "Width", { min: 5, max: 100, unit: "%", placeholder: "auto" }),
  selectField(scope, ["avatar", "borderRadius"], "Cut to", ROUND),
  colorField(scope, ["avatar", "backgroundColor"], "Behind it"),
  colorField(scope, ["avatar", "borderColor"], "Border"),
  when(numberField(scope, ["avatar", "borderThickness"], "Border is thick", { min: 0, max: 100, unit: "px", placeholder: "auto" }), () => scope.get(["avatar", "borderColor"])),
];

/** The avatar of the whole video. @param {View} view @param {Scope} scope @returns {(Field | Node)[]} */
export function avatar(view, scope) {
  const has = () => Boolean(scope.get(["avatar", "avatarId"]));
  const choose = (/** @type {any} */ event) => browseAvatars(view, event.currentTarget, (look) => scope.set(["avatar"], { ...scope.get(["avatar"]), avatarId: look.id }, "the avatar"));
  const id = textField(scope, ["avatar", "avatarId"], "Look", { placeholder: "its id" });
  id.node.querySelector(".pc-control")?.append(iconButton("search", "See the avatars", choose));
  if (!has()) return [h("div.hint", null, "A person who speaks the stories in the picture: 15 AI credits for every 30 seconds."), adders([["avatar", "Choose an avatar", choose]]), id];
  return [id, ...looks(scope), adders([["bin", "No avatar", () => scope.set(["avatar"], null, "the avatar")]])];
}

/** The avatar in one scene. @param {View} view @param {Scope} scope @returns {(Field | Node)[]} */
export function avatarHere(view, scope) {
  const shown = () => !scope.get(["avatar", "hide"]);
  return [switchField(scope, ["avatar", "hide"], "Shown here", { turned: true }), ...looks(scope).map((field) => when(field, shown))];
}

const CARDS = { opening: ["A title", "heading"], end: ["Thank you", "heading"] };

/** A scene before the first and one after the last, that say nothing and show a title, a picture or a film. @param {View} view @returns {Field[]} */
export function ends(view) {
  return /** @type {("opening" | "end")[]} */ (["opening", "end"]).map((which) => {
    const control = h("div.control", null);
    const cards = () => view.store.board.cards;
    const card = () => (which === "end" ? cards().at(-1) : cards()[0]);
    const is = () => cards().length > 1 && card()?.scene && !["story", "storyCoPilot", "blogUrl", "pptUrl", "audioUrl", "videoUrl"].some((name) => card()?.scene[name]) && Boolean(card()?.scene.background);
    const insert = (/** @type {any} */ scene) => {
      view.tab("scene");
      view.insert(which === "end" ? cards().length : 0, [scene], which === "end" ? "An end" : "An opening", "grip");
    };
    const title = () => {
      const [text, textVariant] = CARDS[which];
      const name = which === "opening" && (view.store.board.head.videoName || view.store.told.name);
      insert({ background: { color: "#0f172a" }, minimumDuration: 3, elements: [{ type: "text", text: name || text, textVariant }] });
    };
    const medium = (/** @type {any} */ event) => browseMedia(view, event.currentTarget, ({ type, visualUrl }) => insert({ background: { type, visualUrl }, minimumDuration: 4 }));
    let now = "";
    return { way: [], node: h("div.field", null, h("span.label", null, which === "end" ? "At the end" : "At the start"), control), update() {
      const state = is() ? `scene ${which === "end" ? cards().length : 1}` : "none";
      if (state === now) return;
      now = state;
      control.replaceChildren(is()
        ? h("button.link", { type: "button", onclick: () => {
          view.tab("scene");
          view.choose(card()?.id || "", { focus: "grip" });
        } }, `S${state.slice(1)}`)
        : adders([["text", which === "end" ? "End title" : "Title", title], ["image", "Picture or film", medium]]));
    } };
  });
}
