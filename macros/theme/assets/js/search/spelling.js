// Words that no page has: each is corrected to the commonest word that is one slip of a finger away.

import { at, json } from '../reader/site.js';
import { fold } from './query.js';

const SHORTEST = 4; // letters, as scripts/search/words.py has it

/** The commonest words, in lines of which each is less common than the one before. @returns {Promise<string[][]>} */
async function vocabulary() {
  /** @type {string[]} */
  const lines = (await json(at('search/vocabulary.json'))) ?? [];
  return lines.map((line) => line.split(' '));
}

/** Whether a word is the beginning of a common one. @param {string} word */
export async function begins(word) {
  const sought = fold(word);
  return (await vocabulary()).some((line) => line.some((known) => known.startsWith(sought)));
}

/**
 * The commonest word within one slip; of those that are equally common, one with the same first letter.
 * @param {string} word
 * @returns {Promise<string | null>}
 */
export async function corrected(word) {
  const sought = fold(word);
  if ([...sought].length < SHORTEST) return null;
  for (const line of await vocabulary()) {
    const near = line.filter((known) => oneSlip(sought, known));
    if (near.length) return near.find((known) => known[0] === sought[0]) ?? near[0] ?? null;
  }
  return null;
}

/**
 * Whether one letter more, less, other, or two letters exchanged make one word of the other.
 * @param {string} one
 * @param {string} other
 */
export function oneSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  let [end, last] = [one.length, other.length];
  while (end > from && last > from && one[end - 1] === other[last - 1]) [end, last] = [end - 1, last - 1];
  const [left, right] = [one.slice(from, end), other.slice(from, last)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}
