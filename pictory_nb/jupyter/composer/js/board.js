// The board: the video's settings and its cards, the changes that turn one board into another, and the way back.
// @ts-check
import { merged, splice, spliced } from "./text.js";

/**
 * @typedef {Record<string, any>} Body
 * @typedef {{ id: string, scene: Body }} Card
 * @typedef {{ head: Body, cards: Card[] }} Board
 * @typedef {(string | number)[]} Place     the id of a card, or "" for the video, and the way into its body
 * @typedef {{ put: Place, value: any } | { splice: Place, start: number, cut: number, text: string, of: number }
 *   | { insert: number, cards: [string, Body][] } | { remove: string[] } | { move: string[], to: number }} Change
 */

/** The value at a way into a body, undefined where there is none. @param {any} body @param {Place} way */
export function valueAt(body, way) {
  for (const step of way) body = body?.[step];
  return body;
}

/** A copy of a body with `value` at `way`; null takes away, and what becomes empty goes too. @param {any} body @param {Place} way @param {any} value @returns {any} */
export function putAt(body, way, value) {
  if (!way.length) return value;
  const [step, ...rest] = way;
  if (typeof step === "number") {
    const items = [...(body || [])];
    const item = rest.length ? putAt(items[step] || {}, rest, value) : value;
    items.splice(step, 1, ...(item === null || item === undefined ? [] : [item]));
    return items;
  }
  const fields = { ...body };
  const inner = rest.length ? putAt(fields[step], rest, value) : value;
  const hollow = rest.length > 0 && typeof inner === "object" && inner !== null && Object.keys(inner).length === 0;
  if (inner === null || inner === undefined || hollow) delete fields[step];
  else fields[step] = inner;
  return fields;
}

/** The card of an id. @param {Board} board @param {string | number} id */
export const cardOf = (board, id) => board.cards.find((card) => card.id === id);

/** The value at a place of a board. @param {Board} board @param {Place} at */
export function lookUp(board, [id, ...way]) {
  return valueAt(id === "" ? board.head : cardOf(board, id)?.scene, way);
}

/** @param {Board} board @param {Place} at @param {any} value @returns {Board} */
function withValue(board, [id, ...way], value) {
  if (id === "") return { ...board, head: putAt(board.head, way, value) };
  return { ...board, cards: board.cards.map((card) => (card.id === id ? { id, scene: putAt(card.scene, way, value) } : card)) };
}

/**
 * A board with a change made, and the changes that lead back. What does not fit changes nothing.
 * @param {Board} board @param {Change} change @returns {[Board, Change[]]}
 */
export function made(board, change) {
  if ("put" in change) {
    const before = lookUp(board, change.put);
    return [withValue(board, change.put, change.value), [{ put: change.put, value: before ?? null }]];
  }
  if ("splice" in change) {
    const before = String(lookUp(board, change.splice) ?? "");
    const after = spliced(before, change);
    return [withValue(board, change.splice, after), [{ splice: change.splice, ...splice(after, before) }]];
  }
  if ("insert" in change) {
    const cards = change.cards.map(([id, scene]) => ({ id, scene }));
    const all = [...board.cards.slice(0, change.insert), ...cards, ...board.cards.slice(change.insert)];
    return [{ ...board, cards: all }, [{ remove: cards.map((card) => card.id) }]];
  }
  const named = "remove" in change ? change.remove : change.move;
  const chosen = new Set(named);
  const at = board.cards.flatMap((card, index) => (chosen.has(card.id) ? [{ card, index }] : []));
  const rest = board.cards.filter((card) => !chosen.has(card.id));
  if ("remove" in change) {
    return [{ ...board, cards: rest }, at.map(({ card, index }) => ({ insert: index, cards: [[card.id, card.scene]] }))];
  }
  const moved = named.flatMap((id) => cardOf(board, id) || []);
  const back = [{ move: at.map(({ card }) => card.id), to: rest.length }, ...at.map(({ card, index }) => ({ move: [card.id], to: index }))];
  return [{ ...board, cards: [...rest.slice(0, change.to), ...moved, ...rest.slice(change.to)] }, back];
}

/** The change that puts `value` in its place: of a text only the stretch that differs. @param {Board} board @param {Place} at @param {any} value @returns {Change} */
export function changeOf(board, at, value) {
  const before = lookUp(board, at);
  return typeof value === "string" && value && typeof before === "string" && before ? { splice: at, ...splice(before, value) } : { put: at, value };
}

/** A board after several changes, and the way back from there. @param {Board} board @param {Change[]} changes @returns {[Board, Change[]]} */
export function allMade(board, changes) {
  /** @type {Change[]} */
  let back = [];
  for (const change of changes) {
    const [next, undo] = made(board, change);
    [board, back] = [next, [...undo, ...back]];
  }
  return [board, back];
}

/** Whether two values hold the same. @param {any} one @param {any} other @returns {boolean} */
export function same(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
}

/** What people write: where two have changed it, the letters of both are there. Of anything else the one that was there stays. */
const WRITTEN = /^(story|caption|text|prompt|query|videoName)$/;

/**
 * What stands there after the step from `base` to `mine` is made upon `theirs`: whatever somebody else did meanwhile stays.
 * @param {any} base @param {any} theirs @param {any} mine @param {any} [name] the field that it is
 * @returns {any}
 */
export function woven(base, theirs, mine, name) {
  if (same(base ?? null, theirs ?? null)) return mine ?? null;
  if (same(base ?? null, mine ?? null)) return theirs;
  if (WRITTEN.test(name)) return merged(base ?? "", theirs ?? "", mine ?? "") || null;
  if ([base, theirs, mine].some((one) => typeof one !== "object" || !one)) return theirs;
  if (Array.isArray(theirs) && (base.length !== mine.length || base.length !== theirs.length)) {
    const most = Math.min(base.length, mine.length);
    const ends = same(base.slice(0, most), mine.slice(0, most)) && same(base.slice(most), theirs.slice(most, base.length));
    return ends ? [...theirs.slice(0, most), ...mine.slice(most), ...theirs.slice(base.length)] : theirs;
  }
  const all = Object.keys({ ...theirs, ...mine }).map((key) => [key, woven(base[key], theirs[key], mine[key], key)]).filter(([, value]) => value !== null);
  return Array.isArray(theirs) ? all.map(([, value]) => value) : Object.fromEntries(all);
}

/**
 * The changes of a step from `base` to `goal` as they are made upon a board that others have changed meanwhile: no letter of
 * theirs is lost. A scene that is to go, and in which they wrote, stays with what they wrote.
 * @param {Change[]} changes @param {Board} base @param {Board} now @param {Board} goal @returns {Change[]}
 */
export function upon(changes, base, now, goal) {
  /** @type {Change[]} */
  const steps = [];
  let board = now;
  const make = (/** @type {Change} */ change) => {
    [board] = made(board, change);
    steps.push(change);
  };
  const weave = (/** @type {Place} */ at) => {
    if (at[0] !== "" && !cardOf(board, at[0])) return;
    const value = woven(lookUp(base, at), lookUp(now, at), lookUp(goal, at), at.at(-1));
    if (!same(lookUp(board, at) ?? null, value)) make(changeOf(board, at, value));
  };
  for (const change of changes) {
    if ("put" in change) weave(change.put);
    else if ("splice" in change) weave(change.splice);
    else if ("insert" in change) {
      const [there, fresh] = parted(change.cards.map(([id]) => id), (id) => Boolean(cardOf(now, id)));
      if (fresh.length) make({ insert: change.insert, cards: fresh.map((id) => [id, cardOf(goal, id)?.scene || {}]) });
      for (const id of there) weave([id, "story"]);
    } else if ("remove" in change) {
      const [gone, kept] = parted(change.remove.filter((id) => cardOf(board, id)), (id) => same(cardOf(now, id)?.scene, cardOf(base, id)?.scene));
      if (gone.length) make({ remove: gone });
      for (const id of kept) weave([id, "story"]);
    } else {
      const [move] = parted(change.move, (id) => Boolean(cardOf(board, id)));
      if (move.length) make({ ...change, move });
    }
  }
  return steps;
}

/** Those for which it holds, and the others. @param {string[]} ids @param {(id: string) => boolean} holds */
const parted = (ids, holds) => [ids.filter(holds), ids.filter((id) => !holds(id))];

/** The changes that lead from one board to another; cards that are in both keep their ids. @param {Board} from @param {Board} to @returns {Change[]} */
export function difference(from, to) {
  /** @type {Change[]} */
  const changes = [];
  const [old, wanted] = [new Map(from.cards.map((card) => [card.id, card])), new Set(to.cards.map((card) => card.id))];
  if (!same(from.head, to.head)) changes.push({ put: [""], value: to.head });
  const gone = from.cards.filter((card) => !wanted.has(card.id)).map((card) => card.id);
  if (gone.length) changes.push({ remove: gone });
  const order = from.cards.filter((card) => wanted.has(card.id)).map((card) => card.id);
  to.cards.forEach((card, index) => {
    const before = old.get(card.id);
    if (!before) {
      changes.push({ insert: index, cards: [[card.id, card.scene]] });
      order.splice(index, 0, card.id);
    } else if (order[index] !== card.id) {
      order.splice(order.indexOf(card.id), 1);
      changes.push({ move: [card.id], to: index });
      order.splice(index, 0, card.id);
    }
    if (before && !same(before.scene, card.scene)) changes.push({ put: [card.id], value: card.scene });
  });
  return changes;
}

/** A new id, unlike any other's. */
export const newId = () => `n${crypto.getRandomValues(new Uint32Array(2)).join("").slice(0, 14)}`;

/** What a new scene takes over from the one that it comes out of: its looks and its voice, not what it says or shows. @param {Body} scene */
export function looksOf(scene) {
  const { subtitleStyle, subtitleStyleName, subtitleStyleId, voiceOver, hideSubtitles, maxSubtitleLines, sceneTransition } = scene;
  const looks = { subtitleStyle, subtitleStyleName, subtitleStyleId, voiceOver, hideSubtitles, maxSubtitleLines, sceneTransition };
  return Object.fromEntries(Object.entries(looks).filter(([, value]) => value !== undefined));
}

/**
 * One model's board for all its views: changes are made here at once, sent to the kernel in a while, and can be undone.
 * Views are told `{ changes, by }`, and the kernel's word on it as `{ told }`.
 */
export class Store {
  /** @param {import("./dom.js").Model} model */
  constructor(model) {
    this.model = model;
    this.me = newId();
    /** @type {Board} */
    this.board = model.get("board");
    /** The board as the kernel has it, by all that it has said: others change it too. @type {Board} */
    this.known = this.board;
    /** What was done here, and can be undone here: nothing that others did. @type {{ undo: Change[], redo: Change[], from: Board, to: Board, label: string, key: string, time: number }[]} */
    this.past = [];
    /** @type {Store["past"]} */
    this.future = [];
    /** @type {Map<string, { at: Place, before: string }>} texts that were typed and not yet sent */
    this.typed = new Map();
    /** @type {Set<(event: any) => void>} */
    this.listeners = new Set();
    /** @type {Map<string, { resolve: Function, reject: Function, tell?: Function }>} */
    this.asked = new Map();
    /** @type {Map<number, Change[]>} edits that the kernel has not answered yet */
    this.sent = new Map();
    this.count = 0;
    this.timer = this.since = 0;
    this.told = model.get("told");
    this.hear = this.hear.bind(this);
    this.adopt = this.adopt.bind(this);
    this.leave = () => this.flush();
    addEventListener("pagehide", this.leave);
    model.on("msg:custom", this.hear);
    model.on("change:board", this.adopt);
  }

  dispose() {
    this.flush();
    clearTimeout(this.timer);
    removeEventListener("pagehide", this.leave);
    this.model.off("msg:custom", this.hear);
    this.model.off("change:board", this.adopt);
    for (const { reject } of this.asked.values()) reject(new Error("closed"));
    this.asked.clear();
    this.listeners.clear();
  }

  /** @param {(event: any) => void} listener @returns {() => void} */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @param {any} event */
  tell(event) {
    for (const listener of this.listeners) listener(event);
  }

  /**
   * Make changes. Those with the same `key` within a second are undone together, as what is typed in one go.
   * @param {Change[]} changes @param {string} label @param {{ key?: string, by?: any }} [how]
   */
  make(changes, label, { key = "", by = null } = {}) {
    if (!changes.length) return;
    const before = this.board;
    const [board, undo] = allMade(before, changes);
    this.board = board;
    const last = this.past.at(-1);
    const now = performance.now();
    if (last && key && last.key === key && last.to === before && now - last.time < 1200) {
      last.undo = [...undo, ...last.undo];
      last.redo = [...last.redo, ...changes];
      last.to = board;
      last.time = now;
    } else {
      this.past.push({ undo, redo: changes, from: before, to: board, label, key, time: now });
      if (this.past.length > 500) this.past.shift();
    }
    this.future = [];
    this.send(changes, before);
    this.tell({ changes, by });
  }

  /** @returns {string} what was undone, empty where there is nothing */
  undo() {
    const last = this.past.pop();
    if (!last) return "";
    this.future.push(last);
    this.replay(upon(last.undo, last.to, this.board, last.from));
    return last.label;
  }

  /** What takes back the last step, whatever is done after it. @returns {() => void} */
  wayBack() {
    const last = this.past.at(-1);
    return () => {
      if (!last || this.future.includes(last)) return;
      if (last === this.past.at(-1)) this.undo();
      else this.make(upon(last.undo, last.to, this.board, last.from), `taking back ${last.label}`);
    };
  }

  /** @returns {string} */
  redo() {
    const next = this.future.pop();
    if (!next) return "";
    this.past.push({ ...next, key: "" });
    this.replay(upon(next.redo, next.from, this.board, next.to));
    return next.label;
  }

  /** @param {Change[]} changes */
  replay(changes) {
    const before = this.board;
    [this.board] = allMade(before, changes);
    this.send(changes, before);
    this.tell({ changes, by: null });
  }

  /** Typing waits a moment for more of it, though never long; everything else goes at once, after what was typed. @param {Change[]} changes @param {Board} before */
  send(changes, before) {
    if (changes.every((change) => "splice" in change)) {
      if (!this.typed.size) this.since = performance.now();
      for (const change of changes) {
        if (!("splice" in change)) continue;
        const key = JSON.stringify(change.splice);
        if (!this.typed.has(key)) this.typed.set(key, { at: change.splice, before: String(lookUp(before, change.splice) ?? "") });
      }
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.flush(this.board, false), Math.min(220, this.since + 1000 - performance.now()));
      return;
    }
    this.flush(before);
    this.post(changes);
  }

  /**
   * Send what was typed: all of it, or only into texts of which the kernel has answered what was sent before.
   * @param {Board} board the board up to which it is sent @param {boolean} all
   */
  flush(board = this.board, all = true) {
    clearTimeout(this.timer);
    /** @type {Change[]} */
    const changes = [];
    this.held = false;
    const waiting = new Set(all ? [] : this.unanswered().map((at) => JSON.stringify(at)));
    for (const [key, { at, before }] of this.typed) {
      if (waiting.has(key)) {
        this.held = true;
        continue;
      }
      this.typed.delete(key);
      const after = lookUp(board, at);
      if (typeof after === "string" && after !== before) changes.push({ splice: at, ...splice(before, after) });
    }
    this.since = performance.now();
    if (changes.length) this.post(changes);
  }

  /** The texts that were sent, and not yet answered. @returns {Place[]} */
  unanswered() {
    const changes = [...this.sent.values()].flat();
    return changes.flatMap((change) => ("splice" in change ? [change.splice] : "put" in change && typeof change.value === "string" ? [change.put] : []));
  }

  /** @param {Change[]} changes */
  post(changes) {
    this.count += 1;
    this.sent.set(this.count, changes);
    this.model.send({ op: "edit", n: this.count, by: this.me, changes });
    this.tell({ waiting: this.sent.size });
  }

  /** Python set another storyboard: what was typed meanwhile stays. */
  adopt() {
    this.told = this.model.get("told");
    const changes = difference(this.known, this.model.get("board"));
    if (!changes.length) return;
    const before = this.board;
    const undo = this.take(changes);
    const after = this.board;
    this.settle();
    this.tell({ told: this.told, back: () => this.make(upon(undo, after, this.board, before), "taking back what Python set") });
  }

  /** Take over what somebody else changed; texts that the kernel does not have as they are here are put together. @param {Change[]} changes */
  take(changes) {
    const [then, now] = [this.known, allMade(this.known, changes)[0]];
    const text = (/** @type {Board} */ board, /** @type {Place} */ at) => String(lookUp(board, at) ?? "");
    const mine = new Map([...this.unanswered(), ...[...this.typed.values()].map(({ at }) => at)].map((at) => [JSON.stringify(at), at]));
    const both = [...mine.values()].map((at) => ({ put: at, value: merged(text(then, at), text(now, at), text(this.board, at)) }));
    for (const one of this.typed.values()) one.before = merged(text(then, one.at), text(now, one.at), one.before);
    const others = changes.filter((change) => !("splice" in change && mine.has(JSON.stringify(change.splice))));
    const [next] = allMade(this.board, others);
    const all = [...others, ...both.filter(({ put, value }) => (put[0] === "" || cardOf(next, String(put[0]))) && text(next, put) !== value)];
    const [board, undo] = allMade(this.board, all);
    this.board = board;
    this.known = now;
    this.tell({ changes: all, by: null });
    return undo;
  }

  /** When everything is answered, what is shown is what the kernel has. */
  settle() {
    if (this.sent.size || this.typed.size) return;
    const changes = difference(this.board, this.known);
    if (!changes.length) return;
    this.board = this.known;
    this.tell({ changes, by: null });
  }

  /** @param {any} message @param {DataView[]} [buffers] */
  hear(message, buffers = []) {
    if (message.op === "edited") {
      if (message.by === this.me) {
        this.sent.delete(message.n);
        [this.known] = allMade(this.known, message.changes);
        if (this.held) this.flush(this.board, false);
      } else this.take(message.changes);
      this.settle();
      this.told = { ...this.told, ...message.told };
      this.tell({ told: this.told, waiting: this.sent.size });
    } else if (message.op === "stale" && message.by === this.me) {
      const changes = this.sent.get(message.n) || [];
      this.sent.delete(message.n);
      // Somebody else was faster, and what they did was heard before this. What was typed here is said again, upon that.
      for (const change of changes) {
        const at = "splice" in change && change.splice;
        if (!at) continue;
        const [has, wanted] = [lookUp(this.known, at), this.typed.get(JSON.stringify(at))?.before ?? lookUp(this.board, at)];
        if (has && wanted && has !== wanted) this.post([{ splice: at, ...splice(has, wanted) }]);
        else if (!has && wanted && lookUp(this.known, at.slice(0, 1))) this.post([{ put: at, value: wanted }]);
      }
      this.settle();
    } else if (message.op === "answer" || message.op === "progress") {
      const asked = this.asked.get(message.id);
      if (message.op === "progress") return asked?.tell?.(message.value);
      this.asked.delete(message.id);
      if (message.error) asked?.reject(Object.assign(new Error(message.error), { mend: message.mend || "" }));
      else asked?.resolve({ value: message.value, buffers });
    }
    return undefined;
  }

  /**
   * Ask the kernel for something. Rejects with an error whose `mend` says what to do.
   * @param {string} what @param {Body} [given] @param {{ tell?: (value: any) => void, buffers?: ArrayBuffer[] }} [how]
   * @returns {Promise<{ value: any, buffers: DataView[] }>}
   */
  ask(what, given = {}, { tell, buffers } = {}) {
    const id = newId();
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject, tell });
      this.model.send({ op: "ask", id, what, given }, undefined, buffers);
    });
  }
}
