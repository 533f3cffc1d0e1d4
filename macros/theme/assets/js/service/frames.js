// The frames that are here, each in a cache of its version, and a mark for those that are whole.

import { NAMES, SCOPE } from './here.js';

/** @param {string} version */
const mark = (version) => `${SCOPE}whole/${version}`;

/**
 * Mark a frame as whole, with the time. Throws where a file is missing, so that it is not installed.
 * @param {string} version
 * @param {string[]} keys of its files
 */
export async function setWhole(version, keys) {
  const there = new Set((await (await caches.open(NAMES.frame(version))).keys()).map(({ url }) => url));
  if (!keys.every((key) => there.has(key))) throw new Error('a file of the frame is missing');
  await (await caches.open(NAMES.state)).put(mark(version), new Response(String(Date.now())));
}

/** When a version was whole, in milliseconds; 0 where it is not. @param {string} version */
export async function wholeSince(version) {
  const noted = await caches.match(mark(version), { cacheName: NAMES.state });
  return Number(await noted?.text() ?? 0);
}

/** Whether all of a version's frame is kept here. @param {string} version */
export async function isWhole(version) {
  return Boolean(version && await caches.match(mark(version), { cacheName: NAMES.state }));
}

/**
 * A file of a version's frame. Its address carries no version: the cache does.
 * @param {string} version
 * @param {string} address
 */
export async function matchFrame(version, address) {
  return await isWhole(version) ? caches.match(address, { cacheName: NAMES.frame(version), ignoreSearch: true }) : undefined;
}

/** The versions that have a frame here, whole or not. @returns {Promise<string[]>} */
export async function versions() {
  const first = NAMES.frame('');
  return (await caches.keys()).filter((name) => name.startsWith(first)).map((name) => name.slice(first.length));
}

/** @param {string} version */
export async function forget(version) {
  await (await caches.open(NAMES.state)).delete(mark(version));
  await caches.delete(NAMES.frame(version));
}

/**
 * Take over from earlier frames the files that did not change: a key holds its file's digest.
 * @param {string[]} keys
 * @param {string} mine
 */
export async function inherit(keys, mine) {
  const fresh = await caches.open(NAMES.frame(mine));
  for (const version of await versions()) {
    if (version === mine) continue;
    const older = await caches.open(NAMES.frame(version));
    await Promise.all(keys.map(async (key) => {
      const kept = await older.match(key);
      if (kept) await fresh.put(key, kept);
    }));
  }
}
