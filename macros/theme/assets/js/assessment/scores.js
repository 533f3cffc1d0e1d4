// The scores of a result: the verdict, the scales with their legend, the numbers, what they mean.

import { h, table } from './dom.js';
import { missing } from './too_few.js';
import { show, showScore } from './numbers.js';
import { capital } from '../results/svg.js';

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {import('./bank.js').Bank} Bank */

/** How good news a word is: 2 good, 1 mixed, 0 needs attention; 3 is over. @type {Record<string, number>} */
const TONES = {
  'in place': 2, mixed: 1, 'needs work': 0, low: 2, watch: 1, act: 0, clear: 2,
  kept: 2, 'not due': 2, slipping: 1, broken: 0, tight: 1, short: 0, stale: 0, lesson: 3,
};

const TONELESS = ['not scored', 'replies', 'interviews', 'offers', 'too early to say'];

/** Whether a word is one of the results' own. @param {unknown} word @returns {word is string} */
export const isResultWord = (word) => typeof word === 'string' && (word in TONES || TONELESS.includes(word));

/** @type {Record<string, string>} */
const LEGENDS = {
  strength: 'Below 40 Needs work, from 40 Mixed, from 70 In place. More is better.',
  risk: 'Below 30 Low, from 30 Watch, from 60 Act. Less is better.',
  state: 'Clear, Watch or Act, from how much you agree and for how long it has been so.',
  event: 'What lies more than two years behind you is a Lesson.',
};

/** A word of the result, with a shape besides its colour. @param {string} word */
export function badge(word) {
  const tone = TONES[word];
  const sign = tone === undefined ? '' : ['\u25b2', '\u25c6', '\u25cf', '\u25a0'][tone];
  return h('span', { class: 'quiz-badge', 'data-tone': tone }, sign && h('span', { 'aria-hidden': 'true' }, `${sign} `), capital(word));
}

/** What the word of the result means. @param {Result} result @param {Bank} bank */
export function verdictText(result, bank) {
  if (!result.verdict) return '';
  return result.meaning?.find((part) => part.id === 'verdict')?.text || bank.verdict(result.verdict);
}

/** @param {Result} result @param {Bank} bank */
export function scales(result, bank) {
  const entries = Object.entries(result.scales);
  if (!entries.length) return null;
  const kinds = new Set(entries.map(([id]) => bank.scale(id)?.kind ?? ''));
  if (result.detail?.['markers']) return h('p', { class: 'quiz-small' }, `${LEGENDS['state']} ${LEGENDS['event']}`); // they have a table of their own
  const rows = entries.map(([id, scale]) => [
    h('span', {}, bank.scale(id)?.title ?? id, h('small', { class: 'quiz-answered' }, `${scale.answered} of ${scale.of} answered`)),
    points(scale, bank.scale(id)?.kind), badge(scale.band),
  ]);
  const made = table('Scores', ['Scale', 'Score', 'In words'], rows);
  const legend = [...kinds].map((kind) => LEGENDS[kind]).filter(Boolean).join(' ');
  return h('div', { class: 'quiz-scores' }, made, h('p', { class: 'quiz-small' }, `${legend} ${stepSentence(result)}`));
}

/** @param {import('./wire.js').Scale} scale @param {string | undefined} kind */
function points(scale, kind) {
  if (scale.score === null) return `answer ${missing(scale)} more`;
  const meter = h('meter', { min: 0, max: 100, value: scale.score, 'aria-hidden': 'true', ...limits(kind) });
  return h('span', { class: 'quiz-points' }, showScore(scale.score), meter);
}

/** @param {string | undefined} kind */
function limits(kind) {
  if (kind === 'strength') return { low: 40, high: 70, optimum: 100 };
  return kind === 'risk' ? { low: 30, high: 60, optimum: 0 } : {};
}

/** @param {Result} result */
function stepSentence(result) {
  const steps = [...new Set(Object.values(result.scales).map((scale) => scale.step))].filter((step) => step > 0).sort((a, b) => a - b);
  if (!steps.length) return '';
  const sizes = steps.map((step) => show(step, 'number')).join(' or ');
  return `Changing one answer by one step moves a score by ${sizes} points.`;
}

/** @param {Result} result @param {Bank} bank */
export function values(result, bank) {
  const currency = result.detail?.['currency'] ?? '';
  const known = bank.values().filter((id) => id in result.values);
  if (!known.length) return null;
  const rows = known.map((id) => {
    const value = bank.value(id);
    return [value?.title ?? id, show(result.values[id], value?.format ?? '', currency), value?.text ?? ''];
  });
  return table('Numbers', ['Number', 'Yours', 'What it says'], rows);
}

/** What each scored scale means; the verdict and the numbers have said theirs. @param {Result} result @param {Bank} bank */
export function meanings(result, bank) {
  const parts = Object.entries(result.scales)
    .map(([id, scale]) => ({ title: bank.scale(id)?.title ?? id, word: scale.band, text: bank.band(id, scale.band) }))
    .filter((part) => part.text);
  if (!parts.length) return null;
  const list = parts.flatMap((part) => [h('dt', {}, part.title, ' ', badge(part.word)), h('dd', {}, part.text)]);
  return h('section', { class: 'quiz-meanings' }, h('h3', {}, 'What it means'), h('dl', {}, ...list));
}
