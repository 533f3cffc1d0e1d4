// A move becomes a plan: one move, a day, one "if ... then ..." line; and later "Did you do it?".

import { all, button, download, h, one } from '../assessment/dom.js';
import { calendarFile, dayFromNow, dayInWords } from './calendar.js';

/** @typedef {import('../assessment/shapes.js').Plan} Plan */
/** @typedef {import('../assessment/store.js').Store} Store */
/** @typedef {import('../assessment/wire.js').Result} Result */
/** @typedef {import('../assessment/bank.js').Bank} Bank */
/** @typedef {{assessment: string, id: string, title: string, step: string}} Choice */

/** @param {Store} store @returns {Promise<Plan[]>} those that are still open, the nearest first */
export async function openPlans(store) {
  const plans = await store.all('plans').catch(() => []);
  return plans.filter(({ done }) => done === null).sort((a, b) => a.day.localeCompare(b.day));
}

/**
 * The place below the moves where one of them is made a plan.
 * @param {Result} result
 * @param {Bank} bank
 * @param {Store} store
 */
export async function planner(result, bank, store) {
  const choices = result.moves.flatMap((move) => choice(bank.move(move.assessment, move.id), move));
  const box = h('section', { class: 'quiz-plan', 'aria-label': 'Your plan' });
  const names = choices.map(({ assessment, id }) => `${assessment}/${id}`);
  const kept = (await openPlans(store)).find(({ id, assessment }) => names.includes(id) || assessment === bank.id);
  if (!choices.length && !kept) return null;
  if (kept) show(box, kept, choices, store);
  else box.append(entry(box, choices, null, store));
  return box;
}

/** @param {HTMLElement | null} shown @param {{assessment: string, id: string}} move @returns {Choice[]} */
function choice(shown, { assessment, id }) {
  const title = shown && one(shown, 'h4, h5')?.textContent;
  const step = shown && one(shown, '.quiz-step')?.textContent?.replace(/^[^:]*:\s*/, '');
  return title ? [{ assessment, id, title, step: step ?? '' }] : [];
}

/** @param {HTMLElement} box @param {Plan} plan @param {Choice[]} choices @param {Store} store */
function show(box, plan, choices, store) {
  const change = choices.length > 0 && button('Change', () => { box.replaceChildren(entry(box, choices, plan, store)); one(box, 'input')?.focus(); });
  const remove = button('Remove', () => { store.remove('plans', plan.id); box.replaceChildren(h('p', { role: 'status' }, 'Plan removed. '), ...(choices.length ? [entry(box, choices, null, store)] : [])); });
  box.replaceChildren(h('h3', { tabindex: -1 }, 'Your plan'), sentence(plan),
    h('div', { class: 'quiz-actions' }, button('Save to your calendar', () => save(plan)), change, remove));
}

/** A plan in words. @param {Plan} plan */
export function sentence(plan) {
  const line = plan.when || plan.then ? h('p', {}, `If ${plan.when || 'the day has come'}, then I ${plan.then}`) : null;
  return h('div', { class: 'quiz-plan-words' }, h('p', {}, h('strong', {}, `${dayInWords(plan.day)}: ${plan.title}`)), line);
}

/** @param {Plan} plan */
function save(plan) {
  const text = `If ${plan.when || 'the day has come'}, then I ${plan.then}`;
  const address = new URL(`../${plan.assessment}/`, location.href.split(/[?#]/)[0]).href;
  download(`plan-${plan.day}.ics`, calendarFile({ id: `${plan.id.replace('/', '-')}-${plan.day}`, day: plan.day, title: plan.title, text, address, made: plan.made }), 'text/calendar');
}

/**
 * The entry of a plan.
 * @param {HTMLElement} box
 * @param {Choice[]} choices
 * @param {Plan | null} former
 * @param {Store} store
 */
function entry(box, choices, former, store) {
  const picked = choices.findIndex(({ assessment, id }) => `${assessment}/${id}` === former?.id);
  const radios = choices.map((move, at) => h('label', {}, h('input', { type: 'radio', name: 'plan-move', value: at, checked: at === Math.max(0, picked), onchange: () => suggest() }), h('span', {}, move.title)));
  const chosen = () => choices[all(fields, 'input[type="radio"]').findIndex((radio) => /** @type {HTMLInputElement} */ (radio).checked)] ?? choices[0];
  const day = h('input', { type: 'date', id: 'plan-day', min: dayFromNow(), required: true, value: former?.day ?? dayFromNow(1) });
  const when = h('input', { type: 'text', id: 'plan-when', maxlength: 200, autocomplete: 'off', value: former?.when ?? 'I sit down with my first coffee' });
  const then = h('textarea', { id: 'plan-then', maxlength: 300, rows: 3 }, former?.then ?? '');
  const problem = h('p', { class: 'quiz-error', role: 'alert', hidden: true });
  const suggest = () => { then.value = lowered(chosen()?.step ?? ''); };
  const keep = () => {
    const move = chosen();
    problem.hidden = day.value >= dayFromNow();
    problem.textContent = problem.hidden ? '' : 'Choose today or a later day.';
    if (!problem.hidden || !move) return day.focus();
    const plan = { id: `${move.assessment}/${move.id}`, assessment: move.assessment, title: move.title, day: day.value, when: when.value.trim(), then: then.value.trim().replace(/\s+/g, ' '), made: new Date().toISOString(), done: null };
    if (former && former.id !== plan.id) store.remove('plans', former.id);
    store.put('plans', plan);
    show(box, plan, choices, store);
    one(box, 'h3')?.focus();
  };
  const fields = h('div', { class: 'quiz-plan-entry' },
    h('h3', {}, 'Make one a plan'), h('p', { class: 'quiz-small' }, 'A day and a cue make it far easier to begin. The plan is kept on this device only.'),
    choices.length > 1 && h('fieldset', { class: 'quiz-field quiz-choice' }, h('legend', {}, 'Which move?'), h('div', { class: 'quiz-options' }, ...radios)),
    h('label', { for: 'plan-day' }, 'On which day?', day), problem,
    h('label', { for: 'plan-when' }, 'If\u2026', when), h('label', { for: 'plan-then' }, '\u2026then I', then),
    h('div', { class: 'quiz-actions' }, button('Keep this plan', keep, { class: 'quiz-button quiz-primary' })));
  if (!former) suggest();
  return fields;
}

/** A first step within a sentence. @param {string} step */
const lowered = (step) => (/^[A-Z][a-z]/.test(step) ? step.charAt(0).toLowerCase() + step.slice(1) : step);

/**
 * "Did you do it?" for each plan whose day has come.
 * @param {Store} store
 * @param {(plan: Plan) => boolean} [which]
 * @returns {Promise<HTMLElement[]>}
 */
export async function duePlans(store, which = () => true) {
  const today = dayFromNow();
  return (await openPlans(store)).filter((plan) => plan.day <= today && which(plan)).map((plan) => due(plan, store));
}

/** @param {Plan} plan @param {Store} store */
function due(plan, store) {
  const box = h('section', { class: 'quiz-notice quiz-due', 'aria-label': 'A plan of yours' });
  const answer = (/** @type {Plan['done']} */ done, /** @type {string} */ words) => {
    store.put('plans', { ...plan, done });
    box.replaceChildren(h('p', { role: 'status' }, words));
  };
  const later = () => {
    const day = h('input', { type: 'date', min: dayFromNow(), value: dayFromNow(7), 'aria-label': 'New day' });
    const set = () => {
      if (day.value < dayFromNow()) return day.focus();
      store.put('plans', { ...plan, day: day.value });
      return box.replaceChildren(h('p', { role: 'status' }, `Moved to ${dayInWords(day.value)}.`));
    };
    box.replaceChildren(h('p', {}, 'Which day suits you better?'), h('div', { class: 'quiz-actions' }, day, button('Move it there', set, { class: 'quiz-button quiz-primary' })));
    day.focus();
  };
  box.append(h('p', {}, `You planned for ${dayInWords(plan.day)}: `, h('strong', {}, plan.title), '. Did you do it?'),
    h('div', { class: 'quiz-actions' }, button('Yes, done', () => answer('yes', 'Well done. Take the assessment again when it has had time to show.')), button('Not yet', later), button('No longer', () => answer('no', 'The plan is closed.'))));
  return box;
}
