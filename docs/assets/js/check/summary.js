// The end of a check: what went well at the first try, and where to read or hear the rest.

import { button, h } from '../quiz/dom.js';
import { ways } from './places.js';

/** @typedef {import('./run.js').Taken} Taken */

/**
 * @param {Taken[]} taken
 * @param {Record<string, string>} paragraphs
 * @param {{again: () => void, missed: () => void}} acts
 * @param {string} seed of the order, for a link to it
 */
export function summary(taken, paragraphs, acts, seed) {
  const right = taken.filter(({ first }) => first?.right).length;
  const title = h('h3', { class: 'check-text', tabindex: -1 }, `${right} of ${taken.length} right at the first try`);
  const rows = taken.map((one) => h('li', { class: 'check-row' }, h('span', { class: 'check-how' }, how(one)), ` ${words(one)} `, !one.first?.right && ways(one.question.cite, paragraphs)));
  const missed = right > 0 && right < taken.length && button('Only what I missed', acts.missed, { class: 'check-button check-primary' });
  const again = button('All again, in another order', acts.again, { class: 'check-button' });
  const link = h('a', { href: `#check=${encodeURIComponent(seed)}` }, 'A link to the questions in this order');
  const share = /^[\w-]{1,40}$/.test(seed) && h('p', { class: 'check-link' }, link);
  const kept = h('p', { class: 'check-link' }, 'Nothing of this is kept: it is gone when you leave the page.');
  return h('div', { class: 'check-card check-end' }, title, h('ol', { class: 'check-rows' }, ...rows), h('div', { class: 'check-actions' }, missed, again), share, kept);
}

/** @param {Taken} taken */
function how({ first, last }) {
  if (!first) return 'Left out:';
  if (first.right) return 'Right:';
  if (last?.right) return 'Right after another try:';
  return first.credit > 0 ? 'Partly right:' : 'Not yet:';
}

/** The question's words; the gaps of a sentence as dots. @param {Taken} taken */
function words({ question }) {
  return question.text.replaceAll(/\{[\w-]+\}/g, '\u2026');
}
