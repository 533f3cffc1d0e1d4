// What the reader keeps: the records of each store, what names them, and which are valid.

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {{version: number, raw: import('./fields.js').Raw}} KeptAnswer the item's version, and what was typed */
/** @typedef {{assessment: string, items: Record<string, KeptAnswer>, seconds: Record<string, number>, section: number}} Draft */
/** @typedef {{assessment: string, taken: string, result: Result}} KeptResult */
/**
 * @typedef {{rating: string, time: string, expected: number | null}} Entry one line of the log of reviews
 * @typedef {{id: string, item: string, version: number, time: string, credit: number, right: boolean, near: boolean,
 *   hints: number, confidence: number | null, entry: Entry | null}} Answer one answer to a question of a check;
 *   `item` is `<article>/<question>`, `entry` what it counted as in the review
 * @typedef {Record<string, any> | null} Card as the core gives it; null where the item is not in review
 * @typedef {{item: string, version: number, text: string, changed: string, card: Card, archived: boolean}} Item
 *   a question that was answered: its version then, its words, and whether it is still asked
 */
/**
 * @typedef {{id: string, assessment: string, title: string, day: string, when: string, then: string, made: string, done: 'yes' | 'no' | null}} Plan
 *   a move with its day: `id` is `<assessment>/<move>`, `day` 2026-12-01, `when` and `then` its line, `done` null while it is open
 */
/**
 * @typedef {{id: string, article: string, title: string, quote: import('../notes/quote.js').Quote, note: string, video: string, second: number | null, made: string, changed: string}} Note
 *   words of an article that the reader marked; `note` is empty for a highlight alone, `second` that of the nearest citation
 */
/** @typedef {{drafts: Draft, results: KeptResult, answers: Answer, items: Item, plans: Plan, notes: Note}} Records */
/** @typedef {keyof Records} Name */
/** @typedef {{[N in Name]: Records[N][]}} Kept */

/** @type {Name[]} */
export const NAMES = ['drafts', 'results', 'answers', 'items', 'plans', 'notes'];

/** What tells one record from another. @type {{[N in Name]: (record: Records[N]) => string}} */
export const KEYS = {
  drafts: (draft) => draft.assessment,
  results: (kept) => `${kept.assessment} ${kept.taken}`,
  answers: (answer) => answer.id,
  items: (item) => item.item,
  plans: (plan) => plan.id,
  notes: (note) => note.id,
};

const DEEPEST = 12; // lists and tables in one another: a record without end could be kept, and never saved again

/** @param {any} value @param {number} [left] @returns {boolean} */
const isFlat = (value, left = DEEPEST) => typeof value !== 'object' || value === null || (left > 0 && Object.values(value).every((one) => isFlat(one, left - 1)));

/** @type {Record<Name, (record: any) => boolean>} */
const SHAPES = { drafts: isDraft, results: isResult, answers: isAnswer, items: isItem, plans: isPlan, notes: isNote };
/** @type {Record<Name, (record: any) => boolean>} */
export const VALIDATORS = /** @type {any} */ (Object.fromEntries(NAMES.map((name) => [name, (/** @type {any} */ record) => isFlat(record) && SHAPES[name](record)])));

/** @param {any} kept @returns {boolean} */
function isDraft(kept) {
  return typeof kept?.assessment === 'string' && isTable(kept.items) && typeof kept.section === 'number'
    && Object.values(kept.items).every((item) => typeof item?.version === 'number') && (kept.seconds === undefined || isTable(kept.seconds));
}

/** @param {any} kept @returns {boolean} */
function isResult(kept) {
  const result = kept?.result;
  return typeof kept?.assessment === 'string' && isTable(result) && result.assessment === kept.assessment
    && typeof result.version === 'string' && isTable(result.values) && isTable(result.scales) && Object.values(result.scales).every(isScale)
    && ['moves', 'remarks', 'meaning', 'charts'].every((name) => result[name] === undefined || (Array.isArray(result[name]) && result[name].every(isTable)));
}

/** @param {any} scale */
const isScale = (scale) => isTable(scale) && (scale.score === null || typeof scale.score === 'number');

/** Whether it has names and values. @param {any} table */
const isTable = (table) => typeof table === 'object' && table !== null && !Array.isArray(table);

const ITEM = /^[^/\s]{1,200}\/[^/\s]{1,200}\/[^/\s]{1,100}$/;

/** @param {any} kept @returns {boolean} */
function isAnswer(kept) {
  return typeof kept?.id === 'string' && isOf(kept) && isTime(kept.time) && isShare(kept.credit)
    && typeof kept.right === 'boolean' && typeof kept.near === 'boolean' && Number.isInteger(kept.hints)
    && (kept.confidence === null || [1, 2, 3].includes(kept.confidence)) && (kept.entry === null || isEntry(kept.entry));
}

/** @param {any} kept @returns {boolean} */
function isItem(kept) {
  return isOf(kept) && typeof kept.text === 'string' && isTime(kept.changed) && typeof kept.archived === 'boolean'
    && (kept.card === null || (typeof kept.card === 'object' && isTime(kept.card.due)));
}

/** @param {any} kept @returns {boolean} */
function isPlan(kept) {
  const texts = ['id', 'assessment', 'title', 'when', 'then'].every((name) => typeof kept?.[name] === 'string');
  return texts && isTime(`${kept.day}T00:00Z`) && isTime(kept.made) && [null, 'yes', 'no'].includes(kept.done);
}

/** @param {any} kept @returns {boolean} */
function isNote(kept) {
  const texts = [kept?.id, kept?.article, kept?.title, kept?.note, kept?.video, kept?.quote?.exact, kept?.quote?.prefix, kept?.quote?.suffix];
  return texts.every((text) => typeof text === 'string') && /^[^/\s]{1,200}\/[^/\s]{1,200}$/.test(kept.article) && kept.quote.exact.length > 0
    && (kept.second === null || Number.isInteger(kept.second)) && isTime(kept.made) && isTime(kept.changed);
}

/** @param {any} entry */
function isEntry(entry) {
  return typeof entry?.rating === 'string' && isTime(entry.time) && (entry.expected === null || isShare(entry.expected));
}

/** @param {any} kept */
const isOf = (kept) => typeof kept?.item === 'string' && ITEM.test(kept.item) && Number.isInteger(kept.version);

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/; // as the core reads it, too

/** @param {any} time */
const isTime = (time) => typeof time === 'string' && TIME.test(time) && !Number.isNaN(Date.parse(time));

/** @param {any} share */
const isShare = (share) => typeof share === 'number' && share >= 0 && share <= 1;
