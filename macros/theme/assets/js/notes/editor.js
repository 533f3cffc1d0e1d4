// The sheet in which a note is written, changed or deleted.

import { h } from '../assessment/dom.js';
import { openStore } from '../assessment/store.js';

/** @typedef {import('../assessment/shapes.js').Note} Note */

/**
 * @param {Note} note
 * @param {() => unknown} changed when it was kept or deleted
 */
export function edit(note, changed) {
  const entry = h('textarea', { class: 'mm-note-entry', rows: 4, 'aria-label': 'Your note', maxlength: 5000 });
  entry.value = note.note;
  const keep = async (/** @type {Event} */ event) => {
    event.preventDefault();
    await (await openStore()).put('notes', { ...note, note: entry.value.trim(), changed: new Date().toISOString() });
    sheet.close();
    changed();
  };
  const remove = async () => {
    await (await openStore()).remove('notes', note.id);
    sheet.close();
    changed();
  };
  const sheet = h('dialog', { class: 'mm-sheet mm-note', 'aria-label': 'Note' },
    h('blockquote', {}, note.quote.exact),
    h('form', { method: 'dialog', onsubmit: keep }, entry,
      h('div', { class: 'mm-sheet-row' },
        h('button', { type: 'submit', class: 'mm-sheet-go' }, 'Keep'),
        h('button', { type: 'button', class: 'mm-sheet-close', onclick: () => sheet.close() }, 'Close'),
        h('button', { type: 'button', class: 'mm-sheet-close', onclick: remove }, 'Delete'))));
  sheet.addEventListener('close', () => sheet.remove());
  sheet.addEventListener('click', (event) => { if (event.target === sheet) sheet.close(); });
  document.body.append(sheet);
  sheet.showModal();
  entry.focus();
}
