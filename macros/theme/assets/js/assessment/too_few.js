// Answers that are too few for any score: what is missing is said, in place of an empty result.

import { all } from './dom.js';
import { fieldsOf, isAnswered } from './fields.js';

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {import('./wire.js').Scale} Scale */

/** A form without any answer has no result. @param {HTMLFormElement} form @returns {import('./validate.js').Invalid[]} */
export function nothingIn(form) {
  const fields = fieldsOf(form);
  const first = fields[0];
  return first && !fields.some(isAnswered) ? [{ field: first, message: 'Nothing is answered yet. Answer what you can; the rest may stay open.' }] : [];
}

/** How many answers a scale still needs: a score takes half of its items. @param {Scale} scale */
export const missing = ({ answered, of }) => Math.max(0, Math.ceil(of / 2) - answered);

/**
 * Where no scale could be scored: the open question to begin with, and what to do.
 * @param {Result} result
 * @param {import('./bank.js').Bank} bank
 * @param {HTMLFormElement} form
 * @returns {import('./validate.js').Invalid[]} none where there is something to show
 */
export function tooFew(result, bank, form) {
  const scales = Object.entries(result.scales);
  const spoken = result.verdict !== null || Object.values(result.values).some((value) => typeof value === 'number');
  if (!scales.length || spoken || scales.some(([, scale]) => scale.score !== null)) return [];
  const needs = scales.map(([id, scale]) => ({ title: bank.scale(id)?.title ?? id, count: missing(scale) })).sort((a, b) => a.count - b.count);
  const nearest = needs[0];
  const section = all(form, '.quiz-section').find((one) => fieldsOf(one).some((field) => !isAnswered(field)));
  const field = fieldsOf(section ?? form).find((one) => !isAnswered(one)) ?? fieldsOf(form)[0];
  if (!nearest || !field) return [];
  const alike = needs.every(({ count }) => count === nearest.count);
  const where = scales.length === 1 ? '' : alike ? ' in any section' : ` under \u201c${nearest.title}\u201d`;
  return [{ field, message: `Your answers are too few for a score: answer ${nearest.count} more${where}.` }];
}
