// Pictures of a result: Chart.js, loaded when the first one is drawn, and always the same numbers as a table.

import { load } from '../frame/load.js';
import { h, table } from './dom.js';
import { STANDINGS, show } from './numbers.js';

/** @typedef {import('./wire.js').ChartData} ChartData */

/** @type {Promise<typeof import('chart.js').Chart> | undefined} */
let library;

/** Fetch the chart library ahead of its use. */
export function loadCharts() {
  library ??= load(new URL('../../generated/vendor/chart.js', import.meta.url).href).then(() => /** @type {any} */ (globalThis).Chart);
  return library;
}

/**
 * A figure with its picture and its table. The table stands there at once, the picture follows.
 * @param {ChartData} data
 * @param {string} currency
 */
export function figure(data, currency) {
  const canvas = h('canvas', { role: 'img', 'aria-label': `${data.title}: the same numbers as in the table below` });
  const cells = data.rows.map((row) => row.map((cell, at) => show(cell, data.columns[at]?.format ?? '', currency)));
  const numbers = table(data.title, data.columns.map((column) => column.title || 'What'), cells);
  const frame = h('div', { class: `quiz-chart quiz-chart-${data.kind}` }, canvas);
  if (typeOf(data, innerWidth) === 'bar') frame.style.height = `${Math.min(26, 3.4 + 2.2 * data.rows.length)}rem`;
  const made = h('figure', { class: 'quiz-figure' }, h('figcaption', {}, data.title), frame,
    h('details', { class: 'quiz-numbers' }, h('summary', {}, 'The numbers as a table'), numbers));
  draw(canvas, data, currency).catch((error) => { console.info('No picture:', error); frame.remove(); openTable(made); });
  return made;
}

/** @param {HTMLElement} made */
function openTable(made) {
  made.querySelector('details')?.setAttribute('open', '');
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ChartData} data
 * @param {string} currency
 */
async function draw(canvas, data, currency) {
  const Chart = await loadCharts();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); // words and numbers are painted first
  if (!canvas.isConnected) return;
  const made = new Chart(canvas, /** @type {any} */ (configuration(data, currency, canvas)));
  const redraw = () => {
    if (!canvas.isConnected) return stop();
    const fresh = /** @type {any} */ (configuration(data, currency, canvas));
    made.data = fresh.data;
    made.options = fresh.options;
    return made.update('none');
  };
  const scheme = new MutationObserver(redraw); // the reader changes between light and dark
  scheme.observe(document.body, { attributes: true, attributeFilter: ['data-md-color-scheme'] });
  const stop = () => { scheme.disconnect(); made.destroy(); };
}

/** @type {Record<string, 'bar' | 'radar' | 'line'>} */
const TYPES = { bar: 'bar', range: 'bar', timeline: 'bar', radar: 'radar', line: 'line' };

const NARROW = 480; // pixels, below which a radar's words would leave no room for it: bars take its place

/** @param {ChartData} data @param {number} width */
function typeOf(data, width) {
  if (data.kind === 'radar' && (data.rows.length < 3 || width < NARROW)) return 'bar';
  return TYPES[data.kind] ?? 'bar';
}

/**
 * @param {ChartData} data
 * @param {string} currency
 * @param {HTMLElement} near the element whose colours count
 */
function configuration(data, currency, near) {
  const ink = colours(near);
  const type = typeOf(data, innerWidth);
  const series = data.kind === 'range' ? data.columns.slice(1, 2) : data.columns.slice(1);
  return {
    type,
    data: {
      labels: data.rows.map((row) => wrap(show(row[0], data.columns[0]?.format ?? ''), type === 'radar' ? 11 : 18)),
      datasets: series.map((column, at) => ({
        label: column.title,
        data: data.rows.map((row) => drawn(row[at + 1], column.format)),
        borderColor: ink.series[at % 3], backgroundColor: type === 'bar' ? ink.series[at % 3] : ink.fills[at % 3],
        borderWidth: type === 'bar' ? 0 : 2, borderDash: at % 3 === 1 ? [6, 4] : [], pointRadius: type === 'line' ? 0 : 3,
        borderRadius: 3, maxBarThickness: 26, fill: type === 'radar',
      })).concat(data.kind === 'range' ? /** @type {any} */ (whiskers(data, ink)) : []),
    },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, indexAxis: type === 'bar' ? 'y' : 'x',
      interaction: { mode: type === 'radar' ? 'nearest' : 'index', intersect: false },
      plugins: {
        legend: { display: data.columns.length > 2, labels: { color: ink.text, font: ink.font } },
        tooltip: { callbacks: { label: (/** @type {any} */ item) => `${item.dataset.label}: ${[item.raw].flat().map((value) => show(undrawn(value, data.columns[item.datasetIndex + 1]?.format), data.columns[item.datasetIndex + 1]?.format ?? '', currency)).join(' – ')}` } },
      },
      scales: axes(type, series, currency, ink, isSplit(data)),
    },
  };
}

/**
 * The range of each value, from its third column to its fourth, as a thin bar over the bar of the value.
 * @param {ChartData} data
 * @param {ReturnType<typeof colours>} ink
 */
function whiskers(data, ink) {
  const [, , low, high] = data.columns;
  return [{
    label: `${low?.title} – ${high?.title}`, data: data.rows.map(([, , from, to]) => (from === null ? null : [from, to])),
    backgroundColor: ink.series[1], grouped: false, order: -1, barThickness: 6, borderRadius: 3,
  }];
}

/**
 * @param {string} type
 * @param {ChartData['columns']} series
 * @param {string} currency
 * @param {ReturnType<typeof colours>} ink
 * @param {boolean} stacked
 */
function axes(type, series, currency, ink, stacked) {
  const format = series[0]?.format ?? '';
  const grid = { color: ink.grid };
  const words = { color: ink.text, font: ink.font };
  const numbers = { ...words, maxTicksLimit: ink.narrow ? 4 : 6, callback: (/** @type {any} */ value) => tick(value, format, currency) };
  const ends = ENDS[format] ?? { beginAtZero: type === 'bar' };
  if (type === 'radar') {
    return { r: { min: 0, max: 100, grid, angleLines: grid, pointLabels: words, ticks: { ...words, stepSize: 25, backdropColor: 'transparent' } } };
  }
  const title = { display: series.length === 1 && type === 'bar', text: series[0]?.title, color: ink.text, font: ink.font };
  const value = { ...ends, grid, ticks: numbers, stacked, title };
  const label = { grid: { display: false }, ticks: { ...words, autoSkip: type === 'line' }, stacked };
  return type === 'bar' ? { x: value, y: label } : { x: label, y: value };
}

/** The ends of an axis where they are fixed. @type {Record<string, object>} */
const ENDS = { points: { min: 0, max: 100 }, standing: { min: 0, max: 3 } };

/** What is drawn for a value: standings start at 1, so that the lowest has a bar too. @param {any} value @param {string} format */
function drawn(value, format) {
  return format === 'standing' && value !== null ? value + 1 : value;
}

/** @param {any} value @param {string | undefined} format */
function undrawn(value, format) {
  return format === 'standing' && value !== null ? value - 1 : value;
}

/** @param {number} value @param {string} format @param {string} currency */
function tick(value, format, currency) {
  if (format === 'points' || format === 'months' || format === 'years') return value; // the title names the unit
  return format === 'standing' ? STANDINGS[value - 1] ?? '' : show(value, format, currency);
}

/** Whether each row has its amount in one of several series: then one bar in that colour. @param {ChartData} data */
function isSplit(data) {
  return data.kind !== 'range' && data.columns.length > 2 && data.rows.every((row) => row.slice(1).filter((value) => value !== 0).length <= 1);
}

/** Colours and letters of the page as it is now. @param {HTMLElement} near */
function colours(near) {
  const style = getComputedStyle(near);
  const of = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    text: of('--quiz-ink'), grid: of('--quiz-rule'),
    series: [of('--quiz-series-1'), of('--quiz-series-2'), of('--quiz-series-3')],
    fills: [of('--quiz-fill-1'), of('--quiz-fill-2'), of('--quiz-fill-3')],
    font: { family: style.fontFamily, size: 12 },
    narrow: near.clientWidth < NARROW,
  };
}

/** Long labels in several lines. @param {string} text @param {number} width letters a line */
function wrap(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? '';
    if (line && line.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}
