// The page of a wrong address: it offers the pages whose names come nearest. It asks only for the
// files that hold the address's words (scripts/outputs/llms_txt.py writes them).

import './scheme.js'; // the page itself may not know where it is

const STEM = 4;
const SHOWN = 5;
const ENOUGH = 0.4; // likeness from which a page is worth offering

/** @typedef {[title: string, address: string]} Row */

/**
 * The number of the file that holds a stem; `bucket` in scripts/outputs/llms_txt.py counts the same way.
 * @param {string} stem
 * @param {number} count
 */
export function bucket(stem, count) {
  let number = 0;
  for (const character of stem) number = (number * 31 + (character.codePointAt(0) ?? 0)) % 65521;
  return number % count;
}

/**
 * The words of an address, without the parts that say only where pages stand.
 * @param {string} path
 */
export function words(path) {
  const found = decoded(path).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const plain = new Set(['wiki', 'topic', 'transcript', 'video', 'index', 'html', 'md']);
  return found.filter((word) => word.length > 2 && !plain.has(word));
}

/**
 * The words of an address's last part: the parts before it are shared by pages that have nothing else in common.
 * @param {string} path
 */
export const lastWords = (path) => words(path.split('/').filter((part) => part && !/^index\./.test(part)).at(-1) ?? '');

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * The pairs of letters in some words.
 * @param {string[]} found
 */
function pairs(found) {
  return new Set(found.flatMap((word) => [...word].slice(1).map((letter, n) => word[n] + letter)));
}

/**
 * How alike two names are, from 0 to 1: the share of letter pairs that they have in common.
 * @param {string[]} one
 * @param {string[]} other
 */
export function likeness(one, other) {
  const [a, b] = [pairs(one), pairs(other)];
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size ? (2 * common) / (a.size + b.size) : 0;
}

/**
 * @param {string} url
 * @returns {Promise<any>}
 */
async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/**
 * The pages nearest to a wanted path.
 * @param {string} root
 * @param {string} path
 * @returns {Promise<Row[]>}
 */
async function nearest(root, path) {
  const wanted = lastWords(path);
  const stems = new Set(wanted.map((word) => [...word].slice(0, STEM).join('')));
  const { files } = await json(`${root}404/index.json`);
  const numbers = [...new Set([...stems].map((stem) => bucket(stem, files)))];
  const shards = await Promise.all(numbers.map((number) => json(`${root}404/${number}.json`)));
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const shard of shards) {
    for (const stem of stems) {
      for (const row of shard[stem] ?? []) rows.set(row[1], row);
    }
  }
  return [...rows.values()]
    .map((row) => ({ row, like: Math.max(likeness(wanted, lastWords(row[1])), likeness(wanted, words(row[0]))) }))
    .filter(({ like }) => like >= ENOUGH)
    .sort((a, b) => b.like - a.like)
    .slice(0, SHOWN)
    .map(({ row }) => row);
}

/**
 * @param {HTMLElement} place
 * @param {string} root
 * @param {Row[]} rows
 */
function show(place, root, rows) {
  if (rows.length === 0) return;
  const heading = document.createElement('h2');
  const list = document.createElement('ul');
  heading.textContent = 'Did you mean';
  for (const [title, address] of rows) {
    const link = document.createElement('a');
    link.href = `${root}${address.split('/').map(encodeURIComponent).join('/')}/`;
    link.textContent = title;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  place.replaceChildren(heading, list);
}

/**
 * Let the page's own search box open the search, with the words of the address in it.
 * @param {string} root
 * @param {string} path
 */
function searchBox(root, path) {
  const form = document.querySelector('.mm-missing-search');
  const input = form?.querySelector('input');
  if (!form || !input) return;
  input.value = lastWords(path).join(' ');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    import(`${root}assets/js/search/dialog.js`).then((search) => search.open(input.value.trim())).catch(() => location.assign(`${root}browse/`));
  });
}

/**
 * Bring styles, scripts and links of a page that could not know where its site is; it is shown with its styles.
 * @param {DOMStringMap} needed
 * @param {string} root
 */
async function bringInOrder({ styles, scripts }, root) {
  const { style } = document.documentElement;
  style.visibility = 'hidden';
  for (const link of document.querySelectorAll('a[href^="/"]')) link.setAttribute('href', root + link.getAttribute('href')?.slice(1));
  const sheets = (styles?.split(' ') ?? []).map((path) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = root + path;
    document.head.append(sheet);
    return new Promise((done) => { sheet.addEventListener('load', done); sheet.addEventListener('error', done); });
  });
  await Promise.all(sheets);
  style.visibility = '';
  for (const path of scripts?.split(' ') ?? []) await import(root + path);
}

const place = document.getElementById('mm-nearest');
const { dataset } = document.documentElement;
if (place && dataset['root'] === undefined) { // the page asks for this module in every folder above it
  const root = new URL('../../../', import.meta.url).pathname;
  dataset['root'] = root;
  if (place.dataset['styles']) bringInOrder(place.dataset, root);
  const path = location.pathname.slice(root.length);
  searchBox(root, path);
  nearest(root, path).then((rows) => show(place, root, rows), () => {
    // Without the files there is nothing to suggest; the page's own links remain.
  });
}
