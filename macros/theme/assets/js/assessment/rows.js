// A list of rows (projects, skills, wins): added, removed and moved by buttons or by keyboard.

import { all, announce, button, h, one } from './dom.js';
import { answeredRows, columnsOf, fill, isAnswered, noneOf, rowsOf } from './fields.js';

/** @typedef {(row: HTMLElement) => void} Notice */

export class RowList {
  /**
   * @param {HTMLElement} field the fieldset with data-widget="rows"
   * @param {HTMLElement} status where to say what happened
   * @param {() => void} changed
   */
  constructor(field, status, changed) {
    this.field = field;
    this.status = status;
    this.changed = changed;
    this.name = field.dataset['row'] ?? 'Row';
    this.max = Number(field.dataset['max']);
    this.list = /** @type {HTMLElement} */ (one(field, '.quiz-row-list'));
    this.blank = /** @type {HTMLElement} */ (this.list.firstElementChild?.cloneNode(true));
    this.next = this.list.children.length;
    this.adder = button(`Add a ${this.name.toLowerCase()}`, () => this.add(true), { class: 'quiz-button quiz-add' });
    const none = noneOf(field)?.closest('label');
    none?.addEventListener('change', () => this.emptied());
    field.append(this.adder, h('p', { class: 'quiz-help' }, `Up to ${this.max}.`, h('span', { class: 'quiz-by-key' }, ' Alt with the up or down arrow moves a row.')), ...(none ? [none] : []));
    this.trim();
    field.addEventListener('keydown', (event) => this.key(event));
  }

  /** Keep what was filled in, or one empty row. */
  trim() {
    const rows = rowsOf(this.field);
    const empty = rows.filter((row) => !columnsOf(row).some(isAnswered));
    empty.slice(empty.length === rows.length ? 1 : 0).forEach((row) => row.parentElement?.remove());
    rowsOf(this.field).forEach((row) => this.equip(row));
    this.renumber();
  }

  /**
   * Show exactly these rows.
   * @param {Record<string, string>[]} kept
   * @param {boolean} [none] whether the reader said that there is none
   */
  restore(kept, none = false) {
    this.list.replaceChildren();
    for (const raw of kept.slice(0, this.max)) {
      const row = this.add(false);
      for (const column of columnsOf(row)) fill(column, raw[column.dataset['column'] ?? ''] ?? null);
    }
    if (!kept.length) this.add(false);
    const box = noneOf(this.field);
    if (box) box.checked = none;
  }

  /** @param {boolean} asked by the reader, who then stands in the new row */
  add(asked) {
    const item = /** @type {HTMLElement} */ (this.blank.cloneNode(true));
    rename(item, this.next++);
    this.list.append(item);
    const row = /** @type {HTMLElement} */ (one(item, '.quiz-row'));
    this.equip(row);
    this.renumber();
    if (asked) this.tell(row, `${this.title(row)} added`);
    return row;
  }

  /** A row that was filled in and "none of these" can't both be meant: the row is the surer sign. */
  emptied() {
    const box = noneOf(this.field);
    if (!box?.checked || !answeredRows(this.field).length) return;
    box.checked = false;
    announce(this.status, `Remove what you entered for each ${this.name.toLowerCase()} first`);
  }

  /** @param {HTMLElement} row */
  remove(row) {
    const message = `${this.title(row)} removed`;
    const at = rowsOf(this.field).indexOf(row);
    row.parentElement?.remove();
    if (!this.list.children.length) this.add(false);
    this.renumber();
    const rows = rowsOf(this.field);
    this.tell(/** @type {HTMLElement} */ (rows[Math.min(at, rows.length - 1)]), message);
  }

  /**
   * @param {HTMLElement} row
   * @param {-1 | 1} by
   */
  move(row, by) {
    const focused = document.activeElement;
    const item = /** @type {HTMLElement} */ (row.parentElement);
    if (by < 0 && item.previousElementSibling) item.previousElementSibling.before(item);
    else if (by > 0 && item.nextElementSibling) item.nextElementSibling.after(item);
    else return;
    this.renumber();
    if (focused instanceof HTMLElement) focused.focus();
    announce(this.status, `Moved: now ${this.title(row)}`);
    this.changed();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('.quiz-row'));
    if (!by || !row || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(row, by);
  }

  /** @param {HTMLElement} row */
  title(row) {
    return `${this.name} ${rowsOf(this.field).indexOf(row) + 1}`;
  }

  /**
   * @param {HTMLElement} row
   * @param {string} message
   */
  tell(row, message) {
    one(row, 'input, textarea')?.focus();
    announce(this.status, message);
    this.changed();
  }

  /** Give a row its buttons. @param {HTMLElement} row */
  equip(row) {
    if (one(row, '.quiz-row-tools')) return;
    row.append(h('div', { class: 'quiz-row-tools' },
      button('Up', () => this.move(row, -1), { class: 'quiz-button quiz-small-button', 'data-act': 'up' }),
      button('Down', () => this.move(row, 1), { class: 'quiz-button quiz-small-button', 'data-act': 'down' }),
      button('Remove', () => this.remove(row), { class: 'quiz-button quiz-small-button', 'data-act': 'remove' })));
  }

  /** Numbers, button names and limits after any change. */
  renumber() {
    const rows = rowsOf(this.field);
    rows.forEach((row, at) => {
      const number = one(row, '.quiz-row-number');
      if (number) number.textContent = String(at + 1);
      const say = (/** @type {string} */ act, /** @type {string} */ label, /** @type {boolean} */ off) => {
        const made = /** @type {HTMLButtonElement | null} */ (one(row, `[data-act="${act}"]`));
        made?.setAttribute('aria-label', label);
        if (off) made?.setAttribute('aria-disabled', 'true');
        else made?.removeAttribute('aria-disabled');
      };
      say('up', `Move ${this.title(row)} up`, at === 0);
      say('down', `Move ${this.title(row)} down`, at === rows.length - 1);
      say('remove', `Remove ${this.title(row)}`, false);
    });
    this.adder.disabled = rows.length >= this.max;
  }
}

/**
 * Give a copied row ids and names of its own: `q-projects-0-hours` becomes `q-projects-7-hours`.
 * @param {HTMLElement} item
 * @param {number} number
 */
function rename(item, number) {
  for (const part of [item, ...all(item, '*')]) {
    for (const name of ['id', 'name', 'for', 'aria-describedby']) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, value.replace(/-0(?=-|$| )/g, `-${number}`));
    }
    if (part instanceof HTMLInputElement) Object.assign(part, { value: part.defaultValue, checked: part.defaultChecked });
  }
}
