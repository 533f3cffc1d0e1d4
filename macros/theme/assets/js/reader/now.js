// Marking what is being said: the sentence whose citation the video has just reached.

const LINGER = 40; // seconds for which a sentence stays marked when no other follows
const BLOCK = 'li, p, td, th, dd, dt, blockquote, figcaption, h1, h2, h3, h4, h5, h6';
const NAME = 'mm-now';

/** @typedef {{ seconds: number, link: HTMLAnchorElement }} Cue */

/**
 * The citations of a video on this page, in the order of time.
 * @param {string} video
 * @param {(link: HTMLAnchorElement) => string} videoOf
 * @returns {Cue[]}
 */
export function cues(video, videoOf) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('article a.citation[data-seconds]'));
  return [...links]
    .filter((link) => videoOf(link) === video && link.dataset['state'] !== 'unverified' && !link.closest('.mm-foot'))
    .map((link) => ({ link, seconds: Number(link.dataset['seconds']) }))
    .sort((a, b) => a.seconds - b.seconds);
}

/**
 * The cues that a second belongs to: the last ones at or before it.
 * @param {Cue[]} sorted
 * @param {number} time
 */
export function at(sorted, time) {
  const last = sorted.findLast((cue) => cue.seconds <= time + 0.5);
  if (!last || time - last.seconds > LINGER) return [];
  return sorted.filter((cue) => cue.seconds === last.seconds);
}

/**
 * Mark the sentences of these cues and no others.
 * @param {Cue[]} now
 */
export function mark(now) {
  for (const old of document.querySelectorAll(`.${NAME}`)) old.classList.remove(NAME);
  for (const { link } of now) link.classList.add(NAME);
  const highlights = globalThis.CSS && 'highlights' in CSS ? CSS.highlights : null;
  if (highlights) highlights.set(NAME, new Highlight(...now.map(({ link }) => sentence(link))));
  else for (const { link } of now) link.closest(BLOCK)?.classList.add(NAME);
}

/**
 * The sentence that a citation backs, as a range of the page.
 * @param {HTMLAnchorElement} link
 * @returns {Range}
 */
export function sentence(link) {
  const line = link.closest('.mm-line');
  if (line) return wordsOf(line, link);
  const block = link.closest(BLOCK) ?? link;
  const { text, nodes } = texts(block);
  const place = before(link, nodes);
  const range = document.createRange();
  range.selectNodeContents(link);
  const bounds = segment(text, place, place + (link.textContent ?? '').length);
  const [start, end] = [point(nodes, bounds[0]), point(nodes, bounds[1])];
  if (start) range.setStart(start.node, start.at);
  if (end) range.setEnd(end.node, end.at);
  return range;
}

/** A line of a transcript without its time. @param {Element} line @param {Element} time */
function wordsOf(line, time) {
  const range = document.createRange();
  range.selectNodeContents(line);
  range.setStartAfter(time);
  return range;
}

/**
 * The bounds of the sentence that ends with, or goes around, a citation.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @returns {[number, number]}
 */
export function segment(text, from, to) {
  const language = document.documentElement.lang || 'en';
  const parts = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)];
  const number = parts.findIndex((part) => part.index <= from && from < part.index + part.segment.length);
  const own = parts[number];
  if (!own) return [from, to];
  const words = text.slice(own.index, from).replace(/\d*:?\d+:\d\d/g, '').trim();
  const start = words.length > 2 ? own.index : (parts[number - 1]?.index ?? own.index);
  const end = words.length > 2 ? Math.max(to, own.index + own.segment.trimEnd().length) : to;
  return [start + (text.slice(start).length - text.slice(start).trimStart().length), end];
}

/** @typedef {{ node: Text, from: number }} Piece */

/**
 * A block's text and where its pieces begin; lists inside it are blocks of their own.
 * @param {Element} block
 */
function texts(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  /** @type {Piece[]} */
  const nodes = [];
  let text = '';
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.parentElement?.closest(BLOCK) !== block) continue;
    nodes.push({ node, from: text.length });
    text += node.data;
  }
  return { text, nodes };
}

/**
 * Where a link's text begins in its block.
 * @param {HTMLAnchorElement} link
 * @param {Piece[]} nodes
 */
const before = (link, nodes) => nodes.find(({ node }) => link.contains(node))?.from ?? 0;

/**
 * @param {Piece[]} nodes
 * @param {number} offset
 */
function point(nodes, offset) {
  const piece = nodes.findLast(({ from }) => from <= offset);
  return piece && { node: piece.node, at: Math.min(offset - piece.from, piece.node.length) };
}
