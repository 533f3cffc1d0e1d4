// The road of the markers: posts behind you by the months ago, and those you have not passed ahead.

import { h } from '../assessment/dom.js';
import { show } from '../assessment/numbers.js';
import { badge } from '../assessment/scores.js';
import { draw, pictured } from './svg.js';

/** @typedef {{id: string, title: string, state: string, months: number | null}} Marker */
/** @typedef {{number: number, state: string, x: number, level: number}} Post */

const [TODAY, START, END, LONGEST, APART] = [226, 16, 344, 240, 22];
const LEVELS = [26, 50, 74]; // heights of the heads, in turn, so that neighbors stay apart

/** @param {number} months */
const behind = (months) => TODAY - 12 - ((TODAY - 12 - START) * Math.log1p(Math.min(months, LONGEST))) / Math.log1p(LONGEST);

/** The road's height at a place. @param {number} x */
const ground = (x) => 118 - 18 * (x / 360) ** 2;

/**
 * Where each post stands: nearest first, none nearer to its neighbor than its head is wide.
 * @param {Marker[]} markers
 * @returns {Post[]}
 */
function posts(markers) {
  const numbered = markers.map((marker, at) => ({ ...marker, number: at + 1 }));
  const passed = numbered.filter(({ state }) => ['act', 'watch', 'lesson'].includes(state)).sort((a, b) => (a.months ?? 0) - (b.months ?? 0));
  const ahead = numbered.filter((marker) => !passed.includes(marker));
  let last = TODAY + APART - 12;
  const back = passed.map(({ number, state, months }, at) => {
    const room = START + (passed.length - 1 - at) * APART;
    last = Math.max(room, Math.min(behind(months ?? 0), last - APART));
    return { number, state, x: last, level: at % 3 };
  });
  const step = Math.min(34, (END - TODAY - 18) / Math.max(1, ahead.length - 1));
  return [...back, ...ahead.map(({ number, state }, at) => ({ number, state, x: TODAY + 18 + at * step, level: at % 3 }))];
}

/** The outline of a head, around 0: each word has a shape of its own. @type {Record<string, string>} */
const SHAPES = { act: 'M0-13 13 10H-13z', watch: 'M0-13 13 0 0 13-13 0z', lesson: 'M-10-10H10V10H-10z', clear: 'M-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0z' };
/** @type {Record<string, number>} */
const TONES = { act: 0, watch: 1, lesson: 3, clear: 2 };

/** @param {Marker[]} markers */
export function road(markers) {
  const bend = `M0 ${ground(0)}Q180 ${ground(0)} 360 ${ground(360)}`;
  const svg = draw('svg', { viewBox: '0 0 360 146', class: 'quiz-road' },
    draw('path', { class: 'quiz-road-way', d: bend }), draw('path', { class: 'quiz-road-middle', d: bend }),
    draw('path', { class: 'quiz-road-today', d: `M${TODAY} 8V132` }));
  for (const [label, x] of /** @type {[string, number][]} */ ([['10 years', behind(120)], ['1 year ago', behind(12)], ['today', TODAY], ['ahead', 320]])) {
    svg.append(draw('text', { x, y: 143, class: 'quiz-road-word' }, label));
  }
  for (const { number, state, x, level } of posts(markers)) svg.append(post(number, state, x, LEVELS[level] ?? 26));
  return svg;
}

/** @param {number} number @param {string} state @param {number} x @param {number} y */
function post(number, state, x, y) {
  return draw('g', { class: 'quiz-post', 'data-tone': TONES[state] ?? '' },
    draw('path', { d: `M${Math.round(x)} ${y}V${Math.round(ground(x))}`, class: 'quiz-stem' }),
    draw('path', { d: SHAPES[state] ?? SHAPES['clear'] ?? '', transform: `translate(${Math.round(x)} ${y})` }),
    draw('text', { x: Math.round(x), y: y + (state === 'act' ? 7 : 4) }, String(number)));
}

/** The road with its markers by name, which say the same. @param {Marker[]} markers */
export function roadFigure(markers) {
  const names = markers.map(({ title, state, months }) => h('li', { class: 'quiz-item' }, title, ' ', badge(state),
    months !== null && state !== 'clear' ? h('span', { class: 'quiz-small' }, ` ${show(months, 'months')}`) : null));
  return pictured('Your road so far', road(markers), h('ol', { class: 'quiz-posts' }, ...names));
}
