// <mile-check>: the check at the end of an article. Until a reader reaches for it, this is all that
// is loaded; then the rest comes, and the program that grades loads while the reader answers.

import { one } from '../quiz/dom.js';

const SEED = /^#check=([\w-]{1,40})$/; // a link to the check in one order

export class MileCheck extends HTMLElement {
  /** @type {Promise<import('./run.js').Run> | undefined} */
  #run;
  #upgraded = false;

  connectedCallback() {
    if (this.#upgraded) return;
    this.#upgraded = true;
    const start = /** @type {HTMLButtonElement} */ (one(this, '.check-begin button'));
    for (const event of ['pointerenter', 'focus']) start.addEventListener(event, () => this.#warm(), { once: true });
    start.addEventListener('click', () => this.#begin(start));
    window.addEventListener('hashchange', () => this.#arrive());
    this.#arrive();
  }

  #load() {
    this.#run ??= import('./run.js').then(({ Run }) => Run.of(this));
    return this.#run;
  }

  #warm() {
    if (/** @type {any} */ (navigator).connection?.saveData) return;
    this.#load().then((run) => run.warm()).catch(() => { this.#run = undefined; });
  }

  /** @param {HTMLButtonElement} start */
  async #begin(start) {
    start.setAttribute('aria-disabled', 'true');
    try {
      const run = await this.#load();
      await run.begin(SEED.exec(location.hash)?.[1] ?? '');
    } catch (error) {
      console.warn(error);
      this.classList.add('check-failed'); // the questions on paper, with their answers
    }
  }

  /** A link with an order leads here, and waits for the reader to start. */
  #arrive() {
    if (!SEED.test(location.hash)) return;
    this.scrollIntoView({ block: 'start' });
    one(this, '.check-begin button')?.focus({ preventScroll: true });
  }
}

customElements.define('mile-check', MileCheck);
