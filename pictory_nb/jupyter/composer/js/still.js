// Stills: a scene as one frame of the film, drawn by the page while it is being written.
// @ts-check
import { h } from "./dom.js";
import { avatarOf, brightness, runsOf, set, spotted } from "./setting.js";

const SVG = "http://www.w3.org/2000/svg";
let masks = 0;

/** @param {string} tag @param {Record<string, any>} given @param {(Node | string)[]} children */
function svg(tag, given, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) if (value !== "" && value !== undefined) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** What lies behind the words, told by the scene: a colour, a picture, or what the story calls for. @param {any} scene */
export function groundOf(scene) {
  const background = scene.background || {};
  if (background.color) return { kind: "color", color: background.color };
  if (background.visualUrl) {
    const film = background.type === "video" || (!background.type && /\.(mp4|mov|m4v|webm|mkv|avi)$/i.test(background.visualUrl.split("?")[0]));
    return { kind: film ? "film" : "picture", url: background.visualUrl };
  }
  if (background.aiVisual) return { kind: "drawn", said: background.aiVisual.prompt || "" };
  return { kind: "chosen", said: background.searchFilter?.query || "" };
}

/**
 * Draws stills for one view: it measures with one canvas, loads faces and pictures once, and draws again what was waiting for them.
 */
export class Stills {
  /** @param {import("./shelf.js").Shelf} shelf @param {() => any} state  frame, head, place and the stories' grounds, as they are now */
  constructor(shelf, state) {
    this.shelf = shelf;
    this.state = state;
    this.paper = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  }

  /** The captions of a scene, and everything else that stands in its frame. @param {any} scene @param {any} [chosen] the colours that the story calls for */
  settings(scene, chosen) {
    const { frame, head } = this.state();
    const ground = groundOf(scene);
    const light = ground.kind === "color" && brightness(ground.color || "#000") > 0.6;
    const emblem = ground.kind === "chosen" && Boolean(chosen?.emblem);
    return { ...set(scene, head, frame, this.paper, (family) => this.shelf.face(family), { light, emblem }), ground, light, emblem };
  }

  /**
   * Draw a scene into `still`; `moment` says which of its captions is shown. Returns how many captions there are, and
   * the boxes of what stands on the picture, by the numbers of the elements, and "avatar".
   * @param {HTMLElement} still @param {any} scene @param {{ number?: number, moment?: number, chosen?: any }} [how]
   */
  draw(still, scene, { number = 0, moment = 0, chosen } = {}) {
    const { frame, head, place } = this.state();
    const places = /** @type {Map<number | "avatar", import("./setting.js").Box>} */ (new Map());
    const drawn = this.settings(scene, chosen);
    const layers = [this.ground(drawn, scene, number, chosen)];
    const overlay = scene.background?.colorOverlay;
    if (overlay) layers.push(plane("layer", overlay.color, overlay.opacity ?? 0.4));
    if (drawn.emblem && drawn.disc) layers.push(disc(drawn.disc, frame, chosen.emblem));
    const words = svg("svg", { viewBox: `0 0 ${frame.width} ${frame.height}`, class: "pc-layer pc-words", "aria-hidden": "true" });
    if (drawn.ground.kind === "picture" || drawn.ground.kind === "film") layers.push(h("div.layer.shade"));
    for (const [index, element] of (scene.elements || []).entries()) {
      if (!element.type || element.type === "text") continue;
      const box = this.boxOf(element, frame);
      places.set(index, box);
      words.append(this.element(element, box, frame));
    }
    const avatar = avatarOf(head.avatar, scene.avatar);
    if (avatar) {
      const side = Math.min(avatar.width ? (parseInt(avatar.width, 10) / 100) * frame.width : frame.avatarSide, frame.width, frame.height);
      const box = spotted(avatar, side, side, "bottom-right", avatar.position ? frame.safe : drawn.free, frame);
      places.set("avatar", box);
      words.append(figure(avatar, box, frame.unit));
    }
    drawn.texts.forEach((/** @type {any} */ text) => {
      places.set(text.index, text.box);
      words.append(block(text));
    });
    const caption = drawn.captions[Math.min(moment, drawn.captions.length - 1)];
    if (caption) words.append(block(caption));
    if (place === "sandbox") {
      const { x, y, height } = frame.corners;
      words.append(svg("text", { x, y: y + height, "font-size": 22 * frame.unit, "font-weight": 700, fill: drawn.light ? "#1e1b4b" : "#fff", opacity: 0.8 }, "sandbox"));
    }
    layers.push(words);
    if (head.logo?.url) layers.push(this.logo(head.logo, frame));
    still.style.setProperty("--shape", String(frame.width / frame.height));
    still.replaceChildren(...layers);
    return { count: drawn.captions.length, places };
  }

  /** @param {any} drawn @param {any} scene @param {number} number @param {any} chosen */
  ground(drawn, scene, number, chosen) {
    const { ground } = drawn;
    if (ground.kind === "color") return plane("layer.plain", ground.color || "", 1);
    const colors = chosen?.palette || PALETTES[number % PALETTES.length];
    const aurora = h("div.layer.aurora", { style: `--ground:${colors[0]};--one:${colors[1]};--two:${colors[2]};--three:${colors[3] || colors[1]}` });
    if (ground.kind === "picture" || ground.kind === "film") {
      const address = this.shelf.picture(ground.url, ground.kind);
      if (!address) return h("div.layer.aurora.waiting", null, h("span.note", null, this.shelf.failed(ground.url) || (ground.kind === "film" ? "Film" : "")));
      return ground.kind === "film"
        ? h("video.layer.cover", { src: address, muted: true, preload: "metadata", playsinline: true, tabindex: -1, "aria-hidden": "true" })
        : h("img.layer.cover", { src: address, alt: "", draggable: "false" });
    }
    if (ground.kind === "drawn") aurora.append(h("span.note.drawn", null, scene.background.type === "video" ? "AI film" : "AI picture"));
    return aurora;
  }

  /** Where a shape, a picture or a film on the picture stands, in its own proportions. @param {any} element @param {import("./setting.js").Frame} frame */
  boxOf(element, frame) {
    const width = (element.width ? parseInt(element.width, 10) / 100 : frame.mediumWidth) * frame.width;
    const outline = this.outline(element);
    const shape = outline ? width / outline.shape : { line: Math.max((element.strokeWidth || 4) * frame.unit, 2), circle: width }[/** @type {"line"} */ (element.name)] || width * 0.6;
    const height = element.type === "shape" ? shape : width / this.shelf.shape(element.visualUrl);
    const scale = Math.min(frame.height / height, 1);
    return spotted(element, width * scale, height * scale, "center-center", frame.safe, frame);
  }

  /** The outline of a shape that is not made to measure. @param {any} element @returns {any} */
  outline = ({ type, name }) => type === "shape" && !/^(rectangle|circle|line)$/.test(name) && this.shelf.outline(name);

  /** Shapes and pictures on the picture. @param {any} element @param {import("./setting.js").Box} box @param {import("./setting.js").Frame} frame */
  element(element, box, frame) {
    const { x, y, width, height } = box;
    const line = element.name === "line";
    const outline = this.outline(element);
    if (outline) {
      const id = `pc-shape-${++masks}`;
      return svg("g", {}, svg("mask", { id }, svg("image", { ...box, href: outline.address, preserveAspectRatio: "none" })), svg("rect", { ...box, fill: element.fill || "#fff", mask: `url(#${id})` }));
    }
    if (element.type === "shape") {
      const round = element.name === "circle" ? width / 2 : (element.borderRadius || 0) * frame.unit;
      return svg("rect", { ...box, rx: round, fill: line ? element.stroke || element.fill || "#fff" : element.fill || "#ffffff", stroke: element.stroke || "", "stroke-width": (element.strokeWidth || 0) * frame.unit });
    }
    const address = element.visualUrl && element.type === "image" ? this.shelf.picture(element.visualUrl, "picture") : "";
    if (address) return svg("image", { ...box, href: address, style: `clip-path:inset(0 round ${14 * frame.unit}px)` });
    const sign = `M${x + width / 2 - height * 0.11} ${y + height * 0.36}v${height * 0.28}l${height * 0.24} ${height * -0.14}z`;
    return svg("g", {}, svg("rect", { ...box, fill: "#2b3040", stroke: "#fff", "stroke-opacity": 0.35, rx: 14 * frame.unit }), element.type === "video" ? svg("path", { d: sign, fill: "#fff" }) : "");
  }

  /** @param {any} logo @param {import("./setting.js").Frame} frame */
  logo(logo, frame) {
    const address = this.shelf.picture(logo.url, "picture");
    const [down, across] = (logo.position || "top-right").split("-");
    const margin = frame.corners.x;
    const style = [
      `width:${logo.width || "10%"}`,
      across === "center" ? "left:50%;translate:-50%" : `${across}:${(margin / frame.width) * 100}%`,
      down === "center" ? "top:50%" : `${down}:${(margin / frame.height) * 100}%`,
    ];
    return address ? h("img.logo", { src: address, alt: "", draggable: "false", style: style.join(";") }) : h("span");
  }
}

/** A plane of one colour: of whatever else stands in its place, nothing is loaded. @param {string} name @param {string} color @param {number} opacity */
function plane(name, color, opacity) {
  const node = h(`div.${name}`, null);
  node.style.backgroundColor = color;
  node.style.opacity = String(opacity);
  return node;
}

/** Whoever will speak, as the sandbox shows where they will stand. @param {any} avatar @param {import("./setting.js").Box} box @param {number} unit */
function figure({ backgroundColor, borderRadius, borderColor, borderThickness }, { x, y, width }, unit) {
  const at = (/** @type {number} */ share) => share * width;
  const round = Math.min((parseInt(borderRadius ?? "50", 10) / 100) * width, width / 2);
  return svg("g", { transform: `translate(${x} ${y})`, style: `clip-path:inset(0 round ${round}px)` },
    svg("rect", { width, height: width, fill: backgroundColor || "#4c3ca0" }),
    svg("rect", { x: at(0.36), y: at(0.17), width: at(0.28), height: at(0.32), rx: at(0.14), fill: "#fff", opacity: 0.85 }),
    svg("path", { d: `M${at(0.17)} ${width}V${at(0.8)}a${at(0.25)} ${at(0.25)} 0 0 1 ${at(0.25)} ${at(-0.25)}h${at(0.16)}a${at(0.25)} ${at(0.25)} 0 0 1 ${at(0.25)} ${at(0.25)}V${width}z`, fill: "#fff", opacity: 0.85 }),
    svg("rect", { width, height: width, rx: round, fill: "none", stroke: borderColor || "#ffffffe6", "stroke-width": 2 * parseFloat(borderThickness ?? 5) * unit }));
}

/** Colours for what the story will call for, where nobody can tell yet: the ground and the lights on it. */
export const PALETTES = [
  ["#141b3c", "#3b5bdb", "#22b8cf", "#7048e8"],
  ["#10262b", "#0ca678", "#1c7ed6", "#63e6be"],
  ["#2a1533", "#ae3ec9", "#f06595", "#5f3dc4"],
  ["#2b1a12", "#f76707", "#e64980", "#fab005"],
];

/** @param {import("./setting.js").Box} room @param {import("./setting.js").Frame} frame @param {string} emblem */
function disc(room, frame, emblem) {
  const radius = Math.min(room.width * 0.36, room.height * 0.4, Math.min(frame.width, frame.height) * 0.27);
  const [x, y] = [room.x + room.width / 2 - radius, room.y + room.height / 2 - radius];
  const style = `left:${(x / frame.width) * 100}%;top:${(y / frame.height) * 100}%;width:${((2 * radius) / frame.width) * 100}%;aspect-ratio:1`;
  return h("div.disc", { style }, h("img", { src: emblem, alt: "", draggable: "false" }));
}

/** A word that is written from the right keeps its comma on its left. @param {string} text */
const inOrder = (text) => (/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? `\u200f${text}\u200f` : text);

/** A block of set words, with its box. @param {import("./setting.js").Setting} setting */
function block({ kind, box, look, size, rows, radius, rule, bullet }) {
  const group = svg("g", { transform: `translate(${box.x} ${box.y})`, class: look.box ? "" : "pc-bare", "font-family": look.family, "font-size": size, "font-weight": look.weight, "font-style": look.italic ? "italic" : "" });
  group.append(svg("rect", { width: box.width, height: box.height, rx: radius || 0, fill: look.box || "none", "data-box": kind }));
  for (const { words, base } of rows) {
    const line = svg("text", { y: base, fill: look.ink, "text-decoration": [look.underline && "underline", look.struck && "line-through"].filter(Boolean).join(" ") });
    for (const word of words) {
      const runs = runsOf(word.text, look.case).map(([text, scale]) => (scale === 1 ? inOrder(text) : svg("tspan", { "font-size": size * scale }, text)));
      line.append(svg("tspan", { x: word.x, fill: word.keyword ? look.accent : "" }, ...runs));
    }
    group.append(line);
  }
  if (bullet) group.append(svg("rect", { ...bullet, rx: bullet.height / 2, fill: look.bullet }));
  if (rule) group.append(svg("rect", { ...rule, rx: rule.height / 2, fill: look.accent }));
  return group;
}
