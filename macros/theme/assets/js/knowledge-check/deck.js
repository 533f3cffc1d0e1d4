// Where a run's questions come from: the check of one article, or a draw over those of a channel.

import { asked, checkOf, drawn } from './files.js';

/** @typedef {import('./wire.js').Asked} Asked */
/** @typedef {import('./wire.js').CheckFile} CheckFile */
/** @typedef {import('./wire.js').ChannelFile} ChannelFile */
/** @typedef {import('../assessment/client.js').Client} Client */
/**
 * @typedef {{seed: string, runtime: import('./wire.js').RuntimeNames, files: Map<string, CheckFile | null>, again: string,
 *   questions: (client: Client, seed: string, only?: string[]) => Promise<Asked[]>}} Deck
 *   `seed` is that of the first order, empty where it is drawn anew each time; `only` are items; `again` names another run
 */

/**
 * The questions of one article; without a seed in the order in which the page was built.
 * @param {string} article
 * @param {CheckFile} file
 * @returns {Deck}
 */
export function articleDeck(article, file) {
  return {
    seed: file.view.seed, runtime: file.runtime, files: new Map([[article, file]]), again: 'All again, in another order',
    async questions(client, seed, only) {
      const all = seed ? await drawn(client, article, file, seed) : asked(article, file, file.view.questions);
      return all.filter(({ item }) => !only || only.includes(item));
    },
  };
}

/**
 * A draw over the checks of a channel; only the files of the articles that are drawn are fetched.
 * @param {string} channel
 * @param {ChannelFile} file
 * @returns {Deck}
 */
export function channelDeck(channel, file) {
  const items = Object.entries(file.articles).flatMap(([slug, ids]) => ids.map((id) => `${channel}/${slug}/${id}`));
  /** @type {Map<string, CheckFile | null>} */
  const files = new Map();
  return {
    seed: '', runtime: file.runtime, files, again: 'Other questions',
    async questions(client, seed, only) {
      const { ids } = await client.call('describe', { ids: only ?? items, draw: file.draw, seed });
      const articles = [...new Set(ids.map(articleOf))];
      const decks = await Promise.all(articles.map(async (article) => {
        const check = files.get(article) ?? await checkOf(article);
        files.set(article, check);
        const own = ids.filter((/** @type {string} */ id) => articleOf(id) === article).map(nameOf);
        return check ? drawn(client, article, check, seed, own) : [];
      }));
      const byItem = new Map(decks.flat().map((one) => [one.item, one]));
      return ids.flatMap((/** @type {string} */ id) => byItem.get(id) ?? []);
    },
  };
}

/** The article of an item. @param {string} item */
export const articleOf = (item) => item.slice(0, item.lastIndexOf('/'));

/** The question's id of an item. @param {string} item */
const nameOf = (item) => item.slice(item.lastIndexOf('/') + 1);
