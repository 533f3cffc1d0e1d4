// A second view: a coach or a peer answers the same questions about the reader. Two links carry it, in
// their hash: one asks and holds no answer, the other brings the answers back. No server receives either.

import { all, button, h, one, table } from '../assessment/dom.js';
import { answerOf, answersOf, fieldsOf, isAnswered } from '../assessment/fields.js';
import { isWithin } from '../assessment/validate.js';
import { bell } from './dumbbell.js';

/** @typedef {import('../assessment/bank.js').Bank} Bank */
/** @typedef {import('../assessment/client.js').Client} Client */
/** @typedef {Record<string, any>} Answers by item id, as they go over the wire */

const ASK = '#second-view';
const LIMIT = 20_000; // letters of a link
const LEAST = 6; // scales, from where two views can be laid side by side
const APART = 2; // steps between two answers that are worth a talk

/** Whether this page was opened to answer about somebody else. */
export const isAsked = () => location.hash === ASK;

/** Whether the page's address asks for a second view or brings one. */
export const isView = () => isAsked() || location.hash.startsWith('#view=');

/** The questions that another can answer. @param {ParentNode} form */
const fieldsOfView = (form) => all(form, '.quiz-section > [data-field]').filter(({ dataset }) => ['scale', 'choice', 'number'].includes(dataset['widget'] ?? ''));

/** The address of this page without its hash. */
const here = () => location.href.split('#')[0] ?? '';

/** @param {HTMLFormElement} form */
export const offersView = (form) => all(form, '.quiz-section > [data-field][data-widget="scale"]').length >= LEAST;

/** The way to ask for a second view. */
export function askForView() {
  const box = h('div', { class: 'quiz-share', hidden: true });
  const opener = button('Ask for a second view', () => {
    box.hidden = !box.hidden;
    opener.setAttribute('aria-expanded', String(!box.hidden));
    if (!box.hidden) box.replaceChildren(...linkEntry(`${here()}${ASK}`, 'Send this link to a coach, a mentor or a colleague. They answer the same questions about you and send you a link with their answers; open it in this browser. This link holds nothing about you.', 'Link to send'));
  }, { 'aria-expanded': 'false' });
  return h('section', { class: 'quiz-second', 'aria-label': 'A second view' }, h('div', { class: 'quiz-actions' }, opener), box);
}

/** @param {string} link @param {string} words @param {string} label @returns {Node[]} */
function linkEntry(link, words, label) {
  const entry = h('input', { type: 'text', readonly: true, id: 'quiz-view-link', value: link });
  const status = h('span', { role: 'status', class: 'quiz-small' });
  const copy = button('Copy the link', async () => {
    entry.select();
    const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
    status.textContent = copied ? 'Copied.' : 'Select the link and copy it.';
  });
  return [h('p', {}, words), h('label', { for: 'quiz-view-link' }, label), entry, copy, status];
}

/** What a reader who was asked is told. */
export function askedNote() {
  return h('div', { class: 'quiz-notice' }, h('p', {}, h('strong', {}, 'You answer about the person who sent you this link.')),
    h('p', {}, 'Read each \u201cI\u201d as that person, and leave out what you cannot judge. Your answers go into a link that you send back; they are not saved here, and your own answers to this assessment stay as they are.'));
}

/** The link with the answers, to be sent back; the form stays open for changes. @param {HTMLElement} place @param {Bank} bank @param {HTMLFormElement} form */
export function showLink(place, bank, form) {
  const answered = fieldsOfView(form).filter((field) => !field.hidden && isAnswered(field) && answerOf(field) !== null);
  const items = Object.fromEntries(answered.map((field) => [field.dataset['field'], [Number(field.dataset['version']), answerOf(field)]]));
  const bytes = new TextEncoder().encode(JSON.stringify({ v: 1, a: bank.id, i: items }));
  const text = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const title = h('h2', { class: 'quiz-result-title', tabindex: -1 }, 'Your answers are in this link');
  place.replaceChildren(h('section', { class: 'quiz-result' }, title,
    h('div', { class: 'quiz-share' }, ...linkEntry(`${here()}#view=${text}`, `It holds your ${answered.length} answers and nothing else about you. Send it to the person who asked; whoever has the link can read them.`, 'Link to send back'))));
  title.focus();
}

/**
 * The answers that came with the page's address; only those that this form could give.
 * @param {Bank} bank
 * @param {HTMLFormElement} form
 * @returns {Answers | null}
 */
function viewOf(bank, form) {
  const [, text] = /^#view=([\w-]+)$/.exec(location.hash) ?? [];
  if (!text || text.length > LIMIT) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const { v, a, i } = JSON.parse(new TextDecoder().decode(bytes));
    if (v !== 1 || a !== bank.id || typeof i !== 'object' || i === null) return null;
    const known = fieldsOfView(form).flatMap((field) => taken(field, i[field.dataset['field'] ?? '']));
    return known.length ? Object.fromEntries(known) : null;
  } catch {
    return null;
  }
}

/** @param {HTMLElement} field @param {unknown} sent @returns {[string, any][]} */
function taken(field, sent) {
  const [version, answer] = Array.isArray(sent) ? sent : [];
  const radios = /** @type {HTMLInputElement[]} */ (all(field, 'input[type="radio"]'));
  const fits = radios.length ? radios.some(({ value, dataset }) => dataset['type'] !== 'none' && value === String(answer)) : isWithin(field, answer);
  return version === Number(field.dataset['version']) && fits ? [[field.dataset['field'] ?? '', answer]] : [];
}

/**
 * Both views before the form, once the reader's own answers are there.
 * @param {Bank} bank
 * @param {HTMLFormElement} form
 * @param {Client} client
 */
export async function showGaps(bank, form, client) {
  const theirs = viewOf(bank, form);
  if (!theirs) return;
  const own = answersOf(form);
  const drawn = Object.keys(own).length ? await gaps(bank, form, client, own, theirs).catch(() => null)
    : h('p', { class: 'quiz-notice quiz-gaps', role: 'status' }, 'A second view came with this link. Answer the questions yourself and see the result; then both are laid side by side.');
  one(bank.page, '.quiz-gaps')?.remove();
  if (!drawn) return;
  form.before(drawn);
  if (drawn.matches('section')) drawn.scrollIntoView({ block: 'start' });
  one(drawn, 'h2')?.focus({ preventScroll: true });
}

/**
 * Both views side by side.
 * @param {Bank} bank
 * @param {HTMLFormElement} form
 * @param {Client} client
 * @param {Answers} own
 * @param {Answers} theirs
 */
async function gaps(bank, form, client, own, theirs) {
  const now = new Date().toISOString();
  const score = (/** @type {Answers} */ answers) => client.call('score', { assessment: bank.id, answers, now });
  const [mine, other] = [await score(own), await score(theirs)];
  const compared = await client.call('compare', { earlier: other, later: mine });
  const rows = compared.scales.filter((/** @type {any} */ s) => s.earlier !== null && s.later !== null).map((/** @type {any} */ s) => h('li', { class: 'quiz-item' },
    h('span', { class: 'quiz-bell-title' }, s.title), bell(s.earlier, s.later), h('span', { class: 'quiz-bell-word', 'data-moved': s.word === 'clearly moved' || null }, wordFor(s))));
  const cells = apart(form, own, theirs);
  return h('section', { class: 'quiz-compared quiz-gaps' }, h('h2', { class: 'quiz-result-title', tabindex: -1 }, 'You and your second view'),
    h('p', { class: 'quiz-sentence' }, cells.length ? `You differ by two steps or more on ${cells.length === 1 ? 'one statement' : `${cells.length} statements`}: ask about ${cells.length === 1 ? 'it' : 'them'}.` : 'You see yourself much as the other does.'),
    rows.length ? h('ul', { class: 'quiz-bells' }, ...rows) : null, rows.length ? h('p', { class: 'quiz-small' }, 'The full dot is how you see it, the open one how they do, each from 0 to 100.') : null,
    cells.length ? table('Where you differ most', ['Statement', 'You', 'They'], cells) : null,
    h('p', { class: 'quiz-small' }, 'Their answers came with the link. They are not saved here.'));
}

/** @param {{word: string, earlier: number, later: number}} scale */
function wordFor({ word, earlier, later }) {
  if (word !== 'clearly moved') return word === 'same' ? 'Alike' : 'Could be chance';
  return later > earlier ? 'You score higher' : 'They score higher';
}

/** The statements that were answered far apart, the widest gap first. @param {HTMLFormElement} form @param {Answers} own @param {Answers} theirs */
function apart(form, own, theirs) {
  const scales = fieldsOf(form).filter(({ dataset }) => dataset['widget'] === 'scale');
  const found = scales.map((field) => ({ field, id: field.dataset['field'] ?? '' }))
    .filter(({ id }) => Math.abs((own[id] ?? NaN) - (theirs[id] ?? NaN)) >= APART)
    .sort((a, b) => Math.abs(own[b.id] - theirs[b.id]) - Math.abs(own[a.id] - theirs[a.id]));
  const words = (/** @type {HTMLElement} */ field, /** @type {number} */ value) => one(field, `input[value="${value}"] ~ .quiz-word`)?.textContent ?? String(value);
  return found.map(({ field, id }) => [one(field, 'legend')?.textContent ?? id, words(field, own[id]), words(field, theirs[id])]);
}
