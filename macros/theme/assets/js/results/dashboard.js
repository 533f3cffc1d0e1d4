// The map: every assessment a place, with its word, its trend and the way to it.

import { all, button, h, one } from '../assessment/dom.js';
import { day } from '../assessment/details.js';
import { badge } from '../assessment/scores.js';
import { openPlans, sentence } from './plan.js';
import { typeset } from './letter.js';
import { capital } from './svg.js';

/** @typedef {import('../assessment/wire.js').Result} Result */
/** @typedef {import('../assessment/shapes.js').Plan} Plan */
/** @typedef {{assessment: string, title: string, word: string | null, verdict: string | null, taken: string | null, change: import('../assessment/wire.js').Comparison | null}} Row */

const MOST = 500; // results that the core reads

/**
 * The results of the other assessments.
 * @param {import('../assessment/store.js').Store} store
 * @param {string} own the map's id
 */
export async function othersResults(store, own) {
  const results = await store.results().catch(() => []);
  return results.filter((result) => result.assessment !== own).slice(-MOST);
}

/** The map before the first result. @param {import('../assessment/bank.js').Bank} bank @returns {Result} */
export const emptyMap = ({ id, version }) => ({ assessment: id, version, taken: null, values: {}, scales: {}, verdict: null, moves: [], remarks: [], detail: { map: [] } });

/**
 * Put the places into a drawn map, and the way to the plan on paper.
 * @param {HTMLElement} drawn
 * @param {Result} result
 * @param {HTMLElement} page
 * @param {import('../assessment/store.js').Store} store
 * @param {() => void} print
 */
export async function addPlaces(drawn, result, page, store, print) {
  const rows = result.detail?.['map'] ?? [];
  const drafts = await store.all('drafts').catch(() => []);
  const begun = drafts.filter(({ items }) => Object.keys(items).length).map(({ assessment }) => assessment);
  one(drawn, '.quiz-since')?.replaceChildren(dashboard(rows, page, begun));
  const letter = (await store.results('future-self').catch(() => [])).at(-1)?.detail?.['letter'] ?? '';
  const paper = async () => {
    one(drawn, '.quiz-paper-plan')?.remove();
    drawn.append(paperPlan(rows, await openPlans(store), result.moves.map(({ title }) => title), letter));
    print();
  };
  one(drawn, '.quiz-all')?.before(h('div', { class: 'quiz-actions' }, button('Print your plan', paper)));
}

/**
 * @param {Row[]} rows of the assessments that were taken
 * @param {HTMLElement} page whose template has a link to each assessment
 * @param {string[]} begun the assessments with answers but no result
 */
export function dashboard(rows, page, begun) {
  const template = /** @type {HTMLTemplateElement | null} */ (one(page, 'template.quiz-places'));
  const links = template ? all(/** @type {DocumentFragment} */ (template.content.cloneNode(true)), 'a') : [];
  const rowOf = (/** @type {HTMLElement} */ { dataset }) => rows.find(({ assessment }) => assessment === dataset['assessment']);
  const ordered = links.sort((a, b) => Number(!rowOf(a)) - Number(!rowOf(b))); // what was taken comes first
  return h('ul', { class: 'quiz-dashboard' }, ...ordered.map((link) => place(link, rowOf(link), begun.includes(link.dataset['assessment'] ?? ''))));
}

/** @param {HTMLElement} link @param {Row | undefined} row @param {boolean} begun */
function place(link, row, begun) {
  if (!row) return h('li', { class: 'quiz-item quiz-place-open' }, link, h('p', {}, begun ? 'Begun: your answers are kept' : `Not taken yet, ${link.dataset['length']}`));
  const own = row.verdict && row.verdict !== row.word ? ` (${capital(row.verdict)})` : '';
  return h('li', { class: 'quiz-item' }, link, h('p', {}, row.word ? badge(row.word) : capital(row.verdict ?? 'done'), own),
    h('p', { class: 'quiz-small' }, [row.taken && `Taken ${day(row.taken)}`, trend(row)].filter(Boolean).join('. ')));
}

/** How it went since the time before, in a word. @param {Row} row */
function trend({ change }) {
  if (!change) return '';
  if (!change.comparable) return 'The one before is of another version';
  const { better = 0, worse = 0 } = change.summary ?? {};
  if (better || worse) return better > worse ? '\u2197 Better since' : worse > better ? '\u2198 Worse since' : 'Better and worse since';
  return change.verdict?.changed ? `Was ${change.verdict.earlier ?? 'without a word'}` : '\u2192 No clear change since';
}

/**
 * The plan for paper: the map, the plans with their days, the next moves, the letter.
 * @param {Row[]} rows
 * @param {Plan[]} plans
 * @param {string[]} moves
 * @param {string} letter
 */
export function paperPlan(rows, plans, moves, letter) {
  const today = new Date().toLocaleDateString('en', { year: 'numeric', month: 'long', day: 'numeric' });
  const stands = rows.map((row) => h('tr', {}, h('th', { scope: 'row' }, row.title), h('td', {}, row.word ? badge(row.word) : capital(row.verdict ?? 'done')), h('td', {}, row.taken ? day(row.taken) : '')));
  return h('section', { class: 'quiz-paper-plan', 'aria-label': 'Plan' },
    h('h2', {}, 'My plan'), h('p', { class: 'quiz-small' }, today),
    h('h3', {}, 'Where I stand'), h('table', {}, h('tbody', {}, ...stands)),
    ...(plans.length ? [h('h3', {}, 'What I do, and when'), ...plans.map(sentence)] : []),
    ...(moves.length ? [h('h3', {}, 'Next moves'), h('ul', {}, ...moves.map((title) => h('li', {}, title)))] : []),
    ...(letter ? [typeset(letter)] : []));
}
