// One way through the questions of a check: one at a time, graded by the core, then a summary.

import { sharedClient } from '../assessment/client.js';
import { announce, button, h, one } from '../assessment/dom.js';
import { openStore } from '../assessment/store.js';
import { troubleNote } from '../assessment/trouble.js';
import { Waiting } from '../assessment/waiting.js';
import { articleDeck, channelDeck } from './deck.js';
import { at } from '../reader/site.js';
import { changedWords, keepAnswer, reconcile } from './keep.js';
import { unmark } from './places.js';
import { forgetProgress, keepProgress } from './progress.js';
import { Card } from './question.js';
import { summary } from './summary.js';

/** @typedef {import('./wire.js').Asked} Asked */
/** @typedef {import('./wire.js').Grade} Grade */
/** @typedef {{asked: Asked, first: Grade | null, last: Grade | null}} Taken */

const LONGEST = 1000; // milliseconds that a verdict waits for its keeping, which takes some ten

export class Run {
  /** @type {Taken[]} */
  taken = [];
  at = 0;
  seed = '';
  /** The items that were asked for; all where undefined. @type {string[] | undefined} */
  only;
  /** What is still being kept. @type {Promise<unknown>} */
  #keeping = Promise.resolve();

  /** @param {HTMLElement} element a <mile-check> @returns {Promise<Run>} */
  static async of(element) {
    const { file = 'check.json', article, channel = '' } = element.dataset;
    const reply = await fetch(file);
    if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
    const read = await reply.json();
    return new Run(element, article ? articleDeck(article, read) : channelDeck(channel, read));
  }

  /**
   * @param {HTMLElement} element
   * @param {import('./deck.js').Deck} deck
   */
  constructor(element, deck) {
    this.element = element;
    this.deck = deck;
    this.client = sharedClient(deck.runtime);
    this.waiting = new Waiting(this.client);
    this.status = h('p', { class: 'check-hidden', role: 'status' });
    this.notes = h('div', { class: 'check-notes' });
    this.place = h('div', { class: 'check-place' });
    this.box = h('div', { class: 'check-run' }, this.notes, this.place, this.waiting.box, this.status);
    this.store = openStore();
    this.store.then((store) => this.notes.append(troubleNote(store)));
  }

  /** Load the program that grades while the reader still reads. */
  warm() {
    this.client.start().catch(() => {}); // told when an answer waits for it
  }

  /**
   * Begin with the order of a seed; without one as the deck has it.
   * @param {string} seed
   * @param {string[]} [only] the items to ask; all where left out
   * @param {Element | null} [below] what in the article the questions follow; the check's own place where left out
   */
  async begin(seed, only, below = null) {
    this.warm();
    this.#stand(below);
    this.seed = seed || this.deck.seed || newSeed();
    this.only = only;
    this.taken = (await this.#questions(seed || (this.deck.seed ? '' : this.seed), only)).map((asked) => ({ asked, first: null, last: null }));
    this.#reconcile().catch((error) => console.warn(error));
    this.go(0);
  }

  /** Put the questions below a section, or into the check's own place. @param {Element | null} below */
  #stand(below) {
    const outer = this.box.closest('.check-in-place');
    if (below) {
      const place = h('div', { class: 'mm-check check-in-place' }, this.box);
      below.after(place);
    } else if (outer || !this.box.isConnected) one(this.element, '.check-begin')?.after(this.box);
    outer?.remove();
    this.element.classList.toggle('check-open', !below);
  }

  /**
   * Go on where an earlier visit left off; from the start where the questions are not those of then.
   * @param {import('./progress.js').Progress} progress
   */
  async resume({ seed, only, at, taken }) {
    await this.begin(seed === this.deck.seed ? '' : seed, only ?? undefined);
    const same = this.taken.length === taken.length
      && this.taken.every(({ asked }, place) => asked.item === taken[place]?.item && asked.question.version === taken[place]?.version);
    if (!same) return;
    this.taken.forEach((one, place) => { [one.first, one.last] = [taken[place]?.first ?? null, taken[place]?.last ?? null]; });
    this.go(at);
  }

  /** Keep where the reader is. */
  #mark() {
    const article = this.element.dataset['article'] ?? '';
    if (this.at >= this.taken.length) return forgetProgress(article);
    const taken = this.taken.map(({ asked, first, last }) => ({ item: asked.item, version: asked.question.version, first, last }));
    return keepProgress(article, { seed: this.seed, only: this.only ?? null, at: this.at, taken });
  }

  /** @param {string} seed @param {string[] | undefined} only */
  async #questions(seed, only) {
    if (seed) this.#wait('The questions are on their way.');
    try {
      return await this.deck.questions(this.client, seed, only);
    } finally {
      this.waiting.hide();
    }
  }

  /** Tell what became of questions that were answered before. */
  async #reconcile() {
    const store = await this.store;
    for (const [article, file] of this.deck.files) {
      const told = changedWords(await reconcile(store, article, file));
      if (told) this.notes.append(h('p', { class: 'check-note', role: 'status' }, told));
    }
  }

  /** @param {number} at */
  go(at) {
    unmark();
    this.at = at;
    this.#mark();
    const taken = this.taken[at];
    const drawn = taken ? this.#card(taken).node : this.#summary();
    this.place.replaceChildren(drawn);
    one(drawn, 'h3')?.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Taken} taken */
  #card(taken) {
    const skip = button('Skip', () => this.go(this.at + 1), { class: 'check-button' });
    return new Card(taken.asked, {
      client: this.client, waiting: this.waiting, others: [skip],
      where: `Question ${this.at + 1} of ${this.taken.length}`,
      say: (text) => announce(this.status, text),
      graded: (grade, card) => this.#graded(taken, grade, card),
      told: async (grade, card) => {
        await this.#kept();
        return this.#told(grade, card, grade.right);
      },
      failed: () => this.#failed(),
    });
  }

  /**
   * @param {Taken} taken
   * @param {Grade} grade
   * @param {Card} card
   */
  #graded(taken, grade, { hints, confidence }) {
    const first = taken.first === null;
    taken.first ??= grade;
    taken.last = grade;
    const { item, question } = taken.asked;
    this.element.dispatchEvent(new CustomEvent('check:graded', { bubbles: true, detail: { item, question: question.id, version: question.version, credit: grade.credit, hints } }));
    const how = { first, hints, confidence: first ? confidence : null };
    const keep = async () => keepAnswer(await this.store, this.client, taken.asked, grade, how);
    this.#keeping = this.#keeping.then(keep).catch((error) => console.warn('Not kept:', error));
  }

  /** What a verdict stands for is kept by then: a reader may leave on reading it. Storage that hangs holds no verdict up for long. */
  #kept() {
    return Promise.race([this.#keeping, new Promise((done) => setTimeout(done, LONGEST))]);
  }

  /**
   * @param {Grade} grade
   * @param {Card} card
   * @param {boolean} reveal
   * @returns {import('./question.js').Told}
   */
  #told(grade, card, reveal) {
    const next = button(this.at + 1 < this.taken.length ? 'Next question' : 'Summary', () => this.go(this.at + 1), { class: `check-button${reveal ? ' check-primary' : ''}` });
    const again = button('Try again', () => { card.reopen(); card.focusFields(); }, { class: 'check-button check-primary' });
    const show = button('Show the answer', () => { card.fill(grade); card.tell(grade, this.#told(grade, card, true)); }, { class: 'check-button' });
    return { reveal, shown: reveal && !grade.right, actions: reveal ? [next] : [again, show, next] };
  }

  /** The questions on paper, with their answers. */
  #failed() {
    this.element.classList.add('check-failed');
    return one(this.element, '.check-paper') ? 'The questions and their answers stand below.' : 'Each article has its questions on paper, with their answers.';
  }

  #summary() {
    const missed = this.taken.filter((one) => !one.first?.right).map((one) => one.asked.item);
    const acts = {
      again: () => this.#anew(this.only),
      missed: () => this.#anew(missed),
      whole: this.only && this.deck.seed ? () => this.#anew(undefined) : null,
    };
    const kept = h('p', { class: 'check-link', role: 'status' });
    this.#keeping.then(() => this.#tellKept(kept)).catch((error) => console.warn(error));
    return summary(this.taken, { acts, again: this.deck.again, link: this.#link(), kept });
  }

  /** @param {string[] | undefined} only */
  #anew(only) {
    this.begin(newSeed(), only).catch((error) => {
      console.warn(error);
      this.notes.append(h('p', { class: 'check-note', role: 'alert' }, `The questions did not come. ${this.#failed()}`));
    });
  }

  /** The fragment that leads to these questions in this order. */
  #link() {
    const section = /^#check=[^/]*\/(.+)$/.exec(location.hash)?.[1];
    return `#check=${encodeURIComponent(this.seed)}${this.only && section ? `/${section}` : ''}`;
  }

  /** @param {HTMLElement} kept */
  async #tellKept(kept) {
    const store = await this.store;
    if (!store.lasting) return kept.replaceChildren('Nothing of this is kept: this browser does not let the page, and it is gone when you leave.');
    const items = await Promise.all(this.taken.map(({ asked }) => store.one('items', asked.item)));
    const back = items.filter((item) => item?.card && !item.card['retired']).length;
    const words = back === 0 ? 'Your answers are kept in this browser only. '
      : `Your answers are kept in this browser only, and ${back === 1 ? 'one question comes' : `${back} questions come`} back to you at the right time. `;
    kept.replaceChildren(words, h('a', { href: at('review/') }, 'Your review'));
  }

  /** @param {string} words */
  #wait(words) {
    this.waiting.show(true);
    this.waiting.text.textContent = words;
    announce(this.status, words);
  }
}

const newSeed = () => crypto.randomUUID().slice(0, 8);
