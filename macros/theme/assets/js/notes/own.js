// Below an article: save it for later, mark it as read. Loaded when one of the buttons is near.

import { markRead, readingHere, save } from '../assessment/reading.js';

/** @param {HTMLElement} bar */
export function own(bar) {
  const key = bar.closest('[data-article]')?.getAttribute('data-article') ?? '';
  const [saving, reading] = ['save', 'read'].map((name) => /** @type {HTMLButtonElement | null} */ (bar.querySelector(`[data-own="${name}"]`)));
  const show = () => {
    const { read, saved } = readingHere();
    saving?.setAttribute('aria-pressed', String(key in saved));
    reading?.setAttribute('aria-pressed', String(key in read));
  };
  saving?.addEventListener('click', () => {
    save(key, key in readingHere().saved ? null : document.querySelector('h1')?.textContent?.trim() ?? key);
    show();
  });
  reading?.addEventListener('click', () => {
    markRead(key, !(key in readingHere().read));
    show();
  });
  addEventListener('storage', show);
  document.addEventListener('mm:read', show);
  show();
}
