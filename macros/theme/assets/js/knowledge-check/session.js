// The cards of today: which are due, and what becomes of each. The core decides, the store keeps.

import { clock } from '../assessment/clock.js';
import { articleOf } from './deck.js';
import { asked, checkOf } from './files.js';
import { answerOf, earned, itemOf, now, reconcile } from './keep.js';

/** @typedef {import('./wire.js').Asked} Asked */
/** @typedef {import('./wire.js').Grade} Grade */
/** @typedef {import('../assessment/shapes.js').Item} Item */
/** @typedef {{items: string[], waiting: string[], next_due: string | null, retired: number, damaged: string[]}} Today */
/** @typedef {{before: Item, answer: string | null}} Done what undoing one step takes */

export class Session {
  /** What was done, newest last. @type {Done[]} */
  done = [];
  changes = { edited: 0, removed: 0 };
  /** Questions that another tab counted while they stood here. */
  elsewhere = 0;
  /** The cards as they were when their questions were shown. @type {Map<string, string>} */
  #shown = new Map();
  /** @type {Map<string, import('./wire.js').CheckFile | null>} */
  #files = new Map();
  /** The least credit of the day by article. @type {Map<string, number>} */
  #credits = new Map();

  /**
   * @param {import('../assessment/store.js').Store} store
   * @param {import('../assessment/client.js').Client} client
   */
  constructor(store, client) {
    this.store = store;
    this.client = client;
  }

  /** All questions in review, retired ones too. */
  async cards() {
    return (await this.store.all('items')).filter((item) => item.card && !item.archived);
  }

  /** @returns {Promise<Today>} what is due on this day, those most likely to be forgotten first */
  async today() {
    const cards = Object.fromEntries((await this.cards()).map(({ item, card }) => [item, card]));
    const today = await this.client.call('review', { do: 'today', now: clock(), cards });
    for (const item of today.damaged) this.store.setAside('items', item, await this.store.one('items', item));
    return today;
  }

  /**
   * A question with its form of today.
   * @param {string} item
   * @returns {Promise<Asked | null>} null where it is no longer asked
   */
  async question(item) {
    const article = articleOf(item);
    if (!this.#files.has(article)) {
      const file = await checkOf(article);
      this.#files.set(article, file);
      const { edited, removed } = await reconcile(this.store, article, file);
      this.changes.edited += edited;
      this.changes.removed += removed;
    }
    const file = this.#files.get(article);
    if (!file) return null;
    // Another order each time: the place of an answer is not what is to be remembered.
    const [question] = file.questions.filter(({ id }) => `${article}/${id}` === item);
    if (!question) return null;
    const { questions } = await this.client.call('describe', { questions: [question], seed: crypto.randomUUID() });
    this.#shown.set(item, JSON.stringify(await this.card(item)));
    return asked(article, file, questions)[0] ?? null;
  }

  /** The card as it is now: another tab may have gone on. @param {string} item */
  async card(item) {
    return (await this.store.one('items', item))?.card ?? null;
  }

  /** Whether another tab has done a question of today meanwhile. @param {string} item */
  async isDone(item) {
    const card = await this.card(item);
    return !card || card['retired'] === true || card['due'] > endOfDay();
  }

  /**
   * @param {string} item
   * @param {Grade} grade
   * @param {{hints: number, confidence: number | null}} how
   * @param {number} fuzz
   */
  async preview(item, grade, how, fuzz) {
    return this.client.call('review', { do: 'preview', now: clock(), card: await this.card(item), fuzz, ...earned(grade, how) });
  }

  /**
   * Count a question, unless another tab has counted it since it was shown; one tab at a time.
   * @param {Asked} asked
   * @param {(before: Item) => Promise<void>} act
   */
  async #once({ item, ...asked }, act) {
    const count = async () => {
      const before = await this.#known({ item, ...asked });
      if (JSON.stringify(before.card) === this.#shown.get(item)) await act(before);
      else this.elsewhere += 1;
    };
    return navigator.locks ? navigator.locks.request('review', count) : count();
  }

  /**
   * Count an answer as a rating.
   * @param {Asked} asked
   * @param {Grade} grade
   * @param {{hints: number, confidence: number | null}} how
   * @param {{rating: string, fuzz: number}} as
   */
  async rate(asked, grade, how, { rating, fuzz }) {
    await this.#once(asked, async (before) => {
      const answer = answerOf(asked, grade, how);
      const { card, entry } = await this.client.call('review', { do: 'rate', now: clock(new Date(answer.time)), card: before.card, rating, fuzz });
      this.store.put('answers', { ...answer, entry });
      this.#credits.set(articleOf(asked.item), Math.min(grade.credit, this.#credits.get(articleOf(asked.item)) ?? 1));
      await this.#put({ ...itemOf(asked, before), card }, before, answer.id);
    });
  }

  /** Put a question off to the next day, or out of review. @param {Asked} asked @param {'skip' | 'retire'} how */
  async put(asked, how) {
    await this.#once(asked, async (before) => {
      const { card } = await this.client.call('review', { do: how, now: clock(), card: before.card });
      await this.#put({ ...before, card, changed: now() }, before, null);
    });
  }

  /** @param {Asked} asked */
  async #known(asked) {
    return (await this.store.one('items', asked.item)) ?? itemOf(asked, null);
  }

  /** @param {Item} item @param {Item} before @param {string | null} answer */
  #put(item, before, answer) {
    this.done.push({ before, answer });
    return this.store.put('items', item);
  }

  /** One article to read: that of the question that went worst today. @returns {{ title: string, article: string } | null} */
  toRead() {
    const worst = [...this.#credits].sort(([, a], [, b]) => a - b)[0]?.[0];
    const title = worst && this.#files.get(worst)?.title;
    return worst && title ? { article: worst, title } : null;
  }

  /** Take the last step back. @returns {string | null} the item that it was about */
  undo() {
    const last = this.done.pop();
    if (!last) return null;
    if (last.answer) this.store.remove('answers', last.answer);
    this.store.put('items', { ...last.before, changed: now() });
    return last.before.item;
  }

  /** Bring retired questions back. @param {string[]} items */
  async unretire(items) {
    for (const name of items) {
      const item = await this.store.one('items', name);
      if (item?.card) this.store.put('items', { ...item, card: { ...item.card, retired: false }, changed: now() });
    }
  }
}

/** The last moment of this day where the reader is. */
function endOfDay() {
  const day = new Date();
  day.setHours(23, 59, 59, 999);
  return day.toISOString();
}
