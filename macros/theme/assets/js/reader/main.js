// What makes pages live. It only listens: each feature is loaded when a reader first reaches for it.

import { chosen, choose } from './choices.js';
import { library } from './site.js';

const CITATION = 'a.citation[data-seconds]';
const PREVIEWED = `a[data-preview], ${CITATION}:not(.mm-line:not(.mm-cited) *)`;
// A link to one claim goes straight there: a preview of the whole article would stand in its way.
const ON_TAP = ':is(.mm-body, blockquote) a[data-preview]:not([href*="#t-"])';
const online = location.protocol !== 'file:';

/**
 * The link that an event came from, if it matches.
 * @param {Event} event
 * @param {string} selector
 */
const link = (event, selector) => /** @type {HTMLAnchorElement | null} */ (
  event.target instanceof Element ? event.target.closest(selector) : null
);

/** @param {MouseEvent} event */
const plain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

let touched = false;

/** @param {MouseEvent} event */
function onClick(event) {
  if (event.defaultPrevented || !plain(event)) return;
  const citation = online && link(event, CITATION);
  if (citation) return instead(event, citation, () => import('./player.js').then((player) => player.cite(citation, event.detail === 0)));
  const tapped = touched && chosen('previews', true) && link(event, ON_TAP);
  if (tapped) return instead(event, tapped, () => import('./sheet.js').then((sheet) => sheet.open(tapped)));
  const search = link(event, '.mm-search-link');
  if (search) instead(event, search, openSearch);
}

/**
 * Do something instead of following a link; follow it after all where that fails.
 * @param {Event} event
 * @param {HTMLAnchorElement} followed
 * @param {() => Promise<unknown>} act
 */
function instead(event, followed, act) {
  event.preventDefault();
  act().catch((error) => {
    console.warn(error);
    location.assign(followed.href);
  });
}

/** Open the search; what the reader types while it is being loaded goes into it. */
async function openSearch() {
  let typed = '';
  const keep = (/** @type {KeyboardEvent} */ event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    typed += event.key;
  };
  document.addEventListener('keydown', keep, true);
  try {
    const search = await import('./search.js');
    search.open(typed);
  } finally {
    document.removeEventListener('keydown', keep, true);
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const citation = event.key === ' ' && link(event, CITATION);
  if (citation) {
    event.preventDefault();
    citation.click();
  }
  const command = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
  const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event);
  if ((command || (slash && chosen('slash', true))) && document.querySelector('.mm-search-link')) {
    event.preventDefault();
    openSearch().catch(console.warn);
  }
}

/** @param {Event} event */
const typing = (event) => event.target instanceof HTMLElement
  && (event.target.isContentEditable || event.target.matches('input, textarea, select'));

/**
 * Show a preview, on hover or when the focus came by keyboard.
 * @param {Event} event
 */
function onPoint(event) {
  if (event instanceof PointerEvent && event.pointerType !== 'mouse') return;
  const pointed = link(event, PREVIEWED);
  if (!pointed || !chosen('previews', true)) return;
  if (event.type === 'focusin' && !pointed.matches(':focus-visible')) return;
  const kind = event.type === 'focusin' ? 'focus' : 'hover';
  import('./previews.js').then((previews) => previews.show(pointed, kind)).catch(console.warn);
}

/** Whatever the page has that asks for more than links. */
function dress() {
  if (document.querySelector('.mm-transcript')) import('./transcript.js').then((lines) => lines.arrive()).catch(console.warn);
  if (document.querySelector('.math')) import('./math.js').then((math) => math.render()).catch(console.warn);
  // Prefetches a page of this site while the reader's finger or pointer is on its link.
  if (online) import(library('instantpage.js')).catch(console.warn);
}

/** The switches in the footer; the page brings them, so that nothing jumps. */
function switches() {
  for (const button of document.querySelectorAll('.mm-footer .mm-choice')) {
    if (!(button instanceof HTMLElement)) continue;
    const name = /** @type {import('./choices.js').Choice} */ (button.dataset['choice']);
    const tell = () => { button.textContent = `Turn ${button.dataset['words']} ${chosen(name, true) ? 'off' : 'on'}`; };
    button.addEventListener('click', () => choose(name, !chosen(name, true)));
    document.addEventListener('mm:choice', tell);
    tell();
  }
}

document.addEventListener('pointerdown', (event) => { touched = event.pointerType === 'touch'; }, { passive: true });
document.addEventListener('keydown', () => { touched = false; }, { capture: true, passive: true });
document.addEventListener('click', onClick);
document.addEventListener('keydown', onKey);
document.addEventListener('pointerover', onPoint, { passive: true });
document.addEventListener('focusin', onPoint);
document.addEventListener('toggle', (event) => {
  const map = event.target;
  if (map instanceof HTMLDetailsElement && map.open && map.dataset.graph) {
    import('./graph.js').then((graph) => graph.draw(map)).catch(console.warn);
  }
}, true);
switches();
(window.requestIdleCallback ?? setTimeout)(dress);
