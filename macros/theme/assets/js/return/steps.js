// A path's page: ticks at the articles that were read, and a link to where the reader goes on.

const PATH = 'mm-path', READ = 'mm-read'; // the path that was looked at last, and the days on which articles were read

/** @returns {Record<string, string>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(READ) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/** @param {HTMLElement} list */
export function remember(list) {
  const items = [...list.querySelectorAll('li[data-key]')].filter((item) => item instanceof HTMLElement);
  const steps = items.map((item) => ({ key: item.dataset['key'] ?? '', title: item.querySelector('a')?.textContent ?? '' })).filter(({ title }) => title);
  const title = document.querySelector('h1')?.firstChild?.textContent?.trim() ?? '';
  try {
    localStorage.setItem(PATH, JSON.stringify({ id: list.dataset['path'], title, steps }));
  } catch { /* storage is full or denied: the first page does not offer the next step */ }
  show(list, items);
  addEventListener('pageshow', () => show(list, items));
}

/** @param {HTMLElement} list @param {HTMLElement[]} items */
function show(list, items) {
  const done = read();
  for (const item of items) {
    const isRead = (item.dataset['key'] ?? '') in done;
    item.classList.toggle('mm-done', isRead);
    const said = item.querySelector('.mm-hidden') ?? item.querySelector('p')?.appendChild(document.createElement('span'));
    if (said) [said.className, said.textContent] = ['mm-hidden', isRead ? ' Read' : ''];
  }
  const next = items.findIndex((item) => !((item.dataset['key'] ?? '') in done));
  const link = document.querySelector('.mm-go-on a');
  const to = items[next]?.querySelector('a');
  if (!(link instanceof HTMLAnchorElement) || !items.some(({ classList }) => classList.contains('mm-done'))) return;
  link.textContent = to ? `Go on with step ${next + 1}` : 'All read: read the first one again';
  if (to) link.href = to.href;
}
