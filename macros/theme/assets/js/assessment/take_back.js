// A choice can be taken back: by the button beside it, by Delete, or by choosing it a second time.

import { all, button, h, one } from './dom.js';

/** @param {HTMLElement} field @returns {HTMLInputElement | null} */
const chosenIn = (field) => one(field, 'input[type="radio"]:checked');

/** Give each choice of a form its way back. @param {HTMLFormElement} form */
export function offerTakingBack(form) {
  for (const field of all(form, '.quiz-section > fieldset[data-field]')) {
    if (field.dataset['widget'] === 'rows') continue;
    const clear = button('Clear', () => takeBack(field), { class: 'quiz-clear', 'aria-label': `Clear the answer: ${one(field, 'legend')?.textContent ?? ''}` });
    field.append(h('div', { class: 'quiz-field-tools' }, clear));
  }
  /** @type {HTMLInputElement | null} */
  let before = null; // what was chosen when the finger came down
  form.addEventListener('pointerdown', ({ target }) => {
    const radio = target instanceof Element ? one(target.closest('label') ?? form, 'input[type="radio"]') : null;
    before = target instanceof Element && target.closest('label') && radio instanceof HTMLInputElement && radio.checked ? radio : null;
  });
  form.addEventListener('click', ({ target }) => {
    if (target !== before || !before) return;
    const field = /** @type {HTMLElement | null} */ (before.closest('fieldset.quiz-field'));
    before = null;
    if (field) takeBack(field);
  });
}

/**
 * Leave a question open again.
 * @param {HTMLElement} field
 * @returns {boolean} whether something was chosen
 */
export function takeBack(field) {
  const chosen = chosenIn(field);
  if (!chosen) return false;
  chosen.checked = false;
  one(field, 'input')?.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}
