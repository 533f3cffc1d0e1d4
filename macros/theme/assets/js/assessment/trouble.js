// What is said where the browser can't keep something, or kept something that can't be read.

import { button, download, h } from './dom.js';

/** @type {Record<import('./store.js').Trouble, string>} */
const WORDS = {
  '': '',
  denied: 'This browser does not let the page keep anything: what you answer is gone when you leave it.',
  full: 'This browser has no room left for what you answer: it is gone when you leave the page. Save a backup file now, then make room.',
  old: 'Another tab shows an older or newer version of this site and holds what you keep. Close it, then reload this page; until then nothing new is kept.',
  silent: 'This browser does not open what it keeps. Close every page of this site, then come back; until then what you answer is gone when you leave the page.',
  newer: 'What this browser keeps was saved by a newer version of this site. Reload this page to get that version; until then nothing new is kept.',
};

/**
 * A line that stands there as long as something can't be kept.
 * @param {import('./store.js').Store} store
 */
export function troubleNote(store) {
  const note = h('p', { class: 'quiz-notice', role: 'status' });
  const tell = () => {
    note.textContent = WORDS[store.trouble];
    note.hidden = !store.trouble;
  };
  store.addEventListener('trouble', tell);
  tell();
  return note;
}

/** @param {Record<string, unknown>} changed answers to questions that mean something else since @returns {HTMLElement[]} */
export function changedNote(changed) {
  const count = Object.keys(changed).length;
  if (!count) return [];
  const which = count === 1 ? 'One question has changed since you answered it and stands' : `${count} questions have changed since you answered them and stand`;
  return [h('p', { class: 'quiz-notice', role: 'status' }, `${which} open again; your other answers are back. What you said then is kept until you answer anew.`)];
}

/** @param {unknown[]} records what was set aside */
export function damagedNote(records) {
  const save = () => download('damaged-records.json', JSON.stringify(records, null, 2), 'application/json');
  return h('p', { class: 'quiz-notice' }, 'Some of what this browser kept could not be read and was set aside; the rest works. ', button('Download that part', save));
}
