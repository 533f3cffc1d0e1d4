// Articles that were read or saved for later, by their keys: in localStorage, where pages find them before
// their first paint.

/** @typedef {{ read: Record<string, string>, saved: Record<string, { title: string, at: string }> }} Reading */

const READ = 'mm-read', SAVED = 'mm-saved';
const KEY = /^[^/\s]{1,200}\/[^/\s]{1,200}$/;

/** @param {string} name @returns {any} */
function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}');
  } catch {
    return {};
  }
}

/** @returns {Reading} */
export const readingHere = () => soundReading({ read: kept(READ), saved: kept(SAVED) });

/**
 * The valid part of what another browser kept.
 * @param {any} brought
 * @returns {Reading}
 */
export function soundReading(brought) {
  const entries = (/** @type {any} */ list) => Object.entries(list && typeof list === 'object' ? list : {}).filter(([key]) => KEY.test(key));
  const read = entries(brought?.read).filter(([, day]) => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day));
  const saved = entries(brought?.saved).filter(([, one]) => typeof one?.title === 'string' && typeof one.at === 'string').map(([key, { title, at }]) => [key, { title, at }]);
  return { read: Object.fromEntries(read), saved: Object.fromEntries(saved) };
}

/** How many articles of a backup are not marked here. @param {Reading} brought */
export function missingReading(brought) {
  const here = readingHere();
  const missing = [...Object.keys(brought.read).filter((key) => !(key in here.read)), ...Object.keys(brought.saved).filter((key) => !(key in here.saved))];
  return new Set(missing).size;
}

/** Mark what a backup marks, too. @param {Reading} brought */
export function joinReading(brought) {
  const here = readingHere();
  write({ read: { ...brought.read, ...here.read }, saved: { ...brought.saved, ...here.saved } });
}

/**
 * Save an article for later, or no longer.
 * @param {string} key
 * @param {string | null} title
 */
export function save(key, title) {
  const { read, saved } = readingHere();
  const { [key]: _, ...others } = saved;
  write({ read, saved: title === null ? others : { ...others, [key]: { title, at: new Date().toISOString() } } });
}

/** Mark an article as read, or not. @param {string} key @param {boolean} isRead */
export function markRead(key, isRead) {
  const { read, saved } = readingHere();
  const { [key]: _, ...others } = read;
  write({ saved, read: isRead ? { ...others, [key]: new Date().toISOString().slice(0, 10) } : others });
}

/** @param {Reading} reading */
function write({ read, saved }) {
  try {
    localStorage.setItem(READ, JSON.stringify(read));
    localStorage.setItem(SAVED, JSON.stringify(saved));
  } catch { /* storage is full or denied: nothing is marked */ }
}
