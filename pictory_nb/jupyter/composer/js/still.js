// Stills: a scene as one frame of the film, drawn by the page while it is being written.
// @ts-check
import { h } from "./dom.js";
import { brightness, placed, runsOf, set } from "./setting.js";

const SVG = "http://www.w3.org/2000/svg";

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
   * Draw a scene into `still`; `moment` says which of its captions is shown.
   * @param {HTMLElement} still @param {any} scene @param {{ number?: number, moment?: number, chosen?: any }} [how]
   */
  draw(still, scene, { number = 0, moment = 0, chosen } = {}) {
    const { frame, head, place } = this.state();
    const drawn = this.settings(scene, chosen);
    const layers = [this.ground(drawn, scene, number, chosen)];
    const overlay = scene.background?.colorOverlay;
    if (overlay) layers.push(plane("layer", overlay.color, overlay.opacity ?? 0.4));
    if (drawn.emblem && drawn.disc) layers.push(disc(drawn.disc, frame, chosen.emblem));
    const words = svg("svg", { viewBox: `0 0 ${frame.width} ${frame.height}`, class: "pc-layer pc-words", "aria-hidden": "true" });
    if (drawn.ground.kind === "picture" || drawn.ground.kind === "film") layers.push(h("div.layer.shade"));
    for (const element of scene.elements || []) {
      const shape = this.element(element, frame);
      if (shape) words.append(shape);
    }
    drawn.texts.forEach((/** @type {any} */ text) => words.append(block(text)));
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
    return drawn.captions.length;
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
    if (ground.kind === "drawn") aurora.append(h("span.note", null, "AI picture"));
    return aurora;
  }

  /** Shapes and pictures on the picture. @param {any} element @param {import("./setting.js").Frame} frame */
  element(element, frame) {
    if (!element.type || element.type === "text") return null;
    const width = ((parseInt(element.width, 10) || 30) / 100) * frame.width;
    const line = element.name === "line";
    const height = line ? Math.max((element.strokeWidth || 4) * frame.unit, 2) : element.type === "shape" ? (element.name === "circle" ? width : width * 0.6) : width * 0.5625;
    let box = placed(frame.safe, width, height, element.position || "center-center");
    if (element.top || element.left) box = { ...box, x: (parseInt(element.left || "0", 10) / 100) * frame.width, y: (parseInt(element.top || "0", 10) / 100) * frame.height };
    if (element.type === "shape") {
      const round = element.name === "circle" ? width / 2 : (element.borderRadius || 0) * frame.unit;
      return svg("rect", { ...box, rx: round, fill: line ? element.stroke || element.fill || "#fff" : element.fill || "#ffffff", stroke: element.stroke || "", "stroke-width": (element.strokeWidth || 0) * frame.unit });
    }
    const address = element.visualUrl && element.type === "image" ? this.shelf.picture(element.visualUrl, "picture") : "";
    return address ? svg("image", { ...box, href: address, preserveAspectRatio: "xMidYMid meet" }) : svg("rect", { ...box, fill: "rgb(255 255 255 / 18%)", rx: 12 * frame.unit });
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

/** A block of set words, with its box. @param {import("./setting.js").Setting} setting */
function block({ kind, box, look, size, rows, radius, rule, bullet }) {
  const group = svg("g", { transform: `translate(${box.x} ${box.y})`, class: look.box ? "" : "pc-bare", "font-family": look.family, "font-size": size, "font-weight": look.weight, "font-style": look.italic ? "italic" : "" });
  group.append(svg("rect", { width: box.width, height: box.height, rx: radius || 0, fill: look.box || "none", "data-box": kind }));
  for (const { words, base } of rows) {
    const line = svg("text", { y: base, fill: look.ink, "text-decoration": [look.underline && "underline", look.struck && "line-through"].filter(Boolean).join(" ") });
    for (const word of words) {
      const runs = runsOf(word.text, look.case).map(([text, scale]) => (scale === 1 ? text : svg("tspan", { "font-size": size * scale }, text)));
      line.append(svg("tspan", { x: word.x, fill: word.keyword ? look.accent : "" }, ...runs));
    }
    group.append(line);
  }
  if (bullet) group.append(svg("rect", { ...bullet, rx: bullet.height / 2, fill: look.bullet }));
  if (rule) group.append(svg("rect", { ...rule, rx: rule.height / 2, fill: look.accent }));
  return group;
}
