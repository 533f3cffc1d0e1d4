// What this browser keeps for offline: on or off, how much, which pages.

import { scriptURL } from '../frame/trusted.js';
import { ROOT, unescaped } from '../reader/site.js';
import { siteName } from '../shared/site.js';
import { names } from './names.js';

/** @typedef {{version: string, parts: {what: string, bytes: number}[]}} Offer what the build wrote: what it takes */
/** @typedef {{address: string, title: string}} Page */

const NAMES = names(ROOT.href);

/** Whether this browser can, at this address. */
export const possible = () => 'serviceWorker' in navigator && 'caches' in globalThis && isSecureContext;

/** @returns {Promise<ServiceWorkerRegistration | undefined>} this site's own */
export async function registration() {
  if (!possible()) return undefined;
  const found = await navigator.serviceWorker.getRegistration(ROOT.href);
  return found?.scope === ROOT.href ? found : undefined;
}

/** Whether it is kept: a version was installed whole. */
export const isOn = async () => Boolean((await registration())?.active);

/** @returns {Promise<Offer>} */
export async function offer() {
  const reply = await fetch(new URL('offline.json', ROOT));
  if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
  return reply.json();
}

/** Begin to keep; resolves when all of the frame is here. Throws, and leaves nothing, where that fails. */
export async function turnOn() {
  try {
    const made = await navigator.serviceWorker.register(scriptURL(new URL('sw.js', ROOT)), { scope: ROOT.pathname, updateViaCache: 'none' });
    const worker = made.installing ?? made.waiting ?? made.active;
    if (!worker) throw new Error('the browser did not start it');
    await activated(worker);
  } catch (error) {
    await turnOff().catch(() => {});
    throw error;
  }
}

/** @param {ServiceWorker} worker @returns {Promise<void>} */
function activated(worker) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('not everything could be fetched and stored'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** Keep nothing any more: the worker and its caches go, and nothing else. */
export async function turnOff() {
  await (await registration())?.unregister();
  const ours = (await caches.keys()).filter((name) => name.startsWith(NAMES.all));
  await Promise.all(ours.map((name) => caches.delete(name)));
}

/** The bytes of everything that is kept. */
export async function bytesKept() {
  let sum = 0;
  for (const name of await caches.keys()) {
    if (!name.startsWith(NAMES.all)) continue;
    const store = await caches.open(name);
    for (const request of await store.keys()) sum += (await (await store.match(request))?.blob())?.size ?? 0;
  }
  return sum;
}

/** The pages that are kept because they were read, the latest first. @returns {Promise<Page[]>} */
export async function pagesKept() {
  if (!possible() || !await caches.has(NAMES.pages)) return [];
  const store = await caches.open(NAMES.pages);
  const requests = [...await store.keys()].reverse();
  return Promise.all(requests.map(async (request) => {
    const html = await (await store.match(request))?.text() ?? '';
    return { address: request.url, title: titleOf(html) || request.url };
  }));
}

/** @param {string} html */
function titleOf(html) {
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
  const [before, end] = [unescaped(title), ` - ${siteName()}`];
  return (before.endsWith(end) ? before.slice(0, -end.length) : before).trim();
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
