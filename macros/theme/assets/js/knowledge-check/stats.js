// <mile-standing>: how much was remembered, and how well a reader knows what they know.

import { loadCharts, figure } from '../assessment/charts.js';
import { h, one } from '../assessment/dom.js';
import { openStore } from '../assessment/store.js';

/** @typedef {{remembered: number, of: number, rate: number | null, low: number | null, high: number | null, expected: number | null, target: number}} Retention */
/** @typedef {{confidence: number, label: string, answered: number, right: number, rate: number | null, low: number | null, high: number | null}} Level */

const ENOUGH = 20; // what the core asks for before it says anything

class MileStats extends HTMLElement {
  async connectedCallback() {
    const [store] = await Promise.all([openStore(), customElements.whenDefined('mile-review')]);
    for (const event of ['review:done', 'records:changed']) document.addEventListener(event, () => this.#draw(store));
    await this.#draw(store);
  }

  /** @param {import('../assessment/store.js').Store} store */
  async #draw(store) {
    const answers = await store.all('answers');
    if (answers.length === 0) return this.replaceChildren();
    const { client } = /** @type {any} */ (one(document, 'mile-review'));
    const log = answers.flatMap(({ entry }) => (entry ? [entry] : []));
    const sure = answers.filter(({ confidence }) => confidence !== null).map(({ confidence, right }) => ({ confidence, right }));
    try {
      const [kept, known] = await Promise.all([client.call('review', { do: 'retention', log }), client.call('review', { do: 'calibration', answers: sure })]);
      const chart = await calibration(known);
      this.replaceChildren(h('h2', {}, 'How it goes'), h('p', {}, retention(kept)), chart);
    } catch (error) {
      console.info('No statistics:', error);
    }
  }
}

/** @param {number | null} share */
const percent = (share) => `${Math.round((share ?? 0) * 100)}\u00a0%`;

/** How much was remembered, with how little that may say. @param {Retention} kept */
function retention({ remembered, of, rate, low, high, target }) {
  if (of === 0) return `Nothing has come back to you yet. The plan is that you remember ${percent(target)} of what does.`;
  return `You remembered ${remembered} of the ${of} that came back to you: ${percent(rate)}. With so ${of < 100 ? 'few' : 'many'}, the true share lies between ${percent(low)} and ${percent(high)}. The plan is ${percent(target)}.`;
}

/** @param {{answered: number, needed: number, levels: Level[]}} known */
async function calibration({ answered, needed, levels }) {
  if (levels.length === 0) {
    const left = needed - answered;
    return h('p', {}, `How well you know what you know is shown after ${needed} answers with your confidence; ${left === needed ? 'there is none yet' : `${left} to go`}.`);
  }
  await loadCharts().catch(() => {});
  const drawn = levels.filter((level) => level.answered > 0);
  const columns = [['', 'text'], ['Right', 'percent']].map(([title, format]) => ({ title: title ?? '', format: format ?? '' }));
  const picture = figure({ id: 'calibration', kind: 'bar', title: 'How often you were right, by how sure you were', columns, rows: drawn.map(({ label, rate }) => [label, rate]) }, '');
  const words = drawn.map(({ label, answered: of, right, low, high }) => `${label}: ${right} of ${of} right (the true share lies between ${percent(low)} and ${percent(high)}).`);
  return h('div', {}, picture, h('ul', { class: 'quiz-small' }, ...words.map((line) => h('li', {}, line))));
}

customElements.define('mile-standing', MileStats);
