// Where a link of a mail arrives: `#i=<item>&a=<answer>&v=<version of the item>` stands the reader
// in the question with that answer chosen. Nothing is submitted, kept, counted or sent.

import './assessment/element.js';
import { all, one } from './assessment/dom.js';
import { controlOf, fill } from './assessment/fields.js';
import { readNumber } from './assessment/numbers.js';
import { isWithin } from './assessment/validate.js';

/** @typedef {import('./assessment/element.js').MileAssessment} MileAssessment */

const MESSAGES = {
  chosen: (/** @type {string} */ words) => `Your answer “${words}” is chosen. Nothing is sent; change it, or go on.`,
  asked: () => 'This is the question that the link names. Nothing is chosen yet.',
  option: () => 'The link names an answer that this question does not have. Nothing is chosen; pick the one that fits.',
  version: () => 'This question was reworded after the link was made, so nothing is chosen. Here is how it reads now.',
  retired: () => 'The question of that link was retired. Nothing is chosen; the others are below.',
  item: () => 'The link names a question that is not part of this assessment. Nothing is chosen; you can begin below.',
};

/** Stand in the question that the address names, if it names one. */
async function arrive() {
  await /** @type {MileAssessment | null} */ (one(document, 'mile-assessment'))?.restored;
  const wanted = new URLSearchParams(location.hash.slice(1));
  const named = wanted.get('i');
  if (named === null) return;
  const place = /** @type {HTMLElement} */ (one(document, '#arrival'));
  const field = fieldNamed(named, JSON.parse(place.dataset['former'] ?? '{}'));
  if (!(field instanceof HTMLElement)) {
    say(place, field ?? 'item');
    return;
  }
  const answer = wanted.get('a');
  const current = Number(wanted.get('v') ?? 1) === Number(field.dataset['version'] ?? 1);
  const words = answer !== null && current ? choose(field, answer) : '';
  field.before(place);
  stand(field);
  if (!current) say(place, 'version');
  else if (answer === null) say(place, 'asked');
  else say(place, words ? 'chosen' : 'option', words);
}

/**
 * The field of an item by its name of today or a former one; what to say where there is none.
 * @param {string} named
 * @param {Record<string, string>} former
 * @returns {HTMLElement | 'retired' | null}
 */
function fieldNamed(named, former) {
  const fields = all(document, '[data-field]');
  const known = Object.hasOwn(former, named);
  const item = known ? former[named] : named;
  if (known && !item) return 'retired';
  return fields.find((field) => field.dataset['field'] === item) ?? null;
}

/**
 * Choose an answer as a finger would, but without an event: nothing reacts, nothing is kept.
 * @param {HTMLElement} field
 * @param {string} answer
 * @returns {string} the answer in words; nothing where the field has no such answer
 */
function choose(field, answer) {
  const words = wordsOf(field, answer);
  if (words) fill(field, answer);
  return words;
}

/**
 * @param {HTMLElement} field
 * @param {string} answer
 */
function wordsOf(field, answer) {
  const widget = field.dataset['widget'];
  if (widget === 'number') {
    return isWithin(field, readNumber(answer, 'percent' in field.dataset)) ? answer : '';
  }
  if (widget !== 'choice' && widget !== 'scale') return '';
  const radios = /** @type {HTMLInputElement[]} */ (all(field, 'input[type="radio"]'));
  const label = radios.find((radio) => radio.value === answer)?.closest('label');
  return (one(label ?? document.createElement('i'), '.quiz-word') ?? label)?.textContent?.trim() ?? '';
}

/** Show the field's section and put the focus on its answer. @param {HTMLElement} field */
function stand(field) {
  const steps = quizOf(field)?.steps;
  steps?.reveal(field);
  steps?.refresh();
  controlOf(field)?.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'start' });
}

/** @param {HTMLElement} field */
function quizOf(field) {
  return /** @type {MileAssessment | null} */ (field.closest('mile-assessment'));
}

/**
 * @param {HTMLElement} place
 * @param {keyof typeof MESSAGES} what
 * @param {string} [words]
 */
function say(place, what, words = '') {
  place.textContent = MESSAGES[what](words);
  place.hidden = false;
}

// The browser's own jump to the fragment comes with the load and would take the focus away again.
if (document.readyState === 'complete') arrive();
else window.addEventListener('load', () => requestAnimationFrame(arrive), { once: true });
window.addEventListener('hashchange', arrive);
