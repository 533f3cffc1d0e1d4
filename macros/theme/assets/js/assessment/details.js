// What only one kind of assessment has to tell beyond scores: drawn from the result's `detail`.

import { badge } from './scores.js';
import { h, table } from './dom.js';
import { show } from './numbers.js';

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {import('./bank.js').Bank} Bank */
/** @typedef {(value: any, result: Result, bank: Bank) => Node | null} Drawer */

/** One drawer for each name in `detail`. @type {Record<string, Drawer>} */
const DRAWERS = { markers, timeline, chain, rows, situations, map, decide };

/** @param {Result} result @param {Bank} bank @returns {Node[]} */
export function details(result, bank) {
  return Object.entries(result.detail ?? {}).flatMap(([name, value]) => DRAWERS[name]?.(value, result, bank) ?? []);
}

/** @type {Drawer} */
function markers(value) {
  const cells = value.map((/** @type {any} */ m) => [
    m.title, badge(m.state), m.mean === null ? '' : show(m.mean, 'number'), m.months === null ? '' : show(m.months, 'months'),
  ]);
  return table('The markers', ['Marker', 'State', 'Mean of your answers, 1 to 5', 'For how long, or how long ago'], cells);
}

/** @type {Drawer} */
function timeline(value) {
  const first = value[0];
  if (!first) return h('p', {}, 'No marker with a date has been passed.');
  const when = first.since ? `around ${monthName(first.since)}` : `${show(first.months, 'months')} ago`;
  return h('p', { class: 'quiz-key-sentence' }, `Passed first: ${first.title}, ${when}.`);
}

/** @param {string} yearMonth such as 2019-03 */
function monthName(yearMonth) {
  return new Date(`${yearMonth}-15T00:00:00Z`).toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** @type {Drawer} */
function chain(value, _result, bank) {
  const title = (/** @type {string} */ id) => bank.scale(id)?.title ?? id;
  if (!value?.risen?.length) return h('p', { class: 'quiz-key-sentence' }, 'No sign has risen.');
  const steps = value.risen.map((/** @type {string} */ id) => h('li', {}, title(id)));
  const next = value.next && h('p', {}, `Next in the list of signs: ${title(value.next)}.`);
  return h('section', { class: 'quiz-chain' }, h('h3', {}, 'The chain so far'), h('ol', {}, ...steps), next);
}

/** Column titles and how their numbers are shown, by the name on the wire. @type {Record<string, [string, string]>} */
const ROW_COLUMNS = {
  name: ['Name', 'text'], hours: ['Hours a week', 'number'], share: ['Share of your hours', 'percent'],
  smart: ['Smart work', 'yes-no'], weight: ['Asked for by', 'demand'], decay: ['Still fresh', 'percent'], worth: ['Worth outside', 'level'], left: ['Still worth', 'percent'],
};

/** @type {Drawer} */
function rows(value) {
  const names = Object.keys(value[0] ?? {}).filter((name) => ROW_COLUMNS[name]);
  if (!names.length) return null;
  const cell = (/** @type {any} */ row, /** @type {string} */ name) =>
    typeof row[name] === 'boolean' ? (row[name] ? 'yes' : 'no') : show(row[name], ROW_COLUMNS[name]?.[1] ?? '');
  const cells = value.map((/** @type {any} */ row, /** @type {number} */ at) => names.map((name) => cell(row, name) || `${at + 1}`));
  return table('One by one', names.map((name) => ROW_COLUMNS[name]?.[0] ?? name), cells);
}

/** @type {Drawer} */
function situations(value) {
  const items = value.map((/** @type {any} */ s) => h('li', {},
    h('p', { class: 'quiz-situation' }, s.text),
    h('p', {}, h('strong', {}, 'Your move: '), `${s.chosen.label} (${s.ahead} of 3 ahead). `, s.feedback),
    s.ahead === 3 ? null : h('p', {}, h('strong', {}, 'A longer look: '), `${s.hindsight} The move that looks furthest: ${s.best.label}`)));
  return h('details', { class: 'quiz-situations' }, h('summary', {}, 'Move by move'), h('ol', {}, ...items));
}

/** What to decide by when. @type {Drawer} */
function decide(value) {
  if (!value.length) return null;
  return table('Dates by which to decide', ['By', 'What'], value.map((/** @type {any} */ one) => [one.date ? day(one.date) : `in ${one.days} days`, one.text]));
}

/** @type {Drawer} */
function map(value) {
  if (!value.length) return h('p', { class: 'quiz-key-sentence' }, 'No results yet: take one of the assessments first.');
  const cells = value.map((/** @type {any} */ row) => [
    row.title, standing(row), row.taken ? day(row.taken) : '',
  ]);
  return table('All your assessments', ['Assessment', 'Where it stands', 'Taken'], cells);
}

/** Where one assessment stands, with its own word where it has one. @param {any} row */
function standing(row) {
  const own = row.verdict && row.verdict !== row.word ? ` (${row.verdict})` : '';
  return h('span', {}, row.word ? badge(row.word) : 'not known', own);
}

/** @param {string} iso */
export function day(iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' });
}
