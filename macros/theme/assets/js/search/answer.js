// From what was typed to the pages that answer it: corrected, with synonyms, and with fewer words
// where no page has them all. What was changed on the way is part of the answer, and is said.

import { isKnown, ranked, reach, search, synonyms } from './engine.js';
import { fewer, fold, isLittle, parse, searches, spelled, telling } from './query.js';
import { begins, corrected } from './spelling.js';

/** @typedef {import('./engine.js').Found} Found */
/** @typedef {import('./engine.js').Result} Result */
/** @typedef {import('./query.js').Query} Query */
/** @typedef {import('./query.js').Search} Search */
/** @typedef {{ results: Result[], words: string, corrected: [string, string][], missing: string[], part: boolean }} Answer */

const LOOKED_INTO = 8; // pages that are loaded to be put in order by their titles and kinds
const TITLE = 0.9; // what a title with all the words counts, beside the engine's best score
const ALIKE = 3; // first letters that a word found has in common with one sought
// What a page of a kind counts: an article before the same words in its video.
const KINDS = /** @type {[RegExp, number][]} */ ([
  [/\/wiki\/[^/]+\/$/, 0.3], [/\/wiki\//, 1], [/\/quizzes\/[^/]+\/$/, 0.95], [/\/glossary\//, 0.6], [/\/(paths|newsletter)\//, 0.8], [/\/video\//, 0.55], [/\/transcript\//, 0.7],
]);
const OTHER = 0.25; // pages about the site
const NAMED = 1; // what the title of any page counts at least
const BEGINS = 0.1; // more for a title that begins with what is sought

/**
 * @param {string} typed
 * @param {string} channel the reader's own, which wins among equals
 * @param {number} wide in how many groups of channels to look
 * @returns {Promise<Answer>}
 */
export async function answer(typed, channel, wide) {
  const query = parse(typed);
  const { groups } = await synonyms();
  let order = await ranked(typed, channel);
  await reach(order.slice(0, wide));
  const read = await mended(query, groups);
  if (read.corrected.length) {
    order = await ranked(read.words.join(' '), channel);
    await reach(order.slice(0, wide));
  }
  const list = searches(read, groups).filter(({ words }) => !words.some((word) => read.unknown.has(word)));
  const told = { words: said(read), corrected: read.corrected, missing: read.missing };
  for (let to = wide; list.length; to += 1) {
    const results = await search(list);
    if (results.length) return { ...told, results: await ordered(results, list), part: false };
    if (to >= order.length) break;
    await reach(order.slice(0, to + 1));
  }
  return { ...told, ...await withFewer(read) };
}

/** @param {Query} query */
const said = ({ words, phrases }) => (words.length || phrases.length > 1 ? [...phrases.map((phrase) => `"${phrase}"`), ...words].join(' ') : phrases.join(' '));

/**
 * The query with its misspelled words corrected, and without those that no page has.
 * @param {Query} query
 * @param {string[][]} groups of synonyms
 */
async function mended({ words, phrases }, groups) {
  /** @type {[string, string][]} */
  const changes = [];
  /** @type {string[]} */
  const missing = [];
  /** @type {string[]} */
  const kept = [];
  const unknown = new Set(); // no page has them, and they have synonyms
  for (const word of words) {
    if (isLittle(word) || await isKnown(word) || await begins(word) || await isBegun(word)) kept.push(word);
    else if (spelled(words, word, groups)) {
      kept.push(word);
      unknown.add(word);
    } else {
      const right = await corrected(word);
      if (right) {
        kept.push(right);
        changes.push([word, right]);
      } else missing.push(word);
    }
  }
  return { words: telling(kept).some((word) => !isLittle(word)) || !missing.length ? kept : [], phrases, unknown, corrected: changes, missing };
}

/**
 * Whether a word that is not among the common ones is the beginning of one on a page: with a word that
 * no page has, Pagefind goes on with ever fewer of its letters, and marks what it then finds.
 * @param {string} word
 */
async function isBegun(word) {
  const [first] = await search([{ words: [word], phrases: [], weight: 1 }]);
  const page = await first?.data();
  return Boolean(page) && marks(/** @type {Found} */ (page)).some((mark) => mark.startsWith(fold(word)));
}

/** The words marked in what was found. @param {Found} found */
const marks = (found) => [found, ...found.sub_results].flatMap(({ excerpt }) => [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => fold(word ?? '')));

/**
 * The pages with most of the words, where none has them all.
 * @param {Query & { unknown: Set<string> }} read
 */
async function withFewer({ words, unknown }) {
  const usable = telling(words).filter((word) => !unknown.has(word));
  for (let left = usable.length - 1; left > 0; left -= 1) {
    const list = fewer(usable, left);
    const results = await search(list);
    if (results.length) return { results: await ordered(results, list), part: true };
  }
  return { results: [], part: false };
}

/**
 * The first pages in the order of their titles and kinds too; the others as the engine has them.
 * @param {Result[]} results
 * @param {Search[]} list
 * @returns {Promise<Result[]>}
 */
async function ordered(results, list) {
  const first = results.slice(0, LOOKED_INTO);
  const top = first[0]?.score || 1;
  const pages = await Promise.all(first.map(async (result) => {
    const page = await result.data();
    const own = page ? kind(page.url) : 0;
    const score = page ? (result.score / top) * own + TITLE * titled(page, list) * Math.max(own, NAMED) : 0;
    return { score, data: async () => page };
  }));
  return [...pages.sort((a, b) => b.score - a.score), ...results.slice(LOOKED_INTO)];
}

/** @param {string} url */
const kind = (url) => (/\/methodology\//.test(url) ? OTHER : KINDS.find(([pattern]) => pattern.test(url.split('#')[0] ?? ''))?.[1] ?? OTHER);

/**
 * How much of a search a page's title has, from 0 to 1, and a little more where it begins with it.
 * @param {Found} page
 * @param {Search[]} list
 */
function titled(page, list) {
  const title = fold(page.meta['title'] ?? '');
  const own = title.split(/[^\p{L}\p{N}+#]+/u);
  return Math.max(...list.map(({ words, phrases, weight }) => {
    const sought = words.map(fold);
    const has = sought.filter((word) => own.some((other) => (word.length > ALIKE ? other.startsWith(stem(word)) : other === word))).length;
    const whole = phrases.filter((phrase) => title.includes(fold(phrase))).length;
    const begins = sought.length && title.startsWith(sought.join(' ')) ? BEGINS : 0;
    return Math.min(1, weight) * ((has + whole) / Math.max(1, sought.length + phrases.length)) + begins;
  }));
}

/** What forms of a word have in common. @param {string} word */
const stem = (word) => word.slice(0, Math.max(ALIKE + 1, word.length - 2));
