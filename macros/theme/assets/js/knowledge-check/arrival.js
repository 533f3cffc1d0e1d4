// Where a link of a mail arrives: `#i=<question>&a=<answer>&v=<version>` stands the reader in that
// question with the answer chosen. Nothing is handed in, kept, counted or sent.

import { all, h, one } from '../assessment/dom.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./wire.js').Question} Question */

const MESSAGES = {
  chosen: (/** @type {string} */ words) => `Your answer \u201c${words}\u201d is chosen. Nothing is handed in; change it, or check it.`,
  asked: () => 'This is the question that the link names. Nothing is chosen yet.',
  option: () => 'The link names an answer that this question does not have. Nothing is chosen; pick the one that fits.',
  version: () => 'This question was reworded after the link was made, so nothing is chosen. Here is how it reads now.',
  item: () => 'The link names a question that is not part of this check. Nothing is chosen; here is the first one.',
};

/** What the address names, if it names a question. @param {string} hash */
export function wanted(hash) {
  const named = new URLSearchParams(hash.slice(1));
  return named.has('i') ? named : null;
}

/**
 * Stand in the question that a link names.
 * @param {Run} run
 * @param {URLSearchParams} named
 */
export async function arrive(run, named) {
  await run.begin('');
  const at = run.taken.findIndex(({ asked }) => asked.question.id === named.get('i'));
  if (at > 0) run.go(at);
  const question = run.taken[at]?.asked.question;
  const note = h('p', { class: 'check-arrival', role: 'status' }, question ? answered(run, question, named) : MESSAGES.item());
  one(run.place, '.check-form')?.before(note);
  one(run.place, 'input:checked')?.focus({ preventScroll: true });
  run.box.scrollIntoView({ block: 'center' });
}

/**
 * Choose the answer that the link names, and say what came of it.
 * @param {Run} run
 * @param {Question} question
 * @param {URLSearchParams} named
 */
function answered(run, question, named) {
  if (Number(named.get('v') ?? 1) !== question.version) return MESSAGES.version();
  const answer = named.get('a');
  if (answer === null) return MESSAGES.asked();
  const words = choose(run, question, answer);
  return words ? MESSAGES.chosen(words) : MESSAGES.option();
}

/**
 * Choose as a finger would, but without an event: nothing reacts, nothing is kept.
 * @param {Run} run
 * @param {Question} question
 * @param {string} answer
 * @returns {string} the answer in words; nothing where the question has no such answer
 */
function choose(run, question, answer) {
  const field = question.fields.find(({ id }) => id === 'answer');
  const options = field?.widget === 'choice' ? field.options ?? [] : [];
  const at = options.findIndex(({ value }) => String(value) === answer);
  const radios = /** @type {HTMLInputElement[]} */ (all(run.place, 'input[name="check-answer"]'));
  const radio = radios[at];
  if (!radio) return '';
  radio.checked = true;
  return options[at]?.label ?? '';
}
