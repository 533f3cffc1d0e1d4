// A drawn result: what it says first, its picture and moves, all numbers, and what can be done with it.

import { dayAt } from './clock.js';
import { button, download, h } from './dom.js';
import { figure } from './charts.js';
import { day, details } from './details.js';
import { nextMoves } from './moves.js';
import { badge, meanings, scales, values, verdictText } from './scores.js';
import { linkTo } from './share.js';
import { gapFigure } from '../results/gap.js';
import { headline } from '../results/headline.js';
import { letterSection } from '../results/letter.js';
import { roadFigure } from '../results/road.js';
import { capital } from '../results/svg.js';

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {import('./bank.js').Bank} Bank */

/**
 * A result as it speaks: a sentence, a number, a picture, the moves; then all numbers, folded.
 * @param {Result} result
 * @param {Bank} bank
 * @param {{title: string, actions: (Node | null)[], print?: (what: 'letter' | 'plan') => void, before?: Node[]}} options
 *   `before`: what stands between the picture and the moves
 */
export function drawResult(result, bank, { title, actions, print = () => {}, before = [] }) {
  const currency = result.detail?.['currency'] ?? '';
  const charts = (result.charts ?? []).filter((chart) => chart.rows.length);
  const { node: picture, used } = pictureOf(result, charts, currency, print);
  return h('section', { class: 'quiz-result', 'aria-labelledby': `${bank.id}-result` },
    h('h2', { class: 'quiz-result-title', id: `${bank.id}-result`, tabindex: -1 }, title),
    lead(headline(result, bank), result),
    ...result.remarks.map((remark) => h('p', { class: 'quiz-notice' }, remark.text)),
    h('div', { class: 'quiz-since' }), picture, ...before,
    nextMoves(result, bank),
    h('div', { class: 'quiz-plan-place' }),
    !result.detail?.['letter'] && h('details', { class: 'quiz-all' }, h('summary', {}, 'All numbers'),
      h('p', { class: 'quiz-small quiz-result-facts' }, facts(result, bank)),
      verdictText(result, bank) && h('p', { class: 'quiz-verdict-text' }, verdictText(result, bank)),
      h('div', { class: 'quiz-then' }),
      values(result, bank), scales(result, bank), flips(result, bank),
      h('div', { class: 'quiz-figures' }, ...charts.filter((chart) => chart !== used).map((chart) => figure(chart, currency))),
      ...details(result, bank), meanings(result, bank)),
    ...actions,
    h('p', { class: 'quiz-small quiz-fine' }, bank.page.querySelector('[data-fact="not"]')?.textContent ?? ''),
  );
}

/** @param {import('../results/headline.js').Headline} spoken @param {Result} result */
function lead({ sentence, big, about }, result) {
  return h('div', { class: 'quiz-verdict' },
    result.verdict && h('p', { class: 'quiz-verdict-word' }, badge(result.verdict)),
    h('p', { class: 'quiz-sentence' }, sentence),
    big && h('p', { class: 'quiz-big' }, h('strong', {}, big), ` ${about ?? ''}`));
}

/**
 * The one picture of a result, and the chart that it draws.
 * @param {Result} result
 * @param {import('./wire.js').ChartData[]} charts
 * @param {string} currency
 * @param {(what: 'letter' | 'plan') => void} print
 * @returns {{node: Node | null, used: import('./wire.js').ChartData | null}}
 */
function pictureOf({ detail }, charts, currency, print) {
  if (detail?.['letter']) return { node: letterSection(detail['letter'], () => print('letter')), used: null };
  if (detail?.['markers']) return { node: roadFigure(detail['markers']), used: null };
  const [first] = charts;
  if (!first || detail?.['map']) return { node: null, used: null };
  return { node: first.id === 'by_year' ? gapFigure(first, currency) : figure(first, currency), used: first };
}

/** What would give another word. @param {Result} result @param {Bank} bank */
function flips({ flips: found }, bank) {
  if (!found?.length) return null;
  const lines = found.map(({ id, word, text }) => h('li', {}, h('strong', {}, bank.scale(id)?.title ?? 'The result'), word && `, ${capital(word)}`, `: ${text}`));
  return h('section', { class: 'quiz-flips' }, h('h3', {}, 'What would change the word'), h('ul', {}, ...lines));
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
      !result.detail?.['letter'] && button('Print the report', print), hasScores(result) && share,
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
