// Runs under Node: start Pyodide on the archive, import all of it, read every bank, and keep what
// memory then holds and a fresh instance of the same wasm does not.
// node snapshot.mjs ARCHIVE OUTPUT: OUTPUT is in the form that docs/assets/js/quiz/snapshot.js reads
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HEAD, MAGIC, SEED } from '../../docs/assets/js/quiz/snapshot.js';

const UNIT = 64; // bytes that are compared at once
const [archive, output] = process.argv.slice(2);

// The clock and the random source go into memory: the same input has to give the same bytes.
standStill();
const { loadPyodide } = await import('../../node_modules/pyodide/pyodide.mjs');
const { default: createPyodideModule } = await import('../../node_modules/pyodide/pyodide.asm.mjs');
const { info } = JSON.parse(readFileSync(new URL('../../node_modules/pyodide/pyodide-lock.json', import.meta.url), 'utf8'));
const OPTIONS = {
  stdLibURL: archive, lockFileContents: { info, packages: {} }, packageBaseUrl: '.',
  env: { PYTHONHASHSEED: '0' }, _makeSnapshot: true,
};

const PREPARE = `
import gc, importlib, json, random, sys, zipfile

def import_all(archive):
    for file in sorted(zipfile.ZipFile(archive).namelist()):
        if file.endswith(".pyc"):
            name = file.removesuffix(".pyc").removesuffix("/__init__")
            importlib.import_module(name.replace("/", "."))

def read_banks():
    from assessments import banks, wire
    for name in banks.IDS:
        asked = {"method": "describe", "args": {"assessment": name}}
        assert "result" in json.loads(wire.handle(json.dumps(asked))), name

import_all(f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip")
read_banks()
random.seed(0)
del import_all, read_banks
gc.collect()
`;

try {
  writeFileSync(output, file(await freshMemory(), await prepared()));
  process.exit(0);
} catch (error) {
  console.error(error.message); // the message alone: Node would print Pyodide's source with it
  process.exit(1);
}

function standStill() {
  const moment = Date.UTC(2000, 0, 1);
  const Clock = Date;
  globalThis.Date = class extends Clock {
    constructor(/** @type {any[]} */ ...given) { super(...(given.length ? given : [moment])); }
    static now() { return moment; }
  };
  performance.now = () => 1;
  const fill = (/** @type {any} */ view) => { new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength).fill(7); return view; };
  crypto.getRandomValues = fill;
  createRequire(import.meta.url)('node:crypto').randomFillSync = fill;
}

/** What memory holds when a snapshot is put into it: nothing of Python has run. */
async function freshMemory() {
  let memory;
  const stop = new Error('enough');
  const take = async (/** @type {any} */ settings) => {
    memory = (await createPyodideModule({ ...settings, noInitialRun: true })).HEAPU8.slice();
    throw stop;
  };
  await loadPyodide({ ...OPTIONS, createPyodideModule: take }).catch((error) => { if (error !== stop) throw error; });
  return /** @type {Uint8Array} */ (/** @type {unknown} */ (memory));
}

async function prepared() {
  const pyodide = await loadPyodide(OPTIONS);
  pyodide.runPython(PREPARE);
  return pyodide.makeMemorySnapshot();
}

/** @param {Uint8Array} fresh @param {Uint8Array} whole Pyodide's own snapshot */
function file(fresh, whole) {
  const offset = new Uint32Array(whole.buffer, 0, 2)[1];
  const memory = whole.subarray(offset);
  if (memory.length !== fresh.length) throw new Error(`memory grew from ${fresh.length} to ${memory.length} bytes: it must keep its first size`);
  if (offset > SEED) throw new Error(`Pyodide's part of the snapshot is ${offset} bytes, more than ${SEED}`);
  const runs = differences(fresh, memory);
  const fixed = fresh.findLastIndex((byte) => byte !== 0) + 1;
  const digest = createHash('sha256').update(memory.subarray(0, fixed)).digest();
  const seed = Buffer.alloc(SEED);
  seed.set(whole.subarray(0, offset));
  seed.writeUInt32LE(SEED, 4); // where memory would follow: here nothing does
  const head = Buffer.alloc(HEAD);
  [MAGIC, memory.length, fixed, runs.length / 2].forEach((value, at) => head.writeUInt32LE(value, 4 * at));
  head.set(digest, 16);
  const contents = pairs(runs).map(([start, length]) => memory.subarray(start, start + length));
  return Buffer.concat([head, seed, Buffer.from(Uint32Array.from(runs).buffer), ...contents]);
}

/** @param {Uint8Array} one @param {Uint8Array} other @returns {number[]} start, length, start, length ... */
function differences(one, other) {
  const runs = [];
  for (let at = 0; at < one.length; at += UNIT) {
    if (Buffer.compare(one.subarray(at, at + UNIT), other.subarray(at, at + UNIT)) === 0) continue;
    const last = runs.length - 2;
    if (last >= 0 && runs[last] + runs[last + 1] === at) runs[last + 1] += UNIT;
    else runs.push(at, UNIT);
  }
  return runs;
}

/** @param {number[]} runs */
function pairs(runs) {
  return Array.from({ length: runs.length / 2 }, (_, at) => [runs[2 * at], runs[2 * at + 1]]);
}
