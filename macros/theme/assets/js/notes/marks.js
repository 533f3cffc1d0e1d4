// The reader's highlights in an article: painted by the browser, nothing is put into the text.

import { openStore } from '../assessment/store.js';
import { find, wordsOf } from './quote.js';

/** @typedef {import('../assessment/shapes.js').Note} Note */

const NAME = 'mm-mine';
const NOTED = 'mm-noted'; // how many notes each article has: a page without any loads nothing of this

/** @type {{ note: Note, range: Range }[]} */
let painted = [];

/** The page's article. */
export const article = () => /** @type {HTMLElement | null} */ (document.querySelector('[data-article]'));

/** Paint the notes of the page's article. */
export async function paint() {
  const page = article();
  const body = page?.querySelector('.mm-body');
  if (!page || !body) return;
  const store = await openStore();
  const own = (await store.all('notes')).filter((note) => note.article === page.dataset['article']);
  const words = wordsOf(body);
  painted = own.flatMap((note) => {
    const range = find(note.quote, words);
    return range ? [{ note, range }] : [];
  });
  if (globalThis.CSS && 'highlights' in CSS) CSS.highlights.set(NAME, new Highlight(...painted.map(({ range }) => range)));
  tell(await store.all('notes'));
}

/** Keep for the next page which articles have notes. @param {Note[]} notes */
export function tell(notes) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { article: key } of notes) counts[key] = (counts[key] ?? 0) + 1;
  try { localStorage.setItem(NOTED, JSON.stringify(counts)); } catch { /* storage is denied: notes are painted when one is made */ }
}

/**
 * The note whose words are at a point of the window.
 * @param {number} x
 * @param {number} y
 */
export const noteAt = (x, y) => painted.find(({ range }) => [...range.getClientRects()].some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom))?.note ?? null;

/** The note that has exactly these words here. @param {string} exact @param {string} prefix */
export const noteOf = (exact, prefix) => painted.find(({ note: { quote } }) => quote.exact === exact && quote.prefix === prefix)?.note ?? null;
