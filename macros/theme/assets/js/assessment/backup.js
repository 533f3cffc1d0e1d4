// One file that holds all that a browser keeps: written, read, and joined with what is here.

import { soundReading } from './reading.js';
import { KEYS, NAMES, VALIDATORS } from './shapes.js';

/** @typedef {import('./shapes.js').Kept} Kept */
/** @typedef {import('./shapes.js').Name} Name */
/** @typedef {import('./store.js').Store} Store */
/** @typedef {Record<Name, {fresh: number, replaced: number, known: number}>} Change */

const FORMAT = 'mile-markers-backup';
const VERSION = 4; // 1 had no answers and items, 2 no plans, 3 no notes and reading

/** @param {Kept} kept @param {import('./reading.js').Reading} reading @param {string} saved the time */
export function backup(kept, reading, saved) {
  return JSON.stringify({ format: FORMAT, version: VERSION, saved, ...kept, reading }, null, 2);
}

/**
 * The valid part of a backup.
 * @param {string} text
 * @returns {{kept: Kept, reading: import('./reading.js').Reading, damaged: number} | 'newer' | null} null where it is none
 */
export function parseBackup(text) {
  try {
    const read = JSON.parse(text);
    if (read.format !== FORMAT) return null;
    if (Number(read.version) > VERSION) return 'newer';
    if (![1, 2, 3, VERSION].includes(read.version)) return null;
    const lists = NAMES.map((name) => ({ name, list: Array.isArray(read[name]) ? read[name] : [] }));
    const valid = lists.map(({ name, list }) => ({ name, list: list.filter(VALIDATORS[name]) }));
    const size = (/** @type {typeof lists} */ all) => all.reduce((sum, { list }) => sum + list.length, 0);
    const kept = /** @type {Kept} */ (Object.fromEntries(valid.map(({ name, list }) => [name, list])));
    return { kept, reading: soundReading(read.reading), damaged: size(lists) - size(valid) };
  } catch {
    return null;
  }
}

/**
 * The records of a backup that would be written: new ones, and those newer than what is here. A draft has no time, and
 * the one that is brought back counts.
 * @param {Kept} here
 * @param {Kept} kept
 */
export function difference(here, kept) {
  /** @type {{name: Name, record: any}[]} */
  const writes = [];
  const change = /** @type {Change} */ (Object.fromEntries(NAMES.map((name) => [name, { fresh: 0, replaced: 0, known: 0 }])));
  for (const name of NAMES) {
    const key = /** @type {(record: any) => string} */ (KEYS[name]);
    const mine = new Map(here[name].map((record) => [key(record), record]));
    for (const record of kept[name]) {
      const own = mine.get(key(record));
      const counts = !own ? 'fresh' : isNewer(name, own, record) ? 'replaced' : 'known';
      change[name][counts] += 1;
      if (counts !== 'known') writes.push({ name, record });
    }
  }
  return { change, writes };
}

/** @param {Name} name @param {any} own @param {any} brought */
function isNewer(name, own, brought) {
  if (name === 'drafts') return JSON.stringify(own) !== JSON.stringify(brought);
  if (name === 'plans') return brought.made > own.made;
  return (name === 'items' || name === 'notes') && brought.changed > own.changed;
}

/**
 * What bringing a backup back would change, in sentences.
 * @param {Change} change
 * @param {number} articles that would be marked as read or saved
 * @param {number} damaged
 */
export function foretold({ drafts, results, answers, items, plans, notes }, articles, damaged) {
  const sentences = [
    told(results, 'result'), told(drafts, 'begun assessment'), told(answers, 'answer to checks', 'answers to checks'), told(items, 'question of the review', 'questions of the review'), told(plans, 'plan'), told(notes, 'note'),
    articles && `It marks ${counted(articles, 'article')} as read or saved.`,
    damaged && `${counted(damaged, 'record')} of the file can't be read and would be left out.`,
  ].filter(Boolean);
  return sentences.length ? `${sentences.join(' ')} Nothing that is only here goes away.` : 'The file holds nothing.';
}

/** @param {{fresh: number, replaced: number, known: number}} change @param {string} unit @param {string} [units] */
function told({ fresh, replaced, known }, unit, units) {
  const parts = [fresh && `adds ${counted(fresh, unit, units)}`, replaced && `replaces ${counted(replaced, unit, units)}`].filter(Boolean);
  const same = known ? `${counted(known, unit, units)} ${known === 1 ? 'is' : 'are'} here already.` : '';
  return [parts.length ? `It ${parts.join(' and ')}.` : '', same].filter(Boolean).join(' ');
}

/** @param {number} number @param {string} unit @param {string} [units] */
export function counted(number, unit, units = `${unit}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? unit : units}`;
}
