// Where a question is settled: the paragraph of the article, and the second of the video.

import { h, one } from '../assessment/dom.js';
import { citation, clock } from '../shared/citation.js';

/** @typedef {import('./wire.js').Cite} Cite */

const BLOCK = 'li, p, td, th, dd, dt, blockquote, figcaption, h2, h3, h4';
const MARK = 'check-settles';

/**
 * The two ways to what settles it.
 * @param {Cite} cite
 * @param {Record<string, string>} paragraphs addresses by article, video and second
 */
export function ways(cite, paragraphs) {
  const where = paragraphs[`${cite.article} ${cite.video} ${cite.second}`];
  const here = Boolean(where?.startsWith('#'));
  const words = here ? 'Read the paragraph' : 'Read it in its article';
  const read = where && h('a', { class: 'check-read', href: where, onclick: (/** @type {Event} */ event) => here && show(where, event) }, words);
  const hear = citation(cite.second, cite.video, { words: `Hear it at ${clock(cite.second)}`, state: 'as-written' });
  return h('span', { class: 'check-ways' }, read || null, hear);
}

/**
 * Mark the paragraph that the browser now goes to, and leave a way back in it.
 * @param {string} where
 * @param {Event} event
 */
function show(where, event) {
  const from = /** @type {HTMLElement} */ (event.currentTarget);
  const block = /** @type {HTMLElement | null} */ (document.getElementById(where.slice(1))?.closest(BLOCK) ?? null);
  unmark();
  if (!block) return;
  block.classList.add(MARK);
  const back = h('button', {
    type: 'button', class: 'check-button check-back',
    onclick: () => { unmark(); one(from.closest('mile-check') ?? document, '.check-run')?.scrollIntoView({ block: 'start' }); from.focus({ preventScroll: true }); },
  }, 'Back to the check');
  block.append(' ', back);
  requestAnimationFrame(() => back.focus({ preventScroll: true }));
}

/** Take the mark and the way back out of the article again. */
export function unmark() {
  document.querySelectorAll(`.${MARK}`).forEach((block) => block.classList.remove(MARK));
  document.querySelectorAll('.check-back').forEach((button) => button.remove());
}
