// Small helpers for making elements. Text always enters by textContent.

/**
 * Make an element. `props` become attributes, except `on...` functions, which become listeners;
 * `true` sets an empty attribute, `false`, null and undefined set none.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : String(child));
  }
  return made;
}

/**
 * A button that does one thing.
 * @param {string} label
 * @param {() => void} act
 * @param {Record<string, any>} [props]
 */
export function button(label, act, props = {}) {
  return h('button', { type: 'button', class: 'quiz-button', onclick: act, ...props }, label);
}

/** A button that reloads the page. @param {Record<string, any>} [props] */
export const reload = (props = {}) => button('Reload the page', () => location.reload(), props);

/**
 * A table with its caption, in a region that scrolls by keyboard where it is wider than the page.
 * @param {string} caption
 * @param {string[]} heads
 * @param {(Node | string | number)[][]} rows the first cell of each is its head
 */
export function table(caption, heads, rows) {
  const head = h('tr', {}, ...heads.map((title) => h('th', { scope: 'col' }, title)));
  const body = rows.map((cells) => h('tr', {}, ...cells.map((cell, at) => h(at ? 'td' : 'th', at ? {} : { scope: 'row' }, cell))));
  const made = h('table', {}, h('caption', {}, caption), h('thead', {}, head), h('tbody', {}, ...body));
  return h('div', { class: 'quiz-scroll', tabindex: 0, role: 'region', 'aria-label': caption }, made);
}

/**
 * Say something to screen readers without moving the focus.
 * @param {HTMLElement} region an element with role=status
 * @param {string} text
 */
export function announce(region, text) {
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = text; });
}

/**
 * Offer a text as a file.
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} where
 * @param {string} selector
 * @returns {T[]}
 */
export function all(where, selector) {
  return /** @type {T[]} */ ([...where.querySelectorAll(selector)]);
}

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} where
 * @param {string} selector
 * @returns {T | null}
 */
export function one(where, selector) {
  return /** @type {T | null} */ (where.querySelector(selector));
}
