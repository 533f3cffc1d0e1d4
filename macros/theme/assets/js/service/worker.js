// The service worker of readers who asked to keep the site for offline.
//
// A page decides: it names the version of the frame (scripts, styles, quiz runtime) that it was made
// with, and whoever opened it gets that version from the cache, or nothing of the cache at all. So
// two versions never meet in one page. The frame of a version is installed whole or not at all.

import { PrecacheController } from 'workbox-precaching/PrecacheController.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { remember, versionOf } from './clients.js';
import { inherit, matchFrame, setWhole } from './frames.js';
import { navigate } from './pages.js';
import { part } from './parts.js';
import { FILES, MINE, NAMES, SCOPE, worker } from './here.js';

const LANES = 6;
const frame = new PrecacheController({ cacheName: NAMES.frame(MINE) });
frame.addToCacheList(FILES);
// Workbox fetches one file after the other: a few lists side by side spare the round trips.
const lanes = Array.from({ length: LANES }, (_, lane) => {
  const some = new PrecacheController({ cacheName: NAMES.frame(MINE) });
  some.addToCacheList(FILES.filter((_file, at) => at % LANES === lane));
  return some;
});

worker.addEventListener('install', (event) => {
  event.waitUntil(install(event));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(frame.activate(event));
});

/** @param {ExtendableEvent} event */
async function install(event) {
  const keys = FILES.map(({ url }) => frame.getCacheKeyForURL(url) ?? url);
  await inherit(keys, MINE);
  await Promise.all(lanes.map((lane) => lane.install(event)));
  await setWhole(MINE, keys);
  await worker.skipWaiting(); // no page is in its way: each keeps the version it was opened with
}

/** @typedef {import('workbox-core/types.js').RouteHandlerCallbackOptions} Options */

/** What the frame is made of: by the page's own version, and from the network for a page that has none here. @param {Options} options */
async function asset({ request, event }) {
  const asked = /** @type {FetchEvent} */ (event);
  const version = await versionOf(asked);
  if (asked.resultingClientId) event.waitUntil(remember(asked.resultingClientId, version)); // a worker of the page
  return (version && await matchFrame(version, request.url)) || fetch(request);
}

/** @typedef {import('workbox-core/types.js').RouteMatchCallbackOptions} Asked */
/** @param {URL} url */
const inside = (url) => (url.href.startsWith(SCOPE) ? url.href.slice(SCOPE.length) : '');

registerRoute((/** @type {Asked} */ { request }) => request.mode === 'navigate', navigate);
registerRoute((/** @type {Asked} */ { url }) => /^(assets\/|search\/|offline\.json$)/.test(inside(url)), asset);
registerRoute((/** @type {Asked} */ { url }) => /\.json$/.test(inside(url)), part);
