// While the scoring program loads, and when it can't run.

import { button, h, reload } from './dom.js';

/** @typedef {import('./client.js').Client} Client */

/** A line that shows how far the program is; the answers wait beside it. */
export class Waiting {
  /** @param {Client} client */
  constructor(client) {
    this.bar = h('progress', { max: 1, 'aria-label': 'Loading the scoring program' });
    this.text = h('p', {}, '');
    this.box = h('div', { class: 'quiz-waiting', hidden: true }, this.text, this.bar);
    client.addEventListener('progress', (event) => { this.bar.value = /** @type {CustomEvent<number>} */ (event).detail; });
    client.addEventListener('ready', () => { this.bar.value = 1; });
  }

  /** @param {boolean} loading whether the program is still on its way */
  show(loading) {
    this.text.textContent = loading
      ? 'Your answers are in. The scoring program is still loading (5 to 7 MB, once); your result follows by itself.'
      : 'Scoring your answers.';
    this.bar.hidden = !loading;
    this.box.hidden = false;
  }

  hide() {
    this.box.hidden = true;
  }
}

/**
 * The plain way out: nothing is lost, try again or reload, or score it on paper.
 * @param {string} reason
 * @param {{again: (() => void) | null, sheet: () => void, lasting: boolean}} ways without `again` a reload helps
 */
export function fallback(reason, { again, sheet, lasting }) {
  const kept = lasting ? 'Your answers are kept in this browser.' : 'Your answers stay on this page as long as it is open.';
  const ways = again ? 'You can try again, open the page in another browser, or' : 'Reload the page, which brings the new version, or';
  return h('div', { class: 'quiz-fallback', role: 'alert' },
    h('p', {}, h('strong', {}, 'The result could not be worked out here.')),
    h('p', {}, `${reason} ${kept} ${ways} print it and score it by hand: the rule is at the end of the sheet.`),
    h('div', { class: 'quiz-actions' }, again ? button('Try again', again) : reload(), button('Print the self-scoring sheet', sheet)));
}
