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
/** Where the pointer was last: what moves under a resting one is not pointed at. */
let rested = { x: NaN, y: NaN };
/** The citation that the player was opened by; its preview would stand in the player's way. @type {Element | null} */
let opened = null;

/** @param {MouseEvent} event */
function onClick(event) {
  if (event.defaultPrevented || !plain(event)) return;
  const citation = online && link(event, CITATION);
  if (citation) opened = citation;
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
    const search = await import('../search/dialog.js');
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
  if (event instanceof PointerEvent && (event.pointerType !== 'mouse' || !moved(event))) return;
  const pointed = link(event, PREVIEWED);
  if (!pointed || !chosen('previews', true)) return;
  if (event.type === 'focusin' && !pointed.matches(':focus-visible')) return;
  const kind = event.type === 'focusin' ? 'focus' : 'hover';
  opened = null;
  import('./previews.js').then((previews) => { if (pointed !== opened) previews.show(pointed, kind); }).catch(console.warn);
}

/** Whether the pointer itself moved since it was last seen. @param {PointerEvent} event */
function moved({ screenX, screenY }) {
  return screenX !== rested.x || screenY !== rested.y;
}

/** Whatever the page has that asks for more than links. */
function dress() {
  if (document.querySelector('.mm-transcript')) import('./transcript.js').then((lines) => lines.arrive()).catch(console.warn);
  if (document.querySelector(CITATION)) import('../shared/citation.js').then(({ speak }) => speak()).catch(console.warn);
  if (document.querySelector('.math')) import('./math.js').then((math) => math.render()).catch(console.warn);
  // Prefetches a page of this site while the reader's finger or pointer is on its link.
  if (online) import(library('instantpage.js')).catch(console.warn);
}

/** A reader's marks in the page's article, and what can be done with words that are selected in it. */
function notes() {
  const article = /** @type {HTMLElement | null} */ (document.querySelector('[data-article]'));
  if (!article?.querySelector('.mm-body')) return;
  const bar = article.querySelector('.mm-own');
  if (bar instanceof HTMLElement) import('../notes/own.js').then(({ own }) => own(bar)).catch(console.warn);
  const marks = () => import('../notes/marks.js');
  try {
    if ((article.dataset['article'] ?? '') in JSON.parse(localStorage.getItem('mm-noted') ?? '{}')) marks().then(({ paint }) => paint()).catch(console.warn);
  } catch { /* storage is denied: there are no marks */ }
  const selected = () => {
    const selection = getSelection();
    if (selection && !selection.isCollapsed && article.contains(selection.anchorNode)) import('../notes/select.js').then(({ update }) => update()).catch(console.warn);
    else if (document.querySelector('.mm-select:not([hidden])')) import('../notes/select.js').then(({ update }) => update()).catch(console.warn);
  };
  document.addEventListener('pointerup', () => setTimeout(selected));
  document.addEventListener('keyup', (event) => { if (event.shiftKey || event.key === 'Shift') selected(); });
  document.addEventListener('selectionchange', () => { if (touched) selected(); });
  document.addEventListener('scroll', () => { if (document.querySelector('.mm-select:not([hidden])')) selected(); }, { passive: true });
  article.addEventListener('click', (event) => {
    if (!globalThis.CSS?.highlights?.has('mm-mine') || !getSelection()?.isCollapsed || link(event, 'a, button')) return;
    marks().then(async ({ noteAt, paint }) => {
      const note = noteAt(event.clientX, event.clientY);
      if (note) (await import('../notes/editor.js')).edit(note, paint);
    }).catch(console.warn);
  });
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
document.addEventListener('pointermove', ({ screenX, screenY }) => { rested = { x: screenX, y: screenY }; }, { passive: true });
document.addEventListener('focusin', onPoint);
document.addEventListener('toggle', (event) => {
  const map = event.target;
  if (map instanceof HTMLDetailsElement && map.open && map.matches('.mm-cite')) import('../notes/cite.js').then(({ offer }) => offer(map)).catch(console.warn);
  if (map instanceof HTMLDetailsElement && map.open && map.dataset.graph) {
    import('./graph.js').then((graph) => graph.draw(map)).catch(console.warn);
  }
}, true);
switches();
(window.requestIdleCallback ?? setTimeout)(notes);
(window.requestIdleCallback ?? setTimeout)(dress);
