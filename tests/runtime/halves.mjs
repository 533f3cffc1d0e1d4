// How an archive is read while it comes. node halves.mjs: prints {what: what was seen}
import { readArchive } from '../../macros/theme/assets/js/assessment/archive.js';

const FIRST = [1, 2, 3];
const SECOND = [4, 5, 6, 7];
const whole = Uint8Array.of(3, 0, 0, 0, 4, 0, 0, 0, ...FIRST, ...SECOND);

/** @param {number} size bytes that come at once @param {number} [length] bytes that come at all */
function coming(size, length = whole.length) {
  const pieces = [];
  for (let at = 0; at < length; at += size) pieces.push(whole.subarray(at, Math.min(at + size, length)));
  return new Response(new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  }));
}

async function bothOf(response) {
  const { start, rest } = await readArchive(response);
  return [[...start], [...await rest]];
}

/** The second half never comes. */
async function startOf() {
  const response = new Response(new ReadableStream({ start(controller) { controller.enqueue(whole.subarray(0, 11)); } }));
  return [...(await readArchive(response)).start];
}

const told = (promise) => promise.then(JSON.stringify, (error) => error.message);
const said = { 'the first while the second comes': await told(startOf()) };
for (const size of [1, 2, 5, 100]) said[`pieces of ${size}`] = await told(bothOf(coming(size)));
for (const length of [0, 5, 9, 13]) said[`cut after ${length}`] = await told(bothOf(coming(4, length)));
console.log(JSON.stringify(said));
process.exit(0);
