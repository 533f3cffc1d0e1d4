// A quotation's place in an article: its words with those before and after (W3C TextQuoteSelector),
// so that it is found again when the page around it changes.

/** @typedef {{ exact: string, prefix: string, suffix: string }} Quote */
/** @typedef {{ text: string, nodes: { node: Text, from: number }[] }} Words */

const AROUND = 32; // characters kept on either side
const OTHERS = '.check-section, .check-in-place, .headerlink, script, style'; // what is no word of the article

/** The words of an article's body, and where each text node's begin. @param {Element} body @returns {Words} */
export function wordsOf(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT, (node) => (node.parentElement?.closest(OTHERS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const nodes = [];
  let text = '';
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    nodes.push({ node, from: text.length });
    text += node.data;
  }
  return { text, nodes };
}

/**
 * The quotation that a range stands for; null where it holds no words of the article.
 * @param {Range} range
 * @param {Element} body
 * @returns {Quote | null}
 */
export function describe(range, body) {
  const { text, nodes } = wordsOf(body);
  const [start, end] = [offset(nodes, range.startContainer, range.startOffset), offset(nodes, range.endContainer, range.endOffset)];
  const exact = text.slice(start, end);
  const lead = exact.length - exact.trimStart().length;
  const [from, to] = [start + lead, start + exact.trimEnd().length];
  if (to <= from) return null;
  return { exact: text.slice(from, to), prefix: text.slice(Math.max(0, from - AROUND), from), suffix: text.slice(to, to + AROUND) };
}

/**
 * Where a point of the page lies in the words.
 * @param {Words['nodes']} nodes
 * @param {Node} container
 * @param {number} at
 */
function offset(nodes, container, at) {
  const point = document.createRange();
  point.setStart(container, at);
  const own = nodes.find(({ node }) => node === container);
  if (own) return own.from + at;
  const next = nodes.find(({ node }) => point.comparePoint(node, 0) >= 0);
  const last = nodes.at(-1);
  return next ? next.from : last ? last.from + last.node.length : 0;
}

/**
 * The range of a quotation in an article as it is now; null where its words are gone.
 * @param {Quote} quote
 * @param {Words} words
 * @returns {Range | null}
 */
export function find({ exact, prefix, suffix }, { text, nodes }) {
  let [best, likeness] = [-1, -1];
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    const like = alikeBefore(text.slice(0, at), prefix) + alikeAfter(text.slice(at + exact.length), suffix);
    if (like > likeness) [best, likeness] = [at, like];
  }
  const [start, end] = [point(nodes, best), point(nodes, best + exact.length)];
  if (best < 0 || !exact || !start || !end) return null;
  const range = document.createRange();
  range.setStart(start.node, start.at);
  range.setEnd(end.node, end.at);
  return range;
}

/** How many characters before a place are those that stood there. @param {string} text @param {string} prefix */
function alikeBefore(text, prefix) {
  let count = 0;
  while (count < prefix.length && text.at(-1 - count) === prefix.at(-1 - count)) count += 1;
  return count;
}

/** @param {string} text @param {string} suffix */
function alikeAfter(text, suffix) {
  let count = 0;
  while (count < suffix.length && text[count] === suffix[count]) count += 1;
  return count;
}

/** @param {Words['nodes']} nodes @param {number} offset */
function point(nodes, offset) {
  const piece = nodes.findLast(({ from }) => from <= offset);
  return piece && { node: piece.node, at: Math.min(offset - piece.from, piece.node.length) };
}
