// Pages: from the network while there is one, else as they were kept when they were read.

import { NetworkFirst } from 'workbox-strategies/NetworkFirst.js';
import { MOST_PAGES } from '../keep/names.js';
import { remember } from './clients.js';
import { isWhole, matchFrame } from './frames.js';
import { MINE, NAMES, SCOPE } from './here.js';
import { bound } from './bound.js';
import { keepCheck } from './parts.js';
import { stamped, usable, versionFrom } from './renewal.js';
import { tidy } from './tidy.js';

const PATIENCE = 6; // seconds after which a kept page is shown instead of waiting for the network
const AWAY = `${SCOPE}offline/`;

/** @typedef {import('workbox-core/types.js').RouteHandlerCallbackOptions} Options */
/** @typedef {import('workbox-core/types.js').WorkboxPlugin} Plugin */

/** The address under which a page is kept: of its folder, without a query. @param {string} address */
export function plain(address) {
  const path = (address.split(/[?#]/)[0] ?? '').replace(/\/index\.html$/, '/');
  return /\/[^/.]+$/.test(path) ? `${path}/` : path;
}

/**
 * The page as it was read last; from the frame where that is of an older version or was never read.
 * @param {Response | undefined} read
 * @param {string} address
 */
async function best(read, address) {
  const kept = await usable(read);
  if (kept && versionFrom(kept) === MINE) return kept;
  const framed = await matchFrame(MINE, address);
  return framed ? stamped(framed) : kept;
}

/** Whether a page is part of the frame, and so is kept already. @param {string} address */
const isFramed = async (address) => Boolean(await matchFrame(MINE, plain(address)));

/** @type {Plugin} */
const keeping = {
  cacheKeyWillBeUsed: async ({ request }) => plain(request.url),
  fetchDidSucceed: ({ response }) => stamped(response),
  cacheWillUpdate: async ({ request, response }) => (await isFramed(request.url) ? null : (await usable(response)) ?? null),
  cachedResponseWillBeUsed: ({ cachedResponse, request }) => best(cachedResponse, request.url),
  cacheDidUpdate: ({ cacheName }) => bound(cacheName, MOST_PAGES),
};
const pages = new NetworkFirst({ cacheName: NAMES.pages, networkTimeoutSeconds: PATIENCE, plugins: [keeping] });

/** Answer with a page, and note for whoever opens it which version it is of. @param {Options} options */
export async function navigate(options) {
  const event = /** @type {FetchEvent} */ (options.event);
  const response = await pages.handle(options).catch(() => undefined);
  if (!response) return away(options.request.url);
  const version = await isWhole(versionFrom(response)) ? versionFrom(response) : '';
  const noted = remember(event.resultingClientId, version);
  event.waitUntil(Promise.all([noted, version && keepCheck(response.clone(), options.request.url), tidy()]));
  return response;
}

/** The page that tells what is kept; it gets the wanted address along. @param {string} address */
const away = (address) => (plain(address) === AWAY
  ? Response.error()
  : Response.redirect(`${AWAY}#${encodeURIComponent(address.slice(SCOPE.length))}`));
