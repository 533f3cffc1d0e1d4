// Scripts that write without spaces: what is sought in them is sought letter by letter.
//
// scripts/search/segments.py has the same scripts, and puts the same break between their letters.

const SCRIPTS = '\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3001-\u303f\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffdc\u{20000}-\u{3ffff}';
const RUN = new RegExp(`[${SCRIPTS}]+`, 'gu');
const MARK_ENDS = /\u2060<\/mark> <mark>/g;
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

/** Whether a page's text has every run. @param {string[]} sought @param {string} content */
export const holds = (sought, content) => sought.every((run) => content.normalize('NFC').includes(run));

/**
 * What the index holds as a reader sees it: without the breaks.
 * @template T
 * @param {T} value
 * @returns {T}
 */
export function joined(value) {
  if (typeof value === 'string') return /** @type {T} */ (value.replace(MARK_ENDS, '').replace(BREAK, '$1'));
  if (Array.isArray(value)) return /** @type {T} */ (value.map(joined));
  if (!value || typeof value !== 'object') return value;
  return /** @type {T} */ (Object.fromEntries(Object.entries(value).map(([key, own]) => [key, joined(own)])));
}
