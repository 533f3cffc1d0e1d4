// The card that hovers: shown after a moment's rest on a link, or when the focus rests there.
//
// The pointer may move into it, Escape closes it, and Tab goes from its link into it and on.

import { h } from '../assessment/dom.js';
import { articleCard, claimCard, offButton } from './card.js';
import { videoOf } from './links.js';

const WAIT = { hover: 350, focus: 500 }; // milliseconds
const LEAVE = 250;
const GAP = 6, EDGE = 8; // pixels between link and card, card and window

/** @type {HTMLAnchorElement | null} */
let owner = null;
/** @type {number | undefined} */
let opening;
/** @type {number | undefined} */
let closing;
let wanted = 0;

const card = h('div', { class: 'mm-peek', id: 'mm-peek', role: 'group', popover: 'manual' });
card.addEventListener('pointerenter', () => clearTimeout(closing));
card.addEventListener('pointerleave', () => later());
card.addEventListener('keydown', onCardKey);
document.addEventListener('keydown', onKey, true);
document.addEventListener('pointerdown', (event) => {
  if (!(event.target instanceof Node && card.contains(event.target))) hide();
});
document.addEventListener('click', (event) => { // by keyboard, on a citation: the player opens instead
  if (event.target instanceof Element && event.target.closest('.citation') && !card.contains(event.target)) hide();
}, true);
addEventListener('resize', () => { if (owner) place(owner); });
(document.querySelector('main') ?? document.body).append(card); // inside a landmark

/**
 * Show a link's preview, unless the reader has gone on before it is due.
 * @param {HTMLAnchorElement} link
 * @param {'hover' | 'focus'} kind
 */
export function show(link, kind) {
  if (card.contains(link)) return;
  clearTimeout(closing);
  if (link === owner) return;
  clearTimeout(opening);
  opening = setTimeout(() => open(link), WAIT[kind]);
  const leave = () => {
    clearTimeout(opening);
    if (owner === link) later();
  };
  if (kind === 'hover') link.addEventListener('pointerleave', leave, { once: true });
  else link.addEventListener('blur', (event) => {
    if (!(event.relatedTarget instanceof Node && card.contains(event.relatedTarget))) leave();
  }, { once: true });
}

/** @param {HTMLAnchorElement} link */
async function open(link) {
  if (!link.matches(':hover, :focus')) return; // the reader has gone on while this module was loading
  const turn = ++wanted;
  const seconds = link.dataset['seconds'];
  const found = await (seconds === undefined ? articleCard(link) : claimCard(videoOf(link), Number(seconds)));
  if (!found || turn !== wanted || !link.matches(':hover, :focus')) return;
  hide();
  wanted = turn;
  owner = link;
  card.setAttribute('aria-label', `Preview: ${found.label}`);
  card.replaceChildren(...found.parts, offButton(hide));
  link.setAttribute('aria-describedby', card.id);
  card.showPopover();
  place(link);
}

/**
 * Put the card under the link, or over it where there is more room.
 * @param {HTMLAnchorElement} link
 */
function place(link) {
  const box = [...link.getClientRects()].at(-1) ?? link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const under = box.bottom + GAP + height + EDGE <= innerHeight || box.top < innerHeight - box.bottom;
  const left = Math.min(Math.max(EDGE, box.left), document.documentElement.clientWidth - width - EDGE);
  card.style.left = `${left + scrollX}px`;
  const top = under ? box.bottom + GAP : box.top - GAP - height;
  card.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE)) + scrollY}px`; // never outside the window
}

function later() {
  clearTimeout(closing);
  closing = setTimeout(hide, LEAVE);
}

/** Take the card away. */
export function hide() {
  wanted++;
  clearTimeout(opening);
  clearTimeout(closing);
  owner?.removeAttribute('aria-describedby');
  owner = null;
  if (card.matches(':popover-open')) card.hidePopover();
}

const stops = () => /** @type {HTMLElement[]} */ ([...card.querySelectorAll('a[href], button')]);

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (!owner) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    const link = card.contains(document.activeElement) ? owner : null;
    hide();
    link?.focus();
  }
  if (event.key === 'Tab' && !event.shiftKey && document.activeElement === owner) {
    event.preventDefault();
    stops()[0]?.focus();
  }
}

/**
 * From the card's ends Tab goes on as if the card were not there.
 * @param {KeyboardEvent} event
 */
function onCardKey(event) {
  const all = stops();
  const end = event.shiftKey ? all[0] : all.at(-1);
  if (event.key !== 'Tab' || document.activeElement !== end) return;
  const link = owner;
  link?.focus();
  if (event.shiftKey) event.preventDefault();
  else hide();
}
