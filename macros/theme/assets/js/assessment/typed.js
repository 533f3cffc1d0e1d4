// How a number was typed: the one reader of figures for assessments, checks and links.
//
// People write 2.5 and 2,5, 65,000 and 65.000 and 65 000, with their own digits. Where the text itself
// does not tell which sign is which, the language of the page does; where neither does, it is asked back.

const AROUND = /^[\p{Sc}\s]+|[\p{Sc}\s%\u066a]+$/gu; // a currency, a percent sign
const BETWEEN = /(?<=\d)[\s'\u2019_\u066c](?=\d{3}(?!\d))/g; // signs that only divide thousands
const MARKS = /[\u200e\u200f\u061c]/g; // of direction, as Arabic and Hebrew write them around a sign
const WHOLE = /^(?:\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})*,\d{3})$/; // as in Europe, or in India
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;

/** A digit of any script as one of ours. @param {string} digit */
function figure(digit) {
  let before = 0;
  for (let code = digit.codePointAt(0) ?? 0; /\p{Nd}/u.test(String.fromCodePoint(code - before - 1)); ) before += 1;
  return String(before % 10);
}

/** The decimal sign of a language. @param {string} language */
function decimalOf(language) {
  try {
    const numbers = new Intl.NumberFormat(`${language}-u-nu-latn`).formatToParts(1_234_567.5);
    const sign = (/** @type {string} */ type) => numbers.find((part) => part.type === type)?.value ?? '';
    return { decimal: sign('decimal'), group: sign('group') };
  } catch {
    return { decimal: '.', group: ',' };
  }
}

/** Plain figures, a sign before them, signs between them. @param {string} text */
function bareOf(text) {
  const latin = text.normalize('NFKC').replace(MARKS, '').replace(/\p{Nd}/gu, figure);
  const bare = latin.trim().replace(/^([-+\u2212]?)\s*/, (_, sign) => (sign === '\u2212' ? '-' : sign));
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(bare.replace(AROUND, '')) ?? [];
  return { sign, body: rest.replace(AROUND, '').replace(BETWEEN, '').replaceAll('\u066b', '.') };
}

/**
 * The numbers that a text may mean, as JavaScript writes them: none, one, or two.
 * @param {string} text
 * @param {string} [language]
 * @returns {string[]}
 */
export function plainText(text, language = globalThis.document?.documentElement.lang || 'en') {
  const { sign, body } = bareOf(text);
  const [, digits = '', power = ''] = /^([\d.,]*\d[\d.,]*)(e[-+]?\d{1,3})?$/i.exec(body) ?? [];
  return readings(digits, language).map((number) => `${sign}${number}${power}`);
}

/** @param {string} digits with signs between @param {string} language @returns {string[]} */
function readings(digits, language) {
  const signs = digits.replaceAll(/\d/g, '');
  const last = signs.at(-1) ?? '';
  const whole = digits.replaceAll(/[.,]/g, '');
  if (signs.length < 2) return ONE_GROUP.test(digits) ? grouped(digits, last, language) : digits ? [digits.replace(',', '.')] : [];
  const at = digits.lastIndexOf(last);
  const before = digits.slice(0, at);
  if (!signs.slice(0, -1).includes(last)) return WHOLE.test(before) ? [`${before.replaceAll(/[.,]/g, '')}.${digits.slice(at + 1)}`] : [];
  return WHOLE.test(digits) ? [whole] : [];
}

/** One sign before three figures: thousands or a fraction. @param {string} digits @param {string} sign @param {string} language */
function grouped(digits, sign, language) {
  const { decimal, group } = decimalOf(language);
  const [thousands, fraction] = [digits.replace(sign, ''), digits.replace(sign, '.')];
  if (sign === group) return [thousands];
  // Nobody writes a fraction of three figures that ends in nothing, so 65.000 is from another country.
  if (sign === decimal && !digits.endsWith('0')) return [fraction];
  return [thousands, String(Number(fraction))];
}
