// The shapes that the core's door answers with, for the type checker. Nothing runs here.
export {};

/** @typedef {{article: string, video: string, second: number}} Cite */
/** @typedef {{id: string, title: string, reason: string, step: string, cite: Cite, weight: number, assessment: string}} Move */
/** @typedef {{score: number | null, answered: number, of: number, band: string, step: number}} Scale */
/** @typedef {{id: string, title: string, word: string | null, text: string}} Meaning */
/** @typedef {{title: string, format: string}} Column */
/** @typedef {{id: string, kind: string, title: string, columns: Column[], rows: (string | number | null)[][]}} ChartData */
/**
 * @typedef {object} Result
 * @property {string} assessment
 * @property {string} version
 * @property {string | null} taken
 * @property {Record<string, any>} values
 * @property {Record<string, Scale>} scales
 * @property {string | null} verdict
 * @property {Move[]} moves
 * @property {{code: string, text: string}[]} remarks
 * @property {{answered: number, of: number}} [answered]
 * @property {Meaning[]} [meaning]
 * @property {ChartData[]} [charts]
 * @property {boolean} [unchanged] whether the reader said that nothing had changed since the result before
 * @property {{id: string, word: string | null, other: string, text: string}[]} [flips] what would give another word
 * @property {Record<string, any>} [detail]
 */
/**
 * @typedef {object} Comparison
 * @property {string} assessment
 * @property {boolean} comparable
 * @property {string} reason
 * @property {[string | null, string | null]} taken
 * @property {{better: number, worse: number, chance: number, same: number}} summary
 * @property {{id: string, title: string, earlier: number | null, later: number | null, difference: number | null, word: string | null, better: boolean | null, changed: boolean | null, text: string}[]} scales
 * @property {{id: string, title: string, format: string, earlier: number | null, later: number | null, difference: number | null}[]} values
 * @property {{earlier: string | null, later: string | null, changed: boolean}} verdict
 */
/**
 * @typedef {object} OverTime the results of one assessment: `since` is null where none is 14 days older
 * @property {Comparison | null} since
 * @property {{id: string, title: string, points: {taken: string, score: number | null}[]}[]} trend
 * @property {{steps: number, own: boolean}} noise of an answer: the model's, or the reader's own
 * @property {(string | null)[]} taken the days that count
 * @property {boolean} retest whether the last two are 5 to 30 days apart
 */
/** @typedef {{code: string, message: string, field: string | null}} Problem */
