// What the build wrote at the head of this program: the version, and the files of its frame.

import { names } from '../keep/names.js';

/** @typedef {[path: string, digest: string]} Listed the digest is empty where the path names the content */

export const worker = /** @type {ServiceWorkerGlobalScope & {mileMarkers: {version: string, files: Listed[]}}} */ (/** @type {unknown} */ (self));
export const SCOPE = worker.registration.scope;
export const NAMES = names(SCOPE);
export const MINE = worker.mileMarkers.version;

/**
 * The entries as Workbox wants them: what is not as it was listed is refused, so a site that changes
 * while its frame is being fetched gives no mixture. Pages have no digest that holds, as hosts may put something into them.
 */
export const FILES = worker.mileMarkers.files.map(([path, digest]) => ({
  url: new URL(path, SCOPE).href,
  revision: digest.slice(0, 16) || null,
  ...(digest.length > 16 ? { integrity: `sha256-${digest}` } : {}),
}));
