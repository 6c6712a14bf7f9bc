// Setting: where the words of a scene stand in its frame, by the rules of the picture house and with its numbers.
// Lengths are pixels of the film. The numbers come from Python, so that there is one place to change them.
// @ts-check
import { plain } from "./text.js";

/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 * @typedef {{ size: number, weight: number, place: string, width: number, pitch: number, across: number, down: number, radius: number, least_gap: number, flush: boolean }} Kind
 * @typedef {{ width: number, height: number, unit: number, safe: Box, corners: Box, open: Box, air: number, least: number, captionShare: number,
 *   captionsTake: number, captionLines: number, texts: Record<string, Kind>, caption: Kind, rule: { height: number, below: number, thick: number, wide: number }, belowLine: number,
 *   smallest: number, shrinksBy: number, mediumWidth: number, avatarSide: number, columns: boolean, emblemRoom: Box, headingRoom: Box }} Frame
 * @typedef {{ family: string, size: number, weight: number, ink: string, accent: string, box: string, align: string, case: string,
 *   italic: boolean, underline: boolean, struck: boolean, shadow: number, bullet: string, bulletSize: number }} Look
 * @typedef {{ text: string, keyword: boolean, glued?: boolean }} Word
 * @typedef {{ kind: string, box: Box, look: Look, size: number, pitch: number, rows: { words: (Word & { x: number, width: number })[], base: number }[],
 *   radius?: number, rule?: Box, bullet?: Box, index?: number }} Setting
 */

const BOX = "rgba(9,11,24,0.72)";
// A caption that fills less of its room is a scrap, unless it is a sentence of its own.
const SCRAP = 0.4;
const BULLET_AIR = 0.5;
const ENDS = /[.!?…:;,。！？、，؟।]$/;

/** Words are measured this large, as their letters were designed: small ones follow the grid of pixels, and a line would break elsewhere than in the film. */
const FAIR = 1000;

/** Measures words in one look at one scale; the page's own letters, which are those of the film where the face is loaded. */
export class Typesetter {
  /** @param {Look} look @param {number} unit @param {CanvasRenderingContext2D} paper */
  constructor(look, unit, paper) {
    this.look = look;
    this.size = Math.max(look.size * unit, 4);
    this.paper = paper;
    this.font = `${look.weight} ${FAIR}px ${look.family}`;
    /** @type {Map<string, number>} */
    this.widths = new Map();
    paper.font = this.font;
    this.scale = this.size / FAIR;
    this.capital = (paper.measureText("H").actualBoundingBoxAscent || FAIR * 0.7) * this.scale;
    this.space = Math.max(paper.measureText(" ").width, 0.2 * FAIR) * this.scale;
  }

  /** @param {string} word */
  width(word) {
    let width = this.widths.get(word);
    if (width === undefined) {
      this.paper.font = this.font;
      width = 0;
      for (const [text, scale] of runsOf(word, this.look.case)) width += this.paper.measureText(text).width * scale * this.scale;
      this.widths.set(word, width);
    }
    return width;
  }

  /** A word that is wider than a line in pieces that fit. @param {string} word @param {number} limit */
  pieces(word, limit) {
    if (this.width(word) <= limit) return [word];
    const pieces = [];
    let piece = "";
    for (const sign of word) {
      if (piece && this.width(piece + sign) > limit) {
        pieces.push(piece);
        piece = "";
      }
      piece += sign;
    }
    return [...pieces, piece];
  }
}

/** What no face of the house has: the film leaves it out. */
const UNSEEN = /(?![¦©®°№™])\p{So}|[\p{Emoji_Modifier}\u200d\ufe0f]/gu;

/** A text as it is drawn: in its case, small capitals as smaller runs. @param {string} text @param {string} how @returns {[string, number][]} */
export function runsOf(text, how) {
  text = text.replace(UNSEEN, "");
  if (how === "uppercase") return [[text.toUpperCase(), 1]];
  if (how === "lowercase") return [[text.toLowerCase(), 1]];
  if (how === "capitalize") return [[text.slice(0, 1).toUpperCase() + text.slice(1), 1]];
  if (how !== "smallcapitalize") return [[text, 1]];
  return (text.match(/\p{Ll}+|\P{Ll}+/gu) || []).map((run) => [run.toUpperCase(), /\p{Ll}/u.test(run) ? 0.8 : 1]);
}

/** The parts of a word between which a line may end: the letters of scripts that set no spaces, else the word. @param {string} word */
export function partsOf(word) {
  /** @type {string[]} */
  const parts = [];
  let opening = "";
  for (const sign of word) {
    const last = parts.at(-1);
    const joins = last !== undefined && !opening && !(WIDE.test(sign) || WIDE.test([...last].at(-1) || ""));
    if (last !== undefined && !opening && (joins || CLINGS.test(sign))) parts[parts.length - 1] += sign;
    else if ("「『（［｛〈《【〔“‘([{".includes(sign)) opening += sign;
    else {
      parts.push(opening + sign);
      opening = "";
    }
  }
  return opening ? [...parts, opening] : parts;
}

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u;
const CLINGS = /[」』）］｝〉》】〕”’)\]}。、，．！？：；…‥ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ.,!?:;%％]|\p{M}/u;

/** How many lines a filling from left to right needs. @param {number[]} widths @param {number[]} gaps before each @param {number} limit */
export function lineCount(widths, gaps, limit) {
  let [lines, room] = [0, -1];
  widths.forEach((width, index) => {
    if (width + gaps[index] > room) [lines, room] = [lines + 1, limit - width];
    else room -= width + gaps[index];
  });
  return lines;
}

/** Two words that are one number, or a number and its unit. */
const TIED = /(?<![0-9])[0-9]{1,3} [0-9]{3}(?![0-9])|[0-9] (?:[%‰°€$£]|(?:[kcm]?m[²³]?|[km]?g|t|m?l|m?s|h|min|[kMGT]?(?:W|Wh|B|V|Hz)|EUR|USD|[ap]\.?m|[mb]illion)(?![a-zA-Z]))/;

/** Whether a word belongs to the one before it. @param {string[]} words @param {number} at */
export const tied = (words, at) => TIED.test(words.slice(at - 1, at + 1).join(" "));

/** @param {number[]} numbers */
const sumOf = (numbers) => numbers.reduce((total, number) => total + number, 0);

/**
 * The words of each line: the fewest lines, as even as can be; `costs` are those of a break after each word.
 * @param {number[]} widths @param {number[]} costs @param {number[]} gaps @param {number} limit @returns {[number, number][]}
 */
export function linesOf(widths, costs, gaps, limit) {
  const count = widths.length;
  if (!count) return [];
  const lines = lineCount(widths, gaps, limit);
  const ideal = Math.min((sumOf(widths) + (sumOf(gaps.slice(1)) * (count - lines)) / Math.max(count - 1, 1)) / lines, limit);
  /** @type {Map<number, [number, number]>[]} */
  const best = [new Map([[0, [0, 0]]])];
  for (let k = 1; k <= lines; k++) {
    /** @type {Map<number, [number, number]>} */
    const row = new Map();
    for (const [first, [cost]] of best[k - 1]) {
      let width = 0;
      for (let last = first; last < count; last++) {
        width += widths[last] + (last > first ? gaps[last] : 0);
        if (width > limit && last > first) break;
        const here = cost + ((width - ideal) / limit) ** 2 + (last === first ? 0.05 : 0) + (k < lines ? costs[last] : 0);
        if (here < (row.get(last + 1)?.[0] ?? Infinity)) row.set(last + 1, [here, first]);
      }
    }
    best.push(row);
  }
  /** @type {[number, number][]} */
  const breaks = [];
  for (let [k, at] = [lines, count]; k > 0; k--) {
    const first = best[k].get(at)?.[1] ?? 0;
    breaks.unshift([first, at]);
    at = first;
  }
  return breaks;
}

/** The stretches of words that stand together as captions. @param {string[]} words @param {number[]} widths @param {number[]} gaps @param {number} limit @param {number} lines @returns {[number, number][]} */
export function groupsOf(words, widths, gaps, limit, lines) {
  const count = words.length;
  const sentence = (/** @type {number} */ at) => at === 0 || at === count || /[.!?…。！？؟।]$/.test(words[at - 1]);
  /** @type {[number, number][]} */
  const best = [[0, 0], ...words.map(() => /** @type {[number, number]} */ ([Infinity, 0]))];
  for (let first = 0; first < count; first++) {
    for (let last = first + 1; last <= count; last++) {
      if (lineCount(widths.slice(first, last), gaps.slice(first, last), limit) > lines) break;
      const filled = (sumOf(widths.slice(first, last)) + sumOf(gaps.slice(first + 1, last))) / (limit * lines);
      const end = sentence(last) ? 0 : tied(words, last) ? 1.8 : /[,;:–—、，]$/.test(words[last - 1]) ? 0.35 : 0.8;
      const scrap = filled < SCRAP && !(sentence(first) && sentence(last)) ? 0.6 : 0;
      const cost = best[first][0] + 1 + (1 - filled) ** 2 + end + scrap;
      if (cost < best[last][0]) best[last] = [cost, first];
    }
  }
  /** @type {[number, number][]} */
  const groups = [];
  for (let at = count; at > 0; at = best[at][1]) groups.unshift([best[at][1], at]);
  return groups;
}

/** The words of a story with their keywords. @param {string} story @returns {Word[]} */
export function wordsOf(story) {
  /** @type {Word[]} */
  const words = [];
  let [strong, together] = [false, false];
  for (const piece of story.split(/(<\/?strong>|\s+)/)) {
    if (piece === "<strong>" || piece === "</strong>") strong = piece === "<strong>";
    else if (!piece.trim()) together = together && !piece;
    else if (together) {
      const last = words[words.length - 1];
      words[words.length - 1] = { text: last.text + piece, keyword: last.keyword || strong };
    } else {
      words.push({ text: piece, keyword: strong });
      together = true;
    }
  }
  return words;
}

/** A style over the house's defaults. @param {Look} look @param {any} style @param {string} family @returns {Look} */
export function styled(look, style, family) {
  if (!style) return look;
  const [decorations, box] = [style.decorations || [], boxOf(look, style)];
  const night = box && brightness(box) > 0.6;
  return {
    ...look,
    ...(night ? { ink: "#1e1b4b", accent: "#6d28d9", shadow: 0 } : {}),
    ...(family ? { family } : {}),
    ...(style.fontSize ? { size: style.fontSize } : {}),
    ...(style.color ? { ink: style.color } : {}),
    ...(style.keywordColor ? { accent: style.keywordColor } : {}),
    ...(style.alignment ? { align: style.alignment } : {}),
    ...(style.case ? { case: style.case } : {}),
    ...(style.shadowWidth ? { shadow: parseInt(style.shadowWidth, 10) / 100 } : {}),
    ...(decorations.includes("bold") ? { weight: 800 } : {}),
    italic: decorations.includes("italics"),
    underline: decorations.includes("underline"),
    struck: decorations.includes("linethrough"),
    bullet: style.showBullet ? style.bulletFillColor || style.keywordColor || style.color || "#ffd64a" : "",
    bulletSize: Math.max(style.bulletSize || (style.fontSize || 54) / 3, 1),
    box,
  };
}

/** @param {Look} look @param {any} style */
function boxOf(look, style) {
  if (style.showBoxBackground === false) return "";
  return style.backgroundColor || look.box || (style.showBoxBackground ? BOX : "");
}

/** How bright a colour is, from 0 to 1. @param {string} color */
export function brightness(color) {
  const hex = color.match(/^#([0-9a-f]{3,8})$/i)?.[1];
  const parts = hex ? (hex.length < 6 ? [...hex].slice(0, 3).map((sign) => parseInt(sign + sign, 16)) : [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16))) : (color.match(/[\d.]+/g) || [0, 0, 0]).slice(0, 3).map(Number);
  return (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]) / 255;
}

/** The corner of a thing that stands at a place of a box. @param {Box} box @param {number} width @param {number} height @param {string} place */
export function placed(box, width, height, place) {
  const [down, across] = (place === "center" ? "center-center" : place).split("-");
  const share = /** @type {Record<string, number>} */ ({ left: 0, top: 0, center: 0.5, right: 1, bottom: 1 });
  return { x: box.x + (box.width - width) * share[across], y: box.y + (box.height - height) * share[down], width, height };
}

/** The box of what stands at its top and left, or else at its place in a room. @param {any} item @param {number} width @param {number} height @param {string} usual @param {Box} room @param {Frame} frame @returns {Box} */
export function spotted(item, width, height, usual, room, frame) {
  if (!item.top && !item.left) return placed(room, width, height, item.position || usual);
  const [x, y] = [shareOf(item.left) * frame.width, shareOf(item.top) * frame.height];
  return { x: Math.min(x, Math.max(frame.width - width, 0)), y: Math.min(y, Math.max(frame.height - height, 0)), width, height };
}

/** The avatar as a scene shows it, null where it does not: what the scene says goes before what the video says. @param {any} avatar @param {any} here */
export function avatarOf(avatar, here) {
  if (!avatar || avatar.hide || here?.hide) return null;
  const moved = here && (here.position || here.top || here.left) ? { position: undefined, top: undefined, left: undefined } : {};
  return { ...avatar, ...moved, ...here };
}

/** @param {string | undefined} percent */
const shareOf = (percent) => (percent ? parseInt(percent, 10) / 100 : 0);
/** @param {string} align */
const slack = (align) => ({ left: 0, right: 1 })[align] ?? 0.5;
/** @param {Kind} kind @param {string} family @returns {Look} */
const usual = (kind, family) => ({ family, size: kind.size, weight: kind.weight, ink: "#fff", accent: "#ffd64a", box: "", align: "center", case: "", italic: false, underline: false, struck: false, shadow: 0.12, bullet: "", bulletSize: 18 });
const ON_LIGHT = { ink: "#1e1b4b", accent: "#6d28d9", shadow: 0 };

/** Words in pieces that fit a line. @param {Word[]} words @param {Typesetter} setter @param {number} limit @returns {Word[]} */
function pieced(words, setter, limit) {
  return words.flatMap((word) => partsOf(word.text).flatMap((part) => setter.pieces(part, limit)).map((text, index) => ({ ...word, text, glued: index > 0 })));
}

/**
 * A block of text: lines with every word in its place, and its size with its box.
 * @param {Word[][]} paragraphs pieces @param {Typesetter} setter @param {Kind} kind @param {number} limit @param {Frame} frame
 */
function blockOf(paragraphs, setter, kind, limit, frame) {
  const { look, size } = setter;
  const [across, down] = look.box ? [kind.across * size, kind.down * size] : [0, 0];
  const gap = Math.max(setter.space, kind.least_gap * size);
  const pitch = kind.pitch * size;
  const wide = (look.bulletSize * size) / look.size;
  const indent = look.bullet ? wide + BULLET_AIR * size : 0;
  const room = Math.max(limit - 2 * across - indent, size);
  const lines = paragraphs.flatMap((words) => {
    const [widths, gaps] = [words.map((word) => setter.width(word.text)), words.map((word) => (word.glued ? 0 : gap))];
    const texts = words.map((word) => word.text);
    const found = linesOf(widths, texts.map((text, at) => (tied(texts, at + 1) ? 1 : ENDS.test(text) ? -0.06 : 0)), gaps, room);
    return found.length ? found.map(([a, b]) => lineOf(words.slice(a, b), setter, gap)) : [{ words: [], width: 0 }];
  });
  const letters = Math.max(0, ...lines.map((line) => line.width)) + indent;
  const flush = kind.flush && !look.box;
  const first = down + setter.capital + (flush ? 0 : (pitch - setter.capital) / 2);
  const rows = lines.map((line, index) => {
    const left = across + indent + slack(look.align) * (letters - indent - line.width);
    return { words: line.words.map((word) => ({ ...word, x: left + word.x })), base: first + pitch * index };
  });
  const height = pitch * (lines.length - 1) + (flush ? setter.capital + size * frame.belowLine : pitch) + 2 * down;
  const bullet = look.bullet ? { x: across, y: first - setter.capital / 2 - wide / 2, width: wide, height: wide } : undefined;
  return { look, size, pitch, rows, bullet, width: letters + 2 * across, height, radius: Math.min(kind.radius * size, height / 2) };
}

/** @param {Word[]} words @param {Typesetter} setter @param {number} gap */
function lineOf(words, setter, gap) {
  const turned = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(words.map((word) => word.text).join(""));
  const inOrder = turned ? [...words].reverse() : words;
  let x = 0;
  const set = inOrder.map((word, index) => {
    if (index && !(turned ? inOrder[index - 1] : word).glued) x += gap;
    const at = { ...word, x, width: setter.width(word.text) };
    x += at.width;
    return at;
  });
  return { words: set, width: x };
}

/**
 * The captions of a story: a setting for each that is shown in turn.
 * @param {any} scene @param {any} head @param {Frame} frame @param {CanvasRenderingContext2D} paper @param {(family?: string) => string} face @returns {Setting[]}
 */
export function captionsOf(scene, head, frame, paper, face) {
  const told = scene.caption || scene.story || "";
  if (scene.hideSubtitles || !plain(told)) return [];
  const style = scene.subtitleStyle || head.subtitleStyle;
  const kind = frame.caption;
  const align = style?.showBullet ? "left" : "center";
  const look = styled({ ...usual(kind, face()), box: BOX, align }, style, style?.fontFamily ? face(style.fontFamily) : "");
  const setter = new Typesetter(look, frame.unit, paper);
  const share = style?.paragraphWidth ? Math.max(shareOf(style.paragraphWidth), 0.1) : frame.captionShare;
  const room = Math.min(frame.width * share, frame.safe.width);
  const bullet = look.bullet ? look.bulletSize * frame.unit + BULLET_AIR * setter.size : 0;
  const limit = Math.max(room - (look.box ? 2 * setter.size * kind.across : 0) - bullet, setter.size);
  const gap = Math.max(setter.space, setter.size * kind.least_gap);
  const most = Math.max(Math.floor((frame.safe.height * frame.captionsTake) / (kind.pitch * setter.size)), 1);
  const words = pieced(wordsOf(told), setter, limit);
  const [widths, gaps] = [words.map((word) => setter.width(word.text)), words.map((word) => (word.glued ? 0 : gap))];
  const groups = groupsOf(words.map((word) => word.text), widths, gaps, limit, Math.min(scene.maxSubtitleLines || frame.captionLines, most));
  return groups.map(([from, to]) => {
    const block = blockOf([words.slice(from, to)], setter, kind, room, frame);
    return { ...block, kind: "caption", box: placed(frame.safe, block.width, block.height, style?.position || kind.place) };
  });
}

/** The part of the frame that captions leave free. @param {Frame} frame @param {Box | null} captions @param {string} place @returns {Box} */
export function freeOf(frame, captions, place) {
  const { safe } = frame;
  if (!captions) return frame.open;
  if (place.startsWith("top")) {
    const top = captions.y + captions.height + frame.air;
    return { x: safe.x, y: top, width: safe.width, height: safe.y + safe.height - top };
  }
  return { ...safe, height: Math.max(captions.y - frame.air - safe.y, frame.least) };
}

/** The rectangle that the tallest and the widest caption take together. @param {Setting[]} captions @param {Frame} frame @param {string} place */
export function takenBy(captions, frame, place) {
  if (!captions.length) return null;
  const [width, height] = [Math.max(...captions.map((one) => one.box.width)), Math.max(...captions.map((one) => one.box.height))];
  return placed(frame.safe, width, height, place);
}

/** Whether somebody said where a text is to stand. @param {any} text */
const isPlaced = (text) => Boolean(text.position || text.top || text.left || text.style?.position);

/**
 * The texts on the picture, set.
 * @param {any} scene @param {Frame} frame @param {CanvasRenderingContext2D} paper @param {(family?: string) => string} face @param {Box} room
 * @param {{ light: boolean, beside: boolean }} ground @returns {Setting[]}
 */
export function textsOf(scene, frame, paper, face, room, { light, beside }) {
  const texts = (scene.elements || [])
    .map((/** @type {any} */ text, /** @type {number} */ index) => ({ text, index, variant: text.textVariant || "body" }))
    .filter((/** @type {{ text: any }} */ { text }) => (text.type || "text") === "text" && text.text);
  const isFree = (/** @type {{ text: any, variant: string }} */ one, /** @type {string} */ variant) => one.variant === variant && !isPlaced(one.text);
  /** @type {Box | null} */
  let under = null;
  // Headings first: body texts that nobody placed stand under them, one below the other.
  const inTurn = [...texts].sort((one, other) => Number(isFree(other, "heading")) - Number(isFree(one, "heading")));
  const placedTexts = inTurn.map((one) => {
    const { text, index, variant } = one;
    const kind = frame.texts[variant];
    const { style } = text;
    const below = isFree(one, "body") ? under : null;
    const free = isFree(one, "heading") || below !== null;
    const cornered = text.top || text.left;
    const place = cornered ? "" : text.position || style?.position || "";
    const side = cornered || (beside && free) ? "left" : place.split("-")[1] || "center";
    const look = styled({ ...usual(kind, face()), ...(light ? ON_LIGHT : {}), align: side }, style, style?.fontFamily ? face(style.fontFamily) : "");
    const area = free ? below || room : frame.safe;
    const given = text.width || style?.paragraphWidth;
    const limit = Math.min((given ? Math.max(shareOf(given), 0.05) : kind.width) * frame.width, area.width);
    const card = fitted(text.text, look, kind, variant === "heading", frame, paper, limit, area.height);
    const beneath = beside ? "top-left" : "top-center";
    const spot = { top: text.top, left: text.left, position: below ? beneath : beside && free ? "center-left" : place };
    const box = spotted(spot, card.width, card.height, kind.place, area, frame);
    if (free) under = belowOf(box, room, frame);
    return { ...card, kind: variant, index, box };
  });
  return placedTexts.sort((one, other) => one.index - other.index);
}

/** The part of a room under its heading. @param {Box} heading @param {Box} room @param {Frame} frame @returns {Box} */
function belowOf(heading, room, frame) {
  const top = heading.y + heading.height + frame.air;
  return { x: room.x, y: top, width: room.width, height: Math.max(room.y + room.height - top, frame.air) };
}

/** A text at its size, or as much smaller as it needs to be. @param {string} text @param {Look} look @param {Kind} kind @param {boolean} heading @param {Frame} frame @param {CanvasRenderingContext2D} paper @param {number} limit @param {number} height */
function fitted(text, look, kind, heading, frame, paper, limit, height) {
  for (;;) {
    const setter = new Typesetter(look, frame.unit, paper);
    const words = text.split("\n").map((line) => line.split(/\s+/).filter(Boolean).map((word) => ({ text: word, keyword: false })));
    const pieces = words.map((line) => pieced(line, setter, limit));
    const whole = words.flat().flatMap((word) => partsOf(word.text)).length === pieces.flat().length;
    const block = blockOf(pieces, setter, kind, limit, frame);
    if ((block.height <= height && whole) || look.size < frame.smallest) {
      if (!heading || look.box) return block;
      const { rule } = frame;
      const wide = block.size * rule.wide;
      const line = { x: slack(look.align) * (block.width - wide), y: block.height + block.size * rule.below, width: wide, height: Math.max(block.size * rule.thick, 2) };
      return { ...block, height: block.height + block.size * rule.height, rule: line };
    }
    look = { ...look, size: look.size * frame.shrinksBy };
  }
}

/**
 * All words of a scene: its captions in turn, and its texts; and where an emblem stands.
 * @param {any} scene @param {any} head @param {Frame} frame @param {CanvasRenderingContext2D} paper @param {(family?: string) => string} face
 * @param {{ light: boolean, emblem: boolean }} ground
 */
export function set(scene, head, frame, paper, face, { light, emblem }) {
  const captions = captionsOf(scene, head, frame, paper, face);
  const place = (scene.subtitleStyle || head.subtitleStyle)?.position || frame.caption.place;
  const free = freeOf(frame, takenBy(captions, frame, place), place);
  const beside = emblem && (scene.elements || []).some((/** @type {any} */ text) => text.textVariant === "heading" && !isPlaced(text));
  const room = beside ? within(free, frame.headingRoom) : free;
  const texts = textsOf(scene, frame, paper, face, room, { light, beside: beside && frame.columns });
  return { captions, texts, free, disc: emblem ? (beside ? within(free, frame.emblemRoom) : free) : null };
}

/** A part of a box, told in shares of it. @param {Box} box @param {Box} part @returns {Box} */
const within = (box, part) => ({ x: box.x + part.x * box.width, y: box.y + part.y * box.height, width: part.width * box.width, height: part.height * box.height });
