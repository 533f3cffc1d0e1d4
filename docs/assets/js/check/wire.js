// What the build writes beside an article, and what the core answers: the shapes of a check.

/** @typedef {{article: string, video: string, second: number}} Cite */
/** @typedef {{value: string | boolean, label: string}} Option */
/**
 * @typedef {{id: string, widget: 'choice' | 'choices' | 'order' | 'match' | 'number' | 'text', label: string,
 *   options?: Option[], rows?: Option[], unit?: string, max_length?: number, before?: string, after?: string}} Field
 */
/** @typedef {{id: string, version: number, type: string, text: string, section: string, hints: string[], cite: Cite, fields: Field[]}} Question */
/** @typedef {{seed: string, questions: Question[]}} View */
/** @typedef {{id: string, state: 'right' | 'wrong' | 'missed', feedback: string, cite: Cite}} Part */
/**
 * @typedef {{id: string, version: number, credit: number, right: boolean, near: boolean, parts: Part[],
 *   answer: Record<string, any>, explain: string, cite: Cite}} Grade
 */
/**
 * @typedef {{questions: {id: string, credit?: string}[], view: View, paragraphs: Record<string, string>,
 *   runtime: {folder: string, core: string, lock: object}}} CheckFile
 */

export {};
