// <mile-keep>: the one switch that keeps the site for offline, with what it takes.

import { h } from '../assessment/dom.js';
import { bytesKept, isOn, megabytes, offer, possible, turnOff, turnOn } from './library.js';
import { listOfPages } from './list.js';
import { MOST_PAGES } from './names.js';

class MileKeep extends HTMLElement {
  #button = h('button', { type: 'button', role: 'switch', class: 'keep-switch', 'aria-checked': 'false', 'aria-describedby': 'keep-size', onclick: () => this.#turn() },
    h('span', { class: 'keep-knob', 'aria-hidden': 'true' }), 'Keep for offline');
  #size = h('p', { id: 'keep-size' });
  #parts = h('ul', { class: 'keep-parts' });
  #status = h('p', { role: 'status', class: 'keep-said' });
  #bar = h('progress', { class: 'keep-bar', hidden: true, 'aria-label': 'Fetching what is kept' });
  #pages = h('div', {});

  async connectedCallback() {
    if (this.childElementCount) return;
    if (!possible()) {
      this.classList.add('keep-none');
      this.append(h('p', {}, location.protocol === 'file:'
        ? 'This folder has everything already: nothing needs to be kept.'
        : 'This browser, at this address, can\u2019t keep pages for offline: it needs a secure address (https) and a window that is not private.'));
      return;
    }
    this.append(this.#button, this.#size, this.#parts, this.#bar, this.#status, this.#pages);
    await this.#tellSize().catch(() => { this.#size.textContent = 'How much it takes can\u2019t be told without a network.'; });
    await this.#refresh();
  }

  async #tellSize() {
    const { parts } = await offer();
    const sum = parts.reduce((all, { bytes }) => all + bytes, 0);
    this.#size.textContent = `It takes ${megabytes(sum)} on this device, and a little for each page that you read from then on.`;
    this.#parts.replaceChildren(...parts.map(({ what, bytes }) => h('li', {}, `${what}: ${megabytes(bytes)}`)));
  }

  /** Show how things are. */
  async #refresh() {
    const on = await isOn();
    this.#button.setAttribute('aria-checked', String(on));
    this.#pages.replaceChildren(...(on ? await this.#kept() : []));
    return on;
  }

  async #kept() {
    const pages = await listOfPages(`Pages kept, of the latest ${MOST_PAGES} read`);
    return [h('p', {}, `Kept now: ${megabytes(await bytesKept())} in all.`), ...pages];
  }

  async #turn() {
    if (this.#button.getAttribute('aria-disabled')) return;
    this.#button.setAttribute('aria-disabled', 'true');
    this.#bar.hidden = false;
    try {
      this.#status.textContent = await (await isOn() ? this.#off() : this.#on());
    } finally {
      this.#bar.hidden = true;
      this.#button.removeAttribute('aria-disabled');
      await this.#refresh();
    }
  }

  /** @returns {Promise<string>} what came of it */
  async #on() {
    this.#status.textContent = 'Fetching. You can go on reading.';
    try {
      await turnOn();
      return `Kept: ${megabytes(await bytesKept())}. The assessments work without a network now, and so will each page that you read.`;
    } catch (error) {
      console.warn(error);
      return 'It could not be kept: the network or the room on this device did not suffice. Nothing was changed; you can try again.';
    }
  }

  /** @returns {Promise<string>} what came of it */
  async #off() {
    await turnOff();
    return 'Nothing is kept for offline any more. Your answers and reviews are untouched.';
  }
}

customElements.define('mile-keep', MileKeep);
