// Validates numbers as they are typed: a mistake is shown before the reader leaves the section.
//
// The core has the last word on every answer. This is the same rule in the same words (the build
// writes them into the form), without waiting for the core.

import { all } from './dom.js';
import { answerOf, typedIn } from './fields.js';
import { doubt } from './numbers.js';

/** @typedef {{field: HTMLElement, message: string}} Invalid a field, or a column of a row */

/** What does not fit, in the order of the page. @param {ParentNode} where @returns {Invalid[]} */
export function invalidIn(where) {
  const numbers = all(where, '[data-widget="number"]');
  return numbers.flatMap((field) => (fits(field) ? [] : [{ field, message: complaint(field) }]));
}

/** Whether everything that was typed into a field fits. @param {HTMLElement} field */
export function isValid(field) {
  return field.dataset['widget'] === 'number' ? fits(field) : invalidIn(field).length === 0;
}

/** @param {HTMLElement} field */
function fits(field) {
  const answer = answerOf(field);
  return answer === null || (isWithin(field, answer) && (!('whole' in field.dataset) || Number.isInteger(answer)));
}

/**
 * Whether an answer is a number in the range of its field.
 * @param {HTMLElement} field
 * @param {unknown} answer as it goes over the wire
 */
export function isWithin({ dataset }, answer) {
  return typeof answer === 'number' && answer >= Number(dataset['min']) && answer <= Number(dataset['max']);
}

/** @param {HTMLElement} field */
function complaint(field) {
  const unclear = doubt(typedIn(field));
  if (unclear) return unclear;
  return `\u201c${typedIn(field).slice(0, 30)}\u201d does not fit here: enter ${field.dataset['expected']}.`;
}
