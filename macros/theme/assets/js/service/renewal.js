// A page with the version that it is made for: from the network, or a kept one fetched anew.

import { VERSION, versionNamed } from '../keep/names.js';
import { isWhole } from './frames.js';
import { NAMES } from './here.js';
import { keepCheck } from './parts.js';

/** The version of a page that came through here. @param {Response} response */
export const versionFrom = (response) => response.headers.get(VERSION) ?? '';

/**
 * A page with its version as a header, so that nobody needs to read it for that again.
 * @param {Response} response
 */
export async function stamped(response) {
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !type.startsWith('text/html')) return response;
  const html = await response.text();
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name); // it is unpacked now
  headers.set(VERSION, versionNamed(html));
  return new Response(html, { status: response.status, statusText: response.statusText, headers });
}

/** A page that can be shown with all that it needs. @param {Response | undefined} response */
export const usable = async (response) => (response && await isWhole(versionFrom(response)) ? response : undefined);

/**
 * A kept page anew, for this version. Throws without a network.
 * @param {string} address
 */
export async function renew(address) {
  const response = await stamped(await fetch(address, { cache: 'no-cache' }));
  const store = await caches.open(NAMES.pages);
  if (await usable(response)) {
    await store.put(address, response.clone());
    await keepCheck(response, address);
  } else if (response.status === 404 || response.status === 410) {
    await store.delete(address);
  }
}
