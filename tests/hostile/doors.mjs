// The doors that open in a browser: a backup that is brought back, a result that a link carries.
// Reads a line of JSON for each file, `{door, text}`, and answers with one: what was taken, how many
// records were left out, and whether an object that nobody named has changed.

import { createInterface } from 'node:readline';
import { backup, difference, foretold, parseBackup } from '../../macros/theme/assets/js/assessment/backup.js';
import { NAMES, VALIDATORS } from '../../macros/theme/assets/js/assessment/shapes.js';
import { linkTo, sharedResult } from '../../macros/theme/assets/js/assessment/share.js';

const BANK = { id: 'small-bank', scale: (/** @type {string} */ id) => (id === 'courage' ? { title: id, kind: 'strength' } : null) };
const NOTHING = Object.fromEntries(NAMES.map((name) => [name, []]));

const doors = {
  /** @param {string} text */
  backup(text) {
    const read = parseBackup(text);
    if (read === null || read === 'newer') return { refused: read ?? 'none' };
    for (const name of NAMES) if (!read.kept[name].every(VALIDATORS[name])) throw new Error(`${name} holds what is none`);
    const { change, writes } = difference(NOTHING, read.kept);
    const again = parseBackup(backup(read.kept, '2026-11-22T09:00:00Z'));
    if (JSON.stringify(again.kept) !== JSON.stringify(read.kept)) throw new Error('saved again it is another');
    return { kept: writes.length, damaged: read.damaged, said: foretold(change, read.damaged), shown: JSON.stringify(read.kept) };
  },
  /** @param {string} text */
  link(text) {
    globalThis.location = { hash: `#result=${text}`, href: 'https://mile-markers.example/quizzes/small-bank/' };
    const result = sharedResult(BANK);
    if (!result) return { refused: 'none' };
    for (const { score, answered, of, step } of Object.values(result.scales)) for (const one of [score ?? 0, answered, of, step]) if (!Number.isFinite(one)) throw new Error('no number');
    return { kept: 1, damaged: 0, said: linkTo(result), shown: JSON.stringify(result) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { door, text } = JSON.parse(line);
  let answer;
  try {
    answer = doors[door](text);
  } catch (error) {
    answer = { raised: String(error) };
  }
  const changed = Object.keys(Object.prototype).concat(Object.keys(Array.prototype));
  console.log(JSON.stringify({ ...answer, changed }));
}
