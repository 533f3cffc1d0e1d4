// Numbers as people write them, to and from.

import { plainText } from './typed.js';

/**
 * Read what somebody typed: `65,000`, `$65,000.50`, `3 %`, `2,5`. What is no number, or may be two, stays
 * as it is: `doubt` says what to ask the reader, and the core refuses it.
 * @param {string} text
 * @param {boolean} percent whether 3 means 0.03
 * @param {string} [language] of the page, which tells what its signs mean
 * @returns {number | string}
 */
export function readNumber(text, percent, language) {
  const plain = plainText(text, language);
  const number = plain.length === 1 ? Number(plain[0]) : NaN;
  if (!Number.isFinite(number)) return text;
  return percent ? Number((number / 100).toPrecision(15)) : number;
}

/**
 * What to ask a reader whose number may be two: empty where it is one, or none.
 * @param {string} text
 * @param {string} [language]
 */
export function doubt(text, language) {
  const [one, other] = plainText(text, language);
  return one && other ? `\u201c${text.slice(0, 30)}\u201d may be ${one} or ${other}: write it without a sign for thousands.` : '';
}

/**
 * A number as it stands in an entry, in the page's language: `readNumber` reads it back.
 * @param {number} value
 * @param {string} [language]
 */
export function writeNumber(value, language = globalThis.document?.documentElement.lang || 'en') {
  return new Intl.NumberFormat(`${language}-u-nu-latn`, { useGrouping: false, maximumFractionDigits: 20 }).format(value);
}

/** @param {Intl.NumberFormatOptions} options @returns {(value: number) => string} */
const with_ = (options) => (value) => new Intl.NumberFormat('en', options).format(value);
const plain = with_({ maximumFractionDigits: 2 });
const round = with_({ maximumFractionDigits: 1 });

/** A score on its scale from 0 to 100: 62.5. @type {(score: number) => string} */
export const showScore = round;

/** The standings of the map, from 0. */
export const STANDINGS = ['needs work', 'mixed', 'in place'];

/** @type {Record<string, (value: number, currency: string) => string>} */
const FORMATS = {
  number: plain,
  count: with_({ maximumFractionDigits: 0 }),
  percent: with_({ style: 'percent', maximumFractionDigits: 1 }),
  ranges: with_({ style: 'percent', maximumFractionDigits: 0 }),
  points: (value) => `${round(value)} of 100`,
  times: (value) => `${plain(value)} times`,
  months: (value) => counted(value, 'month'),
  years: (value) => counted(value, 'year'),
  age: (value) => `age ${round(value)}`,
  money,
  amount: with_({ maximumFractionDigits: 0 }),
  range: money,
  level: (value) => `${round(value)} of 4`,
  demand: (value) => ['nobody else', 'a few employers', 'many employers'][value * 2] ?? plain(value),
  year: (value) => (value === 0 ? 'this year' : `year ${value > 0 ? '+' : '\u2212'}${Math.abs(value)}`),
  standing: (value) => STANDINGS[value] ?? '',
};

/**
 * A value as the bank's format says; of a range both ends, of several ranges one after another.
 * @param {unknown} value
 * @param {string} format
 * @param {string} [currency]
 * @returns {string}
 */
export function show(value, format, currency = '') {
  if (Array.isArray(value)) return value.map((end) => show(end, format, currency)).join(' to ');
  if (typeof value === 'object' && value) return Object.values(value).map((one) => show(one, format, currency)).join('; ');
  if (typeof value !== 'number') return value === null || value === undefined ? 'not known' : String(value);
  return (FORMATS[format] ?? plain)(value, currency);
}

/** @param {number} value @param {string} unit */
function counted(value, unit) {
  const text = round(value);
  return `${text} ${unit}${text === '1' ? '' : 's'}`;
}

/** @param {number} value @param {string} currency */
function money(value, currency) {
  const number = with_({ maximumFractionDigits: 0 });
  if (!/^[A-Za-z]{3}$/.test(currency)) return currency ? `${currency} ${number(value)}` : number(value);
  return new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(value);
}
