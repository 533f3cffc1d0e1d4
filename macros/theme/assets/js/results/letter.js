// The letter from a later self, set as a letter: on one page of paper, and as text to keep.

import { button, download, h } from '../assessment/dom.js';

const LONG = 2400; // characters, from where smaller print keeps it on one page

/** @typedef {{name: string, text: string}} Answer */
/** @typedef {{title: string, answers: Answer[]}} Part */

/** The parts of a letter as the core put it together. @param {string} letter */
export function partsOf(letter) {
  const [title = '', ...blocks] = letter.trim().split('\n\n');
  const date = /^\d{4}-\d\d-\d\d$/.test(blocks[0] ?? '') ? blocks.shift() ?? '' : '';
  /** @type {Part[]} */
  const parts = [];
  for (const block of blocks) {
    const [first = '', ...rest] = block.split('\n');
    if (rest.length === 1 && /^-+$/.test(rest[0] ?? '') && rest[0]?.length === first.length) parts.push({ title: first, answers: [] });
    else if (rest.length && !first.startsWith('- ')) parts.at(-1)?.answers.push({ name: first, text: rest.join('\n') });
    else goOn(parts.at(-1), block);
  }
  return { title, date, parts };
}

/** A paragraph of an answer that has several. @param {Part | undefined} part @param {string} block */
function goOn(part, block) {
  const last = part?.answers.at(-1);
  if (last) last.text += `\n\n${block}`;
  else part?.answers.push({ name: '', text: block });
}

/** @param {string} letter @param {number} [level] of its headings */
export function typeset(letter, level = 3) {
  const { title, date, parts } = partsOf(letter);
  const head = /** @type {'h3'} */ (`h${level}`);
  const below = /** @type {'h4'} */ (`h${level + 1}`);
  const day = date && new Date(`${date}T12:00:00`).toLocaleDateString('en', { year: 'numeric', month: 'long', day: 'numeric' });
  return h('article', { class: `quiz-letter${letter.length > LONG ? ' quiz-letter-long' : ''}` },
    h(head, {}, title), day && h('p', { class: 'quiz-letter-date' }, day),
    ...parts.flatMap((part) => [h(below, {}, part.title), ...part.answers.map(({ name, text }) => h('p', { class: 'quiz-letter-line' }, name && h('span', { class: 'quiz-letter-name' }, name), text))]));
}

/** @param {string} letter @param {() => void} print */
export function letterSection(letter, print) {
  return h('section', { class: 'quiz-letter-section' }, typeset(letter),
    h('div', { class: 'quiz-actions' }, button('Print the letter', print, { class: 'quiz-button quiz-primary' }),
      button('Download the letter as text', () => download('letter-from-my-later-self.txt', letter, 'text/plain'))));
}
