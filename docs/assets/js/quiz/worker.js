// The worker: loads Pyodide with the one archive, then passes messages to the core's door.
// It knows nothing of questions: a message is a string of JSON, and so is the answer.

/** @typedef {import('./client.js').Runtime} Runtime */

export {};

const scope = /** @type {Worker} */ (/** @type {unknown} */ (self));
/** @type {Promise<(message: string) => string> | undefined} */
let door;

scope.onmessage = ({ data }) => {
  if (data.type === 'start') start(data.runtime);
  else answer(data.id, data.message);
};

/** @param {Runtime} runtime */
function start(runtime) {
  const began = performance.now();
  const lock = holdLock();
  door = open(runtime);
  door.then(
    async () => {
      const milliseconds = performance.now() - began;
      scope.postMessage({ type: 'ready', milliseconds, memory, lock: await lock });
    },
    fail,
  );
}

/** @param {any} error */
function fail(error) {
  scope.postMessage({ type: 'failed', reason: String(error?.message ?? error) });
}

/**
 * @param {number} id
 * @param {string} message
 */
async function answer(id, message) {
  try {
    const handle = await door;
    if (handle) scope.postMessage({ type: 'answer', id, answer: handle(message) });
  } catch (error) {
    fail(error); // never the core's doing, it answers everything: the interpreter itself broke
  }
}

/**
 * Start Pyodide with documented options only; its library is our archive.
 * @param {Runtime} runtime
 * @returns {Promise<(message: string) => string>}
 */
async function open(runtime) {
  const failure = watchWasm();
  unpackOnTheWay(runtime.core);
  import(`${runtime.folder}pyodide.asm.mjs`).catch(() => {}); // Pyodide asks for it too, but later
  const { loadPyodide } = await import(`${runtime.folder}pyodide.mjs`);
  const loading = loadPyodide({
    indexURL: runtime.folder,
    stdLibURL: runtime.core,
    lockFileContents: { info: runtime.lock, packages: {} },
    packageBaseUrl: runtime.folder,
    env: { PYTHONHASHSEED: '0' },
  });
  const pyodide = await Promise.race([loading, failure]);
  return pyodide.pyimport('assessments.wire').handle;
}

/**
 * The archive is gzip under a neutral name (hosts do not compress zips): unpack it as it arrives.
 * @param {string} core
 */
function unpackOnTheWay(core) {
  const plain = self.fetch.bind(self);
  self.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    return address === core ? fetchUnpacked(plain, core) : plain(input, init);
  };
}

/**
 * @param {typeof fetch} plain
 * @param {string} address
 */
async function fetchUnpacked(plain, address) {
  const packed = await plain(address);
  if (!packed.ok || !packed.body) throw new Error(`${address}: ${packed.status}`);
  const counted = packed.body.pipeThrough(counter(Number(packed.headers.get('content-length'))));
  return new Response(counted.pipeThrough(new DecompressionStream('gzip')));
}

/**
 * A stream that reports how much of the archive has come.
 * @param {number} total bytes; 0 when the host does not say
 * @returns {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>}
 */
function counter(total) {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      progress('library', total ? seen / total : 0);
      controller.enqueue(chunk);
    },
  });
}

let memory = 0;

/**
 * Pyodide only warns when its wasm fails and then waits for ever: this notices. It also accepts
 * a host that does not know the type of wasm. The response itself is passed on untouched, or the
 * browser could not keep the compiled code.
 * @returns {Promise<never>}
 */
function watchWasm() {
  const streaming = WebAssembly.instantiateStreaming.bind(WebAssembly);
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (source, imports) => {
      try {
        const made = await instantiate(streaming, await source, imports);
        memory = /** @type {WebAssembly.Memory} */ (made.instance.exports['memory'])?.buffer.byteLength ?? 0;
        progress('program', 1);
        return made;
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
}

/**
 * @param {typeof WebAssembly.instantiateStreaming} streaming
 * @param {Response} response
 * @param {WebAssembly.Imports | undefined} imports
 */
async function instantiate(streaming, response, imports) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/wasm')) return streaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

/**
 * @param {string} part
 * @param {number} share from 0 to 1
 */
function progress(part, share) {
  scope.postMessage({ type: 'progress', part, share });
}

/**
 * Hold a lock that is freed when this worker dies, however it dies: the page waits for that.
 * @returns {Promise<string>} the lock's name once it is held, empty where there are no locks
 */
function holdLock() {
  return new Promise((held) => {
    const kept = navigator.locks?.request(self.name, () => {
      held(self.name);
      return new Promise(() => {});
    });
    if (kept) kept.catch(() => held(''));
    else held('');
  });
}
