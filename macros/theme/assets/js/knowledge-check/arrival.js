// Where a link of a mail arrives: `#i=<question>&a=<answer>&v=<version>` stands the reader in that
// question, and the answer that was chosen in the mail is judged at once, like one chosen here.

import { all, h, one } from '../assessment/dom.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./wire.js').Question} Question */

const MESSAGES = {
  chosen: (/** @type {string} */ words) => `Your answer \u201c${words}\u201d is the one you chose in the mail.`,
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
  const said = question ? answered(run, question, named) : { words: MESSAGES.item(), chosen: false };
  const note = h('p', { class: 'check-arrival', role: 'status' }, said.words);
  const form = one(run.place, '.check-form');
  form?.before(note);
  one(run.place, 'input:checked')?.focus({ preventScroll: true });
  run.box.scrollIntoView({ block: 'center' });
  if (said.chosen && form instanceof HTMLFormElement) form.requestSubmit();
}

/**
 * Choose the answer that the link names, and say what came of it.
 * @param {Run} run
 * @param {Question} question
 * @param {URLSearchParams} named
 * @returns {{ words: string, chosen: boolean }}
 */
function answered(run, question, named) {
  if (Number(named.get('v') ?? 1) !== question.version) return { words: MESSAGES.version(), chosen: false };
  const answer = named.get('a');
  if (answer === null) return { words: MESSAGES.asked(), chosen: false };
  const words = choose(run, question, answer);
  return words ? { words: MESSAGES.chosen(words), chosen: true } : { words: MESSAGES.option(), chosen: false };
}

/**
 * Choose as a finger would, but without an event.
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
