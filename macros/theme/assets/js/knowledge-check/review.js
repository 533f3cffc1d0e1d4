// <mile-review>: the questions of today, one at a time, each rated before the next comes.

import { sharedClient } from '../assessment/client.js';
import { announce, button, h, one } from '../assessment/dom.js';
import { openStore } from '../assessment/store.js';
import { troubleNote } from '../assessment/trouble.js';
import { Waiting } from '../assessment/waiting.js';
import { changedWords } from './keep.js';
import { unmark } from './places.js';
import { Card } from './question.js';
import { rating } from './rating.js';
import { Session } from './session.js';
import { ended, first, offer } from './today.js';
import './stats.js';
import '../assessment/records.js';

/** @typedef {import('./wire.js').Asked} Asked */

const BUDGET = 5 * 60_000; // milliseconds, then the reader is told

class MileReview extends HTMLElement {
  #upgraded = false;
  /** @type {string[]} */
  #items = [];
  #at = 0;
  #began = 0;
  #busy = false;
  /** @type {Session | null} */
  #session = null;
  #notes = h('div', { class: 'check-notes' });
  #place = h('div', { class: 'check-place' });
  #status = h('p', { class: 'check-hidden', role: 'status' });

  async connectedCallback() {
    if (this.#upgraded) return;
    this.#upgraded = true;
    this.client = sharedClient(JSON.parse(this.dataset['runtime'] ?? '{}'));
    this.waiting = new Waiting(this.client);
    const store = await openStore();
    this.#session = new Session(store, this.client);
    this.append(troubleNote(store), this.#notes, this.#place, this.waiting.box, this.#status);
    document.addEventListener('records:changed', () => this.#start());
    store.addEventListener('elsewhere', () => { if (!one(this, 'form')) this.#start(); });
    this.parentElement?.querySelector('.quiz-plain')?.remove();
    await this.#start();
  }

  #opened() { return /** @type {Session} */ (this.#session); }

  /** What is due, or where questions come from. */
  async #start() {
    const cards = await this.#opened().cards();
    if (cards.length === 0) return this.#place.replaceChildren(first());
    await this.#try('Looking what is due.', async () => {
      const today = await this.#opened().today();
      const back = (/** @type {string[]} */ items) => this.#opened().unretire(items).then(() => this.#start());
      this.#place.replaceChildren(offer(today, cards, { begin: () => this.#begin(today.items), back, client: this.#client() }));
    });
  }

  #client() { return /** @type {import('../assessment/client.js').Client} */ (this.client); }
  #waits() { return /** @type {Waiting} */ (this.waiting); }

  /** @param {string[]} items */
  #begin(items) {
    this.#items = items;
    this.#began = Date.now();
    this.#opened().done = [];
    this.#opened().elsewhere = 0;
    return this.#go(0);
  }

  /** @param {number} at */
  async #go(at) {
    unmark();
    this.#tellChanges();
    this.#at = at;
    const item = this.#items[at];
    if (item === undefined) return this.#end();
    if (at > 0 && Date.now() - this.#began > BUDGET) return this.#pause(at);
    await this.#try('The question is on its way.', async () => {
      if (await this.#opened().isDone(item)) return this.#go(at + 1);
      const asked = await this.#opened().question(item);
      this.#tellChanges();
      if (asked) this.#show(this.#card(asked).node);
      else await this.#go(at + 1);
    });
  }

  /** @param {HTMLElement} node */
  #show(node) {
    this.#place.replaceChildren(node);
    one(node, 'h3')?.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'nearest' });
  }

  #tellChanges() {
    const { changes, elsewhere } = this.#opened();
    const told = elsewhere ? 'Another tab has counted that question already, so it was not counted again.' : changedWords(changes);
    this.#notes.replaceChildren(...(told ? [h('p', { class: 'check-note', role: 'status' }, told)] : []));
  }

  /** @param {Asked} asked */
  #card(asked) {
    const act = (/** @type {'skip' | 'retire'} */ how) => () => this.#step(() => this.#opened().put(asked, how));
    const fuzz = Math.random();
    return new Card(asked, {
      client: this.#client(), waiting: this.#waits(),
      where: h('span', {}, `${this.#at + 1} of ${this.#items.length} for today, from `, h('cite', {}, asked.title)),
      others: [button('Skip until tomorrow', act('skip'), { class: 'check-button' }), button('Never again', act('retire'), { class: 'check-button' }), ...this.#undoing()],
      say: (text) => announce(this.#status, text), graded: () => {},
      told: (grade, card) => this.#told(asked, grade, card, fuzz),
      failed: () => 'Nothing was counted.', atOnce: true,
    });
  }

  /** The way back, while there is one. */
  #undoing() {
    if (this.#opened().done.length === 0) return [];
    return [button('Undo the last one', () => {
      const item = this.#opened().undo();
      this.#go(Math.max(0, item === null ? this.#at : this.#items.indexOf(item)));
    }, { class: 'check-button' })];
  }

  /**
   * @param {Asked} asked
   * @param {import('./wire.js').Grade} grade
   * @param {Card} card
   * @param {number} fuzz
   * @returns {Promise<import('./question.js').Told>}
   */
  async #told(asked, grade, card, fuzz) {
    const how = { hints: card.hints, confidence: card.confidence };
    const rated = rating(await this.#opened().preview(asked.item, grade, how, fuzz));
    const last = this.#at + 1 === this.#items.length;
    const next = button(last ? 'Count it, and finish' : 'Count it, next question', () => this.#step(() => this.#opened().rate(asked, grade, how, { rating: rated.read(), fuzz })), { class: 'check-button check-primary' });
    const told = { reveal: true, shown: false, actions: [next], more: rated.node };
    if (grade.right) return told;
    const show = button('Show the answer', () => { card.fill(grade); card.tell(grade, { ...told, shown: true, actions: [next] }); }, { class: 'check-button' });
    return { ...told, actions: [next, show] };
  }

  /** Do something to the present question, then go on. @param {() => Promise<unknown>} act */
  async #step(act) {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await this.#try('One moment.', act);
      await this.#go(this.#at + 1);
    } finally {
      this.#busy = false;
    }
  }

  /** @param {number} at */
  #pause(at) {
    const left = this.#items.length - at;
    this.#show(h('div', { class: 'check-card' },
      h('h3', { class: 'check-text', tabindex: -1 }, 'Five minutes are up'),
      h('p', {}, `${left === 1 ? 'One question is' : `${left} questions are`} left for today. What is left waits for you; nothing is lost by stopping here.`),
      h('div', { class: 'check-actions' },
        button('Stop for today', () => this.#end(), { class: 'check-button check-primary' }),
        button('Go on', () => { this.#began = Date.now(); this.#go(at); }, { class: 'check-button' }))));
  }

  async #end() {
    const { done } = this.#opened();
    const cards = await this.#opened().cards();
    const today = await this.#opened().today().catch(() => null);
    this.#show(ended(done, today, { cards, read: this.#opened().toRead(), undo: this.#undoing(), again: () => this.#start() }));
    this.dispatchEvent(new CustomEvent('review:done', { bubbles: true }));
  }

  /**
   * Do what needs the program or the net; say in words what failed, with a way to try again.
   * @param {string} meanwhile
   * @param {() => Promise<unknown>} act
   */
  async #try(meanwhile, act) {
    if (this.#client().state !== 'ready') {
      this.#waits().show(true);
      this.#waits().text.textContent = `${meanwhile} The program that plans the review is loading (about 5 MB, once).`;
    }
    try {
      await act();
    } catch (error) {
      console.warn(error);
      const again = button('Try again', () => this.#start(), { class: 'check-button' });
      this.#place.replaceChildren(h('div', { class: 'check-card', role: 'alert' }, h('p', {}, 'That did not work: the net or the program that plans the review is not there. Nothing you keep is lost.'), again));
    } finally {
      this.#waits().hide();
    }
  }
}

customElements.define('mile-review', MileReview);
