// Which version each open page was made with. The browser may stop this program at any time, so the
// notes stand in a cache as well.

import { NAMES, SCOPE, worker } from './here.js';

/** @type {Map<string, string>} */
const known = new Map();
const note = (/** @type {string} */ id) => `${SCOPE}clients/${id}`;

/**
 * @param {string} id
 * @param {string} version empty for a page whose frame is not kept here
 */
export async function remember(id, version) {
  if (!id) return;
  known.set(id, version);
  await (await caches.open(NAMES.state)).put(note(id), new Response(version));
}

/** @param {string} id @returns {Promise<string | undefined>} */
async function recall(id) {
  const here = known.get(id);
  if (here !== undefined || !id) return here;
  const noted = await caches.match(note(id), { cacheName: NAMES.state });
  const version = await noted?.text();
  if (version !== undefined) known.set(id, version);
  return version;
}

/**
 * The version of the page or worker that asks; empty where there is none.
 * @param {FetchEvent} event
 */
export async function versionOf(event) {
  return await recall(event.clientId) ?? await adopted(event) ?? '';
}

/**
 * A worker gets the version of the page that starts it: of the one that asks for its program, or,
 * where the engine does not tell, of those that the request says it comes from, if they agree.
 * @param {FetchEvent} event
 */
async function adopted({ clientId, request }) {
  if (request.destination !== 'worker') return undefined;
  const open = await worker.clients.matchAll({ type: 'window' });
  const found = new Set(await Promise.all(open.filter(({ url }) => withoutHash(url) === request.referrer).map(({ id }) => recall(id))));
  const [version] = found;
  if (found.size !== 1 || version === undefined) return undefined;
  await remember(clientId, version);
  return version;
}

const withoutHash = (/** @type {string} */ url) => url.split('#')[0];

/** The versions of all pages that are open; what is noted of others is forgotten. */
export async function versionsInUse() {
  const state = await caches.open(NAMES.state);
  const ids = (await state.keys()).filter(({ url }) => url.startsWith(note(''))).map(({ url }) => url.slice(note('').length));
  return new Set(await Promise.all(ids.map(async (id) => {
    if (await worker.clients.get(id)) return recall(id); // it waits for one that is just being opened
    known.delete(id);
    await state.delete(note(id));
    return '';
  })));
}
