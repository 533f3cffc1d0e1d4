// One section at a time, with an overview that is always in reach.

import { all, announce, button, h } from './dom.js';
import { fieldsOf, isAnswered } from './fields.js';
import { isValid } from './validate.js';

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
    this.back = button('Back', () => this.go(this.at - 1));
    this.next = button('Next', () => this.onwards(), { class: 'quiz-button quiz-primary' });
    this.submit = h('button', { type: 'submit', class: 'quiz-button quiz-primary' }, label);
    this.bar = h('progress', { max: 1, value: 0, 'aria-label': 'Answered' });
    this.where = h('span', { class: 'quiz-where' });
    this.list = h('ol', { class: 'quiz-overview', id: `${form.id || 'quiz'}-overview`, hidden: true });
    this.toggle = button('Overview', () => this.open(this.list.matches('[hidden]')), {
      class: 'quiz-button quiz-small-button', 'aria-expanded': 'false', 'aria-controls': this.list.id,
    });
    this.build(submit);
  }

  /** @param {() => void} submit */
  build(submit) {
    this.form.addEventListener('submit', (event) => { event.preventDefault(); submit(); });
    const line = h('div', { class: 'quiz-line' }, this.where, this.sections.length > 1 && this.toggle);
    const nav = h('nav', { class: 'quiz-nav', 'aria-label': 'Sections' }, line, this.bar, this.list);
    nav.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !this.list.hidden) this.open(false, true); });
    this.form.prepend(nav);
    this.form.append(h('div', { class: 'quiz-actions' }, this.back, this.next, this.submit));
    this.sections.forEach((section, at) => this.list.append(h('li', { class: 'quiz-item' }, this.entry(section, at))));
    this.show(0);
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

  /** On to the next section, unless something in this one does not fit. */
  onwards() {
    const section = this.sections[this.at];
    if (!section || this.mayLeave(section)) this.go(this.at + 1);
  }

  /** Go to a section at the reader's wish: the focus goes along. @param {number} at */
  go(at) {
    this.show(at);
    const title = /** @type {HTMLElement} */ (this.sections[this.at]?.querySelector('.quiz-section-title'));
    title?.focus({ preventScroll: true });
    this.form.scrollIntoView({ block: 'start' });
    announce(this.status, `Section ${this.at + 1} of ${this.sections.length}, ${this.count()}`);
    this.moved();
  }

  /** @param {number} at */
  show(at) {
    this.at = Math.max(0, Math.min(at, this.sections.length - 1));
    this.sections.forEach((section, other) => section.classList.toggle('quiz-current', other === this.at));
    this.refresh();
  }

  /** Show the section of a field, and stand in it. @param {HTMLElement} field */
  reveal(field) {
    const at = this.sections.findIndex((section) => section.contains(field));
    if (at >= 0 && at !== this.at) this.show(at);
  }

  /** Counts, labels and marks after any answer. */
  refresh() {
    const last = this.at >= this.sections.length - 1;
    const fields = fieldsOf(this.form);
    this.bar.max = fields.length || 1;
    this.bar.value = fields.filter(isDone).length;
    this.where.textContent = fields.length === 0 ? '' : `${this.sections.length > 1 ? `Section ${this.at + 1} of ${this.sections.length}, ` : ''}${this.count()}`;
    this.back.hidden = this.at === 0;
    this.next.hidden = last;
    this.next.textContent = this.answeredIn(this.at) ? 'Next' : 'Skip for now';
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

  /** @param {number} at */
  answeredIn(at) {
    return fieldsOf(/** @type {HTMLElement} */ (this.sections[at] ?? this.form)).some(isAnswered);
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

/** @param {HTMLElement} section */
function titleOf(section) {
  return section.querySelector('.quiz-section-title')?.textContent ?? '';
}
