// Where the site's own files are, and what they hold.

/** The site's root, whatever path it is served under. */
export const ROOT = new URL('../../../', import.meta.url);

/** @param {string} path below the site's root */
export const at = (path) => new URL(path, ROOT).href;

/** @param {string} name a library's file, as scripts/runtime/assets.py names it */
export const library = (name) => at(`assets/generated/lib/${name}`);

const ENTITIES = /** @type {Record<string, string>} */ ({ amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'", '#34': '"' });

/**
 * Escaped text as its words; nothing turns it into HTML on the way.
 * @param {string} text
 */
export const unescaped = (text) => text.replace(/&([\w#]+);/g, (whole, name) => ENTITIES[name] ?? whole);

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * A small file of the site as JSON, asked for once a page; null where it is missing or broken.
 * @param {string} address
 * @returns {Promise<any>}
 */
export function json(address) {
  const known = loaded.get(address);
  if (known) return known;
  const asked = fetch(address).then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);
  loaded.set(address, asked);
  asked.then((value) => { if (value === null) loaded.delete(address); });
  return asked;
}
