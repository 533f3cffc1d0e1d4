// A drawn result: scores, picture, meaning, next moves, and what can be done with it.

import { dayAt } from './clock.js';
import { button, download, h } from './dom.js';
import { figure } from './charts.js';
import { day, details } from './details.js';
import { nextMoves } from './moves.js';
import { meanings, scales, values, verdict } from './scores.js';
import { linkTo } from './share.js';

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {import('./bank.js').Bank} Bank */

/**
 * @param {Result} result
 * @param {Bank} bank
 * @param {{title: string, actions: (Node | null)[]}} options
 */
export function drawResult(result, bank, { title, actions }) {
  const currency = result.detail?.['currency'] ?? '';
  const charts = (result.charts ?? []).filter((chart) => chart.rows.length);
  return h('section', { class: 'quiz-result', 'aria-labelledby': `${bank.id}-result` },
    h('h2', { class: 'quiz-result-title', id: `${bank.id}-result`, tabindex: -1 }, title),
    h('p', { class: 'quiz-small quiz-result-facts' }, facts(result, bank)),
    verdict(result, bank),
    ...result.remarks.map((remark) => h('p', { class: 'quiz-notice' }, remark.text)),
    values(result, bank),
    scales(result, bank),
    h('div', { class: 'quiz-figures' }, ...charts.map((chart) => figure(chart, currency))),
    ...details(result, bank),
    meanings(result, bank),
    nextMoves(result, bank),
    ...actions,
    h('p', { class: 'quiz-small quiz-fine' }, bank.page.querySelector('.quiz-facts div:nth-child(2) dd')?.textContent ?? ''),
  );
}

/** @param {Result} result @param {Bank} bank */
function facts(result, bank) {
  const counted = result.answered && result.answered.of ? `${result.answered.answered} of ${result.answered.of} answered. ` : '';
  const taken = result.taken ? `Taken ${day(result.taken)}. ` : '';
  return `${bank.title}, version ${result.version}. ${taken}${counted}`;
}

/**
 * Print, share, download.
 * @param {Result} result
 * @param {Bank} bank
 * @param {() => void} print
 */
export function keepers(result, bank, print) {
  const box = h('div', { class: 'quiz-share', hidden: true });
  const name = `${bank.id}-${result.taken ? dayAt(result.taken) : 'result'}.json`;
  const share = button('Share as a link', () => openShare(box, result, share), { 'aria-expanded': 'false' });
  return h('section', { class: 'quiz-keep', 'aria-label': 'Keep this result' },
    h('div', { class: 'quiz-actions' },
      button('Print the report', print), hasScores(result) && share,
      button('Download as JSON', () => download(name, `${JSON.stringify(result, null, 2)}\n`, 'application/json'))),
    box);
}

/** A letter or a map has nothing to show in a link. @param {Result} result */
function hasScores(result) {
  return !result.detail?.['letter'] && !result.detail?.['map'];
}

/**
 * @param {HTMLElement} box
 * @param {Result} result
 * @param {HTMLElement} opener
 */
function openShare(box, result, opener) {
  const closed = box.matches('[hidden]');
  box.hidden = !closed;
  opener.setAttribute('aria-expanded', String(closed));
  if (!closed) return;
  const entry = h('input', { type: 'text', readonly: true, id: 'quiz-share-link', value: linkTo(result) });
  const status = h('span', { role: 'status', class: 'quiz-small' });
  const copy = button('Copy the link', async () => {
    entry.select();
    const copied = await navigator.clipboard?.writeText(entry.value).then(() => true, () => false);
    status.textContent = copied ? 'Copied.' : 'Select the link and copy it.';
  });
  box.replaceChildren(
    h('p', {}, 'Whoever opens this link sees your scores, the words they were given, your next moves and the date. It holds none of your single answers and nothing you typed as text. It is part of the link itself: no server receives it.'),
    h('label', { for: 'quiz-share-link' }, 'Link to this result'), entry, copy, status);
  entry.focus();
  entry.select();
}
