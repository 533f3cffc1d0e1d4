// What every page has: the switch of colour schemes, the table of contents that follows, tables
// and examples that scroll by keyboard. An article remembers where its reader was.

import { follow } from './toc.js';

/** Let the header's button change the colour scheme, and keep the choice. */
function schemeButton() {
  const button = document.querySelector('.mm-scheme');
  if (!(button instanceof HTMLButtonElement)) return;
  const { dataset } = document.body;
  const show = () => button.setAttribute('aria-pressed', String(dataset['mdColorScheme'] === 'slate'));
  button.addEventListener('click', () => {
    const scheme = dataset['mdColorScheme'] === 'slate' ? 'default' : 'slate';
    dataset['mdColorScheme'] = scheme;
    try {
      localStorage.setItem('mm-scheme', scheme);
    } catch {
      // Storage is denied: the choice holds for this page.
    }
  });
  new MutationObserver(show).observe(document.body, { attributeFilter: ['data-md-color-scheme'] });
  show();
}

/** Make a table or code that is wider than its place reachable and scrollable by keyboard. */
function scrollingBoxes() {
  let count = 0;
  for (const box of document.querySelectorAll('.mm-table, .md-typeset pre')) {
    if (!(box instanceof HTMLElement) || box.scrollWidth <= box.clientWidth) continue;
    count += 1;
    box.tabIndex = 0;
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', `${box.localName === 'pre' ? 'Example' : 'Table'} ${count}, scrolls sideways`);
  }
}

schemeButton();
scrollingBoxes();
follow();
if (document.querySelector('[data-article]')) {
  import('./place.js').then(({ keepPlace }) => keepPlace());
}
