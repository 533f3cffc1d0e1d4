// What is kept of an answer: the answer itself, its question, and when that comes back for review.

import { clock } from '../assessment/clock.js';
import { articleOf } from './deck.js';

/** @typedef {import('./wire.js').Asked} Asked */
/** @typedef {import('./wire.js').Grade} Grade */
/** @typedef {import('../assessment/shapes.js').Answer} Answer */
/** @typedef {import('../assessment/shapes.js').Item} Item */
/** @typedef {import('../assessment/store.js').Store} Store */
/** @typedef {{hints: number, confidence: number | null}} How */

const LONGEST = 300; // characters of a question's words

/** The clock. */
export const now = () => new Date().toISOString();

/**
 * An answer as it is kept.
 * @param {Asked} asked
 * @param {Grade} grade
 * @param {How} how
 * @returns {Answer}
 */
export function answerOf({ item }, grade, { hints, confidence }) {
  const { version, credit, right, near } = grade;
  return { id: crypto.randomUUID(), item, version, time: now(), credit, right, near, hints, confidence, entry: null };
}

/**
 * A question as it is kept: new, or with its history under its words of today.
 * @param {Asked} asked
 * @param {Item | null} known
 * @returns {Item}
 */
export function itemOf({ item, question }, known) {
  return { item, version: question.version, text: words(question.text), changed: now(), card: known?.card ?? null, archived: false };
}

/** The question's words; the gaps of a sentence as dots. @param {string} text */
export const words = (text) => text.replaceAll(/\{[\w-]+\}/g, '\u2026').slice(0, LONGEST);

/**
 * Keep an answer given in a check. A first answer that is not right brings the question into review.
 * @param {Store} store
 * @param {import('../assessment/client.js').Client} client
 * @param {Asked} asked
 * @param {Grade} grade
 * @param {How & {first: boolean}} how
 */
export async function keepAnswer(store, client, asked, grade, how) {
  const answer = answerOf(asked, grade, how);
  store.put('answers', answer);
  const item = itemOf(asked, await store.one('items', asked.item));
  const missed = how.first && !grade.right && !item.card?.['retired'];
  if (missed) {
    const { card, entry } = await client.call('review', { do: 'rate', now: clock(new Date(answer.time)), card: item.card, fuzz: Math.random(), ...earned(grade, how) });
    item.card = card;
    store.put('answers', { ...answer, entry });
  }
  store.put('items', item);
}

/** What an answer's rating follows from. @param {Grade} grade @param {How} how */
export const earned = (grade, { hints, confidence }) => ({ credit: grade.credit, near: grade.near, hints, confidence });

/**
 * Bring what is kept of an article's questions to its check of today: an edited question keeps its history, one that is no
 * longer asked is put away.
 * @param {Store} store
 * @param {string} article
 * @param {import('./wire.js').CheckFile | null} file
 * @returns {Promise<{edited: number, removed: number}>}
 */
export async function reconcile(store, article, file) {
  const asked = new Map((file?.view.questions ?? []).map((question) => [`${article}/${question.id}`, question]));
  const changes = { edited: 0, removed: 0 };
  for (const item of await store.all('items')) {
    const question = asked.get(item.item);
    if (articleOf(item.item) !== article) continue;
    if (!question && item.archived) continue;
    if (question && !item.archived && question.version === item.version) continue;
    if (!question) changes.removed += 1;
    else if (question.version !== item.version) changes.edited += 1;
    const today = question ? { version: question.version, text: words(question.text) } : {};
    store.put('items', { ...item, ...today, archived: !question, changed: now() });
  }
  return changes;
}

/** What became of questions since, in one sentence; empty where nothing did. @param {{edited: number, removed: number}} changes */
export function changedWords({ edited, removed }) {
  const parts = [
    edited && `${edited === 1 ? 'one question has' : `${edited} questions have`} changed`,
    removed && `${removed === 1 ? 'one is' : `${removed} are`} no longer asked`,
  ].filter(Boolean);
  return parts.length ? `Since you answered, ${parts.join(' and ')}; what you kept of ${edited + removed === 1 ? 'it' : 'them'} stays.` : '';
}
