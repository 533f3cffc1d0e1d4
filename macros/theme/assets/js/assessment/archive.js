// The archive: what Python reads instead of Pyodide's own library, as two zips in one file, so that
// Python starts on the first while the second is still coming. scripts/runtime makes it.
//
// The file: the lengths of both as 32 bits, little endian; the first; the second.

// Where the second is put.
export const REST = '/lib/rest.zip';
const HEAD = 8;

/** @typedef {{start: Uint8Array<ArrayBuffer>, rest: Promise<Uint8Array<ArrayBuffer>>}} Archive */

/**
 * @param {Response} file
 * @returns {Promise<Archive>} as soon as the first is here
 */
export async function readArchive({ body }) {
  const take = taking(/** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (body).getReader());
  const head = await take(HEAD);
  const [start = 0, length = 0] = new Uint32Array(head.buffer);
  const first = await take(start);
  const rest = take(length);
  rest.catch(() => {}); // told where it is waited for
  return { start: first, rest };
}

/**
 * @param {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} reader
 * @returns {(count: number) => Promise<Uint8Array<ArrayBuffer>>} the next so many bytes
 */
function taking(reader) {
  /** @type {Uint8Array<ArrayBuffer>} */
  let left = new Uint8Array();
  return async (count) => {
    const taken = new Uint8Array(count);
    for (let filled = 0; filled < count;) {
      if (!left.length) left = await next(reader);
      const piece = left.subarray(0, count - filled);
      taken.set(piece, filled);
      filled += piece.length;
      left = left.subarray(piece.length);
    }
    return taken;
  };
}

/** @param {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} reader */
async function next(reader) {
  const { done, value } = await reader.read();
  if (done) throw new Error('the archive is cut off');
  return value;
}
