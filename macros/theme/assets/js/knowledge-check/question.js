// One question on the page: its fields, hints and confidence, graded by the core, and the feedback.

import { RuntimeFailure, WireError } from '../assessment/client.js';
import { button, h, one, reload } from '../assessment/dom.js';
import { confidence } from './confidence.js';
import { feedback } from './feedback.js';
import { controls, draw, hasGaps } from './widgets.js';

/** @typedef {import('./wire.js').Asked} Asked */
/** @typedef {import('./wire.js').Grade} Grade */
/** @typedef {{reveal: boolean, shown: boolean, actions: HTMLElement[], more?: HTMLElement | null}} Told
 *   `reveal`: the answer may be explained; `shown`: it stands in the fields; `more` goes below the explanation */
/**
 * @typedef {{client: import('../assessment/client.js').Client, waiting: import('../assessment/waiting.js').Waiting, where: Node | string,
 *   others: HTMLElement[], say: (text: string) => void, graded: (grade: Grade, card: Card) => void,
 *   told: (grade: Grade, card: Card) => Told | Promise<Told>, failed: () => string, atOnce?: boolean}} Around
 *   `others` are buttons beside the one that hands the answer in; `told` says what stands below the verdict,
 *   `failed` what a reader can do where the program does not run; `atOnce`: a tap on how sure one is hands the answer in
 */

export class Card {
  #busy = false;
  hints = 0;
  /** How sure the reader was before the first verdict. @type {number | null} */
  confidence = null;
  /** @type {Map<string, import('./widgets.js').Widget>} */
  #widgets = new Map();
  #sure = confidence();

  /**
   * @param {Asked} asked
   * @param {Around} around
   */
  constructor(asked, around) {
    this.asked = asked;
    this.around = around;
    const { question } = asked;
    this.title = h('h3', { id: 'check-question', class: 'check-text', tabindex: -1 }, hasGaps(question) ? 'Fill in the gaps.' : question.text);
    this.form = h('form', { class: 'check-form', novalidate: true, 'aria-labelledby': this.title.id });
    this.problem = h('p', { class: 'check-problem', role: 'alert' });
    this.form.append(this.#fields(), ...this.#asking());
    this.form.addEventListener('submit', (event) => { event.preventDefault(); this.#answer(); });
    this.form.addEventListener('input', () => this.reopen());
    if (around.atOnce) this.#answerByTap();
    this.node = h('div', { class: 'check-card' }, h('p', { class: 'check-where' }, around.where), this.title, this.form);
  }

  #fields() {
    const { question } = this.asked;
    this.#widgets = new Map(question.fields.map((field) => {
      const own = field.label !== question.text && field.before === undefined;
      return [field.id, draw(field, { name: `check-${field.id}`, label: own ? '' : 'check-question', say: this.around.say })];
    }));
    const nodes = [...this.#widgets.values()].map((widget) => widget.node);
    return h('div', { class: hasGaps(question) ? 'check-cloze' : 'check-fields' }, ...nodes);
  }

  /** The hints, how sure one is, and the button that hands the answer in. */
  #asking() {
    const list = h('ol', { class: 'check-hints', 'aria-live': 'polite', 'aria-label': 'Hints' });
    const { hints } = this.asked.question;
    const words = () => (list.children.length ? 'Another hint' : 'A hint');
    const more = button(words(), () => {
      list.append(h('li', {}, hints[list.children.length] ?? ''));
      this.hints = Math.max(this.hints, list.children.length);
      more.textContent = words();
      if (list.children.length < hints.length) return;
      more.remove();
      one(this.form, '[type="submit"]')?.focus();
    }, { class: 'check-button' });
    const submit = h('button', { type: 'submit', class: 'check-button check-primary' }, 'Check the answer');
    const actions = h('div', { class: 'check-actions check-ask' }, submit, hints.length > 0 && more, ...this.around.others);
    return [list, this.#sure.node, this.problem, actions];
  }

  /** @returns {Record<string, unknown>} */
  #response() {
    return Object.fromEntries([...this.#widgets].map(([id, widget]) => [id, widget.read()]).filter(([, value]) => value !== null));
  }

  /** A tap on how sure one is hands the answer in; the arrow keys only choose. */
  #answerByTap() {
    let tapped = false;
    this.#sure.node.addEventListener('pointerdown', () => { tapped = true; });
    this.form.addEventListener('keydown', () => { tapped = false; });
    this.#sure.node.addEventListener('change', () => {
      if (tapped && Object.keys(this.#response()).length) this.#answer();
    });
  }

  async #answer() {
    if (this.#busy || one(this.form, '.check-said')) return;
    const unclear = [...this.#widgets.values()].map((widget) => widget.unclear?.()).find(Boolean);
    if (unclear) return this.#refuse(unclear);
    const response = this.#response();
    if (Object.keys(response).length === 0) return this.#refuse(unanswered(this.asked.question));
    this.#busy = true;
    this.#wait(this.around.client.state !== 'ready');
    try {
      const grade = await this.around.client.call('grade', { question: this.asked.built, response });
      if (this.node.isConnected) await this.#graded(grade);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
      this.#wait(false);
    }
  }

  /** @param {Grade} grade */
  async #graded(grade) {
    this.confidence ??= this.#sure.read();
    this.#sure.node.remove(); // the next tries are made knowing the verdict
    this.around.graded(grade, this);
    this.tell(grade, await this.around.told(grade, this));
  }

  /**
   * Say what came of it below the fields, and mark these.
   * @param {Grade} grade
   * @param {Told} told
   */
  tell(grade, { reveal, shown, actions, more }) {
    one(this.form, '.check-said')?.remove();
    this.#mark(grade.parts.filter((part) => part.state === 'right' || (part.state === 'wrong' && !shown)));
    const whole = this.asked.built?.credit !== 'per-option';
    const { question, paragraphs } = this.asked;
    const box = feedback(question, grade, { paragraphs, whole, reveal, shown, actions, more: more ?? null });
    this.form.append(box);
    this.form.classList.add('check-answered');
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: 'nearest' });
  }

  /** Put the right answer into the fields. @param {Grade} grade */
  fill(grade) {
    for (const [id, widget] of this.#widgets) widget.fill(grade.answer[id]);
  }

  /** A changed answer is a new one: the old verdict goes. */
  reopen() {
    this.problem.textContent = '';
    if (!one(this.form, '.check-said')) return;
    one(this.form, '.check-said')?.remove();
    this.form.classList.remove('check-answered');
    this.#mark([]);
  }

  focusFields() {
    controls(this.form)[0]?.focus();
  }

  /** @param {import('./wire.js').Part[]} parts */
  #mark(parts) {
    this.node.querySelectorAll('[data-state]:not(.citation)').forEach((marked) => marked.removeAttribute('data-state'));
    for (const { id, state } of parts) {
      const host = [...this.#widgets.values()].map((widget) => widget.part(id)).find(Boolean);
      host?.setAttribute('data-state', state);
    }
  }

  /** @param {string} why */
  #refuse(why) {
    this.problem.textContent = why;
    this.focusFields();
  }

  /** @param {unknown} error */
  #fail(error) {
    if (error instanceof WireError) return this.#refuse(error.message);
    const { message: why, outdated } = error instanceof RuntimeFailure ? error : new RuntimeFailure('Something went wrong on this page.');
    const onwards = outdated ? 'Reload the page, which brings the new version: what was checked is kept, this answer has to be given again.' : 'Your answer is still here, and you can try again.';
    this.#refuse(`${why} ${this.around.failed()} ${onwards}`);
    if (outdated) this.problem.append(' ', reload({ class: 'check-button' }));
    if (!(error instanceof RuntimeFailure)) console.error(error);
  }

  /** @param {boolean} waiting */
  #wait(waiting) {
    if (!waiting) return this.around.waiting.hide();
    this.around.waiting.show(true);
    this.around.say('Your answer is in. The program that checks it is still loading.');
  }
}

/** The message where nothing was answered. @param {import('./wire.js').Question} question */
function unanswered(question) {
  const { widget } = question.fields[0] ?? {};
  if (widget === 'order') return 'Move a step first: its two buttons, or the arrow keys on them.';
  if (widget === 'number') return 'Write a number first, in figures.';
  return 'Answer first; a guess is fine.';
}
