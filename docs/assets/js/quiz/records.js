// <mile-records>: what this browser keeps, as one file to save, to bring back, or to delete.

import { button, download, h } from './dom.js';
import { isDraft, isResult, nameOf, openStore } from './store.js';

/** @typedef {import('./store.js').Kept} Kept */
/** @typedef {import('./store.js').Store} Store */

const FORMAT = 'mile-markers-backup';

class MileRecords extends HTMLElement {
  /** @type {Store | null} */
  #store = null;
  #said = h('div', { role: 'status', class: 'quiz-small' });
  #count = h('p', {});
  #chooser = h('input', { type: 'file', accept: 'application/json,.json', hidden: true, 'aria-label': 'Backup file' });

  async connectedCallback() {
    if (this.#store) return;
    this.#store = await openStore();
    this.#chooser.addEventListener('change', () => this.#read());
    this.append(
      h('h2', {}, 'What this browser keeps'), this.#count,
      h('div', { class: 'quiz-actions' },
        button('Save a backup file', () => this.#save()),
        button('Bring back a backup', () => this.#chooser.click()),
        button('Delete everything', () => this.#confirmErase())),
      this.#chooser, this.#said);
    await this.#refresh();
  }

  #kept() { return /** @type {Store} */ (this.#store).everything(); }

  async #refresh() {
    const { drafts, results } = await this.#kept();
    const started = drafts.filter((draft) => Object.keys(draft.items).length);
    this.#count.textContent = results.length || started.length
      ? `${counted(results.length, 'result')} and the answers to ${counted(started.length, 'assessment')}, on this device only.`
      : 'Nothing yet. Answers and results will be kept on this device only.';
  }

  async #save() {
    const saved = new Date().toISOString();
    download(`mile-markers-${saved.slice(0, 10)}.json`, JSON.stringify({ format: FORMAT, version: 1, saved, ...await this.#kept() }, null, 2), 'application/json');
  }

  async #read() {
    const file = this.#chooser.files?.[0];
    this.#chooser.value = '';
    if (!file) return;
    const kept = parseBackup(await file.text());
    if (kept) await this.#confirmRestore(kept);
    else this.#said.replaceChildren(`${file.name} is not a backup of Mile Markers, or it is damaged. Nothing was changed.`);
  }

  /** Say what would change, before anything does. @param {Kept} kept */
  async #confirmRestore(kept) {
    const here = await this.#kept();
    const known = new Set(here.results.map(nameOf));
    const fresh = kept.results.filter((one) => !known.has(nameOf(one))).length;
    const begun = new Set(here.drafts.map((draft) => draft.assessment));
    const replaced = kept.drafts.filter((draft) => begun.has(draft.assessment)).length;
    this.#ask(
      `The file adds ${counted(fresh, 'result')}; ${kept.results.length - fresh} of its results are here already. It brings the answers to ${counted(kept.drafts.length, 'assessment')}, and replaces those here for ${replaced} of them.`,
      'Bring it back', async () => { await /** @type {Store} */ (this.#store).restore(kept); return 'The backup is back.'; });
  }

  #confirmErase() {
    this.#ask('All results and answers on this device will be gone for good.', 'Delete them', async () => {
      await /** @type {Store} */ (this.#store).erase();
      return 'Everything is deleted.';
    });
  }

  /**
   * @param {string} question
   * @param {string} yes
   * @param {() => Promise<string>} act
   */
  #ask(question, yes, act) {
    const done = (/** @type {string} */ text) => { this.#said.replaceChildren(text); this.#refresh(); };
    const agree = button(yes, () => act().then(done, () => done('That did not work; nothing was changed.')), { class: 'quiz-button quiz-primary' });
    this.#said.replaceChildren(h('p', {}, question), h('div', { class: 'quiz-actions' }, agree, button('Cancel', () => done('Nothing was changed.'))));
    agree.focus();
  }
}

/** @param {string} text @returns {Kept | null} the sound part of a backup */
function parseBackup(text) {
  try {
    const read = JSON.parse(text);
    if (read.format !== FORMAT || read.version !== 1) return null;
    return { drafts: read.drafts.filter(isDraft), results: read.results.filter(isResult) };
  } catch {
    return null;
  }
}

/** @param {number} number @param {string} unit */
function counted(number, unit) {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

customElements.define('mile-records', MileRecords);
