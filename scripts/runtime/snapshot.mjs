// Runs under Node: start Pyodide on the archive, import all of it, and keep what
// memory then holds and a fresh instance of the same wasm does not.
// node snapshot.mjs FOLDER MODULES: beside the archive in FOLDER comes snapshot.bin, in the form that
// macros/theme/assets/js/assessment/snapshot.js reads; MODULES is JSON
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AWAKEN, HEAD, MAGIC, SEED } from '../../macros/theme/assets/js/assessment/snapshot.js';

const UNIT = 64; // bytes that are compared at once
const [folder, modules] = process.argv.slice(2);

// The clock, the random source and the name of the program go into memory: the same input has to
// give the same bytes, and a fresh memory here has to be like one in a browser.
process.argv.splice(1, Infinity, './this.program');
let chance = 7;
standStill();
const { started } = await import('./started.mjs');
const { default: createPyodideModule } = await import('../../node_modules/pyodide/pyodide.asm.mjs');
const OPTIONS = { _makeSnapshot: true };

const PREPARE = `
import gc, importlib, json, random, sys

def import_all(modules):
    for name in modules:
        importlib.import_module(name)

import_all(${modules})
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "Library"]  # no file is left

def ${AWAKEN}():
    import random, time
    random.seed()
    halves = [time.localtime(time.time() + days * 86400) for days in (0, 182)]
    halves.sort(key=lambda half: half.tm_isdst)
    time.tzname = tuple("UTC%+03d%02d" % divmod(half.tm_gmtoff // 60, 60) for half in halves)
    time.timezone, time.altzone = (-half.tm_gmtoff for half in halves)
    time.daylight = int(halves[1].tm_isdst > 0)

random.seed(0)
del import_all
gc.collect()
`;

try {
  const before = [await freshMemory(), await freshMemory(8)];
  writeFileSync(join(folder, 'snapshot.bin'), file(before, await prepared()));
  process.exit(0);
} catch (error) {
  console.error(error.message); // the message alone: Node would print Pyodide's source with it
  process.exit(1);
}

function standStill() {
  const moment = () => Date.UTC(2000, 0, chance);
  const Clock = Date;
  globalThis.Date = class extends Clock {
    constructor(/** @type {any[]} */ ...given) { super(...(given.length ? given : [moment()])); }
    static now() { return moment(); }
  };
  performance.now = () => chance;
  Math.random = () => chance / 100;
  const fill = (/** @type {any} */ view) => { new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength).fill(chance); return view; };
  crypto.getRandomValues = fill;
  createRequire(import.meta.url)('node:crypto').randomFillSync = fill;
}

/** @typedef {{memory: Uint8Array, data: number, fixed: number}} Fresh */

/**
 * What memory holds when a snapshot is put into it: nothing of Python has run. Below the stack lies
 * what the wasm brings: its data, behind them nothing, and what chance gives at its start.
 */
async function freshMemory(byChance = 7) {
  chance = byChance;
  /** @type {Fresh | undefined} */
  let found;
  const stop = new Error('enough');
  const take = async (/** @type {any} */ settings) => {
    let data = 0;
    const instantiateWasm = (/** @type {any} */ imports, /** @type {any} */ done) =>
      settings.instantiateWasm(imports, (/** @type {WebAssembly.Instance} */ made, /** @type {any} */ wasm) => {
        data = used(new Uint8Array(made.exports.memory.buffer));
        done(made, wasm);
      });
    const module = await createPyodideModule({ ...settings, instantiateWasm, noInitialRun: true });
    const memory = module.HEAPU8.slice();
    memory.fill(0, data); // as it is made in a browser before the snapshot is put into it
    found = { memory, data, fixed: module._emscripten_stack_get_end() };
    throw stop;
  };
  await started(folder, { ...OPTIONS, createPyodideModule: take }).catch((error) => { if (error !== stop) throw error; });
  return found;
}

/** @param {Uint8Array} memory @returns {number} its bytes up to the last that is not zero, in whole units */
function used(memory) {
  return Math.ceil((memory.findLastIndex((byte) => byte !== 0) + 1) / UNIT) * UNIT;
}

async function prepared() {
  chance = 7;
  const pyodide = await started(folder, OPTIONS);
  pyodide.runPython(PREPARE);
  const module = pyodide._module;
  module.HEAPU8.fill(0, module._emscripten_stack_get_end(), module._emscripten_stack_get_current()); // what calls left
  return pyodide.makeMemorySnapshot();
}

/** @param {Fresh[]} before @param {Uint8Array} whole Pyodide's own snapshot */
function file(before, whole) {
  const offset = new Uint32Array(whole.buffer, 0, 2)[1];
  const memory = whole.subarray(offset);
  const { memory: { length }, data, fixed } = before[0];
  if (memory.length !== length) throw new Error(`memory grew from ${length} to ${memory.length} bytes: it must keep its first size`);
  if (offset > SEED) throw new Error(`Pyodide's part of the snapshot is ${offset} bytes, more than ${SEED}`);
  const runs = differences(before.map((one) => one.memory), memory);
  const digest = createHash('sha256').update(memory.subarray(0, fixed)).digest();
  const seed = Buffer.alloc(SEED);
  seed.set(whole.subarray(0, offset));
  seed.writeUInt32LE(SEED, 4); // where memory would follow: here nothing does
  const head = Buffer.alloc(HEAD);
  [MAGIC, memory.length, data, fixed, runs.length / 2].forEach((value, at) => head.writeUInt32LE(value, 4 * at));
  head.set(digest, 20);
  const contents = pairs(runs).map(([start, length]) => memory.subarray(start, start + length));
  return Buffer.concat([head, seed, Buffer.from(Uint32Array.from(runs).buffer), ...contents]);
}

/** @param {Uint8Array[]} before @param {Uint8Array} after @returns {number[]} start, length, start, length ... */
function differences(before, after) {
  const runs = [];
  for (let at = 0; at < after.length; at += UNIT) {
    const unit = after.subarray(at, at + UNIT);
    if (before.every((one) => Buffer.compare(one.subarray(at, at + UNIT), unit) === 0)) continue;
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
