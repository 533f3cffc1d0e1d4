// Now and the time before: a line between two dots for each part, and one of three words.

import { button, download, h, one } from '../assessment/dom.js';
import { day } from '../assessment/details.js';
import { comparison } from '../assessment/moves.js';
import { calendarFile, dayFromNow } from './calendar.js';
import { inWords } from './headline.js';
import { capital, draw } from './svg.js';

/** @typedef {import('../assessment/wire.js').Comparison} Comparison */

const MOST = 500; // results that the core reads
const RETAKE = 14; // days

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
  if (Object.keys(result.scales).length) one(drawn, '.quiz-keep .quiz-actions')?.append(button('Remind me to take it again', () => remind(bank)));
  if (kept.length < 2) return;
  /** @type {import('../assessment/wire.js').OverTime | null} */
  const over = await client.call('compare', { results: kept.slice(-MOST) }).catch(() => null);
  if (!over) return;
  if (over.retest && !result.unchanged && kept.at(-1)?.taken === result.taken) one(drawn, '.quiz-plan-place')?.before(askUnchanged(result, over, store));
  if (!over.since) return;
  const noun = result.detail?.['chain'] ? 'sign' : result.detail?.['markers'] ? 'marker' : 'part';
  const bells = dumbbells(over.since, over.since.taken[0], noun);
  if (bells) {
    one(drawn, '.quiz-since')?.append(bells);
    const scores = one(drawn, ':scope > .quiz-figure:not(.quiz-picture)'); // one picture is enough
    if (scores) one(drawn, '.quiz-figures')?.prepend(scores);
    const picture = one(drawn, ':scope > .quiz-picture'); // what changed comes first, and the first move next
    if (picture) one(drawn, '.quiz-plan-place')?.before(picture);
  }
  one(drawn, '.quiz-then')?.append(comparison(over.since), over.noise.own ? h('p', { class: 'quiz-small' }, 'The words are held against the noise of your own answers, from a retake when nothing had changed.') : '');
}

/** A calendar file for two weeks on: a retake without a change tells how exact one's answers are. @param {import('../assessment/bank.js').Bank} bank */
function remind(bank) {
  const day = dayFromNow(RETAKE);
  const address = location.href.split(/[?#]/)[0] ?? '';
  const text = 'If nothing has changed by then, the difference shows how exact your answers are, and later changes are held against it.';
  download(`retake-${day}.ics`, calendarFile({ id: `retake-${bank.id}-${day}`, day, title: `Take \u201c${bank.title}\u201d again`, text, address, made: new Date().toISOString() }), 'text/calendar');
}

/**
 * @param {import('../assessment/wire.js').Result} result
 * @param {import('../assessment/wire.js').OverTime} over
 * @param {import('../assessment/store.js').Store} store
 */
function askUnchanged(result, over, store) {
  const before = over.taken.at(-2);
  const box = h('div', { class: 'quiz-notice' });
  const answer = (/** @type {string} */ words) => box.replaceChildren(h('p', { role: 'status' }, words));
  const none = async () => {
    await store.markUnchanged(result);
    answer('Noted: from now on, changes are held against the noise of your own answers.');
  };
  box.append(h('p', {}, `Has anything changed at work since ${before ? day(before) : 'the last time'}?`),
    h('div', { class: 'quiz-actions' }, button('Nothing has changed', none), button('Something has', () => answer('Then the difference says something about your work, not about the answers.'))));
  return box;
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
