// What restoring says to snapshots that do not fit. node snapshot_mismatches.mjs SNAPSHOT: prints {case: message}
import { readFileSync } from 'node:fs';
import { readSnapshot, restore } from '../../macros/theme/assets/js/assessment/snapshot.js';

const bytes = readFileSync(process.argv[2]);
const whole = () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
const right = readSnapshot(whole());
const other = whole();
new Uint8Array(other).fill(0x41, 0, 4);

/** @type {Record<string, () => unknown>} */
const CASES = {
  'another file': () => readSnapshot(other),
  'an empty file': () => readSnapshot(new ArrayBuffer(0)),
  'a cut file': () => readSnapshot(whole().slice(0, -1)),
  'a file cut in its runs': () => readSnapshot(whole().slice(0, 2000)),
  'grown memory': () => restore(new Uint8Array(right.memory + 65_536), right),
  'another wasm': () => restore(new Uint8Array(right.memory), right),
};
const messages = {};
for (const [name, act] of Object.entries(CASES)) {
  messages[name] = await Promise.resolve().then(act).then(() => 'nothing', (error) => `${error.constructor.name}: ${error.message}`);
}
console.log(JSON.stringify(messages));
