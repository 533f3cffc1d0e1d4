// Where the reader was in an article, kept in this browser only. Coming back to it later, a quiet
// line under the title offers to go on there; nothing moves by itself.

const KEY = 'mm-places';
const READ = 'mm-read'; // the days on which articles were read to their end
const END = 0.9; // share from which an article counts as read
const READING = 20_000; // milliseconds on the page: who jumps to the check has not read
const KEPT = 50; // articles remembered
const PAUSE = 1000; // milliseconds between two savings

/** @typedef {{ id: string, words: string, share: number, at: number, title?: string }} Place */

/** @returns {Record<string, Place>} */
function read() {
  try {
    const places = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof places === 'object' && places ? places : {};
  } catch {
    return {};
  }
}

/**
 * Keep the newest places only.
 * @param {Record<string, Place>} places
 */
function write(places) {
  const newest = Object.entries(places).sort(([, a], [, b]) => b.at - a.at).slice(0, KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Storage is full or denied: the place is not kept, and nothing else is lost.
  }
}

/** @param {string} key */
function markRead(key) {
  try {
    const read = JSON.parse(localStorage.getItem(READ) ?? '{}') ?? {};
    if (key in read) return;
    localStorage.setItem(READ, JSON.stringify({ ...read, [key]: new Date().toISOString().slice(0, 10) }));
    document.dispatchEvent(new Event('mm:read'));
  } catch { /* storage is full or denied: the article is not marked */ }
}

/**
 * The section being read, and how far through the article the window's top is.
 * @param {HTMLElement} body
 * @returns {Place}
 */
function here(body) {
  const box = body.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, -box.top / Math.max(1, box.height - innerHeight)));
  const headings = [...body.querySelectorAll('h2[id], h3[id]')];
  const heading = headings.findLast((h) => h.getBoundingClientRect().top <= innerHeight / 3);
  return { id: heading?.id ?? '', words: heading?.textContent?.trim() ?? '', share, at: Date.now(), title: document.querySelector('h1')?.textContent?.trim() ?? '' };
}

/**
 * Offer to go on at a place; it stands over the page, so that nothing jumps, and goes by itself
 * when the reader begins to read.
 * @param {Place} place
 * @param {Element} head what it follows in the page's order
 */
function offer(place, head) {
  const line = document.createElement('div');
  const link = document.createElement('a');
  const close = document.createElement('button');
  line.className = 'mm-place';
  link.href = `#${place.id}`;
  link.textContent = `Go on at “${place.words}”`;
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute('aria-label', 'Start from the top');
  line.append(link, close);
  head.after(line);
  const gone = new AbortController();
  const leave = () => {
    gone.abort();
    line.remove();
  };
  close.addEventListener('click', leave);
  link.addEventListener('click', () => setTimeout(leave));
  addEventListener('scroll', () => {
    if (scrollY > innerHeight && !line.contains(document.activeElement)) leave();
  }, { passive: true, signal: gone.signal });
}

/** Remember the place in this article, and offer the one kept from an earlier visit. */
export function keepPlace() {
  const article = document.querySelector('[data-article]');
  const body = article?.querySelector('.mm-body');
  const head = article?.querySelector('.mm-head');
  if (!(article instanceof HTMLElement) || !(body instanceof HTMLElement)) return;
  const key = article.dataset['article'] ?? '';
  const kept = read()[key];
  const known = kept?.id && document.getElementById(kept.id);
  if (known && kept.share < 0.95 && !location.hash && scrollY < 50 && head) {
    offer(kept, head);
  }
  const save = () => {
    const place = here(body);
    if (place.share >= END && performance.now() >= READING) markRead(key);
    if (!place.id) return; // still in the opening: nothing to come back to, the older place stays
    write({ ...read(), [key]: place });
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  addEventListener('scroll', () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      save();
    }, PAUSE);
  }, { passive: true });
  addEventListener('pagehide', save);
}
