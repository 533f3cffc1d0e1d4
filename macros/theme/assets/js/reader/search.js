// The search dialog: results are links, each with its sections and the second of the video nearby.

import { h } from '../assessment/dom.js';
import { clock } from '../shared/citation.js';
import { groups, isAdded, load, ranked, search } from './engine.js';
import { runs } from './segments.js';
import { unescaped } from './site.js';

/** @typedef {import('./engine.js').Found} Found */
/** @typedef {import('./engine.js').Part} Part */
/** @typedef {import('./engine.js').Result} Result */

const PAUSE = 250; // milliseconds of rest before a search
const SHOWN = 5; // results at first, and with each "more"
const SECTIONS = 3;
const LEAST = 2; // letters of the first word; a further word begun with fewer than three waits
const ALIKE = 3; // first letters that a word found has in common with one sought

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
const list = h('ol', { class: 'mm-search-results' });
const more = h('button', { type: 'button', class: 'mm-search-more', hidden: true, onclick: () => onMore() });
const dialog = makeDialog();

/** @type {number | undefined} */
let timer;
let turn = 0;
/** @type {Result[]} */
let results = [];
let shown = 0;
let apart = 0; // of those gone through, which hold what is sought only letter by letter

function makeDialog() {
  const close = h('button', { type: 'button', class: 'mm-search-close', onclick: () => dialog.close() }, 'Close');
  const form = h('form', { role: 'search', class: 'mm-search-form', onsubmit: onSubmit }, input, close);
  const made = h('dialog', { class: 'mm-search-dialog', 'aria-label': 'Search', onkeydown: onKey }, form, status, list, more);
  made.addEventListener('click', (event) => { if (event.target === made) made.close(); });
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
  if (typed) {
    input.value = typed;
    later();
  } else input.select();
  try {
    await load();
  } catch {
    status.textContent = 'Search could not be loaded. Browse has every article.';
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
  const typed = input.value.trim();
  const words = runs(typed).length ? typed : typed.replace(/\s+\S{1,2}$/, '');
  const mine = ++turn;
  if (words.length < LEAST && !runs(words).length) return clear();
  try {
    const order = await ranked(words, ownChannel());
    let found = await search(words, order.slice(0, wide));
    while (!found.results.length && wide < order.length && mine === turn) found = await search(words, order.slice(0, ++wide));
    if (mine === turn) await fill(found.results, words, mine);
  } catch (error) {
    console.warn(error);
    status.textContent = 'Search could not be loaded. Browse has every article.';
  }
}

function clear() {
  list.replaceChildren();
  status.textContent = '';
  more.hidden = true;
}

/**
 * @param {Result[]} found
 * @param {string} words
 * @param {number} mine
 */
async function fill(found, words, mine) {
  const first = await taken(found, 0);
  if (mine !== turn) return;
  if (!first.pages.some((page) => alike(page, words))) first.pages.length = 0;
  results = first.pages.length ? found : [];
  [shown, apart] = [first.to, first.to - first.pages.length];
  list.replaceChildren(...first.pages.map(item));
  await tell(words);
}

/** The next pages that hold what is sought, and where the ones after them begin. @param {Result[]} found @param {number} from */
async function taken(found, from) {
  /** @type {Found[]} */
  const pages = [];
  let to = from;
  while (pages.length < SHOWN && to < found.length) {
    const some = await Promise.all(found.slice(to, to + SHOWN - pages.length).map((result) => result.data()));
    to += some.length;
    pages.push(...some.filter((page) => page !== null));
  }
  return { pages, to };
}

/** The words that none of the pages shown has: Pagefind leaves out what it does not know. @param {string} words */
function without(words) {
  const marked = [...list.querySelectorAll('mark')].map((mark) => (mark.textContent ?? '').toLowerCase());
  const sought = words.split(/\s+/).filter((word) => word.length >= 4 && !runs(word).length); // of those, pages have all
  return marked.length ? sought.filter((word) => !marked.some((mark) => mark.startsWith(word.slice(0, ALIKE).toLowerCase()))) : [];
}

/**
 * Whether what was found begins like what was sought. Where nothing has a word, Pagefind goes on
 * with ever fewer of its letters, down to one.
 * @param {Found} found
 * @param {string} words
 */
function alike(found, words) {
  const marked = [found, ...found.sub_results]
    .flatMap(({ excerpt: html }) => [...html.matchAll(/<mark>(.*?)<\/mark>/g)])
    .map(([, word]) => word?.toLowerCase() ?? '');
  const begun = words.toLowerCase().split(/[^\p{L}\p{N}]+/u).map((word) => word.slice(0, ALIKE)).filter(Boolean);
  return !marked.length || runs(words).length > 0 || begun.some((start) => marked.some((word) => word.includes(start)));
}

/** @param {string} words */
async function tell(words) {
  const rest = (await groups()).filter((group) => !isAdded(group));
  const where = rest.length ? ' so far' : '';
  const lost = results.length ? without(words) : [];
  const found = lost.length ? words.split(/\s+/).filter((word) => !lost.includes(word)).join(' ') : words;
  const count = results.length - apart;
  status.textContent = results.length
    ? `${lost.map((word) => `No page has “${word}”. `).join('')}${count} page${count === 1 ? '' : 's'}${where} for “${found}”`
    : `Nothing found for “${words}”.`;
  more.hidden = shown >= results.length && !rest.length;
  more.textContent = shown < results.length ? 'More results' : 'Search further channels';
}

async function onMore() {
  const { length } = list.children;
  if (shown < results.length) {
    const next = await taken(results, shown);
    list.append(...next.pages.map(item));
    apart += next.to - shown - next.pages.length;
    shown = next.to;
    await tell(input.value.trim());
  } else {
    await run((await groups()).filter(isAdded).length + 2);
  }
  /** @type {HTMLElement | null | undefined} */ (list.children[length]?.querySelector('a'))?.focus();
}

/**
 * One result: the page, and the sections of it that have the words.
 * @param {Found} found
 */
function item(found) {
  const title = found.meta['title'] ?? found.url;
  const parts = found.sub_results.filter((part) => part.url.includes('#')).slice(0, SECTIONS);
  const page = found.sub_results.find((part) => !part.url.includes('#'));
  const head = h('a', { class: 'mm-search-page', href: found.url }, title);
  const kind = /\/(video|transcript)\//.exec(found.url)?.[1];
  if (kind === 'video') return h('li', {}, head, ' ', h('small', {}, kind));
  const label = kind ? [' ', h('small', {}, kind)] : [];
  const opening = page || !parts.length ? [h('p', {}, ...excerpt(page?.excerpt ?? found.excerpt), moment(found, page))] : [];
  return h('li', {}, head, ...label, ...opening, ...parts.map((part) => section(found, part)));
}

/**
 * @param {Found} found
 * @param {Part} part
 */
const section = (found, part) => h(
  'div',
  { class: 'mm-search-part' },
  h('a', { href: part.url }, part.title),
  h('p', {}, ...excerpt(part.excerpt), moment(found, part)),
);

/**
 * A link to the citation that stands nearest to what was found: after it in an article, before it in
 * a transcript, where each line begins with its time.
 * @param {Found} found
 * @param {Part | undefined} part
 */
function moment(found, part) {
  const place = (part ?? found).locations[0];
  if (place === undefined) return null;
  const near = found.anchors.filter(({ id }) => /^t-([\w-]+-)?\d+$/.test(id))
    .map((anchor) => ({ anchor, apart: (anchor.location - place) * (found.url.includes('/transcript/') ? -1 : 1) }))
    .map(({ anchor, apart }) => ({ anchor, apart: apart >= 0 ? apart : -2 * apart }))
    .sort((a, b) => a.apart - b.apart)[0]?.anchor;
  if (!near) return null;
  const seconds = Number(near.id.slice(near.id.lastIndexOf('-') + 1));
  const url = `${found.url.split('#')[0]}#${near.id}`;
  return h('a', { class: 'mm-search-time', href: url, 'aria-label': `near ${clock(seconds)} of the video` }, clock(seconds));
}

/**
 * Pagefind's excerpt, with its marks, as nodes: never as HTML.
 * @param {string} html
 * @returns {(Node | string)[]}
 */
function excerpt(html) {
  return html.split(/<\/?mark>/).map((part, at) => {
    const text = unescaped(part);
    const words = text.replace(/\s*\b\d{1,2}:\d\d(:\d\d)?\b/g, '');
    return at % 2 ? h('mark', {}, words || text) : words;
  });
}

/** @param {Event} event */
function onSubmit(event) {
  event.preventDefault();
  clearTimeout(timer);
  run().then(() => list.querySelector('a')?.focus());
}

/**
 * The arrow keys go from the words to the results and through them; Escape closes.
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  if (event.key === 'Escape') { // a search field would only be emptied by it
    event.preventDefault();
    dialog.close();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = /** @type {HTMLElement[]} */ ([input, ...list.querySelectorAll('a'), ...(more.hidden ? [] : [more])]);
  const here = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = stops[Math.min(stops.length - 1, Math.max(0, here + step))];
  if (!next || here < 0) return;
  event.preventDefault();
  next.focus();
}

// A page that comes back from the browser's memory comes back as it was, without the dialog.
addEventListener('pagehide', () => dialog.close());
