// What a reader typed, as the searches that are to be made of it.
//
// Pagefind finds pages that have all words of a search, and has no "or": a synonym, or a word less,
// is a search of its own. `searches` lists them with their weights, and the engine joins what they find.

/** @typedef {{ words: string[], phrases: string[], weight: number }} Search */
/** @typedef {{ words: string[], phrases: string[] }} Query */

const QUOTED = /["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u201e\u00ab\u00bb]+)["\u201c\u201d\u201e\u00ab\u00bb]/g;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}+#]+$/gu; // C++ and C# keep their signs
const MOST = 8; // words that are sought together; the first ones of a longer sentence
const BARE = 1, SYNONYM = 0.75, NEAR = 0.6, ALL = 0.4; // weights: a search's own words, other words for them, side by side, with its little words

/** Words that say how a sentence is built and not what it is about. */
const LITTLE = new Set((
  'a about after am an and any are as at be been but by can could did do does for from get give had has have he her his how i if in into is it its '
  + 'got getting just me my no not of off on or our out s she should so t than that the their them then there these they this to too up us vs was we were what when '
  + 'where which while who whom why will with would you your versus im dont ive').split(' '));

/**
 * A text in lower case and without accents, as scripts/search/words.py folds it.
 * @param {string} text
 */
export const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').normalize('NFC').toLowerCase();

/**
 * The words and the quoted phrases of what was typed.
 * @param {string} typed
 * @returns {Query}
 */
export function parse(typed) {
  /** @type {string[]} */
  const phrases = [];
  const rest = typed.normalize('NFC').replace(QUOTED, (_, phrase) => {
    phrases.push(phrase.trim());
    return ' ';
  });
  const words = rest.split(/[\s\u2013\u2014/]+/).map((word) => word.replace(/['\u2019]s$/i, '').replace(EDGES, '')).filter(Boolean);
  return { words: words.slice(0, MOST), phrases: phrases.filter(Boolean) };
}

/** Whether a word only holds a sentence together. @param {string} word */
export const isLittle = (word) => LITTLE.has(fold(word).replace(/['\u2019]/g, ''));

/** The words that a page must have: without the little ones, unless there are no others. @param {string[]} words */
export function telling(words) {
  const found = words.filter((word) => !isLittle(word));
  return found.length ? found : words;
}

/**
 * All searches to make at first.
 * @param {Query} query
 * @param {string[][]} synonyms groups of spellings that find each other
 * @returns {Search[]}
 */
export function searches({ words, phrases }, synonyms) {
  const main = words.length ? telling(words) : words;
  /** @type {Search[]} */
  const found = [{ words: main, phrases, weight: BARE }];
  if (main.length < words.length) found.push({ words, phrases, weight: ALL });
  if (words.length > 1) found.push({ words: [], phrases: [...phrases, words.join(' ')], weight: NEAR });
  for (const { from, to, others } of spellings(words, synonyms)) {
    const rest = [...words.slice(0, from), ...words.slice(to)];
    const around = telling(rest).filter((word) => !isLittle(word));
    if (to - from > 1) found.push({ words: around, phrases: [...phrases, words.slice(from, to).join(' ')], weight: BARE });
    for (const other of others) {
      const own = other.split(' ');
      const several = own.length > 1;
      found.push({ words: several ? around : [...around, other], phrases: several ? [...phrases, other] : phrases, weight: SYNONYM });
    }
  }
  return found;
}

/** Whether a word belongs to a spelling of the table. @param {string[]} words @param {string} word @param {string[][]} synonyms */
export function spelled(words, word, synonyms) {
  const place = words.indexOf(word);
  return spellings(words, synonyms).some(({ from, to }) => from <= place && place < to);
}

/**
 * Where a spelling of the table stands in the words, and the other spellings of its group.
 * @param {string[]} words
 * @param {string[][]} synonyms
 */
function spellings(words, synonyms) {
  const text = words.map(fold);
  /** @type {{ from: number, to: number, others: string[] }[]} */
  const found = [];
  for (const group of synonyms) {
    for (const spelling of group) {
      const own = spelling.split(' ');
      const from = text.findIndex((_, at) => own.every((word, step) => text[at + step] === word));
      if (from >= 0) found.push({ from, to: from + own.length, others: group.filter((other) => other !== spelling) });
    }
  }
  return found;
}

/**
 * The searches with a number of words less, where no page has them all.
 * @param {string[]} words
 * @param {number} left how many stay
 * @returns {Search[]}
 */
export function fewer(words, left) {
  /** @type {string[][]} */
  let some = [[]];
  for (const word of words) some = [...some, ...some.filter((one) => one.length < left).map((one) => [...one, word])];
  return some.filter((one) => one.length === left).map((one) => ({ words: one, phrases: [], weight: BARE }));
}
