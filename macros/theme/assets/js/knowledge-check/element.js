// <mile-check>: the check at the end of an article, or a draw over those of a channel. Until a reader
// reaches for it, this is all that is loaded; then the rest comes, and the program that grades loads
// while the reader answers.

import { h, one, reload } from '../assessment/dom.js';
import { begun } from './progress.js';

// A link to the check: in one order (`#check=seed`), of one section (`#check=/section`), or both.
const LINK = /^#check=([\w-]{0,40})(?:\/([^/]+))?$/;
const QUESTION = /^#i=/; // a link to one question, of a mail

export class MileCheck extends HTMLElement {
  /** @type {Promise<import('./run.js').Run> | undefined} */
  #run;
  #upgraded = false;

  connectedCallback() {
    if (this.#upgraded) return;
    this.#upgraded = true;
    const start = this.#start();
    for (const event of ['pointerenter', 'focus']) start.addEventListener(event, () => this.#warm(), { once: true });
    start.addEventListener('click', () => this.#begin());
    const kept = begun(this.dataset['article'] ?? '');
    if (kept) start.textContent = `Go on with question ${kept.at + 1} of ${kept.taken.length}`;
    start.disabled = false; // a press before was nobody's to hear
    for (const link of document.querySelectorAll('.check-section-link')) link.addEventListener('click', (event) => this.#beginSection(event));
    window.addEventListener('hashchange', () => this.#arrive());
    this.#arrive();
  }

  #start() {
    return /** @type {HTMLButtonElement} */ (one(this, '.check-begin button'));
  }

  #load() {
    this.#run ??= import('./run.js').then(({ Run }) => Run.of(this));
    return this.#run;
  }

  #warm() {
    if (/** @type {any} */ (navigator).connection?.saveData) return;
    this.#load().then((run) => run.warm()).catch(() => { this.#run = undefined; });
  }

  /** A section's link is the wish to be asked: its questions begin at once, where it stands. @param {Event} event */
  #beginSection(event) {
    event.preventDefault();
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    history.pushState(null, '', link.hash);
    this.#begin(link.closest('.check-section'));
  }

  /** @param {Element | null} [below] what in the article the questions follow */
  async #begin(below = null) {
    this.#start().setAttribute('aria-disabled', 'true');
    one(this, '.check-problem')?.remove();
    try {
      const run = await this.#load();
      const [, seed = '', section = ''] = LINK.exec(location.hash) ?? [];
      const kept = LINK.test(location.hash) ? null : begun(this.dataset['article'] ?? '');
      if (kept && !run.taken.length) await run.resume(kept);
      else await run.begin(seed, this.#itemsOf(decodeURIComponent(section)), below);
    } catch (error) {
      console.warn(error);
      this.#fail();
    }
  }

  /** Offer another try, and the questions on paper, with their answers, where they stand here. */
  #fail() {
    this.#run = undefined;
    one(this, '.check-run')?.remove();
    this.classList.remove('check-open');
    this.#start().setAttribute('aria-disabled', 'false');
    const onPaper = Boolean(one(this, '.check-paper'));
    this.classList.toggle('check-failed', onPaper);
    const paper = onPaper ? 'Here they are on paper, with their answers.' : 'Each article has its own on paper, with their answers.';
    const notice = h('p', { class: 'check-problem', role: 'alert' }, `The questions did not come. ${paper} What you answered before is kept; to try again, reload the page. `, reload({ class: 'check-button' }));
    one(this, '.check-begin')?.after(notice);
  }

  /** The items whose paragraphs stand in a section; undefined where none is named. @param {string} section */
  #itemsOf(section) {
    /** @type {Record<string, string[]>} */
    const sections = JSON.parse(this.dataset['sections'] ?? '{}');
    return sections[section]?.map((id) => `${this.dataset['article']}/${id}`);
  }

  /** A link to a question opens it. */
  async #stand() {
    try {
      const [run, { arrive, wanted }] = await Promise.all([this.#load(), import('./arrival.js')]);
      const named = wanted(location.hash);
      if (named) await arrive(run, named);
    } catch (error) {
      console.warn(error);
      this.#fail(); // the questions on paper: the one that is named can be found
    }
  }

  /** A link with an order leads here, and waits for the reader to start. */
  #arrive() {
    if (QUESTION.test(location.hash)) this.#stand();
    if (!LINK.test(location.hash)) return;
    this.classList.remove('check-open'); // another order than the one that may be on the page
    this.scrollIntoView({ block: 'start' });
    this.#start().focus({ preventScroll: true });
  }
}

customElements.define('mile-check', MileCheck);
