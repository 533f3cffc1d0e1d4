// Putting steps in order: two buttons a step, and the arrow keys on them. No dragging.

import { h } from '../assessment/dom.js';

/** @typedef {import('./wire.js').Field} Field */

/**
 * @param {Field} field
 * @param {{label: string, say: (text: string) => void}} around
 * @returns {import('./widgets.js').Widget}
 */
export function order(field, { label, say }) {
  const steps = (field.options ?? []).map((option) => ({ id: String(option.value), label: option.label, node: h('li', { class: 'check-step' }) }));
  const list = h('ol', { class: 'check-steps', 'aria-labelledby': label }, ...steps.map((step) => step.node));
  let moved = false;
  const at = (/** @type {string} */ id) => steps.findIndex((step) => step.id === id);
  const shift = (/** @type {string} */ id, /** @type {number} */ by, /** @type {HTMLElement} */ from) => {
    const now = at(id);
    const to = now + by;
    if (to < 0 || to >= steps.length) return;
    const [step] = steps.splice(now, 1);
    if (!step) return;
    steps.splice(to, 0, step);
    lay();
    moved = true;
    from.focus();
    from.dispatchEvent(new Event('input', { bubbles: true }));
    say(`${step.label}: now ${to + 1} of ${steps.length}`);
  };
  const lay = () => {
    list.replaceChildren(...steps.map((step) => step.node));
    steps.forEach(({ node }, place) => {
      node.querySelector('.check-up')?.setAttribute('aria-disabled', String(place === 0));
      node.querySelector('.check-down')?.setAttribute('aria-disabled', String(place === steps.length - 1));
    });
  };
  for (const { id, label: words, node } of steps) {
    const tool = (/** @type {string} */ kind, /** @type {string} */ sign, /** @type {number} */ by) => {
      const made = h('button', { type: 'button', class: `check-button check-${kind}`, 'aria-label': `Move ${kind}: ${words}`, onclick: () => shift(id, by, made) }, sign);
      return made;
    };
    const onkeydown = (/** @type {KeyboardEvent} */ event) => {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      shift(id, by, /** @type {HTMLElement} */ (event.target));
    };
    node.append(h('span', {}, words), h('span', { class: 'check-tools', onkeydown }, tool('up', '\u2191', -1), tool('down', '\u2193', 1)));
  }
  lay();
  return {
    node: list,
    read: () => (moved ? steps.map((step) => step.id) : null),
    fill: (ids) => { steps.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)); moved = true; lay(); },
    part: (id) => steps[at(id)]?.node ?? null,
  };
}
