// The boot strategy. The fast one saves the reader's processor and costs bytes: it pays on a quick
// link, and always where its file was kept from an earlier visit. How quick the link is, the first
// file of the boot tells, which both strategies need.

/** @typedef {import('./client.js').Runtime} Runtime */
/** @typedef {'base' | 'fast'} Strategy */
/** @typedef {{transferSize: number, responseStart: number, responseEnd: number}} Timing bytes, milliseconds */

const STORE = 'quiz-runtime';
// Megabits a second from which the larger file comes sooner than Python would have started.
const QUICK = 30;
// Below this a snapshot for the next visit would weigh on a link that others may be using.
const SLOW = 5;
// What is still to come after the first file: 6 MB at most, in bits a millisecond for each megabit.
const REST = 48_000;

/**
 * @param {Runtime} runtime
 * @param {Promise<unknown>} program settles when the first file has run
 * @param {Promise<Response | undefined>} stored what an earlier visit kept
 * @returns {Promise<Strategy>}
 */
export async function chooseStrategy(runtime, program, stored) {
  if (!runtime.fast) return 'base';
  if (await stored) return 'fast';
  await arrived(runtime, program);
  return megabits(timing(runtime)) >= QUICK ? 'fast' : 'base';
}

/**
 * The first file is here; it may take long from there until it has run.
 * @param {Runtime} runtime
 * @param {Promise<unknown>} program settles when the first file has run, or did not come
 * @returns {Promise<unknown>}
 */
export function arrived(runtime, program) {
  const seen = new Promise((resolve) => {
    const look = (/** @type {unknown} */ _list, /** @type {PerformanceObserver} */ observer) => {
      if (!timing(runtime)) return;
      observer.disconnect();
      resolve(undefined);
    };
    new PerformanceObserver(look).observe({ type: 'resource', buffered: true });
  });
  return Promise.race([seen, program.catch(() => {})]);
}

/**
 * @param {Runtime} runtime whose first file has come
 * @returns {boolean} whether files that come at once take long from each other; false where nothing tells
 */
export function isSlow(runtime) {
  const pace = megabits(timing(runtime));
  return pace > 0 && pace < QUICK;
}

/**
 * @param {Runtime} runtime
 * @returns {Promise<Response | undefined>} the snapshot, unpacked, that an earlier visit kept
 */
export async function kept({ fast, way }) {
  try {
    return fast && way !== 'base' ? await (await caches.open(STORE)).match(fast) : undefined;
  } catch {
    return undefined; // storage is denied, or the page is not secure
  }
}

/**
 * After a start, when nothing else is to do: keep the snapshot for the next visit, and none but it.
 * @param {Runtime} runtime
 * @param {boolean} fetched whether it was part of this start, and so costs no more bytes
 * @returns {Promise<boolean>} whether it is kept now
 */
export async function keep(runtime, fetched) {
  const { fast } = runtime;
  const saving = Boolean(/** @type {any} */ (navigator).connection?.saveData);
  if (!fast || (!fetched && (saving || megabits(timing(runtime)) < SLOW))) return false;
  const store = await caches.open(STORE);
  if (await store.match(fast)) return true;
  const reply = await fetch(fast, { cache: 'force-cache', priority: 'low' });
  await store.put(fast, unpacked(reply));
  const others = (await store.keys()).filter((request) => request.url !== fast);
  await Promise.all(others.map((request) => store.delete(request)));
  return true;
}

/** What was kept did not serve: the next visit asks anew. */
export function forget() {
  self.caches?.delete(STORE).catch(() => {});
}

/**
 * What is in a file that is gzip under a neutral name, as hosts do not compress what they do not know.
 * @param {Response} reply
 * @param {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} counter of what has come
 */
export function unpacked(reply, counter = new TransformStream()) {
  if (!reply.ok || !reply.body) throw new Error(`${reply.url}: ${reply.status}`);
  return new Response(reply.body.pipeThrough(counter).pipeThrough(new DecompressionStream('gzip')));
}

/**
 * @param {Timing | undefined} found
 * @returns {number} megabits a second; 0 where nothing tells, as when the file came from the cache
 */
export function megabits(found) {
  if (!found || found.transferSize < 10_000) return 0;
  return (found.transferSize * 8) / 1000 / Math.max(found.responseEnd - found.responseStart, 0.1);
}

/**
 * @param {Runtime} runtime whose first file has come
 * @returns {number} milliseconds in which the rest should come over this link; 0 where nothing tells
 */
export function expected(runtime) {
  const pace = megabits(timing(runtime));
  return pace && REST / pace;
}

/**
 * @param {Runtime} runtime whose smallest file is here
 * @returns {boolean} whether that was in the browser's cache
 */
export function cameBefore({ folder }) {
  const found = entry(`${folder}pyodide.mjs`);
  return Boolean(found && found.transferSize < found.encodedBodySize);
}

/** @param {Runtime} runtime @returns {Timing | undefined} */
function timing({ folder }) {
  return entry(`${folder}pyodide.asm.mjs`);
}

/** @param {string} address */
function entry(address) {
  const [found] = performance.getEntriesByName(address);
  return /** @type {PerformanceResourceTiming | undefined} */ (found);
}
