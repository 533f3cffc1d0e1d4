// What a form is set up with: its start, and what its last button says.

import { all, button, h, one } from './dom.js';
import { fieldsOf } from './fields.js';
import { offerTakingBack } from './take_back.js';

/** What the last button of a form says. @param {string} formula */
export function submitLabel(formula) {
  if (formula === 'future-self') return 'Put the letter together';
  return formula === 'map' ? 'Draw the map' : 'See the result';
}

/**
 * The introduction with its Start, which folds it. It is folded by itself where answers are back.
 * @param {HTMLElement} page
 * @param {HTMLFormElement} form
 * @param {() => void} begin
 * @returns {() => void} folds the introduction
 */
export function introduce(page, form, begin) {
  const intro = one(page, '.quiz-intro');
  if (!intro || !fieldsOf(form).length) return () => {};
  const start = one(intro, '.quiz-start'); // the page holds its room, so that nothing jumps
  const fold = () => { intro.removeAttribute('open'); start?.remove(); };
  start?.append(button('Start', () => { fold(); begin(); }, { class: 'quiz-button quiz-primary' }));
  return fold;
}


/** What a form offers beside its questions. @param {HTMLFormElement} form @param {string} formula */
export function equip(form, formula) {
  offerTakingBack(form);
  if (formula !== 'pay-gap') return;
  import('../wages/panel.js').then(({ offerWages }) => offerWages(form)).catch(() => {}); // market pay is typed then
}

/** What is folded on the screen is open on paper. @param {HTMLElement} page @param {boolean} result whether there is one */
export function openForPrint(page, result) {
  page.dataset['print'] ??= result ? 'report' : 'sheet';
  const folded = page.dataset['print'] === 'report' ? '.quiz-place details:is(.quiz-situations, .quiz-all)' : 'details:is(.quiz-sheet, .quiz-intro, .quiz-more)';
  for (const details of all(page, folded)) details.setAttribute('open', '');
  window.addEventListener('afterprint', () => delete page.dataset['print'], { once: true });
}
