// The view: the bar, the list of cards, the stage and the panel, and all that hands and keys can do.
// @ts-check
import { cardOf, changeOf, looksOf, lookUp, newId } from "./board.js";
import { Card } from "./card.js";
import { clock, keep, onTheme, say, theme } from "../../page.js";
import { arrange, h, iconButton, keepingFocus } from "./dom.js";
import { pressed } from "./keys.js";
import { Stills } from "./still.js";
import { plain } from "./text.js";

export class View {
  /** @param {import("./dom.js").Model} model @param {import("./board.js").Store} store @param {import("./shelf.js").Shelf} shelf @param {HTMLElement} el */
  constructor(model, store, shelf, el) {
    this.model = model;
    this.store = store;
    this.shelf = shelf;
    this.el = el;
    this.terms = model.get("terms");
    this.stills = new Stills(shelf, () => ({ frame: this.frame, head: this.seen.head, place: model.get("place") }));
    /** @type {import("./board.js").Board | null} what is being dragged, before it is let go */
    this.trial = null;
    /** @type {number | "avatar" | null} what is opened of that which stands on the picture */
    this.element = null;
    /** @type {number | null} the b-roll that the stage shows */
    this.broll = null;
    /** @type {Map<string, Card>} */
    this.cards = new Map();
    /** @type {Set<string>} */
    this.picked = new Set();
    /** @type {Map<string, string>} kinds of background that were chosen, and have no value yet */
    this.wanted = new Map();
    /** @type {Set<string>} folds of rarer fields that were opened */
    this.unfolded = new Set();
    this.active = store.board.cards[0]?.id || "";
    this.anchor = this.active;
    this.media = /** @type {any[] | null} */ (null);
    this.drawnIn = store.told.frames;
    this.moment = 0;
    this.ends = /** @type {(() => void)[]} */ ([]);
    /** Whether cards are carried by a handle. */
    this.grabbed = false;
    /** @type {(() => void) | undefined} */
    this.closeMenu = undefined;
    /** @type {any} what the panel reads and changes: the chosen scenes */
    this.sceneScope = undefined;
    this.frames = new Set();
    this.build();
    this.watch();
    this.draw();
  }

  get seen() {
    return this.trial || this.store.board;
  }

  get frame() {
    return this.store.told.frames;
  }

  // ---- the page -------------------------------------------------------------------------------------------------

  build() {
    const act = (/** @type {string} */ name) => () => this.act(name, this.active);
    this.name = h("input.title", { type: "text", placeholder: "Untitled video", "aria-label": "Video name", spellcheck: "false" });
    this.sums = h("div.sums", null);
    this.findBox = h("input.input", { type: "search", placeholder: "Find in the stories", "aria-label": "Find in the stories" });
    this.foundCount = h("span.hint", { role: "status" });
    this.finder = h("div.finder", { hidden: true }, this.findBox, this.foundCount, iconButton("close", "End the search", () => this.later("find", false)));
    this.undoButton = iconButton("undo", "Undo", () => this.undo());
    this.redoButton = iconButton("redo", "Redo", () => this.redo());
    this.sheetButton = iconButton("grid", "Contact sheet", () => this.sheet(), { "aria-pressed": "false" });
    this.renderButton = h("button.primary", { type: "button", onclick: () => this.later("askRender") }, "Render");
    this.bar = h(
      "header.bar", null,
      h("div.names", null, this.name, this.sums),
      h("div.acts", { role: "toolbar", "aria-label": "The video" },
        this.undoButton, this.redoButton, iconButton("search", "Find", () => this.later("find")), this.sheetButton,
        iconButton("keys", "Keys", (event) => this.later("showKeys", event.currentTarget)),
        iconButton("code", "As code", (event) => this.later("codeMenu", event.currentTarget), { "aria-haspopup": "menu" }), this.renderButton),
    );
    this.list = h("ol.list", { "aria-label": "Scenes" });
    this.addButton = h("button.add", { type: "button", onclick: act("add") }, h("span.i-plus", { "aria-hidden": "true" }), "Add a scene");
    this.scroller = h("div.scenes", { tabindex: -1 }, this.list, this.addButton, h("p.hint.begin", null, "Paste a whole text, and each of its paragraphs becomes a scene."));
    this.stageStill = h("div.still.large", { role: "img" });
    this.film = h("div.film", { hidden: true });
    this.steps = h("span.hint", null);
    this.before = iconButton("left", "The caption before", () => this.step(-1));
    this.after = iconButton("right", "The next caption", () => this.step(1));
    this.pill = h("span.pill", { hidden: true }, "B-roll");
    this.stepper = h("div.stepper", null, this.before, this.steps, this.after);
    this.playButton = h("button.quiet", { type: "button", "aria-label": "Preview this scene", title: "Makes this scene alone, and plays it here", onclick: () => this.later("preview") }, h("span.i-play", { "aria-hidden": "true" }), "Preview");
    this.handles = h("div.handles", { role: "group", "aria-label": "On the picture" });
    this.screen = h("div.screen", null, this.stageStill, this.handles, h("div.over", null, this.pill, this.stepper), this.film);
    this.stage = h("div.stage", null, this.screen);
    this.sceneTab = h("button.tab", { type: "button", role: "tab", id: `${this.store.me}-st`, "aria-selected": "true", onclick: () => this.tab("scene") }, "Scene");
    this.videoTab = h("button.tab", { type: "button", role: "tab", id: `${this.store.me}-vt`, "aria-selected": "false", tabindex: -1, onclick: () => this.tab("video") }, "Whole video");
    this.tastes = h("ul.remarks.apart", null);
    this.warnings = h("ul.remarks.apart", null);
    this.scenePanel = h("div.panel", { role: "tabpanel", tabindex: -1, "aria-labelledby": this.sceneTab.id }, this.tastes);
    this.videoPanel = h("div.panel", { role: "tabpanel", tabindex: -1, "aria-labelledby": this.videoTab.id, hidden: true }, this.warnings);
    this.side = h("aside.side", { "aria-label": "Scene and video" }, this.stage, h("div.tabs", null, h("div.row.tablist", { role: "tablist", onkeydown: (/** @type {any} */ event) => this.tabKeys(event) }, this.sceneTab, this.videoTab), this.playButton), this.scenePanel, this.videoPanel);
    this.panes = h("div.panes", { role: "group", "aria-label": "What is shown" }, ...[["scenes", "Scenes"], ["side", "Look and sound"]].map(([pane, text]) => h("button.choice", { type: "button", "data-pane": pane, onclick: () => this.pane(pane) }, text)));
    this.bulk = h("div.bulk", { role: "toolbar", "aria-label": "Selected scenes", hidden: true }, (this.bulkCount = h("span", null)));
    this.note = h("div.note", { role: "status" });
    this.undoNote = h("button.link", { type: "button", hidden: true });
    this.live = h("div.live", { "aria-live": "polite" });
    this.state = h("span.state", null);
    this.root = h("section.root", { "aria-label": "Composer", "data-lm-suppress-shortcuts": "true", "data-pane": "scenes" }, this.bar, this.finder, this.panes,
      h("div.main", null, this.scroller, this.side), this.bulk, h("footer.foot", null, this.note, this.undoNote, h("span.spring", null), this.state), this.live);
    this.el.classList.add("pictory-composer");
    this.el.append(this.root);
    this.pane("scenes");

    this.sceneSections = this.videoSections = /** @type {any[]} */ ([]);
    this.shelf.more.then((more) => {
      if (!this.root.isConnected && this.ended) return;
      this.more = more;
      this.player = new more.Player(this);
      more.fillBulk(this);
      more.watchGaps(this);
      this.sceneSections = more.sceneSections(this);
      this.videoSections = more.videoSections(this);
      this.scenePanel.append(...this.sceneSections.map((/** @type {any} */ section) => section.node));
      this.videoPanel.append(...this.videoSections.map((/** @type {any} */ section) => section.node));
      this.refresh();
    }, (error) => this.toast(`The panel did not load: ${error.message}`));
  }

  watch() {
    const on = (/** @type {any} */ target, /** @type {string} */ event, /** @type {any} */ listener, /** @type {any} */ how = undefined) => {
      target.addEventListener(event, listener, how);
      this.ends.push(() => target.removeEventListener(event, listener, how));
    };
    on(this.root, "keydown", (/** @type {KeyboardEvent} */ event) => (pressed(this, event) ? event.stopPropagation() : keep(event)));
    for (const event of ["copy", "cut", "paste"]) on(this.root, event, (/** @type {any} */ what) => this.more?.clipboard(this, what));
    on(this.name, "keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // else the story would begin with a new line
      this.choose(this.active, { focus: true });
    });
    on(this.name, "input", () => this.store.make([changeOf(this.store.board, ["", "videoName"], this.name.value || null)], "the name", { key: "name", by: this.name }));
    on(this.findBox, "input", () => this.later("winnow"));
    on(this.root, "focusin", (/** @type {any} */ event) => (this.focused = event.target));
    for (const event of ["focusout", "click"]) on(this.root, event, () => this.soon("hold", () => this.more?.hold(this)));
    on(this.list, "pointerdown", (/** @type {any} */ event) => this.more?.grab(this, event));
    on(this.list, "dragover", (/** @type {any} */ event) => this.more?.over(this, event));
    on(this.list, "dragleave", () => this.more?.mark(this, null));
    on(this.list, "drop", (/** @type {any} */ event) => this.more?.dropped(this, event));
    on(this.list, "click", (/** @type {any} */ event) => this.clicked(event));
    this.seer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const card = this.cards.get(/** @type {any} */ (entry.target).dataset.id);
        if (!card) continue;
        card.seen = entry.isIntersecting;
        if (!card.seen) continue;
        card.fit();
        card.draw();
      }
    }, { root: this.scroller, rootMargin: "300px" });
    this.ends.push(() => this.seer?.disconnect(), onTheme(() => this.paint()), this.store.listen((event) => this.heard(event)));
    const job = () => this.showJob();
    this.model.on("change:job", job);
    this.ends.push(() => this.model.off("change:job", job));
    this.paint();
    this.showJob();
  }

  dispose() {
    this.ended = true;
    for (const end of this.ends) end();
    for (const frame of this.frames) cancelAnimationFrame(frame);
    clearTimeout(this.toastTimer);
    clearTimeout(this.keepTimer);
    this.player?.stop();
    if (this.filmAddress) URL.revokeObjectURL(this.filmAddress);
    this.root.remove();
  }

  paint() {
    this.root.dataset.theme = theme();
    this.root.dataset.contrast = /contrast/i.test(document.body.dataset.jpThemeName || document.body.dataset.vscodeThemeKind || "") ? "high" : "";
  }

  /** @param {Element} node */
  holds(node) {
    return document.activeElement === node;
  }

  /** Something of the other half, as soon as that is here. @param {string} what @param {any[]} given */
  later(what, ...given) {
    this.shelf.more.then((more) => this.ended || more[what](this, ...given), () => null);
  }

  /** Something that may wait for the next frame, done once however often it is asked for. @param {string} name @param {() => void} what */
  soon(name, what) {
    this.waiting = this.waiting || new Map();
    if (this.waiting.has(name)) return;
    const frame = requestAnimationFrame(() => {
      this.frames.delete(frame);
      this.waiting?.delete(name);
      what();
    });
    this.waiting.set(name, frame);
    this.frames.add(frame);
  }

  // ---- what is shown --------------------------------------------------------------------------------------------

  /** Everything, from the board. */
  draw() {
    this.order();
    for (const card of this.cards.values()) card.update();
    this.tellAll();
    this.refresh();
    say(this.sums, this.sumsText());
  }

  /** The cards in the order of the board. */
  order() {
    const { cards } = this.store.board;
    const known = new Set(cards.map((card) => card.id));
    const held = /** @type {any} */ (this.list.contains(document.activeElement) && document.activeElement?.closest(".pc-card"));
    let near = /** @type {any} */ (held || this.cards.get(this.active)?.node);
    while (near && !known.has(near.dataset.id)) near = near.previousElementSibling;
    if (!known.has(this.active)) this.active = near?.dataset.id || cards[0]?.id || "";
    for (const [id, card] of this.cards) {
      if (known.has(id)) continue;
      this.seer?.unobserve(card.node);
      this.cards.delete(id);
      this.picked.delete(id);
    }
    for (const { id } of cards) {
      if (this.cards.has(id)) continue;
      const card = new Card(this, id);
      this.cards.set(id, card);
      this.seer?.observe(card.node);
    }
    const writing = held && document.activeElement?.matches("textarea");
    keepingFocus(() => arrange(this.list, cards.map((card) => this.cards.get(card.id)?.node || h("li", null))));
    cards.forEach((card, index) => this.cards.get(card.id)?.renumber(index, cards.length));
    this.at = cards.findIndex((card) => card.id === this.active);
    this.markPicked();
    if (!held || known.has(held.dataset.id)) return;
    if (cards.length) this.choose(this.active, { focus: writing || "grip" }); // else the next key would be the notebook's
    else this.addButton.focus();
  }

  /** Everything that speaks of the active card or the video. */
  refresh() {
    if (!this.holds(this.name)) this.name.value = this.store.board.head.videoName || "";
    this.name.placeholder = this.store.told.name || "Untitled video";
    for (const card of this.cards.values()) if (card.node.hasAttribute("data-active") !== (card.id === this.active)) card.mark(card.id === this.active);
    this.sceneTab.textContent = this.picked.size > 1 && this.picked.has(this.active) ? `${this.picked.size} scenes` : this.active ? `Scene ${(this.at ?? 0) + 1}` : "Scene";
    for (const section of this.videoPanel.hidden ? this.sceneSections : this.videoSections) section.update();
    const { remarks = {} } = this.store.told;
    this.fill(this.tastes, (remarks[this.active] || []).filter((/** @type {any} */ one) => one.level === "taste"));
    this.fill(this.warnings, remarks[""] || []);
    this.videoTab.textContent = remarks[""]?.length ? `Whole video (${remarks[""].length})` : "Whole video";
    this.scenePanel.toggleAttribute("inert", !this.active);
    this.undoButton.disabled = !this.store.past.length;
    this.redoButton.disabled = !this.store.future.length;
    this.drawStage();
  }

  /** @param {HTMLElement} list @param {any[]} found */
  fill(list, found) {
    const key = JSON.stringify(found);
    if (list.dataset.key === key) return;
    list.dataset.key = key;
    const held = list.contains(document.activeElement);
    list.replaceChildren(...found.map((one) => this.remark(one)));
    if (!held) return;
    const home = list.querySelector("button") || list.closest(".pc-field, .pc-card")?.querySelector(".pc-control :is(input, select, textarea, button), .pc-grip") || (this.scenePanel.hidden ? this.videoTab : this.sceneTab);
    /** @type {any} */ (home).focus();
  }

  drawStage() {
    const scene = lookUp(this.seen, [this.active]) || {};
    const broll = this.broll === null ? null : scene.backgroundBrolls?.[this.broll];
    const { count, places } = this.stills.draw(this.stageStill, broll ? { ...scene, background: broll } : scene, { number: Math.max(this.at ?? 0, 0), moment: this.moment, chosen: this.chosen(this.active) });
    this.root.style.setProperty("--shape", String(this.frame.width / this.frame.height));
    this.more?.layHandles(this, places);
    this.moment = Math.min(this.moment, Math.max(count - 1, 0));
    this.stageStill.setAttribute("aria-label", `How scene ${(this.at ?? 0) + 1} will look`);
    say(this.steps, count > 1 ? `${this.moment + 1} of ${count}` : "");
    this.stepper.hidden = count < 2;
    this.pill.hidden = !broll;
  }

  /** @param {number} by */
  step(by) {
    this.moment = Math.max(0, this.moment + by);
    this.drawStage();
  }

  /** The colours and the emblem that a story calls for, as far as anybody knows. @param {string} id */
  chosen(id) {
    return this.shelf.ground(id);
  }

  sumsText() {
    const { total, price, place } = this.store.told;
    const { cards } = this.store.board;
    const words = cards.reduce((sum, card) => sum + plain(card.scene.story || "").split(" ").filter(Boolean).length, 0);
    const pace = total && words ? `${Math.round((words / total) * 60)} words a minute` : "";
    return [cards.length === 1 ? "1 scene" : `${cards.length} scenes`, total ? clock(total) : "", pace, place, price].filter(Boolean).join("  ·  ");
  }

  tellAll() {
    for (const card of this.cards.values()) card.tell();
    this.root.toggleAttribute("data-empty", !this.store.board.cards.some(({ scene }) => Object.keys(scene).length));
    say(this.sums, this.sumsText());
    this.soon("state", () => this.tellState());
  }

  /** Whether the kernel has everything. */
  tellState() {
    say(this.state, this.store.sent.size || this.store.typed.size ? "saving…" : "saved");
  }

  /** @param {any} event */
  heard(event) {
    if (event.changes) {
      if (event.changes.some((/** @type {any} */ change) => "insert" in change || "remove" in change || "move" in change)) this.order();
      const touched = new Set(event.changes.flatMap((/** @type {any} */ change) => (change.put || change.splice || [null])[0] ?? []));
      const all = touched.has("");
      for (const card of this.cards.values()) {
        if (all || touched.has(card.id)) card.update(event.by);
        else if (event.changes.some((/** @type {any} */ change) => "insert" in change && change.cards.some((/** @type {any} */ one) => one[0] === card.id))) card.update();
      }
      this.soon("refresh", () => this.refresh());
      this.keepLater();
    }
    if (event.told) {
      this.tellAll();
      if (this.drawnIn !== event.told.frames) {
        this.drawnIn = event.told.frames;
        for (const card of this.cards.values()) card.redraw();
      }
      this.soon("refresh", () => this.refresh());
    }
    if (event.back) this.toast("Python has set another storyboard", "Undo", event.back);
    if (event.looks) {
      this.keepLater();
      this.soon("looks", () => {
        for (const card of this.cards.values()) card.redraw();
        this.refresh();
        for (const sample of this.root.querySelectorAll("[data-face]")) sample.style.fontFamily = this.shelf.face(sample.dataset.face);
      });
    }
    if (event.changes || "waiting" in event) this.tellState();
    this.soon("hold", () => this.more?.hold(this));
  }

  /** The notebook keeps a sheet of what is here; it is renewed when hands are still, or do not rest for long. */
  keepLater() {
    clearTimeout(this.keepTimer);
    this.keepBy = this.keepBy || performance.now() + 5000;
    this.keepTimer = setTimeout(() => {
      this.keepBy = 0;
      this.model.send({ op: "keep" });
    }, Math.min(1500, this.keepBy - performance.now()));
  }

  /** @param {any} remark */
  remark({ level, reason, mend, fix }) {
    const button = fix?.length ? h("button.fix", { type: "button", "aria-label": `Mend: ${mend}`, onclick: () => {
      this.store.make(fix, "the mend");
      this.announce(`Mended: ${mend}`);
    } }, mend) : h("span.mend", null, mend);
    return h(`li.remark.${level}`, null, h("span.why", null, reason), button);
  }

  // ---- changes --------------------------------------------------------------------------------------------------

  /** @param {string} id */
  index(id) {
    return this.store.board.cards.findIndex((card) => card.id === id);
  }

  /** The cards that are seen: a search hides the others. */
  get visible() {
    return this.store.board.cards.filter(({ id }) => !this.cards.get(id)?.node.hidden);
  }

  /** The cards that an action on one is meant for, in order. @param {string} id */
  meant(id) {
    const chosen = this.picked.has(id) ? this.picked : new Set([id]);
    return this.store.board.cards.filter((card) => chosen.has(card.id));
  }

  /** @param {string} name @param {string} id */
  act(name, id) {
    const at = this.index(id);
    const many = this.meant(id);
    const { cards } = this.store.board;
    if (name === "add") return this.insert(at < 0 ? cards.length : at + 1, [cards[at] ? looksOf(cards[at].scene) : {}], "a new scene");
    if (!many.length) return undefined;
    const ids = many.map((card) => card.id);
    const words = ids.length > 1 ? `${ids.length} scenes` : `Scene ${at + 1}`;
    if (name === "duplicate") return this.insert(this.index(ids.at(-1) || "") + 1, many.map((card) => card.scene), `${words} duplicated`);
    if (name === "delete") {
      const next = cards[at + 1] || cards[at - 1];
      const keep = cards.find((card, index) => index > at && !ids.includes(card.id)) || [...cards].reverse().find((card) => !ids.includes(card.id)) || next;
      const held = this.list.contains(document.activeElement) || this.bulk.contains(document.activeElement);
      this.store.make([{ remove: ids }], "deleting");
      this.pick([]);
      if (keep && !ids.includes(keep.id)) this.choose(keep.id, { focus: held ? "grip" : false });
      else if (held) this.addButton.focus();
      return this.toast(`${words} deleted`, "Undo", this.store.wayBack());
    }
    if (name === "join") return this.later("join", ids.length > 1 ? ids : [id, cards[at + 1]?.id].filter(Boolean));
    if (name === "split") return this.later("split", id);
    if (name === "up" || name === "down" || name === "first" || name === "last") return this.move(ids, name);
    if (name === "preview") return this.later("preview", id);
    return undefined;
  }

  /** @param {string[]} ids @param {string} where */
  move(ids, where) {
    const { cards } = this.store.board;
    const first = this.index(ids[0]);
    const last = this.index(ids.at(-1) || "");
    const rest = cards.length - ids.length;
    const to = { up: Math.max(first - 1, 0), down: Math.min(last + 2 - ids.length, rest), first: 0, last: rest }[/** @type {"up"} */ (where)];
    const order = cards.filter((card) => !ids.includes(card.id)).map((card) => card.id);
    order.splice(to, 0, ...ids);
    if (order.every((id, index) => cards[index].id === id)) return this.announce(where === "up" || where === "first" ? "It is the first already" : "It is the last already");
    this.store.make([{ move: ids, to }], "moving");
    const words = ids.length > 1 ? `${ids.length} scenes` : `Scene ${first + 1}`;
    this.cards.get(ids[0])?.node.scrollIntoView({ block: "nearest" });
    return this.announce(`${words} moved to place ${to + 1} of ${cards.length}`);
  }

  /** @param {number} index @param {any[]} scenes @param {string} said @param {boolean | "grip"} [focus] */
  insert(index, scenes, said, focus = true) {
    const cards = scenes.map((scene) => /** @type {[string, any]} */ ([newId(), scene]));
    this.store.make([{ insert: index, cards }], said);
    this.choose(cards[0][0], { focus });
    this.announce(`${said}, at place ${index + 1}`);
    return cards.map(([id]) => id);
  }

  undo() {
    const what = this.store.undo();
    this.announce(what ? `Undone: ${what}` : "There is nothing to undo");
    this.soon("refresh", () => this.refresh());
  }

  redo() {
    const what = this.store.redo();
    this.announce(what ? `Done again: ${what}` : "There is nothing to do again");
    this.soon("refresh", () => this.refresh());
  }

  // ---- choosing and moving about ------------------------------------------------------------------------------------

  /** @param {string} id @param {{ focus?: any, caret?: number, keep?: boolean }} [how] */
  choose(id, { focus = false, caret, keep = false } = {}) {
    const card = this.cards.get(id);
    if (!card) return;
    if (this.active !== id) {
      this.active = id;
      this.at = this.index(id);
      this.moment = 0;
      this.element = this.broll = null;
      this.endFilm();
      if (!keep) this.anchor = id;
      if (!keep && !this.picked.has(id)) this.pick([]);
      this.refresh();
    }
    if (focus) card.node.hidden = false;
    if (focus === "grip") card.grip.focus();
    else if (focus) {
      (card.story.hidden ? card.grip : card.story).focus();
      if (!card.story.hidden) card.story.setSelectionRange(caret ?? card.story.value.length, caret ?? card.story.value.length);
    }
    if (focus) card.node.scrollIntoView({ block: "nearest" });
  }

  /** @param {Iterable<string>} ids */
  pick(ids) {
    this.picked = new Set(ids);
    this.markPicked();
    this.soon("refresh", () => this.refresh());
  }

  markPicked() {
    for (const card of this.cards.values()) {
      card.node.toggleAttribute("data-picked", this.picked.has(card.id));
      card.grip.setAttribute("aria-pressed", String(this.picked.has(card.id)));
    }
    this.bulk.hidden = this.picked.size < 2;
    say(this.bulkCount, `${this.picked.size} selected`);
  }

  /** @param {string} id @param {{ shift?: boolean, add?: boolean }} how */
  select(id, { shift = false, add = false }) {
    if (!shift) this.anchor = id;
    if (shift) {
      const [a, b] = [this.index(this.anchor), this.index(id)].sort((one, other) => one - other);
      this.pick(this.store.board.cards.slice(Math.max(a, 0), b + 1).map((card) => card.id));
    } else if (add) {
      const next = new Set(this.picked.size ? this.picked : [this.active]);
      if (!next.delete(id)) next.add(id);
      this.pick(next);
    } else this.pick(this.picked.size === 1 && this.picked.has(id) ? [] : [id]);
    this.announce(`${this.picked.size} selected`);
  }

  /** @param {MouseEvent & { target: any }} event */
  clicked(event) {
    const card = event.target.closest(".pc-card");
    if (!card) return;
    const id = card.dataset.id;
    if (event.target.closest(".pc-grip")) {
      if (this.grabbed) return;
      this.select(id, { shift: event.shiftKey, add: event.ctrlKey || event.metaKey });
      this.choose(id, { keep: true });
    } else if (!event.target.closest("button, textarea")) this.choose(id, { focus: this.root.hasAttribute("data-sheet") ? "grip" : true });
  }

  // ---- tabs, films, words for the ear ------------------------------------------------------------------------------------------

  /** @param {string} which */
  tab(which) {
    const scene = which === "scene";
    this.sceneTab.setAttribute("aria-selected", String(scene));
    this.videoTab.setAttribute("aria-selected", String(!scene));
    this.sceneTab.tabIndex = scene ? 0 : -1;
    this.videoTab.tabIndex = scene ? -1 : 0;
    this.scenePanel.hidden = !scene;
    this.videoPanel.hidden = scene;
    this.refresh();
  }

  /** @param {KeyboardEvent} event */
  tabKeys(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = this.videoPanel.hidden ? "video" : "scene";
    this.tab(other);
    (other === "video" ? this.videoTab : this.sceneTab).focus();
  }

  /** From the stories to what is beside them, and back: with many scenes Tab would be a long way. */
  cross() {
    const over = this.list.contains(document.activeElement);
    this.pane(over ? "side" : "scenes");
    if (over) (this.scenePanel.hidden ? this.videoTab : this.sceneTab).focus();
    else this.choose(this.active, { focus: true });
  }

  /** @param {string} which */
  pane(which) {
    this.root.dataset.pane = which;
    for (const button of this.panes.children) button.setAttribute("aria-pressed", String(button.dataset.pane === which));
  }

  sheet() {
    const on = this.root.toggleAttribute("data-sheet");
    this.sheetButton.setAttribute("aria-pressed", String(on));
    this.announce(on ? "Contact sheet" : "Stories");
    for (const card of this.cards.values()) card.redraw();
  }

  endFilm() {
    this.film.hidden = true;
    this.film.replaceChildren();
    if (this.filmAddress) URL.revokeObjectURL(this.filmAddress);
    this.filmAddress = "";
  }

  showJob() {
    const job = this.model.get("job") || {};
    const running = Boolean(job.id) && !job.over;
    this.renderButton.classList.toggle("pc-running", running);
    this.renderButton.textContent = running ? `Rendering ${job.progress ? `${job.progress} %` : "…"}` : "Render";
    if (job.said) this.toast(job.said);
  }

  /** @param {string} text */
  announce(text) {
    this.live.textContent = "";
    this.live.append(text);
  }

  /** @param {string} text @param {string} [action] @param {() => void} [what] */
  toast(text, action = "", what = () => undefined) {
    say(this.note, text);
    this.undoNote.hidden = !action;
    this.undoNote.textContent = action;
    this.undoNote.onclick = () => {
      what();
      this.clearToast();
    };
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.clearToast(), 9000);
  }

  clearToast() {
    say(this.note, "");
    this.undoNote.hidden = true;
  }
}
