// Inline pictures: small enough to be made at once, in the page's own colors.

import { h } from '../assessment/dom.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element of a picture.
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function draw(tag, attributes = {}, ...children) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === 'number' ? String(Math.round(value * 10) / 10) : value);
  made.append(...children);
  return made;
}

/**
 * A picture with its caption, and what says the same in words or numbers.
 * @param {string} title
 * @param {SVGElement} svg
 * @param {...Node} same
 */
export function pictured(title, svg, ...same) {
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `${title}: the same as below`);
  return h('figure', { class: 'quiz-figure quiz-picture' }, h('figcaption', {}, title), svg, ...same);
}

/** The words of results as they are shown. @type {Record<string, string>} */
const SHOWN = { 'needs work': 'Needs work', mixed: 'Mixed', 'in place': 'In place', low: 'Low', watch: 'Watch', act: 'Act', clear: 'Clear', lesson: 'Lesson' };

/** A word of the result, as it begins a line. @param {string} word */
export const capital = (word) => SHOWN[word] ?? word.charAt(0).toUpperCase() + word.slice(1);
