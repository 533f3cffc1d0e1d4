// Starts Pyodide with the core by one of two strategies.
// base: documented options only; Pyodide's library is our archive, and Python imports the core from it.
// fast: a snapshot of memory in which that has been done already. It rests on options that Pyodide
// keeps to itself, so it stands behind checks, and whatever goes wrong with it, the base follows.

import { REST, readArchive } from './archive.js';
import { wanted } from './exports.js';
import { AWAKEN, SEED, SnapshotMismatchError, readSnapshot, restore } from './snapshot.js';
import { arrived, cameBefore, chooseStrategy, expected, forget, isSlow, kept, unpacked } from './boot_strategy.js';

/** @typedef {import('./client.js').Runtime} Runtime */
/** @typedef {import('./boot_strategy.js').Strategy} Strategy */
/** @typedef {(part: 'library' | 'program', share: number) => void} Progress share from 0 to 1 */
/** @typedef {{handle: (message: string) => string, strategy: Strategy, memory: number, reason: string}} Booted */

const plain = self.fetch.bind(self);
// Pyodide tries it to learn that this is a module's worker; Trusted Types would report the try.
Object.assign(self, { importScripts() { throw new TypeError('a worker that is a module has no importScripts'); } });

/**
 * @param {Runtime} runtime
 * @param {Progress} progress
 * @param {(milliseconds: number) => void} [expect] told how long the rest should take, once the link's pace is known
 * @returns {Promise<Booted>} `reason` says why the fast strategy was left, where it was
 */
export async function boot(runtime, progress, expect = () => {}) {
  const pyodide = import(`${runtime.folder}pyodide.mjs`);
  const program = import(`${runtime.folder}pyodide.asm.mjs`);
  const exported = import(`${runtime.folder}exports.mjs`);
  for (const module of [pyodide, program, exported]) module.catch(() => {}); // told where it is waited for
  program.then(() => expect(expected(runtime)), () => {});
  const wasm = compiled(runtime);
  wasm.catch(() => {});
  const stored = kept(runtime);
  const strategy = runtime.way ?? await chooseStrategy(runtime, program, stored);
  const parts = { runtime, progress, pyodide, program, exported, wasm, stored, banks: banksOf(runtime) };
  if (strategy === 'base') return open(parts, 'base', '');
  return open(parts, 'fast', '').catch((error) => {
    console.info(`The quick start was left: ${error.message}`);
    forget();
    return open({ ...parts, wasm: wasm.catch(() => compiled(runtime)), banks: parts.banks.catch(() => banksOf(runtime)) }, 'base', String(error.message));
  });
}

/** @typedef {{runtime: Runtime, progress: Progress, pyodide: Promise<any>, program: Promise<any>, exported: Promise<{default: string[]}>, wasm: Promise<WebAssembly.Module>, stored: Promise<Response | undefined>, banks: Promise<string>}} Parts */

/**
 * @param {Parts} parts
 * @param {Strategy} strategy
 * @param {string} reason
 * @returns {Promise<Booted>}
 */
async function open(parts, strategy, reason) {
  const { runtime } = parts;
  const { failure, memory } = watchWasm(parts);
  const archive = strategy === 'base' ? archiveOf(parts) : undefined;
  archive?.catch(() => {}); // told where it is waited for
  self.fetch = fetchFor(parts, archive);
  const options = strategy === 'fast' ? fastOptions(parts) : {};
  const { loadPyodide } = await parts.pyodide;
  const loading = loadPyodide({
    indexURL: runtime.folder,
    stdLibURL: runtime.core,
    lockFileContents: { info: runtime.lock, packages: {} },
    packageBaseUrl: runtime.folder,
    env: { PYTHONHASHSEED: '0' },
    ...options,
  });
  const pyodide = await Promise.race([loading, failure]);
  if (archive) await addRest(pyodide, await archive);
  else pyodide.globals.get(AWAKEN)();
  const [banks, handle] = [await parts.banks, pyodide.pyimport('assessments.api').handle];
  if (banks) pyodide.pyimport('assessments.banks').use(banks);
  if (strategy === 'fast' && !('result' in JSON.parse(handle(TRIAL)))) throw new SnapshotMismatchError('the core does not answer');
  import('./prewarm.js').then(({ prewarm }) => prewarm(runtime, strategy, pyodide)).catch(() => {});
  return { handle, strategy, memory: memory(), reason };
}

/**
 * @param {any} pyodide
 * @param {import('./archive.js').Archive} archive
 */
async function addRest(pyodide, { rest }) {
  pyodide.FS.writeFile(REST, await rest);
  pyodide.pyimport('sitecustomize').add(REST);
}

/**
 * The assessments' banks, as the core takes them. They are content, and so no part of the archive.
 * @param {Runtime} runtime
 */
function banksOf({ banks }) {
  const text = banks ? fetched(banks, () => {}).then((file) => file.text()) : Promise.resolve('');
  text.catch(() => {}); // told where it is waited for
  return text;
}

const TRIAL = '{"method": "catalogue", "args": {}}';

/**
 * Pyodide gets its own header alone, which it checks and whose notes of JavaScript objects it
 * needs; memory is filled here, as soon as both it and the snapshot are there.
 * @param {Parts} parts
 */
function fastOptions({ runtime, progress, program, stored }) {
  const seed = new Uint8Array(SEED);
  const snapshot = stored.then((found) => found ?? fetched(runtime.fast ?? '', progress)).then((file) => file.arrayBuffer()).then(readSnapshot);
  snapshot.catch(() => {});
  const createPyodideModule = async (/** @type {any} */ settings) => {
    const module = await (await program).default(settings);
    const found = await snapshot;
    await restore(module.HEAPU8, found);
    seed.set(found.seed);
    return module;
  };
  return { _loadSnapshot: seed, createPyodideModule };
}

/**
 * Files are named by their content: what the browser has is right, however old.
 * @param {string} address
 */
function keptFetch(address) {
  return plain(address, { cache: 'force-cache' });
}

/**
 * What Pyodide fetches: no wasm, which is being compiled already, and as its library the first part
 * of the archive, or nothing where a snapshot stands for it.
 * @param {Parts} parts
 * @param {Promise<import('./archive.js').Archive> | undefined} archive
 * @returns {typeof fetch}
 */
function fetchFor({ runtime }, archive) {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address === wasmOf(runtime)) return new Response(new Uint8Array());
    return address === runtime.core ? new Response((await archive)?.start) : plain(input, init);
  };
}

/**
 * The archive, asked for as soon as the pace of the link is known, or at once where an earlier visit
 * brought it. On a slow link it lets the wasm go first: the sooner that is here, the sooner it is
 * compiled.
 * @param {Parts} parts
 */
async function archiveOf({ runtime, progress, pyodide, program, wasm }) {
  await pyodide;
  if (!cameBefore(runtime)) {
    await arrived(runtime, program);
    if (isSlow(runtime)) await wasm.catch(() => {});
  }
  return readArchive(await fetched(runtime.core, progress));
}

/**
 * A file of ours, unpacked.
 * @param {string} address
 * @param {Progress} progress
 */
async function fetched(address, progress) {
  const reply = await keptFetch(address);
  return unpacked(reply, counter(Number(reply.headers.get('content-length')), progress));
}

/**
 * A stream that reports how much has come.
 * @param {number} total bytes; 0 when the host does not say
 * @param {Progress} progress
 * @returns {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>}
 */
function counter(total, progress) {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      progress('library', total ? seen / total : 0);
      controller.enqueue(chunk);
    },
  });
}

/** @param {Runtime} runtime */
function wasmOf({ folder }) {
  return `${folder}pyodide.asm.wasm`;
}

/**
 * Pyodide's program, compiled while it comes and before anything asks for it. The response itself is
 * passed on untouched, or the browser could not keep the compiled code. A host may not know the type
 * of wasm.
 * @param {Runtime} runtime
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(runtime) {
  const response = await keptFetch(wasmOf(runtime));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Pyodide gets the program that is being compiled already, and of its exports what it asks for. It only warns when its wasm fails and
 * then waits for ever: this notices.
 * @param {Parts} parts
 * @returns {{failure: Promise<never>, memory: () => number}} and the bytes of memory, once there
 */
function watchWasm({ exported, wasm, progress }) {
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const failure = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_source, imports) => {
      try {
        const module = await wasm;
        const instance = await WebAssembly.instantiate(module, imports);
        memory = /** @type {WebAssembly.Memory} */ (instance.exports['memory']);
        progress('program', 1);
        return { module, instance: { exports: wanted(instance.exports, (await exported).default) } };
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
  return { failure: /** @type {Promise<never>} */ (failure), memory: () => memory?.buffer.byteLength ?? 0 };
}
