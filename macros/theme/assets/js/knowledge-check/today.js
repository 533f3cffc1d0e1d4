// Before and after the questions of a day: what is due, what waits, what was done, a reminder.

import { clock } from '../assessment/clock.js';
import { button, download, h } from '../assessment/dom.js';
import { at } from '../reader/site.js';
import { pageOf } from './files.js';

/** @typedef {import('./session.js').Today} Today */
/** @typedef {import('../assessment/shapes.js').Item} Item */

const PER_ITEM = 0.5; // minutes
const DAYS = 7; // ahead that are shown

/** Where nothing was missed yet. */
export function first() {
  return h('div', { class: 'check-card' },
    h('h3', { class: 'check-text', tabindex: -1 }, 'Nothing to review yet'),
    h('p', {}, 'Take the check at the end of an article. What you miss there comes here the day after.'),
    h('p', {}, h('a', { class: 'check-read', href: at('browse/a-z/') }, 'All articles'), ' or ', h('a', { class: 'check-read', href: at('paths/') }, 'a reading path')));
}

/**
 * What is due today.
 * @param {Today} today
 * @param {Item[]} cards
 * @param {{begin: () => void, back: (items: string[]) => void, client: import('../assessment/client.js').Client}} acts
 */
export function offer(today, cards, { begin, back, client }) {
  const due = today.items.length;
  const minutes = Math.max(1, Math.round(due * PER_ITEM));
  const title = due ? `${questions(due)} for today, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` : 'Nothing is due today';
  const waiting = today.waiting.length > 0 && h('p', {}, `${questions(today.waiting.length)} more than fit into five minutes: they wait until you have done these.`);
  return h('div', { class: 'check-card check-today' },
    h('h3', { class: 'check-text', tabindex: -1 }, title), waiting || null,
    due ? h('p', { class: 'check-actions' }, button('Start', begin, { class: 'check-button check-primary' })) : next(today),
    retired(cards, back), reminder(client));
}

/** @param {Today} today */
const next = ({ next_due: due }) => h('p', {}, due ? `The next question comes back ${dayOf(due)}.` : 'No question is waiting.');

/** A day in words. @param {string} time */
export function dayOf(time) {
  return `on ${new Date(time).toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' })}`;
}

/** @param {number} count */
const questions = (count) => (count === 1 ? 'One question' : `${count} questions`);

/** @param {Item[]} cards @param {(items: string[]) => void} back */
function retired(cards, back) {
  const gone = cards.filter(({ card }) => card?.['retired']);
  if (gone.length === 0) return null;
  const rows = gone.map(({ item, text }) => h('li', {}, `${text} `, button('Bring it back', () => back([item]), { class: 'check-button', 'aria-label': `Bring it back: ${text}` })));
  return h('details', {}, h('summary', {}, `${questions(gone.length)} that you asked not to see again`), h('ul', {}, ...rows));
}

/** A calendar file with a daily reminder. @param {import('../assessment/client.js').Client} client */
function reminder(client) {
  const time = h('input', { type: 'time', value: '08:00', required: true, 'aria-label': 'Time of the reminder' });
  const problem = h('p', { class: 'check-problem', role: 'alert' });
  const save = async () => {
    const [hour, minute] = time.value.split(':').map(Number);
    try {
      const file = await client.call('review', { do: 'calendar', now: clock(), hour, minute, address: at('review/') });
      download(file.name, file.text, file.type);
      problem.textContent = '';
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : 'The reminder could not be made.';
    }
  };
  return h('details', { class: 'check-reminder' }, h('summary', {}, 'A daily reminder'),
    h('p', {}, 'A file for your calendar; nothing is sent to anybody.'),
    h('div', { class: 'check-actions' }, time, button('Save the calendar file', save, { class: 'check-button' })), problem);
}

/**
 * The end of a day's review.
 * @param {import('./session.js').Done[]} done
 * @param {Today | null} today
 * @param {{cards: Item[], read: { title: string, article: string } | null, undo: HTMLElement[], again: () => void}} around
 */
export function ended(done, today, { cards, read, undo, again }) {
  const rated = done.filter(({ answer }) => answer !== null).length;
  const more = today && today.items.length + today.waiting.length;
  return h('div', { class: 'check-card check-end' },
    h('h3', { class: 'check-text', tabindex: -1 }, rated ? `${questions(rated)} reviewed` : 'That was it for today'),
    more ? h('p', {}, `${questions(more)} ${more === 1 ? 'is' : 'are'} still due today.`) : today && next(today),
    days(cards),
    read && h('p', {}, 'One thing to read: ', h('a', { class: 'check-read', href: pageOf(read.article) }, read.title)),
    h('div', { class: 'check-actions' }, more ? button('Go on', again, { class: 'check-button check-primary' }) : null, ...undo));
}

/** How many questions come back on each of the coming days. @param {Item[]} cards */
function days(cards) {
  const midnight = new Date();
  midnight.setHours(24, 0, 0, 0);
  const coming = Array.from({ length: DAYS }, (_, ahead) => {
    const [from, to] = [ahead, ahead + 1].map((day) => new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate() + day).toISOString());
    const count = cards.filter(({ card }) => card && !card['retired'] && card['due'] >= (from ?? '') && card['due'] < (to ?? '')).length;
    const name = ahead ? new Date(from ?? '').toLocaleDateString('en', { weekday: 'long' }) : 'Tomorrow';
    return { name, count };
  }).filter(({ count }) => count);
  if (!coming.length) return null;
  const rows = coming.map(({ name, count }) => h('li', {}, `${name}: ${count === 1 ? 'one question' : `${count} questions`}`));
  return h('div', { class: 'check-coming' }, h('p', {}, 'The coming days'), h('ul', {}, ...rows));
}
