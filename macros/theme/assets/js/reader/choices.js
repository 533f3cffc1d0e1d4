// What the reader chose once and for all: kept in the browser, or for this page where it may not be.

/** @typedef {'previews' | 'play-at-once' | 'slash'} Choice */

/** @type {Map<string, boolean>} */
const here = new Map();

/**
 * @param {Choice} name
 * @param {boolean} usual what holds until the reader chooses
 */
export function chosen(name, usual) {
  try {
    const kept = localStorage.getItem(`mm-${name}`);
    if (kept !== null) return kept === 'yes';
  } catch { /* storage may be denied */ }
  return here.get(name) ?? usual;
}

/**
 * @param {Choice} name
 * @param {boolean} value
 */
export function choose(name, value) {
  here.set(name, value);
  try {
    localStorage.setItem(`mm-${name}`, value ? 'yes' : 'no');
  } catch { /* then it holds for this page */ }
  document.dispatchEvent(new CustomEvent('mm:choice', { detail: { name, value } }));
}
