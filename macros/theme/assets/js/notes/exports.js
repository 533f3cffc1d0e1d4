// Notes for other programs: Markdown, Readwise's CSV, and W3C Web Annotations.

import { siteName } from '../shared/site.js';
import { clock, watchAt } from '../shared/citation.js';

/** @typedef {import('../assessment/shapes.js').Note} Note */

/** The notes by article, in the order in which the articles were first noted. @param {Note[]} notes */
export function byArticle(notes) {
  /** @type {Map<string, Note[]>} */
  const found = new Map();
  for (const note of [...notes].sort((a, b) => a.made.localeCompare(b.made))) found.set(note.article, [...(found.get(note.article) ?? []), note]);
  return found;
}

/** @param {Note[]} notes @param {(article: string) => string} address */
export function markdown(notes, address) {
  const parts = [...byArticle(notes)].map(([article, own]) => {
    const title = own[0]?.title ?? article;
    const lines = own.map(({ quote, note, video, second }) => {
      const source = video && second !== null ? ` ([${clock(second)}](${watchAt(video, second)}))` : '';
      return `> ${quote.exact.replaceAll(/\s+/g, ' ')}${source}\n${note ? `\n${note}\n` : ''}`;
    });
    return `## [${title.replaceAll(/[[\]]/g, '\\$&')}](${address(article)})\n\n${lines.join('\n')}`;
  });
  return `# Notes\n\n${parts.join('\n')}`;
}

/** As Readwise imports highlights. @param {Note[]} notes @param {(article: string) => string} address */
export function readwise(notes, address) {
  const cell = (/** @type {string} */ text) => `"${guarded(text).replaceAll('"', '""')}"`;
  const rows = notes.map(({ article, title, quote, note, made }) => [quote.exact.replaceAll(/\s+/g, ' '), title, siteName(), address(article), note, '', made.slice(0, 19).replace('T', ' ')]);
  return `${[['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would run as a formula stays text. @param {string} text */
const guarded = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** A page of W3C Web Annotations. @param {Note[]} notes @param {(article: string) => string} address */
export function annotations(notes, address) {
  const items = notes.map(({ id, article, quote, note, made, changed }) => ({
    id: `urn:uuid:${id}`, type: 'Annotation', motivation: note ? 'commenting' : 'highlighting', created: made, modified: changed,
    ...(note ? { body: { type: 'TextualBody', value: note, format: 'text/plain' } } : {}),
    target: { source: address(article), selector: { type: 'TextQuoteSelector', ...quote } },
  }));
  return JSON.stringify({ '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'AnnotationPage', items }, null, 2);
}
