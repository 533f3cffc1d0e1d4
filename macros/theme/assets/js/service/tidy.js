// After an update: what was kept is fetched anew for this version, page by page, and an older frame
// goes when neither a kept page nor an open one is made for it.

import { versionsInUse } from './clients.js';
import { forget, versions, wholeSince } from './frames.js';
import { MINE, NAMES, worker } from './here.js';
import { renew, versionFrom } from './renewal.js';

/** @type {Promise<void> | undefined} */
let running;

/** Tidy up, once at a time, where there is anything to do. */
export function tidy() {
  running ??= work().catch(() => {}).finally(() => { running = undefined; }); // without a network: another time
  return running;
}

async function work() {
  const used = await versionsInUse();
  const older = await olderFrames();
  if (!older.length) return;
  for (const { address, version } of await kept()) {
    if (version !== MINE) await renew(address);
  }
  for (const { version } of await kept()) used.add(version);
  for (const version of older) {
    if (!used.has(version)) await forget(version);
  }
  await forgetParts();
}

/** The frames from before this one. One that is just being installed, or is newer, is none of them. */
async function olderFrames() {
  const { installing, waiting } = worker.registration;
  const since = await wholeSince(MINE);
  if (installing || waiting || !since) return [];
  const others = (await versions()).filter((version) => version !== MINE);
  const times = await Promise.all(others.map(wholeSince));
  return others.filter((_, at) => (times[at] ?? 0) < since);
}

/** The pages that are kept, each with the version it is of. */
async function kept() {
  const store = await caches.open(NAMES.pages);
  return Promise.all((await store.keys()).map(async (request) => {
    const page = await store.match(request);
    return { address: request.url, version: page ? versionFrom(page) : '' };
  }));
}

async function forgetParts() {
  const left = new Set(await versions());
  const store = await caches.open(NAMES.parts);
  const gone = (await store.keys()).filter(({ url }) => !left.has(new URL(url).searchParams.get('version') ?? ''));
  await Promise.all(gone.map((request) => store.delete(request)));
}
