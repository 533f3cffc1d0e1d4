// Results as links: the page, the sections of it that have the words, and the second of the video nearby.

import { h } from '../assessment/dom.js';
import { unescaped } from '../reader/site.js';
import { clock } from '../shared/citation.js';

/** @typedef {import('./engine.js').Found} Found */
/** @typedef {import('./engine.js').Part} Part */

const SECTIONS = 3;

/**
 * One result.
 * @param {Found} found
 */
export function item(found) {
  const title = found.meta['title'] ?? found.url;
  const parts = found.sub_results.filter((part) => part.url.includes('#')).slice(0, SECTIONS);
  const page = found.sub_results.find((part) => !part.url.includes('#'));
  const head = h('a', { class: 'mm-search-page', href: found.url }, title);
  const kind = /\/(video|transcript)\//.exec(found.url)?.[1] ?? (/\/quizzes\/[^/]+\/$/.test(found.url) ? 'quiz' : '');
  if (kind === 'video') return h('li', {}, head, ' ', h('small', {}, kind));
  const label = kind ? [' ', h('small', {}, kind)] : [];
  const opening = page || !parts.length ? [h('p', {}, ...excerpt(page?.excerpt ?? found.excerpt), moment(found, page))] : [];
  return h('li', {}, head, ...label, ...opening, ...parts.map((part) => section(found, part)));
}

/**
 * @param {Found} found
 * @param {Part} part
 */
const section = (found, part) => h(
  'div',
  { class: 'mm-search-part' },
  h('a', { href: part.url }, part.title),
  h('p', {}, ...excerpt(part.excerpt), moment(found, part)),
);

/**
 * A link to the citation that stands nearest to what was found: after it in an article, before it in
 * a transcript, where each line begins with its time.
 * @param {Found} found
 * @param {Part | undefined} part
 */
function moment(found, part) {
  const place = (part ?? found).locations[0];
  if (place === undefined) return null;
  const near = found.anchors.filter(({ id }) => /^t-([\w-]+-)?\d+$/.test(id))
    .map((anchor) => ({ anchor, apart: (anchor.location - place) * (found.url.includes('/transcript/') ? -1 : 1) }))
    .map(({ anchor, apart }) => ({ anchor, apart: apart >= 0 ? apart : -2 * apart }))
    .sort((a, b) => a.apart - b.apart)[0]?.anchor;
  if (!near) return null;
  const seconds = Number(near.id.slice(near.id.lastIndexOf('-') + 1));
  const url = `${found.url.split('#')[0]}#${near.id}`;
  return h('a', { class: 'mm-search-time', href: url, 'aria-label': `near ${clock(seconds)} of the video` }, clock(seconds));
}

/**
 * Pagefind's excerpt, with its marks, as nodes: never as HTML.
 * @param {string} html
 * @returns {(Node | string)[]}
 */
function excerpt(html) {
  return html.split(/<\/?mark>/).map((part, at) => {
    const text = unescaped(part);
    const words = text.replace(/\s*\b\d{1,2}:\d\d(:\d\d)?\b/g, '');
    return at % 2 ? h('mark', {}, words || text) : words;
  });
}
