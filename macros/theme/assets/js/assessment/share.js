// A result as a link: in the fragment only, which browsers do not send to any server.

import { h } from './dom.js';
import { isResultWord } from './scores.js';

/** @typedef {import('./wire.js').Result} Result */

const LIMIT = 20_000;

/** What travels: numbers and words of the result, no answers, no names that were typed. @param {Result} result */
function essence(result) {
  const scales = Object.entries(result.scales).map(([id, s]) => [id, s.score, s.answered, s.of, s.band, s.step]);
  const values = Object.fromEntries(Object.entries(result.values).filter(([, v]) => typeof v === 'number' || v === null));
  return { v: 1, a: result.assessment, r: result.version, t: result.taken, s: scales, n: values, w: result.verdict, m: result.moves.map((m) => [m.assessment, m.id]), c: result.detail?.['currency'] };
}

/** @param {Result} result @returns {string} this page's address with the result in its fragment */
export function linkTo(result) {
  const bytes = new TextEncoder().encode(JSON.stringify(essence(result)));
  const text = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${location.href.split(/[?#]/)[0]}#result=${text}`;
}

/**
 * The result in the page's fragment. Texts are not taken from it: the page has its own for each id.
 * @param {import('./bank.js').Bank} bank the page's
 * @returns {Result | null} null when there is none, or none that can be read
 */
export function sharedResult(bank) {
  const [, text] = /^#result=([\w-]+)$/.exec(location.hash) ?? [];
  if (!text || text.length > LIMIT) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const kept = JSON.parse(new TextDecoder().decode(bytes));
    return kept.v === 1 && kept.a === bank.id ? rebuilt(kept, bank) : null;
  } catch {
    return null;
  }
}

/** What is said of a link whose result cannot be read; nothing where the address names none. */
export const unreadable = () => (location.hash.startsWith('#result=')
  ? [h('p', { class: 'quiz-notice quiz-unreadable', role: 'alert' }, 'The result in this link cannot be read: the link was cut short, or belongs to another quiz. Ask for it again, or take the quiz yourself.')] : []);

/** @param {any} kept @param {import('./bank.js').Bank} bank @returns {Result} */
function rebuilt(kept, bank) {
  const number = (/** @type {unknown} */ x) => (typeof x === 'number' && Number.isFinite(x) ? x : null);
  const word = (/** @type {unknown} */ x) => (isResultWord(x) ? x : null);
  const like = (/** @type {unknown} */ x, /** @type {RegExp} */ shape) => (typeof x === 'string' && shape.test(x) ? x : null);
  const known = kept.s.filter((/** @type {any[]} */ [id]) => bank.scale(String(id)));
  const scales = known.map((/** @type {any[]} */ [id, score, answered, of, band, step]) => [
    String(id), { score: number(score), answered: number(answered) ?? 0, of: number(of) ?? 0, band: word(band) ?? '', step: number(step) ?? 0 },
  ]);
  const values = Object.entries(kept.n).map(([id, value]) => [id, number(value)]);
  return {
    assessment: kept.a, version: like(kept.r, /^\d+\.\d+$/) ?? '', taken: like(kept.t, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/), verdict: word(kept.w), remarks: [],
    scales: Object.fromEntries(scales), values: Object.fromEntries(values),
    moves: kept.m.map((/** @type {any[]} */ [assessment, id]) => ({ assessment: String(assessment), id: String(id) })),
    detail: { currency: like(kept.c, /^[A-Za-z]{3}$/) ?? '' },
  };
}
