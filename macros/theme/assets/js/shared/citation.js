// Citations: links to a second of a video, and how a second is written.

import { h } from '../assessment/dom.js';

/**
 * Return seconds as the pages write them: `73 -> 1:13`, `4503 -> 1:15:03`.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * Return a second of a video as it is read aloud: `73 -> video at 1 minute 13`.
 * @param {number} seconds
 */
export function spoken(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const of = (/** @type {number} */ n, /** @type {string} */ unit) => (n ? [`${n} ${unit}${n === 1 ? '' : 's'}`] : []);
  const parts = [...of(hours, 'hour'), ...of(minutes, 'minute')];
  return `video at ${[...parts, ...(rest || !parts.length ? [parts.length ? String(rest) : `second ${rest}`] : [])].join(' ')}`;
}

/** The name of a citation: who speaks to the page says the words that are seen (WCAG 2.5.3). @param {number} seconds */
const named = (seconds) => `${spoken(seconds)}, ${clock(seconds)}`;

/** Let screen readers hear the times of a page's citations as times. */
export function speak() {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('a.citation[data-seconds]'))) {
    const seconds = Number(link.dataset['seconds']);
    if (link.textContent === clock(seconds)) link.setAttribute('aria-label', named(seconds));
  }
}

/**
 * Return the address of a second of a video.
 * @param {string} video
 * @param {number} seconds
 */
export const watchAt = (video, seconds) => `https://www.youtube.com/watch?v=${video}&t=${Math.floor(seconds)}s`;

/**
 * Return the link to a second of a video. It looks like a citation that the build writes
 * (macros/templates/citation.html); `state` is omitted where a page does not know it.
 * @param {number} seconds
 * @param {string} video
 * @param {{ words?: string, state?: 'as-written' | 'repaired' | 'unverified' }} [options] `words` are the time by default
 */
export const citation = (seconds, video, { words = clock(seconds), state } = {}) => h('a', {
  class: 'citation',
  'data-seconds': seconds,
  'data-state': state,
  'data-video': video,
  href: watchAt(video, seconds),
  'aria-label': words === clock(seconds) ? named(seconds) : null,
}, words);
