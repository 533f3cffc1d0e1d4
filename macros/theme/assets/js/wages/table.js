// The US table of wages by occupation: search it, and find where a wage stands. scripts/outputs/wages.py makes it.

/** @typedef {{release: string, published: string, places: Record<string, string>, titles: string[], wages: number[][]}} Nation */
/** @typedef {{title: string, at: number}} Occupation a title and its row */

export const NATION = 'us';
export const PERCENTILES = [10, 25, 50, 75, 90];
const FOLDER = new URL('../../generated/wages/', import.meta.url);
const UNIT = 10; // dollars

/** @type {Map<string, Promise<any>>} */
const files = new Map();

/** @param {string} name @returns {Promise<any>} the file, fetched once; a failure is tried again */
function file(name) {
  const known = files.get(name);
  if (known) return known;
  const asked = fetch(new URL(`${name}.json`, FOLDER)).then((reply) => {
    if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
    return reply.json();
  });
  files.set(name, asked);
  asked.catch(() => files.delete(name));
  return asked;
}

/** @returns {Promise<Nation>} */
export const nation = () => file(NATION);

/** The wages of a place, a row for each title. @param {string} place @returns {Promise<number[][]>} */
export const wagesOf = (place) => (place === NATION ? nation().then(({ wages }) => wages) : file(place));

/** @param {string} text */
const wordsOf = (text) => text.toLowerCase().match(/[a-z]+/g) ?? [];

/**
 * The occupations whose titles have a word that begins with each word that was typed; nearest first.
 * @param {string[]} titles
 * @param {string} typed
 * @param {number} most
 * @returns {Occupation[]}
 */
export function search(titles, typed, most) {
  const asked = wordsOf(typed).map((word) => (word.length > 3 ? word.replace(/(ies|s|y)$/, '') : word));
  if (!asked.length) return [];
  const found = titles.map((title, at) => ({ title, at, words: wordsOf(title) }))
    .filter(({ words }) => asked.every((part) => words.some((word) => word.startsWith(part))));
  const rank = (/** @type {typeof found[number]} */ { words }) => (words[0]?.startsWith(asked[0] ?? '') ? 0 : 100) + words.length;
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, most).map(({ title, at }) => ({ title, at }));
}

/**
 * The percentiles of a row in dollars; `bound` where only a lower bound is published. The bound is the same
 * for all occupations, and the percentile below it may be more.
 * @param {number[] | undefined} row
 * @returns {{dollars: number, bound: boolean}[]} none where a year's wages are not published
 */
export function percentiles(row) {
  return (row ?? []).map((tens, at, all) => ({ dollars: Math.max(Math.abs(tens), all[at - 1] ?? 0) * UNIT, bound: tens < 0 }));
}

/**
 * About how many of a hundred earn less; null below the tenth and above the ninetieth.
 * @param {{dollars: number}[]} wages
 * @param {number} pay
 */
export function standing(wages, pay) {
  for (let at = 1; at < wages.length; at++) {
    const [low, high] = [wages[at - 1]?.dollars ?? 0, wages[at]?.dollars ?? 0];
    const [from, to] = [PERCENTILES[at - 1] ?? 0, PERCENTILES[at] ?? 0];
    if (pay >= low && pay <= high) return Math.round(from + (high > low ? (pay - low) / (high - low) : 0.5) * (to - from));
  }
  return null;
}
