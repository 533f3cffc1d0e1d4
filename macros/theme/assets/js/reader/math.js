// Formulas: KaTeX is loaded only on a page that has some.

import { library } from './site.js';

/** Set every formula of the page; one that KaTeX cannot read stays as it was written. */
export async function render() {
  await import(library('katex/katex.min.js')); // half the bytes of its module
  const { katex } = /** @type {any} */ (globalThis);
  const style = document.createElement('link');
  Object.assign(style, { rel: 'stylesheet', href: library('katex/katex.min.css') });
  document.head.append(style);
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.math:not(.mm-set)'))) {
    const written = place.textContent ?? '';
    try {
      katex.render(written.trim(), place, { displayMode: place.classList.contains('math-block'), throwOnError: true, trust: false, maxSize: 50, maxExpand: 1000, output: 'htmlAndMathml' });
      place.classList.add('mm-set');
    } catch {
      place.textContent = written;
    }
  }
}
