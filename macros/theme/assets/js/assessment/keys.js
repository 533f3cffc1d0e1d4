// The keyboard in a form: digits choose, Delete takes a choice back, Enter goes on, arrows step a number.
// (Arrows within radio buttons, Tab and Space are the browser's own.)

import { all, one } from './dom.js';
import { controlOf } from './fields.js';
import { takeBack } from './take_back.js';

/**
 * @param {HTMLFormElement} form
 * @param {() => void} onwards what Enter does in the last field of a section
 */
export function listenToKeys(form, onwards) {
  form.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const done = chooseByDigit(target, event.key) || clearChoice(target, event.key) || stepNumber(target, event.key) || goOn(form, target, event.key, onwards);
    if (done) event.preventDefault();
  });
}

/**
 * 1 to 5 on a scale chooses that point, on a list of choices the first, second and so on; 0 says that it does not apply.
 * @param {HTMLElement} target
 * @param {string} key
 */
function chooseByDigit(target, key) {
  if (!/^\d$/.test(key) || !(target instanceof HTMLInputElement) || target.type !== 'radio') return false;
  const radios = /** @type {HTMLInputElement[]} */ (all(/** @type {HTMLElement} */ (target.closest('fieldset')), 'input[type="radio"]'));
  const scale = radios[0]?.dataset['type'] === 'int';
  const chosen = radios.find((radio) => scale && radio.value === key)
    ?? (key === '0' ? radios.find((radio) => radio.dataset['type'] === 'none') : scale ? undefined : radios[Number(key) - 1]);
  if (!chosen) return false;
  chosen.focus();
  if (!chosen.checked) chosen.click();
  return true;
}

/**
 * @param {HTMLElement} target
 * @param {string} key
 */
function stepNumber(target, key) {
  const field = /** @type {HTMLElement | null} */ (target.closest('[data-widget="number"]'));
  const by = key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0;
  if (!by || !field || !(target instanceof HTMLInputElement)) return false;
  const scale = 'percent' in field.dataset ? 100 : 1;
  const limit = (/** @type {string} */ name) => Number(field.dataset[name]) * scale;
  const now = Number(target.value.replaceAll(',', ''));
  if (Number.isNaN(now)) return false;
  const stepped = target.value.trim() === '' ? Math.max(0, limit('min')) : now + by * limit('step');
  target.value = String(Number(Math.min(limit('max'), Math.max(limit('min'), stepped)).toPrecision(12)));
  target.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} target
 * @param {string} key
 * @param {() => void} onwards
 */
function goOn(form, target, key, onwards) {
  if (key !== 'Enter' || !(target instanceof HTMLInputElement)) return false;
  const fields = openFields(form);
  const at = fields.findIndex((field) => field.contains(target));
  const next = fields[at + 1];
  if (next) controlOf(next)?.focus();
  else onwards();
  return true;
}

/** @param {HTMLElement} target @param {string} key */
function clearChoice(target, key) {
  const field = /** @type {HTMLElement | null} */ (target.closest('fieldset.quiz-field'));
  return /^(Delete|Backspace)$/.test(key) && target instanceof HTMLInputElement && target.type === 'radio' && field !== null && takeBack(field);
}

/** The fields one can stand in now, the columns of rows one by one. @param {HTMLFormElement} form @returns {HTMLElement[]} */
function openFields(form) {
  const section = one(form, '.quiz-current') ?? form;
  return /** @type {HTMLElement[]} */ (all(section, '[data-field], [data-column]')).filter((f) => f.dataset['widget'] !== 'rows' && f.getClientRects().length);
}
