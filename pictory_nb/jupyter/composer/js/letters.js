// Letters: the fields that tell how a text looks, and how it comes and goes.
// @ts-check
import { iconButton } from "./dom.js";
import { browseFonts } from "./picker.js";
import { colorField, foldField, numberField, plainly, placeField, selectField, switchField, textField, togglesField, when } from "./fields.js";

/** @typedef {import("./fields.js").Scope} Scope  @typedef {import("./fields.js").Field} Field  @typedef {import("./view.js").View} View */

const DRAWN = /** @type {[string, string][]} */ ([["bold", "Bold"], ["italics", "Italic"], ["underline", "Underlined"], ["linethrough", "Struck through"]]);
const CASES = /** @type {[any, string][]} */ ([[null, "As written"], ["uppercase", "UPPERCASE"], ["lowercase", "lowercase"], ["capitalize", "First letter"], ["smallcapitalize", "Small capitals"]]);

/** How a text looks. Subtitles alone have keywords, a place, and bullets. @param {View} view @param {Scope} scope @param {(string | number)[]} way its style @param {{ size: string, subtitles?: boolean }} how @returns {Field[]} */
export function letterFields(view, scope, way, { size, subtitles = false }) {
  const at = (/** @type {string} */ step) => [...way, step];
  const only = (/** @type {Field[]} */ ...fields) => (subtitles ? fields : []);
  const bullet = () => scope.get(at("showBullet"));
  return [
    fontField(view, scope, at("fontFamily")),
    numberField(scope, at("fontSize"), "Size", { min: 8, max: 300, unit: "px", placeholder: size }),
    togglesField(scope, at("decorations"), "Style", DRAWN),
    colorField(scope, at("color"), "Letters"),
    ...only(colorField(scope, at("keywordColor"), "Keywords"), placeField(scope, at("position"), "Stand")),
    ...animationFields(view, scope, at("animations")),
    foldField(view, scope, "Box, lines and case", [
      switchField(scope, at("showBoxBackground"), "Box", { usual: subtitles }),
      colorField(scope, at("backgroundColor"), "Box behind"),
      selectField(scope, at("alignment"), "Lines are", [[null, subtitles ? "Centred" : "As they stand"], ["left", "Left"], ...(subtitles ? [] : [/** @type {[any, string]} */ (["center", "Centred"])]), ["right", "Right"]]),
      numberField(scope, at("paragraphWidth"), "As wide as", { min: 10, max: 100, unit: "%", placeholder: "auto" }),
      selectField(scope, at("case"), "Case", CASES),
      ...only(
        switchField(scope, at("showBullet"), "Bullet"),
        when(colorField(scope, at("bulletFillColor"), "Its colour"), bullet),
        when(numberField(scope, at("bulletSize"), "Its size", { min: 1, max: 200, unit: "px", placeholder: "auto" }), bullet),
      ),
    ]),
  ];
}

/** @param {View} view @param {Scope} scope @param {(string | number)[]} way */
function fontField(view, scope, way) {
  const field = textField(scope, way, "Font", { placeholder: "as usual", list: view.terms.fonts });
  field.node.querySelector(".pc-control")?.append(iconButton("browse", "See the fonts", (event) => browseFonts(view, event.currentTarget, (name) => scope.set(way, name, "the font"))));
  return field;
}

const SPEEDS = /** @type {[any, string][]} */ ([[null, "as usual"], ["slow", "slowly"], ["medium", "at medium speed"], ["fast", "fast"], ["custom", "in seconds"]]);
const UNITS = /** @type {[any, string][]} */ ([[null, "As usual"], ["character", "Letter by letter"], ["word", "Word by word"], ["line", "Line by line"], ["paragraph", "All at once"]]);
const WAYS = /** @type {[any, string][]} */ ([[null, "As usual"], ["up", "Upwards"], ["down", "Downwards"], ["left", "To the left"], ["right", "To the right"]]);
const FUTURE = /** @type {[any, string][]} */ ([[null, "As usual"], ["hidden", "Hidden"], ["subtle", "Faint"], ["prominent", "Half seen"]]);
/** What moves in a direction, and what can show words before they are said. */
const [MOVING, FORETELLING] = [["drift", "wipe", "text reveal", "elastic", "bulletin"], ["fade", "blur"]];

/** How letters come and go: at most one way for either, and how fast. @param {View} view @param {Scope} scope @param {(string | number)[]} way the list of both @returns {Field[]} */
function animationFields(view, scope, way) {
  return [...animated(view, scope, way, "entry", "Come in"), ...animated(view, scope, way, "exit", "Go out")];
}

/** @param {View} view @param {Scope} scope @param {(string | number)[]} way @param {string} type @param {string} label @returns {Field[]} */
function animated(view, scope, way, type, label) {
  const ways = /** @type {[any, string][]} */ ([[null, "As usual"], ...view.terms.animations.map((/** @type {string} */ name) => [name, name === "none" ? "At once" : plainly(name)])]);
  const all = () => scope.get(way) || [];
  const found = () => all().find((/** @type {any} */ one) => one.type === type);
  const moves = () => found() && found().name !== "none";
  const put = (/** @type {any} */ mine, /** @type {string} */ said) => {
    const others = all().filter((/** @type {any} */ one) => one.type !== type);
    const list = [...(type === "entry" ? mine : []), ...others, ...(type === "entry" ? [] : mine)];
    scope.set(way, list.length ? list : null, said);
  };
  const own = { ...scope,
    get: (/** @type {any} */ [name]) => found()?.[name],
    remarks: (/** @type {any} */ [name]) => {
      if (!found()) return [];
      const here = [...way, all().indexOf(found())];
      const apart = (/** @type {any} */ one) => one.at.length > here.length + 1 && ["customSpeedValue", "futureWords"].includes(one.at[here.length + 1]);
      return name === "name" ? scope.remarks(here).filter((one) => !apart(one)) : scope.remarks([...here, name]);
    },
    set: (/** @type {any} */ [name], /** @type {any} */ value, /** @type {string} */ said) => {
      const { [name]: _, ...rest } = found() || { type };
      if (name === "name" && !FORETELLING.includes(value)) delete rest.futureWords;
      if (name === "speed") delete rest.customSpeedValue;
      const more = value === "custom" ? { customSpeedValue: 1 } : {};
      put(name === "name" && !value ? [] : [value === null ? rest : { ...rest, [name]: value, ...more }], said);
    } };
  const [how, fast] = [selectField(own, ["name"], label, ways), selectField(own, ["speed"], `${label}: how fast`, SPEEDS)];
  const speed = /** @type {any} */ (fast.node.querySelector("select"));
  speed.setAttribute("aria-label", `${label}: how fast`);
  how.node.querySelector(".pc-control")?.append(speed);
  const name = () => found()?.name;
  const [written, moved] = type === "entry" ? ["Appears", "Moves in"] : ["Leaves", "Moves out"];
  return [
    { ...how, update() {
      how.update();
      speed.hidden = !moves();
      if (!speed.hidden) fast.update();
    } },
    when(numberField(own, ["customSpeedValue"], `${label} within`, { min: 0.5, max: 60, step: 0.1, unit: "s" }), () => moves() && found().speed === "custom"),
    when(foldField(view, own, `${label}: how it moves`, [
      selectField(own, ["writingStyle"], written, UNITS),
      when(selectField(own, ["direction"], moved, WAYS), () => MOVING.includes(name()) || found()?.direction),
      ...(type === "entry" ? [when(selectField(own, ["futureWords"], "Not yet said", FUTURE), () => FORETELLING.includes(name()) || found()?.futureWords)] : []),
    ]), moves),
  ];
}
