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
/** @typedef {import('../assessment/client.js').Runtime} RuntimeNames */
/** @typedef {{id: string, credit?: string}} Built a question as the core grades it */
/**
 * @typedef {{title: string, questions: Built[], view: View, paragraphs: Record<string, string>, runtime: RuntimeNames}} CheckFile
 *   of an article
 * @typedef {{articles: Record<string, string[]>, draw: number, runtime: RuntimeNames}} ChannelFile the questions' ids by slug,
 *   and how many are asked at once
 * @typedef {{item: string, article: string, title: string, question: Question, built: Built | undefined,
 *   paragraphs: Record<string, string>}} Asked a question with what is known of it; `item` is `<article>/<question>`
 */

export {};
