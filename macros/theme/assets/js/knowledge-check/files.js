// The files of checks, each beside its article: fetched when one of its questions is asked.

/** @typedef {import('./wire.js').CheckFile} CheckFile */
/** @typedef {import('./wire.js').Asked} Asked */
/** @typedef {import('../assessment/client.js').Client} Client */

import { at } from '../reader/site.js';

/** @param {string} article `channel/slug` */
export const pageOf = (article) => at(`wiki/${article}/`);

/**
 * The check of an article.
 * @param {string} article
 * @returns {Promise<CheckFile | null>} null where it has none any more
 */
export async function checkOf(article) {
  const reply = await fetch(`${pageOf(article)}check.json`);
  if (reply.status === 404 || reply.status === 410) return null;
  if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
  return reply.json();
}

/**
 * The addresses of a check's paragraphs as they lead there from this page.
 * @param {string} article
 * @param {CheckFile} file
 */
function paragraphsOf(article, file) {
  const base = pageOf(article);
  const here = location.href.split(/[?#]/)[0]?.replace(/index\.html$/, '') === base;
  const from = (/** @type {string} */ where) => (here && where.startsWith('#') ? where : new URL(where, base).href);
  return Object.fromEntries(Object.entries(file.paragraphs).map(([cite, where]) => [cite, from(where)]));
}

/**
 * Questions of a check as they are asked here.
 * @param {string} article
 * @param {CheckFile} file
 * @param {import('./wire.js').Question[]} drawn
 * @returns {Asked[]}
 */
export function asked(article, file, drawn) {
  const paragraphs = paragraphsOf(article, file);
  const built = new Map(file.questions.map((question) => [question.id, question]));
  return drawn.map((question) => ({ item: `${article}/${question.id}`, article, title: file.title, question, built: built.get(question.id), paragraphs }));
}

/**
 * Draw some questions of a check in the order of a seed.
 * @param {Client} client
 * @param {string} article
 * @param {CheckFile} file
 * @param {string} seed
 * @param {string[]} [only] the ids of the questions; all where left out
 */
export async function drawn(client, article, file, seed, only) {
  const questions = file.questions.filter((question) => !only || only.includes(question.id));
  const view = await client.call('describe', { questions, seed, shuffle: true });
  return asked(article, file, view.questions);
}
