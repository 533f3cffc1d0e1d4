// A snapshot: what memory holds after Pyodide started and the core was imported, and a fresh
// instance of the same wasm does not. scripts/runtime/snapshot.mjs makes it; the worker puts it back.
//
// The file: HEAD bytes (magic, bytes of memory, bytes of it that the wasm's data fill, bytes of it that
// the digest covers, number of runs, SHA-256), SEED bytes of Pyodide's own header, the runs as pairs of
// start and length, their contents. Numbers are 32 bits, little endian. Behind the wasm's data, what is
// in no run is zero.

export const MAGIC = 0x3253_4d4d; // "MMS2"
export const HEAD = 52;
export const SEED = 1024;

// The Python function to call after a restore: a snapshot carries along the state of the random
// generator and the time zone of the machine that made it.
export const AWAKEN = 'awaken';

/** The snapshot does not fit this page's program. */
export class SnapshotMismatchError extends Error {}

/** @typedef {{memory: number, data: number, fixed: number, digest: Uint8Array, seed: Uint8Array, runs: Uint32Array, contents: Uint8Array}} Snapshot */

/**
 * @param {ArrayBuffer} file
 * @returns {Snapshot} views of the file's parts
 * @throws {SnapshotMismatchError} when it is none, or only a part of one
 */
export function readSnapshot(file) {
  if (file.byteLength < HEAD + SEED) throw new SnapshotMismatchError('the snapshot is cut off');
  const [magic, memory = 0, data = 0, fixed = 0, count = 0] = new Uint32Array(file, 0, 5);
  if (magic !== MAGIC) throw new SnapshotMismatchError('this is no snapshot');
  const after = HEAD + SEED + 8 * count;
  if (file.byteLength < after) throw new SnapshotMismatchError('the snapshot is cut off');
  const runs = new Uint32Array(file, HEAD + SEED, 2 * count);
  const contents = new Uint8Array(file, after);
  if (lengths(runs) !== contents.length) throw new SnapshotMismatchError('the snapshot is cut off');
  return { memory, data, fixed, digest: new Uint8Array(file, 20, 32), seed: new Uint8Array(file, HEAD, SEED), runs, contents };
}

/** @param {Uint32Array} runs */
function lengths(runs) {
  return runs.reduce((sum, value, at) => (at % 2 ? sum + value : sum), 0);
}

/**
 * Write the snapshot over a fresh memory, and see that its fixed part (all below the stack) is then
 * what it was when the snapshot was made: another wasm gives another digest. A fresh memory is not
 * always the same: in 1 of 30 starts of Chromium chance had left a byte behind the wasm's data.
 * @param {Uint8Array<ArrayBuffer>} memory
 * @param {Snapshot} snapshot
 * @throws {SnapshotMismatchError}
 */
export async function restore(memory, snapshot) {
  if (memory.length !== snapshot.memory) throw new SnapshotMismatchError(`memory has ${memory.length} bytes instead of ${snapshot.memory}`);
  const { runs, contents } = snapshot;
  memory.fill(0, snapshot.data, (runs.at(-2) ?? 0) + (runs.at(-1) ?? 0));
  for (let at = 0, from = 0; at < runs.length; at += 2) {
    const length = runs[at + 1] ?? 0;
    memory.set(contents.subarray(from, from + length), runs[at]);
    from += length;
  }
  const found = new Uint8Array(await crypto.subtle.digest('SHA-256', memory.subarray(0, snapshot.fixed)));
  if (!found.every((byte, at) => byte === snapshot.digest[at])) throw new SnapshotMismatchError('the snapshot was made with another program');
}
