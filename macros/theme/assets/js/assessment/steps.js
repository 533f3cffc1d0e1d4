// One section at a time, or one question at a time, with an overview that is always in reach.

import { all, announce, button, h } from './dom.js';
import { answerOf, controlOf, fieldsOf, isAnswered } from './fields.js';
import { isValid } from './validate.js';

export const ONE = 'mm-one-question'; // whether the reader wants one question at a time

export class Steps {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} status
   * @param {{submit: () => void, moved: () => void, mayLeave: (section: HTMLElement) => boolean, label: string}} options
   *   `mayLeave`: whether what stands in a section fits; `label`: what the last button says
   */
  constructor(form, status, { submit, moved, mayLeave, label }) {
    this.form = form;
    this.status = status;
    this.moved = moved;
    this.mayLeave = mayLeave;
    this.sections = all(form, '.quiz-section');
    this.at = 0;
    this.single = remembered();
    /** The question of the section that is shown alone. */
    this.question = 0;
    this.back = button('Back', () => this.backwards());
    this.next = button('Next', () => this.onwards(), { class: 'quiz-button quiz-primary' });
    this.submit = h('button', { type: 'submit', class: 'quiz-button quiz-primary' }, label);
    this.bar = h('progress', { max: 1, value: 0, 'aria-label': 'Answered' });
    this.where = h('span', { class: 'quiz-where' });
    this.list = h('ol', { class: 'quiz-overview', id: `${form.id || 'quiz'}-overview`, hidden: true });
    this.toggle = button('Overview', () => this.open(this.list.matches('[hidden]')), {
      class: 'quiz-button quiz-small-button', 'aria-expanded': 'false', 'aria-controls': this.list.id,
    });
    this.mode = button('One at a time', () => this.choose(!this.single), { class: 'quiz-button quiz-small-button', 'aria-pressed': String(this.single) });
    this.build(submit);
  }

  /** @param {() => void} submit */
  build(submit) {
    this.form.addEventListener('submit', (event) => { event.preventDefault(); submit(); });
    const line = h('div', { class: 'quiz-line' }, this.where, fieldsOf(this.form).length > this.sections.length && this.mode, this.sections.length > 1 && this.toggle);
    const nav = h('nav', { class: 'quiz-nav', 'aria-label': 'Sections' }, line, this.bar, this.list);
    nav.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !this.list.hidden) this.open(false, true); });
    this.form.prepend(nav);
    this.form.append(h('div', { class: 'quiz-actions' }, this.back, this.next, this.submit));
    this.sections.forEach((section, at) => this.list.append(h('li', { class: 'quiz-item' }, this.entry(section, at))));
    this.form.classList.toggle('quiz-one', this.single);
    this.show(0);
    this.form.addEventListener('change', ({ target }) => this.chosen(/** @type {HTMLElement} */ (target)));
    this.form.addEventListener('pointerdown', () => { this.pointed = true; });
    this.form.addEventListener('keydown', () => { this.pointed = false; });
  }

  /** One question at a time, or a section. @param {boolean} single */
  choose(single) {
    this.single = single;
    this.mode.setAttribute('aria-pressed', String(single));
    this.form.classList.toggle('quiz-one', single);
    const open = this.asked().findIndex((field) => !isAnswered(field));
    this.show(this.at, Math.max(0, open));
    announce(this.status, single ? 'One question at a time' : 'All questions of a section');
    try { localStorage.setItem(ONE, single ? 'yes' : ''); } catch { /* storage is denied: the choice lasts as long as the page */ }
  }

  /** The questions of a section. @param {number} [at] */
  asked(at = this.at) {
    return fieldsOf(/** @type {HTMLElement} */ (this.sections[at] ?? this.form));
  }

  /** A finger or a mouse has chosen: the next question follows by itself. @param {HTMLElement} target */
  chosen(target) {
    const lone = this.single && this.pointed && target instanceof HTMLInputElement && target.type === 'radio' && !target.closest('[data-column]');
    if (lone && target.checked && !this.isLast()) this.onwards();
  }

  /** Whether nothing follows what is shown. */
  isLast() {
    return this.at >= this.sections.length - 1 && (!this.single || this.question >= this.asked().length - 1);
  }

  /** Back to the question or section before. */
  backwards() {
    if (this.single && this.question > 0) this.ask(this.question - 1);
    else if (this.single) this.go(this.at - 1, Infinity);
    else this.go(this.at - 1);
  }

  /** Show one question of the section alone: the focus goes along. @param {number} question */
  ask(question) {
    this.show(this.at, question);
    const field = this.asked()[this.question];
    if (field) controlOf(field)?.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: 'start' });
    this.moved();
  }

  /**
   * @param {HTMLElement} section
   * @param {number} at
   */
  entry(section, at) {
    return button('', () => { this.open(false); this.go(at); }, { class: 'quiz-entry-button', 'data-title': titleOf(section) });
  }

  /** @param {boolean} open @param {boolean} [focus] on the button again */
  open(open, focus = false) {
    this.list.hidden = !open;
    this.toggle.setAttribute('aria-expanded', String(open));
    if (focus) this.toggle.focus();
  }

  /** On to the next question or section, unless something in this one does not fit. */
  onwards() {
    const section = this.sections[this.at];
    if (section && !this.mayLeave(section)) return;
    if (this.single && this.question < this.asked().length - 1) this.ask(this.question + 1);
    else this.go(this.at + 1);
  }

  /** Go to a section at the reader's wish: the focus goes along. @param {number} at @param {number} [question] */
  go(at, question = 0) {
    this.show(at, question);
    const title = /** @type {HTMLElement} */ (this.sections[this.at]?.querySelector('.quiz-section-title'));
    title?.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: 'start' });
    announce(this.status, `Section ${this.at + 1} of ${this.sections.length}, ${this.count()}`);
    this.moved();
  }

  /** Where the reader left off. @param {number} at */
  resume(at) {
    this.show(at);
    const open = this.asked().findIndex((field) => !isAnswered(field));
    if (this.single && open > 0) this.show(at, open);
  }

  /** @param {number} at @param {number} [question] */
  show(at, question = 0) {
    this.at = Math.max(0, Math.min(at, this.sections.length - 1));
    this.question = Math.max(0, Math.min(question, this.asked().length - 1));
    this.sections.forEach((section, other) => section.classList.toggle('quiz-current', other === this.at));
    this.refresh();
  }

  /** Show the section of a field, and stand in it. @param {HTMLElement} field */
  reveal(field) {
    const at = this.sections.findIndex((section) => section.contains(field));
    const question = this.asked(at).findIndex((one) => one.contains(field));
    if (at >= 0 && (at !== this.at || this.single)) this.show(at, question);
  }

  /** Counts, labels and marks after any answer. */
  refresh() {
    followUp(this.form);
    const last = this.isLast();
    const fields = fieldsOf(this.form);
    const alone = this.single ? this.asked()[this.question] : null;
    for (const field of all(this.form, '[data-field]')) field.classList.toggle('quiz-now', field === alone);
    this.bar.max = fields.length || 1;
    this.bar.value = fields.filter(isDone).length;
    this.where.textContent = fields.length === 0 ? '' : `${this.place(alone ?? null)}${this.count()}`;
    this.back.hidden = this.at === 0 && (!this.single || this.question === 0);
    this.next.hidden = last;
    this.next.textContent = (alone ? isAnswered(alone) : this.asked().some(isAnswered)) ? 'Next' : 'Skip for now';
    // Whoever has answered all may leave from any section.
    this.submit.hidden = !last && this.bar.value < fields.length;
    this.marks();
  }

  marks() {
    all(this.list, 'button').forEach((entry, at) => {
      const fields = fieldsOf(/** @type {HTMLElement} */ (this.sections[at]));
      const done = fields.filter(isDone).length;
      entry.textContent = `${at + 1}. ${entry.dataset['title']}: ${done} of ${fields.length} answered`;
      entry.classList.toggle('quiz-done', done === fields.length);
      if (at === this.at) entry.setAttribute('aria-current', 'step');
      else entry.removeAttribute('aria-current');
    });
  }

  /** @param {HTMLElement | null} alone the question that is shown alone */
  place(alone) {
    if (alone) return `Question ${fieldsOf(this.form).indexOf(alone) + 1}, `;
    return this.sections.length > 1 ? `Section ${this.at + 1} of ${this.sections.length}, ` : '';
  }

  count() {
    const fields = fieldsOf(this.form);
    return `${fields.filter(isDone).length} of ${fields.length} answered`;
  }
}

/** Whether a field counts as answered. @param {HTMLElement} field */
function isDone(field) {
  return isAnswered(field) && isValid(field);
}

/** A follow-up is asked where its screening answer calls for it. @param {HTMLFormElement} form */
function followUp(form) {
  for (const field of all(form, '[data-after]')) {
    const screening = all(form, '[data-field]').find((one) => one.dataset['field'] === field.dataset['after']);
    const answer = screening && !screening.hidden ? answerOf(screening) : null;
    field.hidden = !(typeof answer === 'number' && answer >= Number(field.dataset['from']));
  }
}

/** Whether the reader chose one question at a time, here or on another assessment. */
function remembered() {
  try { return localStorage.getItem(ONE) === 'yes'; } catch { return false; }
}

/** @param {HTMLElement} section */
function titleOf(section) {
  return section.querySelector('.quiz-section-title')?.textContent ?? '';
}
