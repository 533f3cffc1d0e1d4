// What the empty search box offers: the last searches, what was read lately, and suggestions.

import { h } from '../assessment/dom.js';
import { at } from '../reader/site.js';
import { synonyms } from './engine.js';

const SEARCHES = 'mm-searches', PLACES = 'mm-places'; // frame/place.js writes the places
const KEPT = 5;

/** @returns {string[]} */
function searches() {
  try {
    const kept = JSON.parse(localStorage.getItem(SEARCHES) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Keep a search that led somewhere. @param {string} words */
export function keepSearch(words) {
  if (!words) return;
  const others = searches().filter((one) => one.toLowerCase() !== words.toLowerCase());
  try {
    localStorage.setItem(SEARCHES, JSON.stringify([words, ...others].slice(0, KEPT)));
  } catch { /* storage is full or denied: nothing is offered next time */ }
}

/** The articles read lately, the last one first. @returns {{ key: string, title: string }[]} */
function reads() {
  try {
    const places = JSON.parse(localStorage.getItem(PLACES) ?? '{}');
    return Object.entries(places).filter(([, place]) => typeof place?.title === 'string' && place.title)
      .sort(([, a], [, b]) => b.at - a.at).slice(0, KEPT).map(([key, { title }]) => ({ key, title }));
  } catch {
    return [];
  }
}

/**
 * The lists, each under its name.
 * @param {(words: string) => void} seek
 * @param {() => void} again when something was forgotten
 */
export async function offers(seek, again) {
  const { suggestions } = await synonyms();
  const word = (/** @type {string} */ words) => h('li', {}, h('button', { type: 'button', class: 'mm-search-word', onclick: () => seek(words) }, words));
  const [before, read] = [searches(), reads()];
  const forget = h('button', { type: 'button', class: 'mm-search-forget', onclick: () => { forgetSearches(); again(); } }, 'Forget these');
  return [
    ...list('Recent searches', 'mm-search-words', before.map(word), forget),
    ...list('Read lately', 'mm-search-read', read.map(({ key, title }) => h('li', {}, h('a', { href: at(`wiki/${encodeURI(key)}/`) }, title)))),
    ...list('Try', 'mm-search-words', suggestions.slice(0, KEPT).map(word)),
  ];
}

function forgetSearches() {
  try { localStorage.removeItem(SEARCHES); } catch { /* storage is denied: there are none */ }
}

/**
 * @param {string} name
 * @param {string} kind
 * @param {HTMLElement[]} items
 * @param {HTMLElement} [beside]
 */
function list(name, kind, items, beside) {
  return items.length ? [h('div', { class: 'mm-search-offer' }, h('h2', {}, name, ' ', beside), h('ul', { class: kind }, ...items))] : [];
}
