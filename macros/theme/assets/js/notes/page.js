// <mile-notes>: all that a reader saved, read and noted, by article, and as files for other programs.

import { button, download, h } from '../assessment/dom.js';
import { readingHere, save } from '../assessment/reading.js';
import { openStore } from '../assessment/store.js';
import { troubleNote } from '../assessment/trouble.js';
import { at } from '../reader/site.js';
import { citation } from '../shared/citation.js';
import { edit } from './editor.js';
import { annotations, byArticle, markdown, readwise } from './exports.js';
import { tell } from './marks.js';
import '../assessment/records.js';

/** @typedef {import('../assessment/shapes.js').Note} Note */

const pageOf = (/** @type {string} */ article) => at(`wiki/${encodeURI(article)}/`);

class MileNotes extends HTMLElement {
  #place = h('div', {});

  async connectedCallback() {
    if (this.#place.isConnected) return;
    const store = await openStore();
    this.append(troubleNote(store), this.#place);
    store.addEventListener('elsewhere', () => this.#draw());
    document.addEventListener('records:changed', () => this.#draw());
    await this.#draw();
  }

  async #draw() {
    const notes = await (await openStore()).all('notes');
    tell(notes);
    const { saved, read } = readingHere();
    const parts = [...this.#saved(saved), ...this.#notes(notes), ...(notes.length ? [files(notes)] : []), ...this.#read(read)];
    const none = h('p', {}, 'Nothing yet. Select words in an article to highlight them or to write a note; save an article with the button at its end.');
    this.#place.replaceChildren(...(parts.length ? parts : [none]));
  }

  /** @param {Record<string, { title: string, at: string }>} saved */
  #saved(saved) {
    const rows = Object.entries(saved).sort(([, a], [, b]) => b.at.localeCompare(a.at)).map(([key, { title }]) => h('li', {}, h('a', { href: pageOf(key) }, title), ' ',
      button('Remove', () => { save(key, null); this.#draw(); }, { class: 'mm-note-button', 'aria-label': `Remove: ${title}` })));
    return rows.length ? [h('h2', {}, 'Saved for later'), h('ul', { class: 'mm-note-list' }, ...rows)] : [];
  }

  /** @param {Note[]} notes */
  #notes(notes) {
    const articles = [...byArticle(notes)].map(([article, own]) => h('section', {}, h('h3', {}, h('a', { href: pageOf(article) }, own[0]?.title ?? article)), ...own.map((note) => this.#note(note))));
    return articles.length ? [h('h2', {}, 'Highlights and notes'), ...articles] : [];
  }

  /** @param {Note} note */
  #note(note) {
    const { quote, video, second } = note;
    const source = video && second !== null ? [' ', citation(second, video)] : [];
    const change = button(note.note ? 'Change' : 'Add a note', () => edit(note, () => this.#draw()), { class: 'mm-note-button', 'aria-label': `Change the note to: ${quote.exact.slice(0, 60)}` });
    return h('div', { class: 'mm-noted' }, h('blockquote', {}, quote.exact, ...source), note.note ? h('p', { class: 'mm-note-words' }, note.note) : null, change);
  }

  /** @param {Record<string, string>} read */
  #read(read) {
    const count = Object.keys(read).length;
    return count ? [h('p', { class: 'mm-note-count' }, `${count === 1 ? 'One article' : `${count} articles`} read to the end so far.`)] : [];
  }
}

/** The notes as files. @param {Note[]} notes */
function files(notes) {
  const file = (/** @type {string} */ name, /** @type {string} */ ending, /** @type {string} */ type, /** @type {(notes: Note[], address: typeof pageOf) => string} */ write) => (
    button(name, () => download(`notes.${ending}`, write(notes, pageOf), type), { class: 'mm-note-button' }));
  return h('div', { class: 'mm-note-files' }, h('h2', {}, 'Take them along'),
    h('p', {}, file('Markdown', 'md', 'text/markdown', markdown), ' ', file('Readwise (CSV)', 'csv', 'text/csv', readwise), ' ', file('Web Annotations (JSON-LD)', 'jsonld', 'application/ld+json', annotations)));
}

customElements.define('mile-notes', MileNotes);
