// An article as an entry of a list of sources: in words, BibTeX, RIS and CSL JSON.

import { button, download, h } from '../assessment/dom.js';
import { siteName } from '../shared/site.js';

/** @typedef {{ key: string, title: string, url: string, date: string, channel: string, seen: string }} Source */

/** @param {HTMLDetailsElement} box @returns {Source} */
function sourceOf(box) {
  const url = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="canonical"]'))?.href ?? location.href.split('#')[0] ?? '';
  const slug = box.closest('[data-article]')?.getAttribute('data-article')?.split('/')[1] ?? 'article';
  return {
    key: `${siteName().toLowerCase().replaceAll(/[^a-z0-9]+/g, '') || 'site'}_${slug.replaceAll(/[^A-Za-z0-9]+/g, '_')}`, title: document.querySelector('h1')?.textContent?.trim() ?? '', url,
    date: box.dataset['published'] ?? '', channel: box.dataset['channel'] ?? '', seen: new Date().toISOString().slice(0, 10),
  };
}

/** Put the ways to cite the article into its box, once. @param {HTMLDetailsElement} box */
export function offer(box) {
  const place = box.querySelector('.mm-cite-files');
  if (!place || place.childElementCount) return;
  const source = sourceOf(box);
  const file = (/** @type {string} */ name, /** @type {string} */ ending, /** @type {string} */ type, /** @type {(source: Source) => string} */ write) => (
    button(name, () => download(`${source.key}.${ending}`, write(source), type), { class: 'mm-note-button' }));
  place.append(h('span', { class: 'mm-cite-words' }, inWords(source)), ' ',
    file('BibTeX', 'bib', 'application/x-bibtex', bibtex), ' ', file('RIS', 'ris', 'application/x-research-info-systems', ris), ' ', file('CSL JSON', 'json', 'application/vnd.citationstyles.csl+json', csl));
}

/** @param {Source} source */
const inWords = ({ title, url, date, channel, seen }) => `${siteName()}: \u201c${title}\u201d, from videos of ${channel}${date ? `, ${date}` : ''}. ${url} (seen ${seen}).`;

/** Signs that BibTeX would read as its own. @param {string} text */
const escaped = (text) => text.replaceAll(/[\\{}]/g, '').replaceAll(/[&%$#_]/g, '\\$&');

/** @param {Source} source */
function bibtex({ key, title, url, date, channel, seen }) {
  const [year, month] = date.split('-');
  const fields = [['title', `{${escaped(title)}}`], ['author', `{${siteName()}}`], ['year', year], ['month', month && String(Number(month))], ['url', url], ['urldate', seen], ['note', `From videos of ${escaped(channel)}`]];
  return `@online{${key},\n${fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}\n`;
}

/** @param {Source} source */
function ris({ title, url, date, channel, seen }) {
  const lines = [['TY', 'ELEC'], ['TI', title], ['AU', siteName()], ['PY', date.slice(0, 4)], ['DA', date.replaceAll('-', '/')], ['UR', url], ['Y2', seen.replaceAll('-', '/')], ['N1', `From videos of ${channel}`]];
  return `${lines.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}`).join('\r\n')}\r\nER  - \r\n`;
}

/** @param {Source} source */
function csl({ key, title, url, date, channel, seen }) {
  const parts = (/** @type {string} */ day) => ({ 'date-parts': [day.split('-').map(Number)] });
  return `${JSON.stringify([{ id: key, type: 'webpage', title, author: [{ literal: siteName() }], ...(date ? { issued: parts(date) } : {}), accessed: parts(seen), URL: url, note: `From videos of ${channel}` }], null, 2)}\n`;
}
