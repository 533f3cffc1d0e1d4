// Reading and filling the fields of a form. `raw` is what the reader typed (kept between visits);
// an answer is what goes over the wire.

import { all, one } from './dom.js';
import { readNumber } from './numbers.js';

/** @typedef {string | Record<string, string>[] | null} Raw */

/** The form's own fields, asked or not: what was answered is kept either way. @param {ParentNode} form */
export const everyField = (form) => all(form, '[data-field]');

/** The form's own fields that are asked, rows' columns not among them. @param {ParentNode} form */
export const fieldsOf = (form) => all(form, '[data-field]:not([hidden])');

/** @param {ParentNode} row */
export const columnsOf = (row) => all(row, '[data-column]');

/** @param {HTMLElement} field @returns {HTMLElement[]} */
export const rowsOf = (field) => all(field, '.quiz-row');

/** @param {HTMLElement} field @returns {HTMLInputElement[]} */
const radiosOf = (field) => all(field, 'input[type="radio"]');

/** @param {HTMLElement} field @returns {HTMLInputElement | HTMLTextAreaElement | null} */
const entryOf = (field) => one(field, 'input:not([type="radio"]), textarea');

/**
 * The first control of a field, for the focus.
 * @param {HTMLElement} field
 * @returns {HTMLElement | null}
 */
export function controlOf(field) {
  const radios = radiosOf(field);
  if (field.dataset['widget'] !== 'rows' && radios.length) return radios.find((r) => r.checked) ?? radios[0] ?? null;
  return one(field, 'input, textarea, button');
}

/** @param {HTMLElement} field @returns {Raw} */
export function rawOf(field) {
  if (field.dataset['widget'] === 'rows') return saysNone(field) ? [] : rowsOf(field).map(rawRow);
  const radios = radiosOf(field);
  if (radios.length) return radios.find((radio) => radio.checked)?.value ?? null;
  return entryOf(field)?.value || null;
}

/** @param {HTMLElement} row @returns {Record<string, string>} */
function rawRow(row) {
  const pairs = columnsOf(row).map((column) => [column.dataset['column'] ?? '', rawOf(column)]);
  return Object.fromEntries(pairs.filter(([, raw]) => raw !== null));
}

/**
 * Put a kept value back into a field that is not a list of rows.
 * @param {HTMLElement} field
 * @param {Raw} raw
 */
export function fill(field, raw) {
  for (const radio of radiosOf(field)) radio.checked = radio.value === raw;
  const entry = entryOf(field);
  if (entry && !radiosOf(field).length) entry.value = typeof raw === 'string' ? raw : '';
}

/** What stands in a field's entry, as it was typed. @param {HTMLElement} field */
export const typedIn = (field) => entryOf(field)?.value.trim() ?? '';

/** @param {HTMLElement} field @returns {any} the answer on the wire; null when there is none */
export function answerOf(field) {
  if (field.dataset['widget'] === 'rows') return answeredRows(field).map(answerOfRow);
  const checked = radiosOf(field).find((radio) => radio.checked);
  if (checked?.dataset['type'] === 'none') return null; // does not apply
  if (checked) return checked.dataset['type'] === 'str' ? checked.value : JSON.parse(checked.value);
  const text = typedIn(field);
  if (!text || radiosOf(field).length) return null;
  return field.dataset['widget'] === 'number' ? readNumber(text, 'percent' in field.dataset) : text;
}

/** Rows in which something was entered: the others do not travel. @param {HTMLElement} field */
export const answeredRows = (field) => rowsOf(field).filter((row) => columnsOf(row).some(isAnswered));

/** The box that says that there is nothing to list. @param {HTMLElement} field @returns {HTMLInputElement | null} */
export const noneOf = (field) => one(field, '[data-none]');

/** @param {HTMLElement} field */
const saysNone = (field) => noneOf(field)?.checked === true && answeredRows(field).length === 0;

/** @param {HTMLElement} row */
function answerOfRow(row) {
  return Object.fromEntries(columnsOf(row).map((column) => [column.dataset['column'], answerOf(column)]));
}

/** @param {HTMLElement} field @returns {boolean} */
export function isAnswered(field) {
  if (field.dataset['widget'] === 'rows') return answeredRows(field).length > 0 || saysNone(field);
  return rawOf(field) !== null;
}

/** All answers of a form by field id; what is open or does not apply is left out. @param {ParentNode} form */
export function answersOf(form) {
  const answered = fieldsOf(form).filter(isAnswered);
  return Object.fromEntries(answered.map((field) => [field.dataset['field'], answerOf(field)]).filter(([, answer]) => answer !== null));
}

/**
 * The field that the wire names: `promised_months` or `projects[2].hours` (answered rows only).
 * @param {ParentNode} form
 * @param {string} path
 * @returns {HTMLElement | null}
 */
export function fieldAt(form, path) {
  const [, id, row, column] = /^([\w-]+)(?:\[(\d+)\](?:\.([\w-]+))?)?$/.exec(path) ?? [];
  const field = id ? one(form, `[data-field="${id}"]`) : null;
  if (!field || row === undefined) return field;
  const place = answeredRows(field)[Number(row)];
  return (place && column && one(place, `[data-column="${column}"]`)) || place || field;
}
