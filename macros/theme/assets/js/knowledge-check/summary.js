// The end of a check: what went well at the first try, and where to read or hear the rest.

import { button, h } from '../assessment/dom.js';
import { words } from './keep.js';
import { ways } from './places.js';

/** @typedef {import('./run.js').Taken} Taken */

/**
 * @param {Taken[]} taken
 * @param {{acts: {again: () => void, missed: () => void, whole: (() => void) | null}, again: string, link: string, kept: HTMLElement}} around
 *   `again` names another run, `link` leads to this order, `kept` tells what is kept
 */
export function summary(taken, { acts, again: anew, link: fragment, kept }) {
  const right = taken.filter(({ first }) => first?.right).length;
  const title = h('h3', { class: 'check-text', tabindex: -1 }, `${right} of ${taken.length} right at the first try`);
  const rows = taken.map((one) => h('li', { class: 'check-row' }, h('span', { class: 'check-how' }, how(one)), ` ${words(one.asked.question.text)} `, !one.first?.right && ways(one.asked.question.cite, one.asked.paragraphs)));
  const missed = right > 0 && right < taken.length && button('Only what I missed', acts.missed, { class: 'check-button check-primary' });
  const again = button(anew, acts.again, { class: 'check-button' });
  const link = h('a', { href: fragment }, 'A link to the questions in this order');
  const share = /^#check=[\w-]{1,40}(\/|$)/.test(fragment) && h('p', { class: 'check-link' }, link);
  return h('div', { class: 'check-card check-end' }, title, h('ol', { class: 'check-rows' }, ...rows), h('div', { class: 'check-actions' }, missed, again, acts.whole && button('The whole check', acts.whole, { class: 'check-button' })), share, kept);
}

/** @param {Taken} taken */
function how({ first, last }) {
  if (!first) return 'Left out:';
  if (first.right) return 'Right:';
  if (last?.right) return 'Right after another try:';
  return first.credit > 0 ? 'Partly right:' : 'Not yet:';
}

