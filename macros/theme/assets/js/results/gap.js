// The pay gap by year: two named lines, the gap shaded, a line for today. The table says the same.

import { h, table } from '../assessment/dom.js';
import { show } from '../assessment/numbers.js';
import { draw, pictured } from './svg.js';

/** @typedef {import('../assessment/wire.js').ChartData} ChartData */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [360, 210, 44, 300, 14, 178];

/**
 * @param {ChartData} data years with own pay, market pay and gap
 * @param {string} currency
 */
export function gapFigure(data, currency) {
  const cells = data.rows.map((row) => row.map((cell, at) => show(cell, data.columns[at]?.format ?? '', currency)));
  const numbers = h('details', { class: 'quiz-numbers' }, h('summary', {}, 'The numbers as a table'), table(data.title, data.columns.map(({ title }) => title), cells));
  return pictured(data.title, lines(/** @type {number[][]} */ (data.rows), currency), numbers);
}

/** @param {number[][]} rows @param {string} currency */
function lines(rows, currency) {
  const years = rows.map(([year = 0]) => year);
  const [first, last] = [years[0] ?? 0, years.at(-1) ?? 0];
  const most = Math.max(...rows.flatMap(([, own = 0, market = 0]) => [own, market]), 1);
  const x = (/** @type {number} */ year) => LEFT + ((year - first) / (last - first || 1)) * (RIGHT - LEFT);
  const y = (/** @type {number} */ pay) => BOTTOM - (pay / most) * (BOTTOM - TOP);
  const points = (/** @type {number} */ column) => rows.map((row) => `${Math.round(x(row[0] ?? 0))} ${Math.round(y(row[column] ?? 0))}`);
  const [own, market] = [points(1), points(2)];
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'quiz-gap' },
    draw('path', { class: 'quiz-gap-axis', d: `M${LEFT} ${BOTTOM}H${RIGHT}` }),
    draw('path', { class: 'quiz-gap-area', d: `M${[...own, ...[...market].reverse()].join('L')}z` }),
    draw('path', { class: 'quiz-gap-own', d: `M${own.join('L')}` }), draw('path', { class: 'quiz-gap-market', d: `M${market.join('L')}` }));
  for (const pay of [0, most / 2, most]) svg.append(draw('text', { x: LEFT - 5, y: y(pay) + 4, class: 'quiz-gap-pay' }, short(pay, currency)));
  const today = Math.min(Math.max(0, first), last);
  svg.append(draw('path', { class: 'quiz-gap-today', d: `M${Math.round(x(today))} ${TOP - 8}V${BOTTOM}` }));
  for (const year of new Set([first, today, last])) svg.append(draw('text', { x: x(year), y: BOTTOM + 18, class: 'quiz-gap-year' }, year === 0 ? 'today' : `${year > 0 ? '+' : '\u2212'}${Math.abs(year)} y`));
  const ends = [rows.at(-1)?.[1] ?? 0, rows.at(-1)?.[2] ?? 0].map(y);
  const apart = Math.abs((ends[0] ?? 0) - (ends[1] ?? 0)) < 14 ? 7 : 0; // names do not cover one another
  const lower = (ends[0] ?? 0) >= (ends[1] ?? 0) ? 1 : -1;
  svg.append(draw('text', { x: RIGHT + 5, y: (ends[0] ?? 0) + 4 + apart * lower, class: 'quiz-gap-name quiz-gap-name-own' }, 'You'));
  svg.append(draw('text', { x: RIGHT + 5, y: (ends[1] ?? 0) + 4 - apart * lower, class: 'quiz-gap-name quiz-gap-name-market' }, 'Market'));
  return svg;
}

/** An amount of money in a few letters. @param {number} value @param {string} currency */
function short(value, currency) {
  const style = /^[A-Za-z]{3}$/.test(currency) ? { style: /** @type {const} */ ('currency'), currency } : {};
  return new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2, ...style }).format(value);
}
