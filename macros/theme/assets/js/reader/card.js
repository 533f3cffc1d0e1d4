// What a preview shows, the same in a card that hovers and in a sheet from below.

import { h } from '../assessment/dom.js';
import { citation, clock } from '../shared/citation.js';
import { choose } from './choices.js';
import { at, json } from './site.js';

/** @typedef {{ label: string, parts: Node[] }} Card */

const BEFORE = 2, AFTER = 2; // moments shown on either side of a citation's own

/**
 * The preview of the article that a link leads to; null where there is none.
 * @param {HTMLAnchorElement} link
 * @returns {Promise<Card | null>}
 */
export async function articleCard(link) {
  const page = new URL(link.href);
  page.hash = '';
  const seen = await json(new URL('preview.json', page).href);
  if (!seen) return null;
  const lines = seen.lines.length > 1
    ? h('ul', {}, ...seen.lines.map((/** @type {string} */ line) => h('li', {}, line)))
    : h('p', {}, seen.lines[0] ?? '');
  const facts = [`${seen.minutes} min read`, seen.citations ? `${seen.citations} cited moments` : '', seen.video];
  const meta = h('p', { class: 'mm-peek-meta' }, facts.filter(Boolean).join(' · '));
  return { label: seen.title, parts: [h('p', { class: 'mm-peek-title' }, seen.title), lines, meta] };
}

/**
 * What articles say around a second of a video; null where nothing is known.
 * @param {string} video
 * @param {number} seconds
 * @returns {Promise<Card | null>}
 */
export async function claimCard(video, seconds) {
  const folder = at(`video/${video}/claims/`);
  const index = await json(`${folder}index.json`);
  if (!index) return null;
  const number = Math.max(0, index.starts.findLastIndex((/** @type {number} */ start) => start <= seconds));
  const part = await json(`${folder}${number}.json`);
  if (!part) return null;
  /** @type {[number, [string, number, string][]][]} */
  const moments = part.moments;
  const own = Math.max(0, moments.findLastIndex(([second]) => second <= seconds));
  const said = words(video, part.said?.[String(moments[own]?.[0])]);
  const [before, after] = said.length ? [1, 1] : [BEFORE, AFTER]; // the card has to fit into the window
  const items = moments.slice(Math.max(0, own - before), own + after + 1)
    .map(([second, claims]) => moment(video, second, claims, part.articles, second === moments[own]?.[0]));
  const title = h('p', { class: 'mm-peek-title' }, h('a', { href: at(`video/${video}/#t-${seconds}`) }, index.title));
  return { label: `What is said around ${clock(seconds)}`, parts: [title, ...said, h('ol', { class: 'mm-peek-claims' }, ...items)] };
}

/**
 * The words said at a moment, where the video has captions, as a link to their place in the transcript.
 * @param {string} video
 * @param {[seconds: number, text: string, language: string] | undefined} said
 */
function words(video, said) {
  if (!said || document.querySelector('.mm-transcript')) return [];
  const [seconds, text, language] = said;
  const link = h('a', { href: `${at(`transcript/${video}/`)}#t-${seconds}` }, 'Read on in the transcript');
  return [h('blockquote', { class: 'mm-peek-said' }, h('p', { lang: language, dir: 'auto' }, text), link)];
}

/**
 * @param {string} video
 * @param {number} seconds
 * @param {[string, number, string][]} claims
 * @param {[string, string][]} articles
 * @param {boolean} own
 */
function moment(video, seconds, claims, articles, own) {
  const sentences = claims.map(([text, number, anchor]) => {
    const [key, title] = articles[number] ?? ['', ''];
    return h('a', { class: 'mm-claim', href: `${at(`wiki/${encodeURI(key)}/`)}#${anchor}`, title }, text);
  });
  return h('li', own ? { 'aria-current': 'true' } : {}, citation(seconds, video), h('div', {}, ...sentences));
}

/**
 * The button that ends all previews.
 * @param {() => void} then
 */
export const offButton = (then) => h('button', {
  type: 'button',
  class: 'mm-peek-off',
  onclick: () => {
    choose('previews', false);
    then();
  },
}, 'Turn previews off');
