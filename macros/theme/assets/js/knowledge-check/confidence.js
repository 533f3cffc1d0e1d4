// How sure a reader is, asked before the verdict; nobody has to say.

import { all, h } from '../assessment/dom.js';

const LEVELS = ['A guess', 'Fairly sure', 'Sure'];

/** @returns {{node: HTMLElement, read: () => number | null}} 1 a guess, 2 fairly sure, 3 sure; null where nothing is said */
export function confidence() {
  const choices = LEVELS.map((label, at) => h('label', {}, h('input', { type: 'radio', name: 'check-sure', value: at + 1 }), h('span', {}, label)));
  const legend = h('legend', {}, 'How sure are you? ', h('span', { class: 'check-optional' }, 'You can leave this out.'));
  const node = h('fieldset', { class: 'check-sure' }, legend, h('div', { class: 'check-levels' }, ...choices));
  node.addEventListener('input', (event) => event.stopPropagation()); // it is no part of the answer
  const read = () => Number(/** @type {HTMLInputElement | undefined} */ (all(node, ':checked')[0])?.value ?? 0) || null;
  return { node, read };
}
