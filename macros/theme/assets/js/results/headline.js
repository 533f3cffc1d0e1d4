// What a result says first: one sentence in words, and one big number where there is one.

import { show, showScore } from '../assessment/numbers.js';
import { capital } from './svg.js';

/** @typedef {import('../assessment/wire.js').Result} Result */
/** @typedef {import('../assessment/bank.js').Bank} Bank */
/** @typedef {{sentence: string, big?: string, about?: string}} Headline `about` says what the number is */
/** @typedef {(result: Result, bank: Bank) => Headline | null} Speaker */

/** One speaker for each formula; null where it has nothing to say. @type {Record<string, Speaker>} */
const SPEAKERS = {
  markers, 'promise-check': promise, 'smart-work': smart, 'skills-portfolio': skills, 'last-win': win, 'pay-gap': gap, runway, chess,
  'cash-runway': cash, 'search-funnel': funnel, 'future-self': () => ({ sentence: 'Your letter is ready. It is on this device only.' }), map,
};

/** @param {Result} result @param {Bank} bank @returns {Headline} */
export function headline(result, bank) {
  return SPEAKERS[bank.formula]?.(result, bank) ?? (result.detail?.['chain'] ? signs : scales)(result, bank) ?? { sentence: `Your result: ${result.verdict ?? 'see the numbers below'}.` };
}

const WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

/** @param {number} count */
export const inWords = (count) => WORDS[count] ?? String(count);

/** @param {number} count @param {string} one @param {string} [many] */
const some = (count, one, many = `${one}s`) => `${inWords(count)} ${count === 1 ? one : many}`;

/** @param {number} count @param {string} one @param {string} [many] */
const few = (count, one, many) => some(count, one, many).toLowerCase();

/** @param {string[]} names */
const list = (names) => new Intl.ListFormat('en').format(names.map((name) => name.charAt(0).toLowerCase() + name.slice(1)));

/** @param {unknown} value @returns {value is number} */
const known = (value) => typeof value === 'number';

/** A number of at most three digits that count: 395,871 is about 396,000. @param {number} value */
export const rounded = (value) => Number(value.toPrecision(3));

/** @type {Speaker} */
function markers({ values, detail }) {
  const pressing = (detail?.['pressing'] ?? []).map((/** @type {any} */ marker) => marker.title);
  const { act, watch, lesson } = values;
  const first = pressing.length ? ` Look first at ${list(pressing)}.` : '';
  if (!known(act)) return null;
  if (act) return { sentence: `${some(act, 'marker asks', 'markers ask')} you to act.${first}` };
  if (watch) return { sentence: `No marker asks you to act, and ${few(watch, 'is', 'are')} worth watching.${first}` };
  if (lesson) return { sentence: `No marker asks you to act. ${some(lesson, 'lies', 'lie')} behind you, as a lesson.` };
  return { sentence: 'No marker asks you to act.' };
}

/** @type {Speaker} */
function promise({ verdict, values, charts }) {
  const rows = charts?.find(({ id }) => id === 'months')?.rows ?? [];
  const [promised, gone] = [rows[0]?.[1], rows[1]?.[1]];
  if (verdict === 'kept') return { sentence: 'The promise made to you was kept.' };
  const slip = known(values['slip']) ? values['slip'] : 0;
  const times = { big: `${show(Math.round(slip * 10) / 10, 'number')} times`, about: 'as long as promised' };
  if (!known(promised) || !known(gone)) return { sentence: `Your promise has taken ${times.big} ${times.about}.` };
  const late = gone - promised;
  if (late < 0) return { sentence: `Your promise has ${show(-late, 'months')} left.`, big: show(-late, 'months'), about: `of ${show(promised, 'months')} left` };
  return late === 0 ? { sentence: 'Your promise is due now.' } : { sentence: `Your promise is ${show(late, 'months')} late.`, ...times };
}

/** @type {Speaker} */
function smart({ values }) {
  const share = values['smart_share'];
  if (!known(share)) return null;
  const big = show(Math.round(share * 100) / 100, 'percent');
  return { sentence: share ? 'That much of your week goes into work that your boss\u2019s boss values and sees.' : 'None of your week goes into work that your boss\u2019s boss values and sees.', big, about: 'of your hours' };
}

/** @type {Speaker} */
function skills({ values }) {
  const wanted = values['wanted'];
  if (!known(wanted)) return null;
  return { sentence: `${some(wanted, 'strong skill of yours is', 'strong skills of yours are')} wanted by other employers and fresh.`, big: String(wanted), about: wanted === 1 ? 'wanted skill' : 'wanted skills' };
}

/** @type {Speaker} */
function win({ values }) {
  const [momentum, months] = [values['momentum'], values['freshest_months']];
  if (!known(momentum)) return null;
  const sentence = !known(months) ? 'You have no visible win to build on yet.' : months === 0 ? 'Your freshest visible win is from this month.' : `Your freshest visible win is ${show(months, 'months')} old.`;
  return { sentence, big: showScore(Math.round(momentum)), about: 'of 100: your momentum' };
}

/** @type {Speaker} */
function gap({ values, detail }) {
  const currency = detail?.['currency'] ?? '';
  const [past, ahead, range] = [values['lost_so_far'], values['lost_ahead'], values['lost_ahead_range']];
  if (!known(past) || !known(ahead)) return null;
  const money = (/** @type {number} */ sum) => show(rounded(Math.abs(sum)), 'money', currency);
  const so = past === 0 ? '' : past > 0 ? `Staying has cost you about ${money(past)} so far. ` : `So far you were paid about ${money(past)} above the market. `;
  const sentence = `${so}${ahead > 0 ? 'If nothing changes, the years ahead cost you more.' : ahead < 0 ? 'In the years ahead you stay above the market.' : 'The years ahead cost you nothing.'}`;
  const ends = Array.isArray(range) && range.every(known) ? `; from ${signed(range[0] ?? 0, money)} to ${signed(range[1] ?? 0, money)} with a point less or more of market growth` : '';
  return { sentence, big: `about ${money(ahead)}`, about: `${ahead < 0 ? 'gained' : 'lost'} in the years ahead${ends}` };
}

/** @param {number} sum @param {(sum: number) => string} money */
const signed = (sum, money) => `${sum < 0 ? '\u2212' : ''}${money(sum)}`;

/** @type {Speaker} */
function runway({ values }) {
  const slack = values['slack'];
  if (!known(slack)) return null;
  const big = show(Math.abs(slack), 'years');
  if (slack < 0) return { sentence: `You are ${big} short of the steps you want.`, big, about: 'short' };
  return { sentence: slack === 0 ? 'You have no year to spare: the next step is due now.' : `You have ${big} to spare before the next step has to begin.`, big, about: 'to spare' };
}

/** @type {Speaker} */
function chess({ values }) {
  const foresight = values['foresight'];
  if (!known(foresight)) return null;
  const how = foresight >= 70 ? 'You look several moves ahead.' : foresight >= 40 ? 'You look ahead in some situations and react in others.' : 'Your moves mostly react to what has just happened.';
  return { sentence: how, big: showScore(Math.round(foresight)), about: 'of 100: how far ahead you look' };
}

/** @type {Speaker} */
function cash({ values }) {
  const [now, cut] = [values['months_now'], values['months_cut']];
  const long = (/** @type {unknown} */ months) => (known(months) ? show(Math.floor(months), 'months') : 'without an end');
  const less = !known(cut) ? '; with the smaller spending it does not run out' : long(cut) === long(now) ? '' : `; with the smaller spending, ${long(cut)}`;
  if (!known(now)) return { sentence: 'At today\u2019s spending your money does not run out.' };
  return { sentence: `At today\u2019s spending your money lasts ${long(now)}${less}.`, big: long(now), about: 'at today\u2019s spending' };
}

/** @type {Speaker} */
function funnel({ verdict, values }) {
  const needed = values['applications_to_tell'];
  const more = known(needed) ? ` About ${show(rounded(needed), 'count')} applications would tell.` : '';
  if (verdict === 'too early to say') return { sentence: `It is too early to say where your search gets stuck.${more}` };
  const stage = { replies: 'between applying and an answer', interviews: 'between an answer and an interview', offers: 'between an interview and an offer' }[verdict ?? ''];
  return stage ? { sentence: `Your search gets stuck ${stage}.` } : null;
}

/** @type {Speaker} */
function map({ detail }) {
  const rows = /** @type {{title: string, word: string | null}[]} */ (detail?.['map'] ?? []);
  const placed = rows.filter(({ word }) => word);
  const weak = placed.filter(({ word }) => word === 'needs work');
  if (!rows.length) return { sentence: 'Your map is empty: take a first assessment.' };
  if (!placed.length) return { sentence: `${some(rows.length, 'assessment')} taken.` };
  if (placed.length === 1) return { sentence: `The first place on your map: ${placed[0]?.title}, ${placed[0]?.word}.` };
  const good = placed.filter(({ word }) => word === 'in place').length;
  const first = weak[0] ? ` ${weak[0].title} needs work first.` : '';
  return { sentence: `${good ? inWords(good) : 'None'} of ${inWords(placed.length).toLowerCase()} ${good > 1 ? 'are' : 'is'} in place.${first}` };
}

/** @type {Speaker} */
function signs({ scales }, bank) {
  const risen = Object.entries(scales).filter(([, { band }]) => band === 'watch' || band === 'act').map(([id]) => bank.scale(id)?.title ?? id);
  const of = Object.values(scales).filter(({ score }) => score !== null).length;
  if (!of) return null;
  return { sentence: risen.length ? `${inWords(risen.length)} of ${inWords(of).toLowerCase()} signs ${risen.length === 1 ? 'has' : 'have'} risen: ${list(risen)}.` : `None of ${inWords(of).toLowerCase()} signs has risen.` };
}

/** The strongest and the weakest part. @type {Speaker} */
function scales({ scales: found, values }, bank) {
  const scored = Object.entries(found).filter(([, { score }]) => score !== null).sort(([, a], [, b]) => (b.score ?? 0) - (a.score ?? 0));
  const [first, last] = [scored[0], scored.at(-1)];
  if (!first || !last) return null;
  const title = (/** @type {[string, unknown]} */ [id]) => bank.scale(id)?.title ?? id;
  const overall = known(values['overall']) ? { big: showScore(Math.round(values['overall'])), about: 'of 100 over all parts' } : {};
  if (first[1].score === last[1].score) return { sentence: scored.length === 1 ? `${title(first)}: ${first[1].band}.` : `All ${inWords(scored.length).toLowerCase()} parts stand alike: ${capital(first[1].band)}.`, ...overall };
  return { sentence: `You are strongest in ${list([title(first)])}, and ${list([title(last)])} has the most room to grow.`, ...overall };
}
