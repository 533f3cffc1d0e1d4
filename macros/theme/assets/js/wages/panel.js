// In `pay-gap`: what an occupation pays in the United States, and where the reader stands in it.

import { all, announce, button, h, one, table } from '../assessment/dom.js';
import { answerOf, fill } from '../assessment/fields.js';
import { show } from '../assessment/numbers.js';
import { NATION, PERCENTILES, nation, percentiles, search, standing, wagesOf } from './table.js';

const MOST = 8; // occupations offered at once
const ORDINALS = ['10th', '25th', '50th (the middle)', '75th', '90th'];

/** @param {number} dollars */
const money = (dollars) => show(dollars, 'money', 'USD');

/** @param {string} date such as 2026-05-15 */
const dayOf = (date) => new Date(`${date}T12:00:00Z`).toLocaleDateString('en', { year: 'numeric', month: 'long', day: 'numeric' });

/** Put the table of wages before the question for the market's pay. @param {HTMLFormElement} form */
export function offerWages(form) {
  const field = one(form, '[data-field="market_pay"]');
  if (!field) return;
  const body = h('div', {});
  const panel = h('details', { class: 'quiz-wages' }, h('summary', {}, 'Look your occupation up in the US table of wages'), body);
  const open = () => {
    if (!panel.open || body.childElementCount) return;
    body.replaceChildren(h('p', { role: 'status' }, 'Loading the table of wages\u2026'));
    nation().then((found) => new Lookup(form, found).fill(body), () => {
      const again = button('Try again', () => { body.replaceChildren(); open(); });
      body.replaceChildren(h('p', { role: 'alert' }, 'The table of wages could not be loaded. Type the market pay below, or try again. '), again);
    });
  };
  panel.addEventListener('toggle', open);
  field.before(panel);
}

class Lookup {
  /** @type {import('./table.js').Occupation | null} */
  #chosen = null;
  #turn = 0; // of the places: only the last one asked for is shown

  /** @param {HTMLFormElement} form @param {import('./table.js').Nation} found */
  constructor(form, found) {
    this.form = form;
    this.nation = found;
    this.entry = h('input', { type: 'text', id: 'wages-occupation', autocomplete: 'off', 'aria-describedby': 'wages-help', oninput: () => this.#offer() });
    this.place = h('select', { id: 'wages-place', onchange: () => this.#show() },
      h('option', { value: NATION }, 'United States'), ...Object.entries(found.places).sort(([, a], [, b]) => a.localeCompare(b)).map(([code, name]) => h('option', { value: code }, name)));
    this.status = h('p', { class: 'quiz-small', role: 'status' });
    this.list = h('ul', { class: 'quiz-wages-list' });
    this.answer = h('div', { class: 'quiz-wages-answer' });
  }

  /** @param {HTMLElement} body */
  fill(body) {
    const { release, published } = this.nation;
    body.replaceChildren(
      h('p', { class: 'quiz-help', id: 'wages-help' }, 'Type a word of its title, such as \u201cnurse\u201d or \u201csoftware\u201d, and choose. Outside the United States, type the market pay below yourself.'),
      h('div', { class: 'quiz-wages-entries' },
        h('label', { for: 'wages-occupation' }, 'Occupation', this.entry), h('label', { for: 'wages-place' }, 'Place', this.place)),
      this.status, this.list, this.answer,
      h('p', { class: 'quiz-small' }, `Source: US Bureau of Labor Statistics, Occupational Employment and Wage Statistics, ${release}, published ${dayOf(published)}. Employees only, without the self-employed. The Bureau cannot vouch for data once they have left its site.`));
    body.addEventListener('keydown', (event) => this.#key(event));
    this.form.addEventListener('input', ({ target }) => {
      if (target instanceof Element && target.closest('[data-field="own_pay"]')) this.#show();
    });
    this.entry.focus();
  }

  /** Enter chooses the first occupation; it does not hand the form in. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    if (event.target === this.entry) one(this.list, 'button')?.click();
  }

  #offer() {
    const found = search(this.nation.titles, this.entry.value, MOST + 1);
    const more = found.length > MOST ? 'More than these fit: type another word to narrow them down.' : '';
    const none = this.entry.value.trim() && !found.length ? 'No title has this word. Try another one, or a shorter part of it.' : '';
    announce(this.status, more || none || (found.length === 1 ? 'One occupation' : found.length ? `${found.length} occupations` : ''));
    this.list.replaceChildren(...found.slice(0, MOST).map((occupation) => h('li', { class: 'quiz-item' }, button(occupation.title, () => this.#choose(occupation), { class: 'quiz-entry-button' }))));
  }

  /** @param {import('./table.js').Occupation} occupation */
  async #choose(occupation) {
    this.#chosen = occupation;
    this.entry.value = occupation.title;
    this.list.replaceChildren();
    await this.#show();
    one(this.answer, 'h3')?.focus({ preventScroll: true });
  }

  async #show() {
    const occupation = this.#chosen;
    if (!occupation) return;
    const turn = ++this.#turn;
    const rows = await wagesOf(this.place.value).catch(() => null);
    if (turn !== this.#turn) return;
    this.status.textContent = rows ? '' : 'The wages of this place could not be loaded. Choose it again, or take the United States.';
    this.answer.replaceChildren(...(rows ? this.#answer(occupation, percentiles(rows[occupation.at])) : []));
  }

  /** @param {import('./table.js').Occupation} occupation @param {ReturnType<typeof percentiles>} wages @returns {Node[]} */
  #answer({ title }, wages) {
    const place = this.place.selectedOptions[0]?.textContent ?? '';
    const head = h('h3', { tabindex: -1 }, `${title}, ${place}`);
    const middle = wages[2];
    if (!middle) return [head, h('p', {}, 'No yearly wages are published for this occupation here. Choose another place or a neighboring occupation.')];
    const cells = wages.map(({ dollars, bound }, at) => [ORDINALS[at] ?? '', `${money(dollars)}${bound ? ' or more' : ''}`]);
    const take = button(`Use the middle, ${money(middle.dollars)}, as market pay`, () => this.#use(middle.dollars));
    return [head, h('p', {}, this.#standing(wages)), band(wages, this.#pay()), table(`A year\u2019s pay, ${this.nation.release}`, ['Percentile', 'Pay a year'], cells), h('div', { class: 'quiz-actions' }, take)];
  }

  /** Own pay in dollars, where it was entered. @returns {number | null} */
  #pay() {
    const field = one(this.form, '[data-field="own_pay"]');
    const [pay, currency] = [field && answerOf(field), one(this.form, '[data-field="currency"] input')];
    const dollars = !(currency instanceof HTMLInputElement) || /^\s*(usd|us\$|\$)?\s*$/i.test(currency.value);
    return typeof pay === 'number' && dollars ? pay : null;
  }

  /** Where the reader stands, in a sentence. @param {ReturnType<typeof percentiles>} wages */
  #standing(wages) {
    const pay = this.#pay();
    if (pay === null) return 'Enter your own pay in dollars to see where you stand.';
    const below = standing(wages, pay);
    if (below !== null) return `Your ${money(pay)} is at about percentile ${below}: of 100 people in this occupation, about ${below} earn less.`;
    return pay < (wages[0]?.dollars ?? 0) ? `Your ${money(pay)} is below the 10th percentile: more than 90 of 100 people in this occupation earn more.`
      : `Your ${money(pay)} is above the 90th percentile: fewer than 10 of 100 people in this occupation earn more.`;
  }

  /** @param {number} dollars */
  #use(dollars) {
    for (const [name, value] of [['market_pay', String(dollars)], ['currency', 'USD']]) {
      const field = one(this.form, `[data-field="${name}"]`);
      if (!field) continue;
      fill(field, value ?? '');
      one(field, 'input')?.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const entry = all(this.form, '[data-field="market_pay"] input')[0];
    entry?.focus();
  }
}

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, EDGE] = [320, 12];

/**
 * The percentiles on a line, the middle half thicker, and the reader's own pay. The table says the same.
 * @param {{dollars: number}[]} wages
 * @param {number | null} pay
 */
function band(wages, pay) {
  const ends = [...wages.map(({ dollars }) => dollars), ...(pay === null ? [] : [pay])];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (/** @type {number} */ dollars) => EDGE + ((dollars - low) / (high - low || 1)) * (WIDTH - 2 * EDGE);
  const at = (/** @type {number} */ index) => x(wages[index]?.dollars ?? low);
  const svg = draw('svg', { viewBox: `0 0 ${WIDTH} 44`, class: 'quiz-band', 'aria-hidden': 'true' });
  svg.append(line('thin', at(0), at(4)), line('thick', at(1), at(3)));
  PERCENTILES.forEach((_, index) => svg.append(draw('path', { class: 'quiz-band-tick', d: `M${at(index)} 20v12` })));
  if (pay !== null) svg.append(draw('path', { class: 'quiz-band-you', d: `M${x(pay)} 22l-6 -11h12z` }));
  return svg;
}

/** @param {string} kind @param {number} from @param {number} to */
const line = (kind, from, to) => draw('path', { class: `quiz-band-${kind}`, d: `M${from} 26H${to}` });

/** @param {string} tag @param {Record<string, string>} attributes */
function draw(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
