// The answers of one form between visits: written at every change, put back at the next visit.

import { everyField, fill, isAnswered, rawOf } from './fields.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./rows.js').RowList} RowList */

export class Draft {
  /**
   * @param {import('./bank.js').Bank} bank
   * @param {HTMLFormElement} form
   * @param {Map<HTMLElement, RowList>} lists
   * @param {import('./steps.js').Steps} steps
   * @param {Promise<Store>} store
   */
  constructor(bank, form, lists, steps, store) {
    this.bank = bank;
    this.form = form;
    this.lists = lists;
    this.steps = steps;
    this.opening = store;
    /** @type {Store | null} */
    this.store = null;
    /** Seconds spent on each item: the core remarks on very quick answering. @type {Record<string, number>} */
    this.seconds = {};
    this.since = performance.now();
    this.touched = new Set();
    /** Answers to questions that have changed since: kept until they are answered anew. @type {Record<string, import('./shapes.js').KeptAnswer>} */
    this.changed = {};
    store.then((opened) => {
      this.store = opened;
      opened.addEventListener('elsewhere', () => this.#follow());
      if (this.touched.size) this.keep();
    });
  }

  /** Another tab has answered: its answers are newer than those here, or this tab would put them back. */
  async #follow() {
    const draft = await this.store?.draft(this.bank.id);
    if (!draft) return;
    const writing = document.hasFocus() ? document.activeElement?.closest('[data-field]') : null;
    for (const field of everyField(this.form)) {
      const item = draft.items[field.dataset['field'] ?? ''];
      if (item && field !== writing && JSON.stringify(item) !== JSON.stringify(kept(field))) this.#fill(field, item);
    }
    this.steps.refresh();
  }

  /** An answer was given or changed. @param {HTMLElement} target */
  note(target) {
    const field = target.closest('[data-field]');
    if (!(field instanceof HTMLElement)) return;
    const id = field.dataset['field'] ?? '';
    this.touched.add(id);
    this.#time(id);
    this.keep();
  }

  /** Only the first answer to an item is timed, and a long pause is no thinking. @param {string} id */
  #time(id) {
    const now = performance.now();
    const spent = (now - this.since) / 1000;
    this.since = now;
    if (!(id in this.seconds) && spent < 600) this.seconds[id] = Math.round(spent * 100) / 100;
  }

  keep() {
    const items = everyField(this.form).filter(isAnswered).map((field) => [field.dataset['field'], kept(field)]);
    this.store?.put('drafts', {
      assessment: this.bank.id, items: { ...this.changed, ...Object.fromEntries(items) }, seconds: this.seconds, section: this.steps.at,
    });
  }

  /** @returns {Promise<boolean>} whether anything came back */
  async restore() {
    const draft = await (await this.opening).draft(this.bank.id);
    if (!draft) return false;
    this.seconds = { ...draft.seconds, ...this.seconds };
    const back = everyField(this.form).filter((field) => this.#putBack(field, draft.items[field.dataset['field'] ?? '']));
    if (!this.touched.size) this.steps.resume(draft.section);
    this.steps.refresh();
    return back.length > 0;
  }

  /**
   * Not over something just entered, and not into a question that has since changed its meaning.
   * @param {HTMLElement} field
   * @param {import('./shapes.js').KeptAnswer | undefined} item
   */
  #putBack(field, item) {
    if (!item || this.touched.has(field.dataset['field'] ?? '')) return false;
    return this.#fill(field, item);
  }

  /** @param {HTMLElement} field @param {import('./shapes.js').KeptAnswer} item */
  #fill(field, item) {
    const id = field.dataset['field'] ?? '';
    if (item.version !== Number(field.dataset['version'])) {
      this.changed[id] = item;
      return false;
    }
    const list = this.lists.get(field);
    if (list) list.restore(Array.isArray(item.raw) ? item.raw : [], Array.isArray(item.raw) && !item.raw.length);
    else fill(field, item.raw);
    return true;
  }

  /** The result is kept: the answers stay for a retake, their times do not. */
  done() {
    this.seconds = {};
    this.steps.show(0);
    this.keep();
  }

  clear() {
    for (const field of everyField(this.form)) {
      const list = this.lists.get(field);
      if (list) list.restore([]);
      else fill(field, null);
    }
    this.changed = {};
    this.seconds = {};
    this.touched.clear();
    this.store?.remove('drafts', this.bank.id);
    this.steps.show(0);
  }
}

/** @param {HTMLElement} field @returns {import('./shapes.js').KeptAnswer} */
function kept(field) {
  return { version: Number(field.dataset['version']), raw: rawOf(field) };
}
