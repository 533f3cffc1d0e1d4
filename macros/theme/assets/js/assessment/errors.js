// Errors beside their field, and the way back from them.

import { all, h, one } from './dom.js';
import { controlOf, fieldAt } from './fields.js';

/** @typedef {import('./wire.js').Problem} Problem */

/**
 * Show each problem beside its field. Problems without a field on the page come back.
 * @param {HTMLFormElement} form
 * @param {Problem[]} problems
 * @returns {{fields: HTMLElement[], rest: Problem[]}} in the order of the problems
 */
export function showProblems(form, problems) {
  clearProblems(form);
  const placed = problems.map((problem) => ({ problem, field: problem.field ? fieldAt(form, problem.field) : null }));
  for (const { problem, field } of placed) if (field) mark(field, problem.message);
  return {
    fields: placed.flatMap(({ field }) => field ?? []).sort(inDocumentOrder),
    rest: placed.filter(({ field }) => !field).map(({ problem }) => problem),
  };
}

/** @param {HTMLElement} a @param {HTMLElement} b */
function inDocumentOrder(a, b) {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/**
 * Say beside a field, or a column of a row, what is wrong with it.
 * @param {HTMLElement} field
 * @param {string} message
 */
export function mark(field, message) {
  if (one(field, ':scope > .quiz-error')) return;
  const control = described(field);
  const id = `${control.id || 'form'}-error`;
  const error = h('p', { class: 'quiz-error', id }, message);
  const legend = one(field, ':scope > legend, :scope > label');
  if (legend) legend.after(error);
  else field.prepend(error);
  field.classList.add('quiz-wrong');
  control.setAttribute('aria-describedby', `${id} ${control.getAttribute('aria-describedby') ?? ''}`.trim());
  if (control !== field) control.setAttribute('aria-invalid', 'true');
}

/** What carries the description: the entry itself, or the fieldset of radio buttons or rows. @param {HTMLElement} field */
function described(field) {
  return field.matches('fieldset') ? field : controlOf(field) ?? field;
}

/** @param {ParentNode} where */
export function clearProblems(where) {
  all(where, '.quiz-wrong').forEach(clearProblem);
}

/** @param {HTMLElement} field */
export function clearProblem(field) {
  const error = one(field, ':scope > .quiz-error');
  if (!error) return;
  const control = described(field);
  const rest = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== error.id);
  if (rest.length) control.setAttribute('aria-describedby', rest.join(' '));
  else control.removeAttribute('aria-describedby');
  control.removeAttribute('aria-invalid');
  field.classList.remove('quiz-wrong');
  error.remove();
}
