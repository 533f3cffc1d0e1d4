// The pages that are kept, as links.

import { h } from '../assessment/dom.js';
import { pagesKept } from './library.js';

/** @param {string} title of the list @returns {Promise<HTMLElement[]>} nothing where no page is kept */
export async function listOfPages(title) {
  const pages = await pagesKept();
  if (!pages.length) return [];
  return [
    h('h2', {}, title),
    h('ul', { class: 'keep-pages' }, ...pages.map((page) => h('li', {}, h('a', { href: page.address }, page.title)))),
  ];
}
