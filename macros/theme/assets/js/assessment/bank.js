// What the page already says of an assessment: titles, bands, formats and moves from its own HTML,
// written at build time from the bank.

import { all, one } from './dom.js';

export class Bank {
  /** @param {HTMLElement} page the custom element */
  constructor(page) {
    this.page = page;
    this.id = page.id;
    this.title = page.dataset['title'] ?? '';
    this.version = page.dataset['version'] ?? '';
    this.formula = page.dataset['formula'] ?? '';
  }

  /** @param {string} id @returns {{title: string, kind: string} | null} */
  scale(id) {
    const found = this.#by('scale', id);
    return found && { title: found.dataset['title'] ?? id, kind: found.dataset['kind'] ?? '' };
  }

  /** What a band means. @param {string} id @param {string} band */
  band(id, band) {
    const found = this.#by('scale', id);
    return (found && all(found, '[data-band]').find((cell) => cell.dataset['band'] === band)?.textContent) || '';
  }

  /** @param {string} id @returns {{title: string, format: string, text: string} | null} */
  value(id) {
    const found = this.#by('value', id);
    return found && { title: found.dataset['title'] ?? id, format: found.dataset['format'] ?? 'number', text: found.textContent ?? '' };
  }

  /** The bank's numbers in their order. @returns {string[]} */
  values() {
    return all(this.page, '[data-value]').map((found) => found.dataset['value'] ?? '');
  }

  /** @param {string} word */
  verdict(word) {
    return this.#by('verdict', word)?.textContent ?? '';
  }

  /**
   * A copy of a move with its links, as the build wrote it.
   * @param {string} assessment
   * @param {string} id
   * @returns {HTMLElement | null}
   */
  move(assessment, id) {
    const others = /** @type {HTMLTemplateElement | null} */ (one(this.page, 'template.quiz-moves'));
    const name = assessment === this.id ? id : `${assessment}/${id}`;
    const where = assessment === this.id ? this.page : others?.content ?? this.page;
    const found = all(where, '[data-move]').find((move) => move.dataset['move'] === name);
    return found ? /** @type {HTMLElement} */ (found.cloneNode(true)) : null;
  }

  /** @param {string} name @param {string} value */
  #by(name, value) {
    return all(this.page, `[data-${name}]`).find((found) => found.dataset[name] === value) ?? null;
  }
}
