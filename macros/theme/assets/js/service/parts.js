// What a page asks for beside itself: previews, claims, maps, checks. They are kept for the page's
// version: another version's page never gets them.

import { CacheFirst } from 'workbox-strategies/CacheFirst.js';
import { NetworkFirst } from 'workbox-strategies/NetworkFirst.js';
import { MOST_PARTS, VERSION } from '../keep/names.js';
import { bound } from './bound.js';
import { versionOf } from './clients.js';
import { isWhole, matchFrame } from './frames.js';
import { NAMES, SCOPE } from './here.js';

const CHECK = /<mile-check\b[^>]*\sdata-file="([^"]+)"/;

/** @typedef {import('workbox-core/types.js').RouteHandlerCallbackOptions} Options */
/** @typedef {import('workbox-core/types.js').WorkboxPlugin} Plugin */

/** @param {string} address @param {string} version */
const keyOf = (address, version) => `${address.split(/[?#]/)[0]}?version=${version}`;

/** @type {Plugin} */
const keeping = {
  cacheKeyWillBeUsed: async ({ request, event }) => keyOf(request.url, await versionOf(/** @type {FetchEvent} */ (event))),
  cacheWillUpdate: async ({ response, event }) => (
    response.ok && await isWhole(await versionOf(/** @type {FetchEvent} */ (event))) ? response : null),
  cacheDidUpdate: ({ cacheName }) => bound(cacheName, MOST_PARTS),
};
const fresh = new NetworkFirst({ cacheName: NAMES.parts, plugins: [keeping] });
// The questions of a check stay those that came with the page.
const settled = new CacheFirst({ cacheName: NAMES.parts, plugins: [keeping] });

/** @param {Options} options */
export function part(options) {
  const strategy = options.request.url.endsWith('/check.json') ? settled : fresh;
  return strategy.handle(options).catch(() => Response.error());
}

/**
 * Keep the check of a page with the page, if it is for the core of the page's version.
 * @param {Response} page
 * @param {string} address
 */
export async function keepCheck(page, address) {
  const version = page.headers.get(VERSION) ?? '';
  const file = CHECK.exec(await page.text())?.[1];
  if (!file) return;
  const check = new URL(file, address).href;
  const reply = await fetch(check, { cache: 'no-cache' }).catch(() => undefined);
  if (!reply?.ok) return;
  const { runtime } = await reply.clone().json();
  if (!await matchFrame(version, new URL(`assets/generated/runtime/${runtime.core}`, SCOPE).href)) return;
  await (await caches.open(NAMES.parts)).put(keyOf(check, version), reply);
}
