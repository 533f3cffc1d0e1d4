// The sheet from below: what a preview is on a touch screen.

import { h } from '../assessment/dom.js';
import { articleCard, claimCard, offButton } from './card.js';

/** @typedef {import('./card.js').Card} Card */

/**
 * Show the preview of the article that a link leads to; where there is none, follow the link.
 * @param {HTMLAnchorElement} link
 */
export async function open(link) {
  const card = await articleCard(link);
  if (!card) location.assign(link.href);
  else show(card, h('a', { class: 'mm-sheet-go', href: link.href }, 'Read the article'));
}

/**
 * Show what articles say around a second.
 * @param {string} video
 * @param {number} seconds
 */
export async function claims(video, seconds) {
  const card = await claimCard(video, seconds);
  show(card ?? { label: 'Claims', parts: [h('p', {}, 'No article cites this video near here.')] }, null);
}

/**
 * @param {Card} card
 * @param {HTMLElement | null} go
 */
function show(card, go) {
  const close = h('button', { type: 'button', class: 'mm-sheet-close', onclick: () => sheet.close() }, 'Close');
  const off = go && offButton(() => sheet.close());
  const sheet = h('dialog', { class: 'mm-sheet', 'aria-label': card.label }, ...card.parts, h('div', { class: 'mm-sheet-row' }, go, close, off));
  sheet.addEventListener('close', () => sheet.remove());
  sheet.addEventListener('click', (event) => {
    if (event.target === sheet || (event.target instanceof Element && event.target.closest('.citation'))) sheet.close();
  });
  document.body.append(sheet);
  sheet.showModal();
}
