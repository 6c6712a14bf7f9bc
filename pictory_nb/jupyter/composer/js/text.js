// Texts: what changed in them, where the caret goes, and how keywords are shown. Nothing here knows a page.
// @ts-check

/**
 * The one stretch in which two texts differ, counted in characters as Python counts them: an emoji is one.
 * @param {string} before @param {string} after
 * @returns {{ start: number, cut: number, text: string, of: number }}
 */
export function splice(before, after) {
  const [a, b] = [[...before], [...after]];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { start, cut: a.length - start - end, text: b.slice(start, b.length - end).join(""), of: a.length };
}

/**
 * `text` with a stretch of it replaced, as `splice` tells it.
 * @param {string} text @param {{ start: number, cut: number, text: string }} change
 */
export function spliced(text, change) {
  const signs = [...text];
  signs.splice(change.start, change.cut, ...change.text);
  return signs.join("");
}

/**
 * One text that two people changed at a time, with what both did: no letter of either is lost or stands there twice.
 * @param {string} base @param {string} theirs @param {string} mine
 */
export function merged(base, theirs, mine) {
  const [a, b] = [splice(base, theirs), splice(base, mine)];
  if (a.start + a.cut <= b.start) return spliced(mine, a);
  if (a.start >= b.start + b.cut) return spliced(mine, { ...a, start: a.start + [...b.text].length - b.cut });
  const [one, other] = [traced(base, theirs), traced(base, mine)];
  return [...base, ""].map((sign, at) => one.before[at] + other.before[at] + (one.kept[at] && other.kept[at] ? sign : "")).join("");
}

/** What `after` has before each character of `before`, and whether it kept that: by their longest common row of letters. @param {string} before @param {string} after */
function traced(before, after) {
  const [a, b] = [[...before], [...after]], wide = b.length + 1;
  const common = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * wide + j] = a[i] === b[j] ? common[(i + 1) * wide + j + 1] + 1 : Math.max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
  const added = Array(a.length + 1).fill(""), kept = Array(a.length).fill(false);
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) [kept[i++], j] = [true, j + 1];
    else if (i === a.length || (j < b.length && common[i * wide + j + 1] >= common[(i + 1) * wide + j])) added[i] += b[j++];
    else i++;
  }
  return { before: added, kept };
}

/**
 * Where a caret of `before` stands in `after`: it stays with the letters around it. Counted as the page counts.
 * @param {string} before @param {string} after @param {number} caret
 */
export function caretAfter(before, after, caret) {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  if (caret <= start) return caret;
  const grown = after.length - before.length;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return caret >= before.length - end ? caret + grown : Math.min(caret, after.length - end);
}

/** A story as it is edited: keywords stand between stars. @param {string} story */
export function shown(story) {
  const starred = story.replace(/<\/?strong>/g, "**");
  return said(starred) === story ? starred : story;
}

/** A story as it is kept. @param {string} text */
export function said(text) {
  return text.replace(/\*\*(?=[^\s*])([^*]*[^\s*])\*\*/g, "<strong>$1</strong>");
}

/** The words of a story alone. @param {string} story */
export const plain = (story) => story.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();

/**
 * Two texts of one, cut at the caret; a keyword that is cut is one in both.
 * @param {string} text @param {number} caret @returns {[string, string]}
 */
export function cutAt(text, caret) {
  const [head, tail] = [text.slice(0, caret).trimEnd(), text.slice(caret).trimStart()];
  const open = (head.match(/\*\*/g) || []).length % 2 === 1;
  return open && tail.includes("**") ? [`${head}**`.replace(/\*\*\*\*$/, ""), `**${tail}`.replace(/^\*\*\*\*/, "")] : [head, tail];
}

/** Two stories as one. @param {string} first @param {string} second */
export function joined(first, second) {
  return [first.trimEnd(), second.trimStart()].filter(Boolean).join(" ");
}

/** The paragraphs of a text. @param {string} text */
export const paragraphs = (text) => text.replace(/\r\n?/g, "\n").split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
