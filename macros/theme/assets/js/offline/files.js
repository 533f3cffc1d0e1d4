// A folder on a stick: a page opened as a file may not fetch, import or start workers. Here the
// three are made of what it may do, which is to load classic scripts. scripts/offline writes every
// file that pages ask for as such a script, which hands it over; the other modules know nothing of it.

/** @typedef {() => Promise<unknown>} Run */

const { href: ROOT, pathname: ROOT_PATH } = new URL('../../', /** @type {HTMLScriptElement} */ (document.currentScript).src);
const TYPES = /** @type {Record<string, string>} */ ({ json: 'application/json', wasm: 'application/wasm', js: 'text/javascript', mjs: 'text/javascript' });
const plainFetch = globalThis.fetch.bind(globalThis);

/** @type {Map<string, {bytes: Promise<Uint8Array<ArrayBuffer> | null>, take: (bytes: Promise<Uint8Array<ArrayBuffer>> | null) => void}>} */
const wanted = new Map(); // what a script is on its way for
/** @type {Map<string, unknown>} */
const modules = new Map();

/** The addresses that this module makes, as a browser with Trusted Types takes them. */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('mile-markers-files', { createScriptURL: (/** @type {string} */ url) => url });
const scriptURL = (/** @type {string} */ url) => policy?.createScriptURL(url) ?? url;

/** @param {string} path below the site's root */
const at = (path) => ROOT + path.split('/').map(encodeURIComponent).join('/');

/** @param {string | URL} address @returns {string | null} its path below the site's root */
function pathOf(address) {
  const url = new URL(address, document.baseURI);
  const inside = url.protocol === 'file:' && url.pathname.startsWith(ROOT_PATH);
  return inside ? decodeURIComponent(url.pathname.slice(ROOT_PATH.length)) : null;
}

/** @param {string} path @returns {Promise<boolean>} whether there is such a script */
function script(path) {
  const element = document.createElement('script');
  return new Promise((done) => {
    element.onload = () => done(true);
    element.onerror = () => done(false);
    element.src = scriptURL(at(path));
    document.head.append(element);
  }).then((there) => { element.remove(); return Boolean(there); });
}

/** @param {string} path @returns {Promise<Uint8Array<ArrayBuffer> | null>} a file's bytes; null where there is none */
function bytesOf(path) {
  const known = wanted.get(path);
  if (known) return known.bytes;
  let take = (/** @type {Promise<Uint8Array<ArrayBuffer>> | null} */ _) => {};
  /** @type {Promise<Uint8Array<ArrayBuffer> | null>} */
  const bytes = new Promise((resolve) => { take = resolve; });
  wanted.set(path, { bytes, take });
  script(`${path}.js`).then(() => { take(null); wanted.delete(path); }); // null only where `put` was not called
  return bytes;
}

/**
 * A file's script hands it over.
 * @param {string} path
 * @param {string} data text, or bytes in base64
 * @param {'text' | 'base64' | 'gzip'} kind
 */
const put = (path, data, kind) => wanted.get(path)?.take(unpacked(data, kind));

/** @param {string} data @param {string} kind @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function unpacked(data, kind) {
  if (kind === 'text') return new TextEncoder().encode(data);
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  if (kind === 'base64') return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * `fetch`, from the folder.
 * @param {RequestInfo | URL} input
 * @param {RequestInit} [init]
 */
async function fetchFile(input, init) {
  const path = pathOf(input instanceof Request ? input.url : input);
  if (path === null) return plainFetch(input, init);
  const bytes = await bytesOf(path);
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return bytes ? new Response(bytes, { headers: { 'content-type': type, 'content-length': String(bytes.length) } }) : new Response(null, { status: 404 });
}

/**
 * `import()` of an address that is made while the page runs.
 * @param {string} address
 */
async function load(address) {
  const path = pathOf(address);
  if (path === null) throw new Error(`${address} is not in this folder`);
  if (!modules.has(path) && !(await script(path))) throw new Error(`${address} is missing`);
  if (!modules.has(path)) modules.set(path, {}); // a classic script, which leaves a global name
  return modules.get(path);
}

/**
 * `Worker`, whose program comes from the folder too: it asks the page for each of its files.
 * @param {string} program
 */
function workers(program) {
  const source = `data:text/javascript,${encodeURIComponent(program)}`; // Chromium starts no module from a file's Blob
  return class extends Worker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(scriptURL(source), { ...options, type: 'module' });
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = async ({ data: path }) => port1.postMessage({ path, bytes: await bytesOf(path) });
      this.postMessage({ files: port2, entry: pathOf(address), root: ROOT }, [port2]);
    }
  };
}

/**
 * A link to a folder leads to its page. The build has seen to those in the pages' text; this sees
 * to those that programs make, when a reader reaches for one.
 * @param {Event} event
 */
function explicit(event) {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link?.protocol === 'file:' && link.pathname.endsWith('/') && pathOf(link.href) !== null) link.pathname += 'index.html';
}

/**
 * Run a page's modules in their order.
 * @param {Record<string, Run>} programs by their paths
 * @param {string} worker the beginning of every worker
 */
export async function start(programs, worker) {
  Object.assign(globalThis, { fetch: fetchFile, Worker: workers(worker) });
  for (const name of ['pointerover', 'pointerdown', 'focusin', 'click']) addEventListener(name, explicit, { capture: true });
  for (const element of document.querySelectorAll('script[data-module]')) {
    await programs[/** @type {HTMLElement} */ (element).dataset['module'] ?? '']?.();
  }
}

// What scripts/offline/bundle.mjs and the files' own scripts call.
Object.assign(globalThis, { mileMarkers: { at, load, put, define: (/** @type {string} */ path, /** @type {unknown} */ made) => modules.set(path, made) } });
