// What an answer counts as in the review: derived, shown with where it leads, and the reader's to change.

import { h } from '../assessment/dom.js';

/** @typedef {{rating: string, due: string, days: number}} Choice */

/** @type {Record<string, string>} */
const WORDS = { again: 'Again', hard: 'Hard', good: 'Good', easy: 'Easy' };

/**
 * @param {{rating: string, choices: Choice[]}} preview of the core
 * @returns {{node: HTMLElement, read: () => string}}
 */
export function rating({ rating: earned, choices }) {
  let chosen = earned;
  const labels = choices.map(({ rating, days }) => {
    const input = h('input', { type: 'radio', name: 'check-rating', value: rating, onchange: () => { chosen = rating; } });
    input.checked = rating === earned;
    return h('label', {}, input, h('span', {}, h('b', {}, WORDS[rating] ?? rating), ` ${inDays(days)}`));
  });
  const legend = h('legend', {}, `Your answer counts as \u201c${WORDS[earned] ?? earned}\u201d. `, h('span', { class: 'check-optional' }, 'You know better how it felt: change it if it does not fit.'));
  const node = h('fieldset', { class: 'check-sure check-rating' }, legend, h('div', { class: 'check-levels' }, ...labels));
  node.addEventListener('input', (event) => event.stopPropagation()); // it is no part of the answer
  return { node, read: () => chosen };
}

/** @param {number} days */
export function inDays(days) {
  if (days <= 1) return 'tomorrow';
  if (days < 45) return `in ${days} days`;
  return days < 600 ? `in ${Math.round(days / 30.4)} months` : `in ${(days / 365.25).toFixed(1)} years`;
}
