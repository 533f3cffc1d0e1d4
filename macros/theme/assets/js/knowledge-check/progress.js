// Where a reader is in a check that was begun: kept until its summary, so that a later visit goes on there.

/** @typedef {import('./wire.js').Grade} Grade */
/** @typedef {{item: string, version: number, first: Grade | null, last: Grade | null}} Answered */
/** @typedef {{seed: string, only: string[] | null, at: number, taken: Answered[], when: string}} Progress */

const KEY = 'mm-checks';
const KEPT = 10; // checks, the newest ones

/** @returns {Record<string, Progress>} */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return kept && typeof kept === 'object' ? kept : {};
  } catch {
    return {};
  }
}

/** @param {Record<string, Progress>} all */
function write(all) {
  const newest = Object.entries(all).sort(([, a], [, b]) => b.when.localeCompare(a.when)).slice(0, KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch { /* storage is full or denied: the check begins at its start next time */ }
}

/**
 * What is kept of an article's check; null where none was begun, or what is kept is damaged.
 * @param {string} article
 * @returns {Progress | null}
 */
export function begun(article) {
  const kept = article ? read()[article] : undefined;
  const sound = kept && typeof kept.seed === 'string' && Number.isInteger(kept.at) && Array.isArray(kept.taken)
    && kept.at > 0 && kept.at < kept.taken.length && kept.taken.every((one) => typeof one?.item === 'string');
  return sound ? kept : null;
}

/** @param {string} article @param {Omit<Progress, 'when'>} progress */
export function keepProgress(article, progress) {
  if (article) write({ ...read(), [article]: { ...progress, when: new Date().toISOString() } });
}

/** @param {string} article */
export function forgetProgress(article) {
  const { [article]: gone, ...others } = read();
  if (gone) write(others);
}
