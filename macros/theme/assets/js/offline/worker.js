// The beginning of every worker of a folder on a stick: the page brings its files, one by one.

export {};

/** @typedef {{files: MessagePort, entry: string, root: string}} First the page's first message */

const scope = /** @type {Worker & typeof globalThis} */ (/** @type {unknown} */ (self));

addEventListener('message', ({ data }) => begin(data).catch((error) => setTimeout(() => { throw error; })), { once: true });

/** @param {First} first */
async function begin({ files, entry, root }) {
  /** @type {unknown[]} */
  const early = [];
  const keep = (/** @type {MessageEvent} */ event) => { early.push(event.data); };
  addEventListener('message', keep);
  const bytesOf = asking(files);
  const pathOf = (/** @type {string} */ address) => decodeURIComponent(address.slice(root.length));
  const load = async (/** @type {string} */ address) => import(URL.createObjectURL(new Blob([await bytesOf(pathOf(address))], { type: 'text/javascript' })));
  Object.assign(scope, { mileMarkers: { at: (/** @type {string} */ path) => root + path, load } });
  const plain = scope.fetch.bind(scope);
  scope.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!address.startsWith(root)) return plain(input, init);
    const bytes = await bytesOf(pathOf(address));
    const type = address.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    return new Response(bytes, { headers: { 'content-type': type, 'content-length': String(bytes.length) } });
  };
  await load(root + entry);
  removeEventListener('message', keep);
  for (const data of early) dispatchEvent(new MessageEvent('message', { data }));
}

/**
 * @param {MessagePort} files
 * @returns {(path: string) => Promise<Uint8Array<ArrayBuffer>>}
 */
function asking(files) {
  /** @type {Map<string, (bytes: Uint8Array<ArrayBuffer> | null) => void>} */
  const waiting = new Map();
  /** @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>} */
  const asked = new Map();
  files.onmessage = ({ data: { path, bytes } }) => waiting.get(path)?.(bytes);
  const ask = (/** @type {string} */ path) => new Promise((resolve, reject) => {
    waiting.set(path, (bytes) => (bytes ? resolve(bytes) : reject(new Error(`${path} is missing`))));
    files.postMessage(path);
  });
  return (path) => {
    const known = asked.get(path) ?? ask(path);
    asked.set(path, known);
    return known;
  };
}
