// Scripts that write without spaces: what is sought in them is sought letter by letter.
//
// scripts/search/segments.py has the same scripts, and puts the same break between their letters.

/** @typedef {import('./engine.js').Found} Found */

const SCRIPTS = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3001-\u303f\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffdc\u{20000}-\u{3ffff}';
const RUN = new RegExp(`[${SCRIPTS}]+`, 'gu');
const MARK_ENDS = /\u2060<\/mark> <mark>/g;
const BEFORE = 12; // letters of an excerpt before what was found, and all of them
const AROUND = 60;
const BREAK = /\u2060(<\/mark>)? ?/g;

/** The parts of what is sought that are written without spaces. @param {string} words @returns {string[]} */
export const runs = (words) => words.normalize('NFC').match(RUN) ?? [];

/** Letters with their marks. @param {string} run @returns {string[]} */
const clusters = (run) => run.match(/.\p{M}*/gsu) ?? [];

/** What is sought, its letters as words. @param {string} words */
export const spelled = (words) => words.normalize('NFC').replace(RUN, (run) => ` ${clusters(run).join(' ')} `).trim();

/** The words by which a group of channels is found: whole ones, and pairs of letters. @param {string} words @returns {string[]} */
export function keys(words) {
  const whole = words.normalize('NFC').toLowerCase().replace(RUN, ' ').match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const pairs = runs(words).flatMap((run) => clusters(run).map((letter, at, all) => letter + (all[at + 1] ?? '')).slice(0, -1));
  return [...whole, ...pairs];
}

/** Whether every run may stand on a page, by the places of the letters found there. @param {string[]} sought @param {number[]} places */
export function mayHold(sought, places) {
  const known = new Set(places);
  return sought.every((run) => {
    const count = clusters(run).filter((letter) => /[\p{L}\p{N}]/u.test(letter)).length;
    return places.some((place) => Array.from({ length: count }, (_, step) => place + step).every((at) => known.has(at)));
  });
}

/**
 * What the index holds as a reader sees it: without the breaks.
 * @template T
 * @param {T} value
 * @returns {T}
 */
function joined(value) {
  if (typeof value === 'string') return /** @type {T} */ (value.replace(MARK_ENDS, '').replace(BREAK, '$1'));
  if (Array.isArray(value)) return /** @type {T} */ (value.map(joined));
  if (!value || typeof value !== 'object') return value;
  return /** @type {T} */ (Object.fromEntries(Object.entries(value).map(([key, own]) => [key, joined(own)])));
}

/**
 * A page that was found, as it reads; nothing where letters that were sought together stand apart.
 * @param {Found} found
 * @param {string} typed what is sought
 * @returns {Found | null}
 */
export function asWritten(found, typed) {
  const sought = runs(typed);
  if (!sought.length) return joined(found);
  const text = joined(found.content);
  if (!sought.every((run) => text.includes(run))) return null;
  const words = found.content.split(/\s+/);
  const places = sought.flatMap((run) => placesOf(run, words)).sort((a, b) => a - b);
  const heads = found.anchors.filter(({ element }) => /^h[1-6]$/.test(element)).map(({ location }) => location);
  const parts = found.sub_results.map((part) => {
    const begin = part.anchor?.location ?? 0;
    const end = Math.min(...heads.filter((place) => place > begin), Infinity);
    return cut(part, places.filter((place) => place >= begin && place < end), words, typed);
  });
  return joined({ ...cut(found, places, words, typed), sub_results: parts.filter(({ locations }) => locations.length) });
}

/** At which words a run begins. @param {string} run @param {string[]} words @returns {number[]} */
function placesOf(run, words) {
  const ends = words.map((word) => joined(`${word} `));
  const found = [];
  for (let at = 0; at < words.length; at += 1) {
    let text = '';
    for (let to = at; to < words.length && text.length < run.length; to += 1) text += ends[to];
    if (text.startsWith(run) || ends[at]?.includes(run)) found.push(at);
  }
  return found;
}

/**
 * A result with an excerpt around the first of its places.
 * @template {{ excerpt: string, locations: number[] }} T
 * @param {T} result
 * @param {number[]} locations
 * @param {string[]} words
 * @param {string} typed
 * @returns {T}
 */
function cut(result, locations, words, typed) {
  const from = Math.max(0, (locations[0] ?? 0) - BEFORE);
  const text = joined(words.slice(from, from + AROUND).join(' ')).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const parts = [...runs(typed), ...keys(typed.replace(RUN, ' '))].map((part) => (part.match(RUN) ? part : `(?<![\\p{L}\\p{N}])${part}(?:(?![${SCRIPTS}])[\\p{L}\\p{N}])*`));
  return { ...result, locations, excerpt: text.replace(new RegExp(parts.join('|'), 'giu'), '<mark>$&</mark>') };
}
