// <mile-records>: what this browser keeps, as one file to save, to bring back, or to delete.

import { joinReading, missingReading, readingHere } from './reading.js';
import { backup, counted, difference, foretold, parseBackup } from './backup.js';
import { dayAt } from './clock.js';
import { button, download, h } from './dom.js';
import { siteName } from '../shared/site.js';
import { ONE } from './steps.js';
import { openStore } from './store.js';
import { damagedNote, troubleNote } from './trouble.js';

/** @typedef {import('./store.js').Store} Store */

const READING = ['mm-checks', 'mm-read', 'mm-saved', 'mm-path', 'mm-visit'];
const PLACES = 'mm-places', SEARCHES = 'mm-searches'; // where the reader was in articles, and what was sought

class MileRecords extends HTMLElement {
  /** @type {Store | null} */
  #store = null;
  #status = h('div', { role: 'status', class: 'quiz-small' });
  #count = h('p', {});
  #lasts = h('p', { class: 'quiz-small' });
  #damaged = h('div', {});
  #chooser = h('input', { type: 'file', accept: 'application/json,.json', hidden: true, 'aria-label': 'Backup file' });

  async connectedCallback() {
    if (this.#store) return;
    this.#store = await openStore();
    this.#store.addEventListener('elsewhere', () => this.#refresh());
    document.addEventListener('review:done', () => this.#refresh());
    this.#chooser.addEventListener('change', () => this.#read());
    this.append(
      h('h2', {}, 'What this browser keeps'), this.#count, troubleNote(this.#store), this.#damaged,
      h('div', { class: 'quiz-actions' },
        button('Save a backup file', () => this.#save()),
        button('Bring back a backup', () => this.#chooser.click()),
        button('Delete everything', () => this.#confirmErase())),
      this.#lasts, this.#chooser, this.#status);
    await this.#refresh();
  }

  /** @returns {Store} */
  #opened() { return /** @type {Store} */ (this.#store); }

  async #refresh() {
    const { drafts, results, answers, items, plans, notes } = await this.#opened().everything();
    const { read, saved } = readingHere();
    const articles = new Set([...Object.keys(read), ...Object.keys(saved)]).size;
    const started = drafts.filter((draft) => Object.keys(draft.items).length);
    const inReview = items.filter((item) => item.card && !item.card.retired && !item.archived);
    const kept = [
      results.length && counted(results.length, 'result'),
      started.length && `the answers to ${counted(started.length, 'assessment')}`,
      answers.length && counted(answers.length, 'answer to checks', 'answers to checks'),
      inReview.length && counted(inReview.length, 'question in review', 'questions in review'),
      plans.length && counted(plans.length, 'plan'),
      notes.length && counted(notes.length, 'note'),
      articles && counted(articles, 'article read or saved', 'articles read or saved'),
    ].filter((part) => part !== 0);
    this.#count.textContent = kept.length
      ? `${new Intl.ListFormat('en').format(/** @type {string[]} */ (kept))}, on this device only.`
      : 'Nothing yet. Answers and results will be kept on this device only.';
    const damaged = await this.#opened().damaged();
    this.#damaged.replaceChildren(...(damaged.length ? [damagedNote(damaged)] : []));
    await this.#tellHowLong(kept.length > 0);
  }

  /** Browsers clear what sites keep when they run short of room, unless they promised not to. @param {boolean} any */
  async #tellHowLong(any) {
    const { storage } = navigator;
    if (!any || !this.#opened().lasting || !storage?.persist) return this.#lasts.replaceChildren();
    if (await storage.persisted()) return this.#lasts.replaceChildren('Your browser has promised not to clear it by itself.');
    const ask = async () => {
      const promised = await storage.persist();
      if (promised) await this.#tellHowLong(true);
      else this.#lasts.replaceChildren('Your browser makes no such promise here: save a backup file now and then.');
    };
    this.#lasts.replaceChildren('Your browser may clear it when it runs short of room. ', button('Ask it to keep this', ask));
  }

  async #save() {
    const saved = new Date().toISOString();
    const name = siteName().toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
    download(`${name}-${dayAt(saved)}.json`, backup(await this.#opened().everything(), readingHere(), saved), 'application/json');
  }

  async #read() {
    const file = this.#chooser.files?.[0];
    this.#chooser.value = '';
    if (!file) return;
    const read = parseBackup(await file.text());
    if (read === 'newer') this.#status.replaceChildren(`${file.name} was saved by a newer version of this site. Reload this page to get that version, then bring the backup back. Nothing was changed.`);
    else if (read) await this.#confirmRestore(read);
    else this.#status.replaceChildren(`${file.name} is not a backup of ${siteName()}, or it is damaged. Nothing was changed.`);
  }

  /** Say what would change, before anything does. @param {Exclude<ReturnType<typeof parseBackup>, 'newer' | null>} read */
  async #confirmRestore({ kept, reading, damaged }) {
    const { change } = difference(await this.#opened().everything(), kept);
    this.#ask(foretold(change, missingReading(reading), damaged), 'Bring it back', async () => {
      const { writes } = difference(await this.#opened().everything(), kept); // another tab may have gone on
      await Promise.all(writes.map(({ name, record }) => this.#opened().put(name, record)));
      joinReading(reading);
      return 'Backup restored.';
    });
  }

  #confirmErase() {
    this.#ask('All results, plans, answers, reviews and reading places on this device will be gone for good.', 'Delete them', async () => {
      await this.#opened().erase();
      try { for (const name of [PLACES, SEARCHES, ...READING, ONE]) localStorage.removeItem(name); } catch { /* storage is denied: there are none */ }
      return 'All data deleted.';
    }, true);
  }

  /**
   * @param {string} question
   * @param {string} yes
   * @param {() => Promise<string>} act
   * @param {boolean} [danger] whether it cannot be undone
   */
  #ask(question, yes, act, danger = false) {
    const done = (/** @type {string} */ text) => {
      this.#status.replaceChildren(text);
      this.dispatchEvent(new CustomEvent('records:changed', { bubbles: true }));
      return this.#refresh();
    };
    const agree = button(yes, () => act().then(done, () => done('That did not work; nothing was changed.')), { class: `quiz-button ${danger ? 'quiz-danger' : 'quiz-primary'}` });
    const cancel = button('Cancel', () => done('Nothing was changed.'));
    this.#status.replaceChildren(h('p', {}, question), h('div', { class: 'quiz-actions' }, agree, cancel));
    (danger ? cancel : agree).focus(); // what cannot be undone is not one key away
  }
}

customElements.define('mile-records', MileRecords);
