// The search engine: Pagefind, and which of its indexes a search needs.
//
// The library's pages are indexed in groups of channels. The first index (the hand-written pages)
// brings the engine; a group's index is added when a search has reason to look there: the words'
// table names the groups that have them. So a first result costs about the same in any library.

import { asWritten, keys, mayHold, runs, spelled } from './segments.js';
import { at, json, ROOT } from './site.js';

const LETTERS = 2; // of a word, that name its file: as scripts/search/words.py has it
const STEM = 4; // letters that two forms of a word have in common at least

/** @typedef {{ indexes: string[], channels: string[], pages: number }} Group */
/** @typedef {{ url: string, meta: Record<string, string>, anchors: Anchor[], sub_results: Part[], locations: number[], excerpt: string, content: string, plain_excerpt?: string }} Found */
/** @typedef {{ element: string, id: string, text: string, location: number }} Anchor */
/** @typedef {{ title: string, url: string, excerpt: string, locations: number[], anchor?: Anchor }} Part */
/** @typedef {{ data: () => Promise<Found | null> }} Result */
/** @typedef {{ results: Result[] }} Results */

/** @typedef {{ search: (words: string) => Promise<{ results: { words: number[], data: () => Promise<Found> }[] }>, mergeIndex: (path: string, options: object) => Promise<void> }} Engine */

/** @type {Promise<Engine> | undefined} */
let engine;
/** @type {Map<string, Promise<void>>} */
const added = new Map(); // indexes by name

const folder = (/** @type {string} */ name) => `${new URL(at(`search/${name}/`)).pathname}`;

/** Load the engine with its smallest index. */
export function load() {
  engine ??= import(at('search/site/pagefind.js')).then(async (pagefind) => {
    const made = pagefind.createInstance({ basePath: folder('site'), baseUrl: ROOT.pathname, noWorker: true, excerptLength: 24 });
    await made.init();
    return made;
  });
  engine.catch(() => { engine = undefined; });
  return engine;
}

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
  for (const word of keys(words)) {
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

/**
 * Look through the first index, what was added before, and these groups.
 * @param {string} words
 * @param {Group[]} where
 * @returns {Promise<Results>}
 */
export async function search(words, where) {
  const ready = await load();
  await Promise.all(where.flatMap(({ indexes }) => indexes.map((name) => add(ready, name))));
  const found = await ready.search(spelled(words));
  const sought = runs(words);
  return { results: found.results.filter((result) => mayHold(sought, result.words)).map((result) => ({ data: async () => asWritten(await result.data(), words) })) };
}

/** @param {Group} group */
export const isAdded = (group) => group.indexes.every((name) => added.has(name));
