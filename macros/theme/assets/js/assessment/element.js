// <mile-assessment>: takes over the form that the build wrote, and shows the result.

import { Bank } from './bank.js';
import { loadCharts } from './charts.js';
import { RuntimeFailure, WireError, sharedClient } from './client.js';
import { all, announce, button, h, one } from './dom.js';
import { showProblems, clearProblem, clearProblems, mark } from './errors.js';
import { answersOf, controlOf, fieldsOf, isAnswered } from './fields.js';
import { Draft } from './draft.js';
import { whenWanted } from './intent.js';
import { listenToKeys } from './keys.js';
import { day } from './details.js';
import { drawResult, keepers } from './result.js';
import { RowList } from './rows.js';
import { equip, introduce, openForPrint, submitLabel } from './setup.js';
import { sharedResult, unreadable } from './share.js';
import { invalidIn } from './validate.js';
import { Steps } from './steps.js';
import { nothingIn, tooFew } from './too_few.js';
import { openStore } from './store.js';
import { changedNote, damagedNote, troubleNote } from './trouble.js';
import { Waiting, fallback } from './waiting.js';
import { addPlaces, emptyMap, othersResults } from '../results/dashboard.js';
import { addChange } from '../results/dumbbell.js';
import { duePlans, planner } from '../results/plan.js';
import * as second from '../results/second_view.js';

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {import('./store.js').Store} Store */

export class MileAssessment extends HTMLElement {
  /** @type {Promise<Store>} */
  #store = openStore();
  #turn = 0; // of the calculator: only the newest answer is drawn
  #submitting = false;
  #upgraded = false;
  #fold = () => {};
  status = h('p', { class: 'quiz-hidden', role: 'status' });
  place = h('div', { class: 'quiz-place' });
  /** Settles when the earlier answers are back. @type {Promise<void>} */
  restored = Promise.resolve();
  /** @type {Result | null} */
  result = null;

  connectedCallback() {
    if (this.#upgraded) return;
    this.#upgraded = true;
    this.bank = new Bank(this);
    this.form = /** @type {HTMLFormElement} */ (one(this, 'form'));
    this.client = sharedClient(JSON.parse(this.dataset['runtime'] ?? '{}'));
    this.waiting = new Waiting(this.client);
    this.form.after(this.status, this.waiting.box, this.place);
    this.#build();
    one(this, 'details.quiz-sheet')?.removeAttribute('open'); // it stands open for those without scripts
    this.classList.add('quiz-ready');
  }

  #build() {
    const form = this.#form();
    const lists = new Map(all(form, '[data-widget="rows"]').map((field) => [field, new RowList(field, this.status, () => this.#changed(field))]));
    this.steps = new Steps(form, this.status, {
      submit: () => this.submit(), moved: () => this.draft?.keep(), mayLeave: (section) => this.#stands(invalidIn(section)), label: second.isAsked() ? 'Make the link' : submitLabel(this.#bank().formula),
    });
    const asked = second.isAsked(); // then nothing is kept: the answers are about somebody else
    this.draft = new Draft(this.#bank(), form, lists, this.steps, asked ? new Promise(() => {}) : this.#store);
    this.#fold = introduce(this, form, () => this.#steps().go(0));
    equip(form, this.#bank().formula);
    listenToKeys(form, () => this.#onwards());
    form.addEventListener('input', (event) => this.#changed(/** @type {HTMLElement} */ (event.target)));
    whenWanted(form, () => this.#warm());
    window.addEventListener('hashchange', () => (second.isView() ? location.reload() : this.#showShared()));
    window.addEventListener('beforeprint', () => openForPrint(this, this.result !== null));
    this.#showShared();
    if (asked) form.before(second.askedNote());
    else this.restored = this.draft.restore().then((restored) => this.#restored(restored), () => {});
  }

  #form() { return /** @type {HTMLFormElement} */ (this.form); }
  #bank() { return /** @type {Bank} */ (this.bank); }
  #steps() { return /** @type {Steps} */ (this.steps); }
  #client() { return /** @type {import('./client.js').Client} */ (this.client); }

  /** Load what the result needs while the reader is still answering; the bank too, by a first score. */
  #warm() {
    this.#client().start().then(() => this.#score({})).catch(() => {}).then(() => this.#live());
    loadCharts().catch(() => {});
  }

  /** @param {HTMLElement} target */
  #changed(target) {
    for (const field of [target.closest('[data-column]'), target.closest('[data-field]')]) {
      if (field instanceof HTMLElement) clearProblem(field);
    }
    this.draft?.note(target);
    this.#steps().refresh();
    this.#live();
  }

  #onwards() {
    if (this.#steps().isLast()) this.submit();
    else this.#steps().onwards();
  }

  /** A calculator answers as one types, once what it needs is there. */
  async #live() {
    if (!('live' in this.dataset) || this.#client().state !== 'ready' || !this.#isAsking()) return;
    const needed = fieldsOf(this.#form()).filter((field) => field.querySelector('[required]'));
    if (!needed.every(isAnswered)) return;
    const turn = ++this.#turn;
    const result = await this.#score({}).catch(() => null);
    if (result && turn === this.#turn && this.#isAsking()) this.#draw(result, false);
  }

  /** Whether the form is open and nothing was handed in. */
  #isAsking() {
    return !this.#submitting && !this.classList.contains('quiz-finished');
  }

  /** Score what is entered, keep and show the result, or say what is wrong beside its field. */
  async submit() {
    if (this.#submitting || !this.#stands([...invalidIn(this.#form()), ...nothingIn(this.#form())])) return;
    if (second.isAsked()) return second.showLink(this.place, this.#bank(), this.#form());
    this.#submitting = true;
    this.setAttribute('aria-busy', 'true');
    this.waiting?.show(this.#client().state !== 'ready');
    if (this.#client().state !== 'ready') announce(this.status, 'Your answers are in. The scoring program is still loading.');
    try {
      await this.#finish(await this.#score(this.draft?.seconds ?? {}));
    } catch (error) {
      this.#explain(error);
    } finally {
      this.#submitting = false;
      this.removeAttribute('aria-busy');
      this.waiting?.hide();
    }
  }

  /** Whether nothing is amiss; else it is said beside its field, and the reader stands in the first. @param {import('./validate.js').Invalid[]} amiss */
  #stands(amiss) {
    clearProblems(this.#form());
    for (const { field, message } of amiss) mark(field, message);
    const first = amiss[0];
    if (first) this.#standIn(first.field, amiss.length);
    return !first;
  }

  /**
   * @param {Record<string, number>} seconds spent on each item
   * @returns {Promise<Result>}
   */
  async #score(seconds) {
    const answers = this.#isMap() ? { results: await othersResults(await this.#store, this.#bank().id) } : answersOf(this.#form());
    return this.#client().call('score', { assessment: this.#bank().id, answers, now: new Date().toISOString(), seconds });
  }

  /** @param {Result} result */
  async #finish(result) {
    if (!this.#stands(tooFew(result, this.#bank(), this.#form()))) return;
    const store = await this.#store;
    this.#draw(result, true);
    if (!this.#isMap()) store.keepResult(result);
    this.draft?.done();
    this.dispatchEvent(new CustomEvent('assessment:result', { bubbles: true, detail: result }));
    await this.#add(result);
    if (!store.lasting) this.place.append(h('p', { class: 'quiz-notice' }, 'This browser does not let the page keep results: download it if you want to compare later.'));
  }

  /** What is added to a drawn result: the change since last time or the map's places, and the plan. @param {Result} result */
  async #add(result) {
    const store = await this.#store;
    const drawn = this.place.firstElementChild;
    if (!(drawn instanceof HTMLElement)) return;
    if (this.#isMap()) await addPlaces(drawn, result, this, store, () => this.print('plan'));
    else await addChange(drawn, result, this.#bank(), store, this.#client());
    if (second.offersView(this.#form())) one(drawn, '.quiz-keep')?.after(second.askForView());
    await second.showGaps(this.#bank(), this.#form(), this.#client());
    const plan = await planner(result, this.#bank(), store);
    if (plan) one(drawn, '.quiz-plan-place')?.append(plan);
  }

  #isMap() { return this.#bank().formula === 'map'; }

  /** The map needs no button: it is drawn over what is kept, and stands empty before the first result. */
  async #drawMap() {
    if ((await othersResults(await this.#store, this.#bank().id)).length) return this.submit();
    return this.#showAgain(emptyMap(this.#bank()));
  }

  /**
   * @param {Result} result
   * @param {boolean} final whether the reader asked for it: then the focus goes there
   */
  #draw(result, final) {
    this.result = result;
    const actions = final ? [keepers(result, this.#bank(), () => this.print('report')), h('div', { class: 'quiz-actions' }, ...this.#onwardWays())] : [];
    const title = !final ? 'So far' : this.#isMap() ? 'Your map' : 'Your result';
    this.place.replaceChildren(drawResult(result, this.#bank(), { title, actions, print: (what) => this.print(what) }));
    this.classList.toggle('quiz-finished', final);
    const heading = final && !this.#isMap() ? one(this.place, '.quiz-result-title') : null; // the map was not asked for
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start' });
  }

  /** @param {Result} result that was kept */
  #showAgain(result) {
    this.#draw(result, true);
    return this.#add(result);
  }

  /** What can be done after a result. A map has no answers to change. */
  #onwardWays() {
    return fieldsOf(this.#form()).length ? [button('Change answers', () => this.#again()), button('Start over', () => this.#anew())] : [];
  }

  #again() {
    this.classList.remove('quiz-finished');
    this.#steps().go(0);
  }

  #anew() {
    this.draft?.clear();
    this.place.replaceChildren();
    this.result = null;
    this.#again();
  }

  /** @param {unknown} error */
  #explain(error) {
    if (error instanceof WireError) this.#showProblems(error);
    else this.#fallBack(error instanceof RuntimeFailure ? error : new RuntimeFailure('Something went wrong on this page.'));
    if (!(error instanceof WireError || error instanceof RuntimeFailure)) console.error(error);
  }

  /** @param {WireError} error */
  #showProblems(error) {
    const { fields, rest } = showProblems(this.#form(), error.problems);
    this.place.replaceChildren(...rest.map((problem) => h('p', { class: 'quiz-notice', role: 'alert' }, problem.message)));
    const first = fields[0];
    if (first) this.#standIn(first, fields.length);
  }

  /**
   * @param {HTMLElement} field
   * @param {number} count of the fields that need a look
   */
  #standIn(field, count) {
    this.#steps().reveal(field);
    controlOf(field)?.focus();
    const others = count > 1 ? ` ${count} fields need a look.` : '';
    announce(this.status, `${one(field, ':scope > .quiz-error')?.textContent ?? ''}${others}`);
  }

  /** @param {RuntimeFailure} failure */
  async #fallBack({ message, outdated }) {
    const lasting = (await this.#store).trouble === '';
    const again = outdated ? null : () => this.submit();
    this.place.replaceChildren(fallback(message, { again, sheet: () => this.print('sheet'), lasting }));
  }

  /** @param {boolean} restored */
  async #restored(restored) {
    if (restored) { this.#fold(); announce(this.status, 'Your earlier answers are back.'); }
    const store = await this.#store;
    this.form?.before(troubleNote(store), ...changedNote(this.draft?.changed ?? {}));
    const damaged = await store.damaged().catch(() => []);
    if (damaged.length) this.form?.before(damagedNote(damaged));
    const mine = (/** @type {{assessment: string}} */ { assessment }) => this.#isMap() || assessment === this.#bank().id;
    this.form?.before(...await duePlans(store, mine));
    if (this.#isMap()) return this.#drawMap();
    await second.showGaps(this.#bank(), this.#form(), this.#client());
    this.#offerLast((await store.results(this.#bank().id).catch(() => [])).at(-1));
    return this.#live();
  }

  /** A result from an earlier visit can be seen again, without a new one. @param {Result | undefined} result */
  #offerLast(result) {
    if (!result || this.result) return;
    const look = button(`See your result${result.taken ? ` of ${day(result.taken)}` : ''}`, () => { box.remove(); this.#showAgain(result); });
    const box = h('div', { class: 'quiz-actions quiz-last-result' }, look);
    this.form?.before(box);
  }

  #showShared() {
    const result = sharedResult(this.#bank());
    one(this, '.quiz-unreadable')?.remove();
    if (!result) return this.prepend(...unreadable());
    const own = button('Take it yourself', () => { history.replaceState(null, '', location.pathname); this.place.replaceChildren(); this.#again(); });
    const note = h('p', { class: 'quiz-notice' }, 'This is someone else\u2019s result. It is not saved here.');
    this.place.replaceChildren(note, drawResult(result, this.#bank(), { title: 'A shared result', actions: [own] }));
    this.classList.add('quiz-finished');
  }

  /** @param {'report' | 'sheet' | 'letter' | 'plan'} what */
  print(what) {
    this.dataset['print'] = what;
    window.print();
  }
}

customElements.define('mile-assessment', MileAssessment);
