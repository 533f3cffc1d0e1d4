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

/** A dot on Review while questions are due; assessment/store.js keeps their times. */
function dueDot() {
  const link = [...document.querySelectorAll('.mm-nav a')].find((one) => one instanceof HTMLAnchorElement && one.pathname.endsWith('/review/'));
  let count = 0;
  try {
    /** @type {string[]} */
    const times = JSON.parse(localStorage.getItem('mm-due') ?? '[]');
    count = times.filter((time) => Date.parse(time) <= Date.now()).length;
  } catch { /* storage is denied, or holds something else */ }
  if (!(link instanceof HTMLAnchorElement)) return;
  if (count) [link.dataset['due'], link.ariaLabel] = [String(count), `Review, ${count} due`];
  else {
    delete link.dataset['due'];
    link.removeAttribute('aria-label');
  }
}

/** The buttons for the size of the text and the width of its lines; scheme.js sets both before the first paint. */
function readingButtons() {
  const [least, most] = [-1, 3];
  const { dataset } = document.documentElement;
  const buttons = [...document.querySelectorAll('.mm-reading button')].filter((one) => one instanceof HTMLButtonElement);
  const show = () => {
    const size = Number(dataset['size'] ?? 0);
    for (const button of buttons) {
      const step = Number(button.dataset['step'] ?? 0);
      if (step) button.disabled = size + step < least || size + step > most;
      else button.setAttribute('aria-pressed', String(dataset['width'] === '1'));
    }
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const step = Number(button.dataset['step'] ?? 0);
      const name = step ? 'size' : 'width';
      dataset[name] = String(step ? Number(dataset['size'] ?? 0) + step : 1 - Number(dataset['width'] ?? 0));
      try { localStorage.setItem(`mm-${name}`, dataset[name] ?? ''); } catch { /* storage is denied: it holds for this page */ }
      show();
    });
  }
  show();
}

schemeButton();
readingButtons();
dueDot();
document.addEventListener('mm:due', dueDot);
addEventListener('pageshow', dueDot);
scrollingBoxes();
follow();
if (document.querySelector('[data-article]')) {
  import('./place.js').then(({ keepPlace }) => keepPlace());
}
const steps = document.querySelector('.mm-steps[data-path]');
if (steps instanceof HTMLElement) import('../return/steps.js').then(({ remember }) => remember(steps));
