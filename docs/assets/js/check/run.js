// One way through the questions of a check: one at a time, graded by the core, then a summary.

import { RuntimeFailure, WireError, sharedClient } from '../quiz/client.js';
import { announce, button, h, one } from '../quiz/dom.js';
import { Waiting } from '../quiz/waiting.js';
import { unmark } from './places.js';
import { said } from './said.js';
import { summary } from './summary.js';
import { controls, draw } from './widgets.js';

/** @typedef {import('./wire.js').CheckFile} CheckFile */
/** @typedef {import('./wire.js').Grade} Grade */
/** @typedef {import('./wire.js').Question} Question */
/** @typedef {{question: Question, first: Grade | null, last: Grade | null, hints: number}} Taken */

const RUNTIME = new URL('../../generated/runtime/', import.meta.url).href;

export class Run {
  /** @type {Taken[]} */
  taken = [];
  at = 0;
  seed = '';
  #busy = false;
  /** @type {Map<string, import('./widgets.js').Widget>} */
  #widgets = new Map();
  #say = (/** @type {string} */ text) => announce(this.status, text);

  /** @param {HTMLElement} element a <mile-check> @returns {Promise<Run>} */
  static async of(element) {
    const reply = await fetch(element.dataset['file'] ?? 'check.json');
    if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
    return new Run(element, await reply.json());
  }

  /**
   * @param {HTMLElement} element
   * @param {CheckFile} file
   */
  constructor(element, file) {
    this.element = element;
    this.file = file;
    const { folder, core, lock } = file.runtime;
    this.client = sharedClient({ folder: RUNTIME + folder, core: RUNTIME + core, lock });
    this.waiting = new Waiting(this.client);
    this.status = h('p', { class: 'check-hidden', role: 'status' });
    this.place = h('div', { class: 'check-place' });
    this.box = h('div', { class: 'check-run' }, this.place, this.waiting.box, this.status);
  }

  /** Load the program that grades while the reader still reads. */
  warm() {
    this.client.start().catch(() => {}); // told when an answer waits for it
  }

  /**
   * Begin with the order of a seed; without one in the order in which the page was built.
   * @param {string} seed
   * @param {string[]} [only] the ids of the questions to ask; all where left out
   */
  async begin(seed, only) {
    this.warm();
    if (!this.box.isConnected) one(this.element, '.check-paper')?.before(this.box);
    this.element.classList.add('check-open');
    const view = seed ? await this.#describe(seed) : this.file.view;
    this.seed = seed;
    const asked = view.questions.filter((question) => !only || only.includes(question.id));
    this.taken = asked.map((question) => ({ question, first: null, last: null, hints: 0 }));
    this.go(0);
  }

  /** @param {string} seed @returns {Promise<import('./wire.js').View>} */
  async #describe(seed) {
    this.#wait(true);
    try {
      return await this.client.call('describe', { questions: this.file.questions, seed, shuffle: true });
    } finally {
      this.#wait(false);
    }
  }

  /** @param {number} at */
  go(at) {
    unmark();
    this.at = at;
    const taken = this.taken[at];
    const drawn = taken ? this.#question(taken) : this.#summary();
    this.place.replaceChildren(drawn);
    const title = one(drawn, 'h3');
    title?.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Taken} taken */
  #question(taken) {
    const { question } = taken;
    const title = h('h3', { id: 'check-question', class: 'check-text', tabindex: -1 }, question.type === 'cloze' ? 'Fill in the gaps.' : question.text);
    const form = h('form', { class: 'check-form', novalidate: true, 'aria-labelledby': title.id });
    form.append(this.#fields(question), ...this.#asking(taken, form));
    form.addEventListener('submit', (event) => { event.preventDefault(); this.#answer(taken, form); });
    form.addEventListener('input', () => this.#reopen(form));
    const where = h('p', { class: 'check-where' }, `Question ${this.at + 1} of ${this.taken.length}`);
    return h('div', { class: 'check-card' }, where, title, form);
  }

  /** @param {Question} question */
  #fields(question) {
    this.#widgets = new Map(question.fields.map((field) => {
      const own = field.label !== question.text && field.before === undefined;
      return [field.id, draw(field, { name: `check-${field.id}`, label: own ? '' : 'check-question', say: this.#say })];
    }));
    const nodes = [...this.#widgets.values()].map((widget) => widget.node);
    return h('div', { class: question.type === 'cloze' ? 'check-cloze' : 'check-fields' }, ...nodes);
  }

  /**
   * The hints and the button that hands the answer in.
   * @param {Taken} taken
   * @param {HTMLFormElement} form
   */
  #asking(taken, form) {
    const hints = h('ol', { class: 'check-hints', 'aria-live': 'polite', 'aria-label': 'Hints' });
    const { hints: all } = taken.question;
    const words = () => (hints.children.length ? 'Another hint' : 'A hint');
    const more = button(words(), () => {
      hints.append(h('li', {}, all[hints.children.length] ?? ''));
      taken.hints = Math.max(taken.hints, hints.children.length);
      more.textContent = words();
      if (hints.children.length < all.length) return;
      more.remove();
      one(form, '[type="submit"]')?.focus();
    }, { class: 'check-button' });
    const submit = h('button', { type: 'submit', class: 'check-button check-primary' }, 'Check the answer');
    const problem = h('p', { class: 'check-problem', role: 'alert' });
    const skip = button('Skip', () => this.go(this.at + 1), { class: 'check-button' });
    return [hints, problem, h('div', { class: 'check-actions check-ask' }, submit, all.length > 0 && more, skip)];
  }

  /** @returns {Record<string, unknown>} */
  #response() {
    return Object.fromEntries([...this.#widgets].map(([id, widget]) => [id, widget.read()]).filter(([, value]) => value !== null));
  }

  /**
   * @param {Taken} taken
   * @param {HTMLFormElement} form
   */
  async #answer(taken, form) {
    if (this.#busy || one(form, '.check-said')) return;
    const response = this.#response();
    if (Object.keys(response).length === 0) return this.#refuse(form, unanswered(taken.question));
    this.#busy = true;
    this.#wait(this.client.state !== 'ready');
    try {
      const graded = await this.#grade(taken.question, response);
      if (this.taken[this.at] === taken) this.#graded(taken, form, graded);
    } catch (error) {
      this.#fail(form, error);
    } finally {
      this.#busy = false;
      this.#wait(false);
    }
  }

  /**
   * @param {Question} question
   * @param {Record<string, unknown>} response
   * @returns {Promise<Grade>}
   */
  #grade(question, response) {
    return this.client.call('grade', { question: this.#built(question), response });
  }

  /** A question as the core grades it. @param {Question} question */
  #built(question) {
    return this.file.questions.find((one) => one.id === question.id);
  }

  /**
   * @param {Taken} taken
   * @param {HTMLFormElement} form
   * @param {Grade} grade
   */
  #graded(taken, form, grade) {
    taken.first ??= grade;
    taken.last = grade;
    const { question } = taken;
    this.element.dispatchEvent(new CustomEvent('check:graded', { bubbles: true, detail: { question: question.id, version: question.version, credit: grade.credit, hints: taken.hints } }));
    this.#tell(taken, form, grade, grade.right);
  }

  /**
   * Say what came of it below the fields, and mark these.
   * @param {Taken} taken
   * @param {HTMLFormElement} form
   * @param {Grade} grade
   * @param {boolean} reveal
   */
  #tell(taken, form, grade, reveal) {
    one(form, '.check-said')?.remove();
    this.#mark(grade.parts.filter((part) => part.state === 'right' || (part.state === 'wrong' && !reveal)));
    const next = button(this.at + 1 < this.taken.length ? 'Next question' : 'Summary', () => this.go(this.at + 1), { class: `check-button${reveal ? ' check-primary' : ''}` });
    const again = button('Try again', () => { this.#reopen(form); controls(form)[0]?.focus(); }, { class: 'check-button check-primary' });
    const show = button('Show the answer', () => this.#reveal(taken, form, grade), { class: 'check-button' });
    const whole = this.#built(taken.question)?.credit !== 'per-option';
    const box = said(taken.question, grade, { paragraphs: this.file.paragraphs, whole, reveal, actions: reveal ? [next] : [again, show, next] });
    form.append(box);
    form.classList.add('check-answered');
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: 'nearest' });
  }

  /**
   * @param {Taken} taken
   * @param {HTMLFormElement} form
   * @param {Grade} grade
   */
  #reveal(taken, form, grade) {
    for (const [id, widget] of this.#widgets) widget.fill(grade.answer[id]);
    this.#tell(taken, form, grade, true);
  }

  /** @param {import('./wire.js').Part[]} parts */
  #mark(parts) {
    this.place.querySelectorAll('[data-state]:not(.citation)').forEach((marked) => marked.removeAttribute('data-state'));
    for (const { id, state } of parts) {
      const host = [...this.#widgets.values()].map((widget) => widget.part(id)).find(Boolean);
      host?.setAttribute('data-state', state);
    }
  }

  /** A changed answer is a new one: the old verdict goes. @param {HTMLFormElement} form */
  #reopen(form) {
    const problem = one(form, '.check-problem');
    if (problem) problem.textContent = '';
    if (!one(form, '.check-said')) return;
    one(form, '.check-said')?.remove();
    form.classList.remove('check-answered');
    this.#mark([]);
  }

  /**
   * @param {HTMLFormElement} form
   * @param {string} why
   */
  #refuse(form, why) {
    const problem = one(form, '.check-problem');
    if (problem) problem.textContent = why;
    controls(form)[0]?.focus();
  }

  /**
   * @param {HTMLFormElement} form
   * @param {unknown} error
   */
  #fail(form, error) {
    if (error instanceof WireError) return this.#refuse(form, error.message);
    const why = error instanceof RuntimeFailure ? error.message : 'Something went wrong on this page.';
    this.#refuse(form, `${why} The questions and their answers stand below; your answer is still here, and you can try again.`);
    this.element.classList.add('check-failed');
    if (!(error instanceof RuntimeFailure)) console.error(error);
  }

  /** @param {boolean} waiting */
  #wait(waiting) {
    if (!waiting) return this.waiting.hide();
    this.waiting.show(true);
    this.#say('Your answer is in. The program that checks it is still loading.');
  }

  #summary() {
    const missed = this.taken.filter((one) => !one.first?.right).map((one) => one.question.id);
    const order = crypto.randomUUID().slice(0, 8);
    const ways = {
      again: () => this.begin(order).catch((error) => this.#lost(error)),
      missed: () => this.begin(order, missed).catch((error) => this.#lost(error)),
    };
    return summary(this.taken, this.file.paragraphs, ways, this.seed || this.file.view.seed);
  }

  /** @param {unknown} error */
  #lost(error) {
    console.warn(error);
    this.element.classList.add('check-failed');
  }
}

/** What is said where nothing was answered. @param {Question} question */
function unanswered(question) {
  if (question.type === 'ordering') return 'Move a step first: its two buttons, or the arrow keys on them.';
  if (question.type === 'numeric') return 'Write a number first, in figures.';
  return 'Answer first; a guess is fine.';
}
