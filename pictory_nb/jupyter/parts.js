// What some widgets share: elements that hold text and never markup, signs, and code for a new cell.
// @ts-check

/**
 * An element with a class, properties and children; text is always text, never markup.
 * @param {string} tag @param {string} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 */
export function element(tag, name, attributes = {}, ...children) {
  const node = document.createElement(tag);
  node.className = `pictory-${name}`;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** A sign that nobody hears. @param {string} drawn a path @param {number} size the side of the square that it is drawn in */
export function icon(drawn, size) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", drawn);
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}

/**
 * Puts code into a new cell below the one that shows `el`, in JupyterLab and its kind; elsewhere on the clipboard.
 * @param {any} model @param {Element} el @param {string} source @returns {Promise<"cell" | "copied" | "">}
 */
export async function newCell(model, el, source) {
  const notebook = model.widget_manager?.context?.model?.sharedModel;
  const cell = el.closest(".jp-Cell");
  if (!notebook?.insertCell || !cell) {
    const copied = await navigator.clipboard?.writeText(source).then(() => true, () => false);
    return copied ? "copied" : "";
  }
  const cells = [...(cell.parentElement?.children || [])].filter((node) => node.classList.contains("jp-Cell"));
  const at = Number(/** @type {any} */ (cell).dataset.windowedListIndex ?? cells.indexOf(cell)) + 1;
  notebook.insertCell(at, { cell_type: "code", source, metadata: {} });
  return "cell";
}
