// The feedback to an answer: the verdict in words, what belongs to each part, and the explanation.

import { h } from '../assessment/dom.js';
import { ways } from './places.js';

/** @typedef {import('./wire.js').Grade} Grade */
/** @typedef {import('./wire.js').Part} Part */
/** @typedef {import('./wire.js').Question} Question */

/**
 * The verdict in words; partial credit too.
 * @param {Grade} grade
 * @param {boolean} whole whether the question counts only as a whole
 */
export function verdict(grade, whole) {
  if (grade.right) return 'Right.';
  const right = grade.parts.filter((part) => part.state === 'right').length;
  const of = grade.parts.length;
  const count = of > 1 && right ? ` ${right} of ${of} parts ${right === 1 ? 'is' : 'are'} right.` : '';
  if (grade.credit > 0) return `Partly right.${count} That counts as ${share(grade.credit)}.`;
  if (grade.near) return `Nearly.${count}`;
  if (!count) return 'Not yet.';
  return `Not yet.${count} ${whole ? 'This one counts only as a whole.' : 'The wrong ones take it back.'}`;
}

/** @param {number} credit between 0 and 1 */
function share(credit) {
  if (Math.abs(credit - 0.5) < 0.04) return 'half of it';
  return `${credit < 0.5 ? 'less' : 'more'} than half of it`;
}

/**
 * @param {Question} question
 * @param {Grade} grade
 * @param {{paragraphs: Record<string, string>, whole: boolean, reveal: boolean, shown: boolean, actions: HTMLElement[], more: HTMLElement | null}} around
 *   `whole`: it counts only as a whole; `reveal`: the answer may be explained; `shown`: it stands in the fields
 */
export function feedback(question, grade, { paragraphs, whole, reveal, shown, actions, more }) {
  const parts = grade.parts.filter((part) => part.state !== 'missed' && (part.feedback || part.state === 'wrong'));
  const items = parts.map((part) => h('li', { class: `check-part check-${part.state}` }, ...sentence(question, grade, part), part.state === 'wrong' && ways(part.cite, paragraphs)));
  const missed = grade.parts.filter((part) => part.state === 'missed').length;
  const head = h('p', { class: 'check-verdict', id: 'check-verdict' }, shown ? 'The answer stands above.' : verdict(grade, whole));
  const left = missed > 0 && !reveal && h('p', { class: 'check-left' }, missed === 1 ? 'Something is still missing.' : `${missed} parts are still missing.`);
  const why = reveal && h('p', { class: 'check-explain' }, `${grade.explain} `, ways(grade.cite, paragraphs));
  const list = items.length > 0 && !shown && h('ul', { class: 'check-parts' }, ...items);
  return h('div', { class: 'check-said', role: 'group', tabindex: -1, 'aria-labelledby': head.id, 'data-verdict': shown ? 'shown' : grade.right ? 'right' : 'wrong' }, head, list, left, why, more, h('div', { class: 'check-actions' }, ...actions));
}

/**
 * @param {Question} question
 * @param {Grade} grade
 * @param {Part} part
 */
function sentence(question, grade, part) {
  const name = nameOf(question, grade, part);
  const state = part.state === 'right' ? 'Right' : 'Not this';
  const head = name ? `${state}: ${name}` : part.feedback ? '' : `${state}.`;
  return [head && h('strong', {}, head), part.feedback ? ` ${part.feedback} ` : ' '];
}

/**
 * What a part is called in the question; a place in an order does not give the step away.
 * @param {Question} question
 * @param {Grade} grade
 * @param {Part} part
 */
function nameOf(question, grade, part) {
  if (question.fields.some(({ widget }) => widget === 'order')) return `place ${grade.parts.indexOf(part) + 1}`;
  const field = question.fields.find((one) => one.id === part.id);
  if (field?.before !== undefined) return field.label;
  if (field) return field.label === question.text ? '' : 'the reason';
  const options = question.fields.flatMap((one) => [...(one.rows ?? []), ...(one.rows ? [] : one.options ?? [])]);
  return options.find((option) => option.value === part.id)?.label ?? '';
}
