// The search dialog. Empty, it offers what was sought and read before; Enter opens the first result,
// the arrow keys go from result to result, and Tab into the sections of one.

import { h } from '../assessment/dom.js';
import { answer } from './answer.js';
import { groups, isAdded, load } from './engine.js';
import { keepSearch, offers } from './recent.js';
import { item } from './results.js';
import { runs } from './segments.js';

/** @typedef {import('./answer.js').Answer} Answer */
/** @typedef {import('./engine.js').Found} Found */

const PAUSE = 250; // milliseconds of rest before a search
const SHOWN = 5; // results at first, and with each "more"
const LEAST = 2; // letters
const FAILED = 'Search could not be loaded. Browse has every article.';

const input = h('input', {
  type: 'search',
  class: 'mm-search-input',
  'aria-label': 'Search articles, videos and pages',
  placeholder: 'Search',
  autocomplete: 'off',
  spellcheck: 'false',
  enterkeyhint: 'search',
  oninput: () => later(),
});
const status = h('p', { class: 'mm-search-status', role: 'status' });
const offered = h('div', { class: 'mm-search-offers' });
const list = h('ol', { class: 'mm-search-results' });
const more = h('button', { type: 'button', class: 'mm-search-more', hidden: true, onclick: () => onMore() });
const dialog = makeDialog();

/** @type {number | undefined} */
let timer;
let turn = 0;
/** @type {Answer | null} */
let found = null;
let seen = ''; // the words that the list answers
let shown = 0;
let apart = 0; // of those gone through, which hold what is sought only letter by letter

function makeDialog() {
  const close = h('button', { type: 'button', class: 'mm-search-close', onclick: () => dialog.close() }, 'Close');
  const form = h('form', { role: 'search', class: 'mm-search-form', onsubmit: onSubmit }, input, close);
  const made = h('dialog', { class: 'mm-search-dialog', 'aria-label': 'Search', onkeydown: onKey }, form, status, offered, list, more);
  made.addEventListener('click', (event) => {
    if (event.target === made) made.close();
    if (event.target instanceof Element && event.target.closest('.mm-search-results a')) keepSearch(input.value.trim());
  });
  document.body.append(made);
  return made;
}

/**
 * Open the dialog, and load the engine while the reader types.
 * @param {string} typed what was typed already
 */
export async function open(typed) {
  if (!dialog.open) dialog.showModal();
  input.focus();
  if (typed) input.value = typed;
  else input.select();
  if (typed) later();
  else if (!input.value) await offer();
  try {
    await load();
  } catch {
    status.textContent = FAILED;
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(run, PAUSE);
}

/** The reader's own channel, where the page is of one. */
function ownChannel() {
  const article = /** @type {HTMLElement | null} */ (document.querySelector('[data-article]'));
  return article?.dataset['article']?.split('/')[0] ?? /\/wiki\/([^/]+)\//.exec(location.pathname)?.[1] ?? '';
}

/** @param {number} [wide] how many groups to look through */
async function run(wide = 1) {
  const words = input.value.trim();
  const mine = ++turn;
  if (words.length < LEAST && !runs(words).length) return clear();
  try {
    const got = await answer(words, ownChannel(), wide);
    if (mine === turn) await fill(got, words, mine);
  } catch (error) {
    console.warn(error);
    status.textContent = FAILED;
  }
}

function clear() {
  list.replaceChildren();
  [status.textContent, seen, found] = ['', '', null];
  more.hidden = true;
  return input.value.trim() ? undefined : offer();
}

/** Fill the empty box. */
async function offer() {
  const seek = (/** @type {string} */ words) => {
    input.value = words;
    input.focus();
    run();
  };
  const lists = await offers(seek, () => { offer(); input.focus(); });
  if (!input.value.trim()) offered.replaceChildren(...lists);
}

/**
 * @param {Answer} got
 * @param {string} words
 * @param {number} mine
 */
async function fill(got, words, mine) {
  const first = await taken(got, 0);
  if (mine !== turn) return;
  [found, seen, shown, apart] = [got, words, first.to, first.to - first.pages.length];
  offered.replaceChildren();
  list.replaceChildren(...first.pages.map(item));
  await tell(got, words);
}

/** The next pages that hold what is sought, and where the ones after them begin. @param {Answer} got @param {number} from */
async function taken({ results }, from) {
  /** @type {Found[]} */
  const pages = [];
  let to = from;
  while (pages.length < SHOWN && to < results.length) {
    const some = await Promise.all(results.slice(to, to + SHOWN - pages.length).map((result) => result.data()));
    to += some.length;
    pages.push(...some.filter((page) => page !== null));
  }
  return { pages, to };
}

/** @param {Answer} got @param {string} words as they were typed */
async function tell(got, words) {
  const rest = (await groups()).filter((group) => !isAdded(group));
  const where = rest.length ? ' so far' : '';
  const count = got.results.length - apart;
  const mended = got.corrected.map(([from, to]) => `No page has \u201c${from}\u201d; \u201c${to}\u201d was looked for instead. `);
  const missing = got.missing.map((word) => `No page has \u201c${word}\u201d. `);
  const part = got.part ? 'No page has all of these words; these have most of them. ' : '';
  status.textContent = count > 0
    ? `${mended.join('')}${missing.join('')}${part}${count} page${count === 1 ? '' : 's'}${where} for \u201c${got.words}\u201d`
    : `Nothing found for \u201c${words}\u201d.`;
  more.hidden = shown >= got.results.length && !rest.length;
  more.textContent = shown < got.results.length ? 'More results' : 'Search further channels';
}

async function onMore() {
  const { length } = list.children;
  if (found && shown < found.results.length) {
    const next = await taken(found, shown);
    list.append(...next.pages.map(item));
    apart += next.to - shown - next.pages.length;
    shown = next.to;
    await tell(found, seen);
  } else {
    await run((await groups()).filter(isAdded).length + 2);
  }
  /** @type {HTMLElement | null | undefined} */ (list.children[length]?.querySelector('a'))?.focus();
}

/** @param {Event} event */
async function onSubmit(event) {
  event.preventDefault();
  clearTimeout(timer);
  if (seen !== input.value.trim()) await run();
  list.querySelector('a')?.click();
}

/**
 * The arrow keys go from the words to the results, or to what is offered, and through them; Escape closes.
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  if (event.key === 'Escape') { // a search field would only be emptied by it
    event.preventDefault();
    dialog.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const within = document.activeElement?.closest('.mm-search-results > li')?.querySelector('a');
  const stops = /** @type {HTMLElement[]} */ ([input, ...offered.querySelectorAll('li > *'), ...list.querySelectorAll('.mm-search-page'), ...(more.hidden ? [] : [more])]);
  const here = stops.indexOf(/** @type {HTMLElement} */ (within ?? document.activeElement));
  const next = stops[Math.min(stops.length - 1, Math.max(0, here + step))];
  if (!next || here < 0) return;
  event.preventDefault();
  next.focus();
}

// A page that comes back from the browser's memory comes back as it was, without the dialog.
addEventListener('pagehide', () => dialog.close());
