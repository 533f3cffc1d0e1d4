// What can be done with words that are selected in an article: mark them, note something at them, copy
// a link or a quotation with its second, hand them to another program.

import { h } from '../assessment/dom.js';
import { openStore } from '../assessment/store.js';
import { clock, watchAt } from '../shared/citation.js';
import { edit } from './editor.js';
import { article, noteOf, paint } from './marks.js';
import { describe } from './quote.js';

/** @typedef {import('../assessment/shapes.js').Note} Note */

const GAP = 8; // pixels between the words and the bar, and to the window's edges
const LONGEST = 5_000; // characters of a quotation

const status = h('span', { class: 'mm-hidden', role: 'status' });
const bar = h('div', { class: 'mm-select', role: 'toolbar', 'aria-label': 'Selected words', hidden: true },
  tool('Highlight', () => keep('')),
  tool('Note', () => keep(null)),
  tool('Copy link', copyLink),
  tool('Quote', copyQuote),
  'share' in navigator ? tool('Share', share) : null,
  status);
bar.addEventListener('pointerdown', (event) => event.preventDefault()); // the words stay selected
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
(document.querySelector('main') ?? document.body).append(bar);

/** @param {string} name @param {() => unknown} act */
function tool(name, act) {
  return h('button', { type: 'button', onclick: act }, name);
}

/** The selection as a range within the article's text; null where there is none. */
function selected() {
  const body = article()?.querySelector('.mm-body');
  const selection = getSelection();
  if (!body || !selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const quote = body.contains(range.startContainer) && body.contains(range.endContainer) ? describe(range, body) : null;
  return quote && quote.exact.length <= LONGEST ? { range, quote } : null;
}

/** Show the bar at the selected words, or take it away. */
export function update() {
  const found = selected();
  if (!found) return hide();
  bar.hidden = false;
  const box = found.range.getBoundingClientRect();
  const under = matchMedia('(pointer: coarse)').matches || box.top < bar.offsetHeight + 3 * GAP; // a phone has its own menu above
  const top = under ? Math.min(box.bottom + GAP, innerHeight - bar.offsetHeight - GAP) : box.top - bar.offsetHeight - GAP;
  const left = Math.min(Math.max(GAP, box.left + box.width / 2 - bar.offsetWidth / 2), document.documentElement.clientWidth - bar.offsetWidth - GAP);
  bar.style.top = `${top}px`;
  bar.style.left = `${left}px`;
}

function hide() {
  bar.hidden = true;
}

/** The citation that backs the selected words: the first one in them or after them in their block. @param {Range} range */
function citationOf(range) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...(article()?.querySelectorAll('.mm-body a.citation[data-seconds]') ?? [])]);
  const start = range.cloneRange();
  start.collapse(true);
  return links.find((link) => start.comparePoint(link, 0) >= 0) ?? links.at(-1) ?? null;
}

/** @param {Range} range @returns {{ video: string, second: number | null }} */
function sourceOf(range) {
  const link = citationOf(range);
  return { video: link?.dataset['video'] ?? article()?.dataset['video'] ?? '', second: link ? Number(link.dataset['seconds']) : null };
}

/** Keep the selected words; with `null` ask for a note to them. @param {string | null} note */
async function keep(note) {
  const found = selected();
  const page = article();
  if (!found || !page) return;
  const now = new Date().toISOString();
  /** @type {Note} */
  const made = noteOf(found.quote.exact, found.quote.prefix) ?? {
    id: crypto.randomUUID(), article: page.dataset['article'] ?? '', title: document.querySelector('h1')?.textContent?.trim() ?? '',
    quote: found.quote, note: '', ...sourceOf(found.range), made: now, changed: now,
  };
  const store = await openStore();
  await store.put('notes', { ...made, changed: now });
  await paint();
  hide();
  getSelection()?.removeAllRanges();
  if (note === null) edit(made, paint);
  else say(store.lasting ? 'Highlighted. Your notes are on the page Notes.' : 'Highlighted as long as this page is open: this browser keeps nothing.');
}

/** The address of the selected words: their citation's, else as a text fragment. @param {Range} range @param {string} words */
function addressOf(range, words) {
  const link = citationOf(range);
  const near = link && range.intersectsNode(link.closest('p, li, td, dd, blockquote') ?? link) && link.id;
  const base = location.href.split('#')[0];
  const [first, last] = [words.split(/\s+/).slice(0, 5).join(' '), words.split(/\s+/).slice(-5).join(' ')];
  const part = (/** @type {string} */ text) => encodeURIComponent(text).replaceAll('-', '%2D');
  const text = words.split(/\s+/).length > 10 ? `${part(first)},${part(last)}` : part(words.replaceAll(/\s+/g, ' '));
  return `${base}#${near || ''}:~:text=${text}`;
}

async function copyLink() {
  const found = selected();
  if (found) await copy(addressOf(found.range, found.quote.exact), 'Link copied.');
}

/** The words with their title, address and second. */
function quotation() {
  const found = selected();
  if (!found) return null;
  const { video, second } = sourceOf(found.range);
  const title = document.querySelector('h1')?.textContent?.trim() ?? '';
  const said = video && second !== null ? `\nSaid at ${clock(second)}: ${watchAt(video, second)}` : '';
  const url = location.href.split('#')[0] ?? '';
  return { title, url, text: `\u201c${found.quote.exact.replaceAll(/\s+/g, ' ')}\u201d\n${title}, ${url}${said}` };
}

async function copyQuote() {
  const quoted = quotation();
  if (quoted) await copy(quoted.text, 'Quotation copied.');
}

async function share() {
  const quoted = quotation();
  if (quoted) await navigator.share({ title: quoted.title, text: quoted.text }).catch(() => {});
}

/** @param {string} text @param {string} said */
async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    say(said);
  } catch {
    say('This browser does not let the page copy. Copy the words by hand.');
  }
}

/** Say something where eyes and screen readers find it, for a moment. @param {string} text */
function say(text) {
  document.querySelector('.mm-said')?.remove();
  const note = h('p', { class: 'mm-said', role: 'status' });
  (document.querySelector('main') ?? document.body).append(note);
  requestAnimationFrame(() => { note.textContent = text; });
  hide();
  setTimeout(() => note.remove(), 4000);
}
