// Now and the time before: a line between two dots for each part, and one of three words.

import { h, one } from '../assessment/dom.js';
import { day } from '../assessment/details.js';
import { comparison } from '../assessment/moves.js';
import { inWords } from './headline.js';
import { capital, draw } from './svg.js';

/** @typedef {import('../assessment/wire.js').Comparison} Comparison */

const MOST = 500; // results that the core reads

/**
 * Put the way from the result at least two weeks before into a drawn result.
 * @param {HTMLElement} drawn
 * @param {import('../assessment/wire.js').Result} result
 * @param {import('../assessment/bank.js').Bank} bank
 * @param {import('../assessment/store.js').Store} store
 * @param {import('../assessment/client.js').Client} client
 */
export async function addChange(drawn, result, bank, store, client) {
  const kept = await store.results(bank.id).catch(() => []);
  if (kept.length < 2) return;
  /** @type {import('../assessment/wire.js').OverTime | null} */
  const over = await client.call('compare', { results: kept.slice(-MOST) }).catch(() => null);
  if (!over?.since) return;
  const noun = bank.id === 'stagnation' ? 'sign' : result.detail?.['markers'] ? 'marker' : 'part';
  const bells = dumbbells(over.since, over.since.taken[0], noun);
  if (bells) {
    one(drawn, '.quiz-since')?.append(bells);
    const scores = one(drawn, ':scope > .quiz-figure:not(.quiz-picture)'); // one picture is enough
    if (scores) one(drawn, '.quiz-figures')?.prepend(scores);
  }
  one(drawn, '.quiz-then')?.append(comparison(over.since));
}

/** @param {Comparison} compared @param {string | null} before when the earlier one was taken @param {string} noun what a part is called */
export function dumbbells(compared, before, noun) {
  const scored = compared.scales.filter(({ earlier, later }) => earlier !== null && later !== null);
  if (!compared.comparable || !scored.length) return null;
  const rows = scored.map((scale) => h('li', { class: 'quiz-item' },
    h('span', { class: 'quiz-bell-title' }, scale.title), bell(scale.earlier ?? 0, scale.later ?? 0), h('span', { class: 'quiz-bell-word', 'data-moved': scale.word === 'clearly moved' || null }, word(scale))));
  return h('section', { class: 'quiz-compared' },
    h('h3', {}, `Since ${before ? day(before) : 'the time before'}`), h('p', { class: 'quiz-key-sentence' }, summary(compared, noun)),
    h('ul', { class: 'quiz-bells' }, ...rows), h('p', { class: 'quiz-small' }, 'The open dot is then, the full one now, each from 0 to 100.'));
}

/** @param {Comparison['scales'][number]} scale */
function word({ word: found, better, text }) {
  if (better !== null && better !== undefined) return better ? 'Clearly better' : 'Clearly worse';
  return capital(found ?? text);
}

/** @param {Comparison} compared @param {string} noun */
function summary({ summary: found }, noun) {
  const { better, worse, chance, same } = found;
  const parts = [better && `${inWords(better)} ${plural(better, noun)} better`, worse && `${inWords(worse)} ${plural(worse, noun)} worse`,
    chance && `${inWords(chance)} ${chance === 1 ? 'change' : 'changes'} could be chance`, same && `${inWords(same)} ${same === 1 ? 'is' : 'are'} unchanged`].filter(Boolean);
  const [first = '', ...rest] = /** @type {string[]} */ (parts);
  return `${[first, ...rest.map((part) => part.charAt(0).toLowerCase() + part.slice(1))].join(', ')}.`;
}

/** @param {number} count @param {string} noun */
const plural = (count, noun) => (count === 1 ? `${noun} is` : `${noun}s are`);

/** @param {number} then @param {number} now */
export function bell(then, now) {
  const x = (/** @type {number} */ score) => 8 + score * 1.04;
  return draw('svg', { viewBox: '0 0 120 16', class: 'quiz-bell', 'aria-hidden': 'true' },
    draw('path', { class: 'quiz-bell-scale', d: 'M8 8H112' }), draw('path', { class: 'quiz-bell-way', d: `M${x(then)} 8H${x(now)}` }),
    draw('circle', { class: 'quiz-bell-then', cx: x(then), cy: 8, r: 5 }), draw('circle', { class: 'quiz-bell-now', cx: x(now), cy: 8, r: 5 }));
}
