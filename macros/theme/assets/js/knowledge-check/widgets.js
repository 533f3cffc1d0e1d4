// The fields of a question, one function a widget: each draws it, reads it and fills it in.

import { all, h } from '../assessment/dom.js';
import { doubt, readNumber, writeNumber } from '../assessment/numbers.js';
import { order } from './order.js';

/** @typedef {import('./wire.js').Field} Field */
/** @typedef {import('./wire.js').Option} Option */
/**
 * @typedef {{node: HTMLElement, read: () => unknown, fill: (value: any) => void, part: (id: string) => HTMLElement | null, unclear?: () => string}} Widget
 *   `read` gives null where nothing is answered; `part` the element of a graded part; `unclear` what to ask where an answer can't be read.
 */

/**
 * @param {Field} field
 * @param {{name: string, label: string, say: (text: string) => void}} around `name` is unique on the page, `label` the id of the
 *   element that names the field where it has no words of its own
 * @returns {Widget}
 */
export function draw(field, around) {
  if (field.widget === 'choice') return field.before === undefined ? options(field, around, 'radio') : gap(field, select(field, field.label));
  if (field.widget === 'choices') return options(field, around, 'checkbox');
  if (field.widget === 'order') return order(field, around);
  if (field.widget === 'match') return match(field, around);
  const typed = field.widget === 'number' ? number(field, around) : text(field, around);
  return field.before === undefined ? typed : gap(field, typed);
}

/**
 * Radio buttons or boxes.
 * @param {Field} field
 * @param {{name: string, label: string}} around
 * @param {'radio' | 'checkbox'} type
 * @returns {Widget}
 */
function options(field, { name, label }, type) {
  const choices = field.options ?? [];
  const inputs = choices.map((_, at) => h('input', { type, name, value: at }));
  const rows = choices.map((choice, at) => h('label', { class: 'check-option' }, inputs[at], h('span', {}, choice.label)));
  const own = h('p', { class: 'check-label', id: `${name}-label` }, field.label);
  const named = label === '' ? own.id : label;
  const role = type === 'radio' ? 'radiogroup' : 'group';
  const node = h('div', { class: 'check-options', role, 'aria-labelledby': named }, label === '' && own, ...rows);
  const chosen = () => choices.filter((_, at) => inputs[at]?.checked).map((choice) => choice.value);
  return {
    node,
    read: () => (type === 'radio' ? chosen()[0] ?? null : chosen().length ? chosen() : null),
    fill: (value) => inputs.forEach((input, at) => {
      const mine = choices[at]?.value;
      input.checked = Array.isArray(value) ? value.includes(mine) : value === mine;
    }),
    part: (id) => rows[choices.findIndex((choice) => choice.value === id)] ?? (id === field.id ? node : null),
  };
}

/**
 * A list to choose one from.
 * @param {Field} field
 * @param {string} label
 * @returns {Widget & {node: HTMLSelectElement}}
 */
function select(field, label) {
  const choices = field.options ?? [];
  const node = h('select', { 'aria-label': label }, h('option', { value: '' }, 'Choose'), ...choices.map((choice, at) => h('option', { value: at }, choice.label)));
  return {
    node,
    read: () => (node.value === '' ? null : choices[Number(node.value)]?.value ?? null),
    fill: (value) => { node.value = String(choices.findIndex((choice) => choice.value === value)); },
    part: (id) => (id === field.id ? node : null),
  };
}

/**
 * Each left side with a list of the right ones.
 * @param {Field} field
 * @param {{label: string}} around
 * @returns {Widget}
 */
function match(field, { label }) {
  const lines = (field.rows ?? []).map((row) => ({ id: String(row.value), widget: select(field, row.label), row }));
  const nodes = lines.map(({ widget, row }) => h('div', { class: 'check-pair' }, h('span', { 'aria-hidden': 'true' }, row.label), widget.node));
  return {
    node: h('div', { class: 'check-pairs', role: 'group', 'aria-labelledby': label }, ...nodes),
    read: () => {
      const chosen = lines.filter(({ widget }) => widget.read() !== null).map(({ id, widget }) => [id, widget.read()]);
      return chosen.length ? Object.fromEntries(chosen) : null;
    },
    fill: (value) => lines.forEach(({ id, widget }) => widget.fill(value[id])),
    part: (id) => nodes[lines.findIndex((line) => line.id === id)] ?? null,
  };
}

/**
 * A number, written as people write them: 1,200 or 0.5 or 0,5, with its unit or without.
 * @param {Field} field
 * @param {{name: string, label: string}} around
 * @returns {Widget}
 */
function number(field, { name, label }) {
  const unit = h('span', { id: `${name}-unit` }, field.unit ?? '');
  const input = h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-labelledby': label, 'aria-describedby': unit.id });
  const typed = () => {
    const written = input.value.trim();
    return field.unit && written.endsWith(field.unit) ? written.slice(0, -field.unit.length).trim() : written;
  };
  const read = () => {
    const found = readNumber(typed(), false);
    return typeof found === 'number' ? found : null;
  };
  const unclear = () => (typed() === '' || read() !== null ? '' : doubt(typed()) || `\u201c${typed().slice(0, 30)}\u201d is no number: write it in figures, such as ${writeNumber(2.5)}.`);
  return { node: h('p', { class: 'check-entry' }, input, unit), read, unclear, fill: (value) => { input.value = writeNumber(value); }, part: () => input };
}

/**
 * @param {Field} field
 * @param {{label: string}} around
 * @returns {Widget}
 */
function text(field, { label }) {
  const named = field.before === undefined ? { 'aria-labelledby': label } : { 'aria-label': field.label };
  const input = h('input', { type: 'text', autocomplete: 'off', autocapitalize: 'none', maxlength: field.max_length ?? 400, ...named });
  return {
    node: field.before === undefined ? h('p', { class: 'check-entry' }, input) : input,
    read: () => input.value.trim() || null,
    fill: (value) => { input.value = String(value); },
    part: (id) => (id === field.id ? input : null),
  };
}

/**
 * A field inside a sentence.
 * @param {Field} field
 * @param {Widget} inner
 * @returns {Widget}
 */
function gap(field, inner) {
  return { ...inner, node: h('span', { class: 'check-gap' }, field.before, inner.node, field.after) };
}

/** Whether a question is a text with fields in it. @param {import('./wire.js').Question} question */
export const hasGaps = (question) => question.fields.some((field) => field.before !== undefined);

/** What can be answered in some fields, in their order. @param {HTMLElement} where */
export const controls = (where) => /** @type {HTMLElement[]} */ (all(where, 'input, select, .check-step button'));
