// The shelf: faces and pictures that the kernel brought, each asked for once, and given back at the end.
// @ts-check
import { same } from "./board.js";
import { addressOf } from "./dom.js";

/** What one model's views share of what is not text. */
export class Shelf {
  /** @param {import("./board.js").Store} store */
  constructor(store) {
    this.store = store;
    /** @type {Map<string, string>} families by the name that a storyboard gives them */
    this.families = new Map();
    /** @type {Map<string, { address: string, error: string, shape?: number }>} */
    this.pictures = new Map();
    /** @type {FontFace[]} */
    this.faces = [];
    /** @type {Set<string>} */
    this.addresses = new Set();
    /** @type {Record<string, { palette: string[], emblem: string }>} */
    this.grounds = {};
    this.timer = 0;
    store.listen((event) => event.changes && this.askGrounds());
    this.askGrounds();
    this.open = true;
    this.more = this.loaded();
  }

  /** The other half of the composer, which the list can do without: the panel, the pickers, menus and dialogs. */
  async loaded() {
    const { value } = await this.store.ask("module");
    const address = URL.createObjectURL(new Blob([value], { type: "text/javascript" }));
    try {
      // @ts-ignore: core is all that this half exports; it is put there where the files are joined
      return (await import(address)).default(core);
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** Ask in a while what the stories call for; nobody waits for it. */
  askGrounds() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const { value } = await this.store.ask("grounds").catch(() => ({ value: {} }));
      if (!this.open || same(this.grounds, value)) return;
      this.grounds = value;
      this.store.tell({ looks: true });
    }, 900);
  }

  /** The colours and the emblem of a scene, undefined where nobody knows. @param {string} id */
  ground(id) {
    const ground = this.grounds[id];
    return ground && { palette: ground.palette, emblem: ground.emblem && (this.emblem(ground.emblem) || "data:,") };
  }

  /** @param {string} name */
  emblem = (name) => this.drawn("emblem", name).address;

  /** The outline of a shape and how wide it is in its height, as the film will have it; nothing until it is here. @param {string} name @returns {any} */
  outline(name) {
    const known = this.drawn("shape", name);
    return known.address ? known : null;
  }

  /** What the sandbox draws under a name. @param {string} what @param {string} name @returns {{ address: string, error: string, shape?: number }} */
  drawn(what, name) {
    const key = `${what} ${name}`;
    const known = this.pictures.get(key);
    if (known) return known;
    const nothing = { address: "", error: "" };
    this.pictures.set(key, nothing);
    this.store.ask(what, { name }).then(async ({ buffers }) => {
      if (!this.open) return;
      const image = new Image();
      image.src = this.keep(buffers[0], what === "shape" ? "image/svg+xml" : "image/png");
      await image.decode();
      this.pictures.set(key, { address: image.src, error: "", shape: image.naturalWidth / image.naturalHeight });
      if (this.open) this.store.tell({ looks: true });
    }).catch(() => null);
    return nothing;
  }

  dispose() {
    this.open = false;
    clearTimeout(this.timer);
    for (const address of this.addresses) URL.revokeObjectURL(address);
    for (const face of this.faces) document.fonts.delete(face);
    this.addresses.clear();
  }

  /** @param {DataView} bytes @param {string} kind */
  keep(bytes, kind) {
    const address = addressOf(bytes, kind);
    this.addresses.add(address);
    return address;
  }

  /** The page's name for a family, by which it is measured and drawn; the house's own where none is named. @param {string} [name] */
  face(name = "") {
    const known = this.families.get(name);
    if (known === undefined) {
      this.families.set(name, "system-ui, sans-serif");
      this.load(name);
    }
    return this.families.get(name) || "system-ui, sans-serif";
  }

  /** @param {string} name */
  async load(name) {
    const { value, buffers } = await this.store.ask("faces", { name }).catch(() => ({ value: [], buffers: [] }));
    if (!this.open || !value.length) return;
    const family = `pictory ${value[0].family}`;
    const faces = value.map((/** @type {any} */ face, /** @type {number} */ index) => new FontFace(family, /** @type {any} */ (buffers[index]), { weight: face.weights }));
    await Promise.all(faces.map((/** @type {FontFace} */ face) => face.load().catch(() => null)));
    if (!this.open) return;
    for (const face of faces) {
      document.fonts.add(face);
      this.faces.push(face);
    }
    this.families.set(name, `"${family}", system-ui, sans-serif`);
    this.store.tell({ looks: true });
  }

  /** The address of a picture or a film, empty until it is here. @param {string} url @param {string} kind */
  picture(url, kind) {
    const known = this.pictures.get(url);
    if (known) return known.address;
    this.pictures.set(url, { address: "", error: "" });
    this.fetch(url, kind);
    return "";
  }

  /** How much wider than high a picture is, as far as anybody knows. @param {string} url */
  shape = (url) => this.pictures.get(url)?.shape || 16 / 9;

  /** Why a picture is not there. @param {string} url */
  failed = (url) => this.pictures.get(url)?.error || "";

  /** @param {string} url @param {string} kind */
  async fetch(url, kind) {
    try {
      const { value, buffers } = await this.store.ask("picture", { url, kind });
      if (!this.open) return;
      const given = kind === "film" ? { address: this.keep(buffers[0], value.type) } : await this.small(buffers[0], value.type);
      this.pictures.set(url, { error: "", ...given });
    } catch (error) {
      this.pictures.set(url, { address: "", error: String(/** @type {any} */ (error).message || error) });
    }
    if (this.open) this.store.tell({ looks: true });
  }

  /** A picture no larger than a still needs it. @param {DataView} bytes @param {string} type */
  async small(bytes, type) {
    const blob = new Blob([/** @type {any} */ (bytes)], { type });
    if (type.includes("svg")) return { address: this.keep(bytes, type) };
    const whole = await createImageBitmap(blob);
    const shape = whole.width / whole.height;
    const scale = Math.min(1, 960 / Math.max(whole.width, whole.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.max(1, Math.round(whole.width * scale)), Math.max(1, Math.round(whole.height * scale))];
    canvas.getContext("2d")?.drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.close();
    const less = await new Promise((done) => canvas.toBlob(done, type.includes("png") ? "image/png" : "image/jpeg", 0.86));
    const address = URL.createObjectURL(less);
    this.addresses.add(address);
    return { address, shape };
  }
}
