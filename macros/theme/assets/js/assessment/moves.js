// The next moves of a result, at most three, and the comparison with the time before as a table.

import { capital } from '../results/svg.js';
import { h, table } from './dom.js';
import { show, showScore } from './numbers.js';

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {import('./wire.js').Comparison} Comparison */
/** @typedef {import('./bank.js').Bank} Bank */

/** @param {Result} result @param {Bank} bank */
export function nextMoves(result, bank) {
  const items = result.moves.map((move) => bank.move(move.assessment, move.id)).filter((move) => move !== null);
  if (!items.length) return null;
  const title = items.length === 1 ? 'Your next move' : `Your next ${items.length} moves`;
  return h('section', { class: 'quiz-next' }, h('h3', {}, title), h('ol', {}, ...items.map((move) => h('li', { class: 'quiz-item' }, headed(move)))));
}

/** The move with a heading that fits its place here. @param {HTMLElement} move */
function headed(move) {
  const old = move.querySelector('h4, h5');
  old?.replaceWith(h('h4', {}, old.textContent));
  return move;
}

/** @param {Comparison} compared */
export function comparison(compared) {
  if (!compared.comparable) return h('p', {}, compared.reason);
  const scales = compared.scales.map((s) => [s.title, points(s.earlier), points(s.later), capital(s.text)]);
  const values = compared.values.map((v) => [v.title, show(v.earlier, v.format), show(v.later, v.format), difference(v)]);
  const word = compared.verdict && (compared.verdict.earlier || compared.verdict.later)
    ? [['Word', capital(compared.verdict.earlier ?? 'none'), capital(compared.verdict.later ?? 'none'), compared.verdict.changed ? 'Changed' : 'Same']] : [];
  return table('Then and now', ['What', 'Then', 'Now', 'Difference'], [...word, ...scales, ...values]);
}

/** @param {number | null} score */
function points(score) {
  return score === null ? 'not scored' : showScore(score);
}

/** @param {Comparison['values'][number]} value */
function difference(value) {
  if (value.difference === null) return '';
  if (value.difference === 0) return 'the same';
  return `${value.difference > 0 ? '+' : '\u2212'}${show(Math.abs(value.difference), value.format)}`;
}
