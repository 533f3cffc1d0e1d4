// The search engine: Pagefind, and which of its indexes a search needs.
//
// The library's pages are indexed in groups of channels. The first index (the pages about the site)
// brings the engine, and the other hand-written pages come with it; a group's index is added when a
// search has reason to look there: the words' table names the groups that have them. So a first
// result costs about the same in any library.

import { at, json, ROOT } from '../reader/site.js';
import { fold } from './query.js';
import { asWritten, keys, mayHold, runs, spelled } from './segments.js';

const LETTERS = 2; // of a word, that name its file: as scripts/search/words.py has it
const STEM = 4; // letters that two forms of a word have in common at least
const SITE = 0.25; // what a page about the site itself counts beside one to read
const CONTENT = 'content'; // the index of hand-written pages to read

/** @typedef {{ indexes: string[], channels: string[], pages: number }} Group */
/** @typedef {{ url: string, meta: Record<string, string>, anchors: Anchor[], sub_results: Part[], locations: number[], excerpt: string, content: string, plain_excerpt?: string }} Found */
/** @typedef {{ element: string, id: string, text: string, location: number }} Anchor */
/** @typedef {{ title: string, url: string, excerpt: string, locations: number[], anchor?: Anchor }} Part */
/** @typedef {{ score: number, data: () => Promise<Found | null> }} Result */
/** @typedef {import('./query.js').Search} Search */
/** @typedef {{ id: string, score: number, words: number[], data: () => Promise<Found> }} Raw */

/** @typedef {{ search: (words: string) => Promise<{ results: Raw[] }>, mergeIndex: (path: string, options: object) => Promise<void> }} Engine */

/** @type {Promise<Engine> | undefined} */
let engine;
/** @type {Map<string, Promise<void>>} */
const added = new Map(); // indexes by name

const folder = (/** @type {string} */ name) => `${new URL(at(`search/${name}/`)).pathname}`;

/** Load the engine with its smallest indexes. */
export function load() {
  engine ??= import(at('search/site/pagefind.js')).then(async (pagefind) => {
    const made = pagefind.createInstance({ basePath: folder('site'), baseUrl: ROOT.pathname, noWorker: true, excerptLength: 24, indexWeight: SITE });
    await made.init();
    await add(made, CONTENT);
    return made;
  });
  engine.catch(() => { engine = undefined; });
  return engine;
}

/** Spellings that find each other, and searches to suggest. @returns {Promise<{ groups: string[][], suggestions: string[] }>} */
export const synonyms = async () => (await json(at('search/synonyms.json'))) ?? { groups: [], suggestions: [] };

/** @returns {Promise<Group[]>} */
export const groups = async () => (await json(at('search/groups.json'))) ?? [];

/**
 * The groups in the order in which they are worth looking through for these words.
 * @param {string} words
 * @param {string} channel the reader's own, which wins among equals
 * @returns {Promise<Group[]>}
 */
export async function ranked(words, channel) {
  const all = await groups();
  if (all.length < 2) return all;
  /** @type {number[]} */
  const scores = all.map((group) => (group.channels.includes(channel) ? 1.5 : 0));
  for (const word of keys(fold(words))) {
    (await having(word)).forEach((number, place) => { scores[number] = (scores[number] ?? 0) + 6 - place; });
  }
  return all
    .map((group, number) => ({ group, score: scores[number] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .map(({ group }) => group);
}

/**
 * The numbers of the groups that have a word, the richest first.
 * @param {string} word
 * @returns {Promise<number[]>}
 */
async function having(word) {
  if ((await groups()).length < 2) return []; // then there is no table
  const name = [...word].slice(0, LETTERS).map((letter) => letter.codePointAt(0)?.toString(16)).join('-');
  /** @type {Record<string, number[]>} */
  const table = (await json(at(`search/words/${name}.json`))) ?? {};
  if (table[word]) return table[word];
  const begun = Object.keys(table).find((known) => known.startsWith(word));
  const stem = word.slice(0, Math.max(STEM, word.length - 3));
  const form = begun ?? Object.keys(table).find((known) => word.length > STEM && known.startsWith(stem));
  return (form && table[form]) || [];
}

/**
 * Add an index to the engine, once.
 * @param {Engine} ready
 * @param {string} name
 */
function add(ready, name) {
  const adding = added.get(name) ?? ready.mergeIndex(folder(name), { baseUrl: ROOT.pathname });
  adding.catch(() => added.delete(name)); // the next search tries again
  added.set(name, adding);
  return adding;
}

/** Add the indexes of some groups. @param {Group[]} where */
export async function reach(where) {
  const ready = await load();
  await Promise.all(where.flatMap(({ indexes }) => indexes.map((name) => add(ready, name))));
}

/** Whether a page that is within reach has a word, or another form of it. @param {string} word */
export async function isKnown(word) {
  if (runs(word).length) return true; // letter by letter: the pages themselves tell
  const { results } = await (await load()).search(`"${word}"`);
  return results.length > 0 || (await having(fold(word))).length > 0;
}

/**
 * What some searches find within reach, each page once, the best first.
 * @param {Search[]} searches
 * @returns {Promise<Result[]>}
 */
export async function search(searches) {
  /** @type {Map<string, Result>} */
  const found = new Map();
  for (const one of searches) {
    const pages = await pagesWith(one);
    const best = Math.max(...pages.map(({ score }) => score), Number.EPSILON);
    const text = [...one.words, ...one.phrases].join(' ');
    for (const page of pages) {
      const known = found.get(page.id);
      const score = one.weight * (page.score / best);
      if (known) known.score += score;
      else found.set(page.id, { score, data: async () => asWritten(await page.data(), text) });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
}

/**
 * The pages that have all words and phrases of one search.
 * @param {Search} search
 * @returns {Promise<Raw[]>}
 */
async function pagesWith({ words, phrases }) {
  const ready = await load();
  const texts = [...(words.length ? [words.join(' ')] : []), ...phrases.map((phrase) => `"${phrase}"`)];
  /** @type {Raw[] | undefined} */
  let pages;
  for (const text of texts) {
    const sought = runs(text);
    const { results } = await ready.search(spelled(text));
    const these = new Map(results.filter((result) => mayHold(sought, result.words)).map((result) => [result.id, result]));
    pages = pages
      ? pages.filter(({ id }) => these.has(id)).map((page) => ({ ...page, score: page.score + (these.get(page.id)?.score ?? 0) }))
      : [...these.values()];
  }
  return pages ?? [];
}

/** @param {Group} group */
export const isAdded = (group) => group.indexes.every((name) => added.has(name));
