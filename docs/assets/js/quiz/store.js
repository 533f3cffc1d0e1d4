// What the reader keeps, in this browser only: answers not yet sent, and results.

/** @typedef {import('./wire.js').Result} Result */
/** @typedef {{version: number, raw: import('./fields.js').Raw}} KeptAnswer the item's version, and what was typed */
/** @typedef {{assessment: string, items: Record<string, KeptAnswer>, seconds: Record<string, number>, section: number}} Draft */
/** @typedef {{assessment: string, taken: string, result: Result}} KeptResult */

/** @typedef {{drafts: Draft[], results: KeptResult[]}} Kept */

const NAME = 'mile-markers';

/**
 * Opens the store; where the browser refuses one, everything lives as long as the page.
 * @returns {Promise<Store>}
 */
export async function openStore() {
  try {
    return new Store(await database());
  } catch (error) {
    console.info('Answers are kept only as long as this page is open:', error);
    return new Store(null);
  }
}

/** @returns {Promise<import('idb').IDBPDatabase>} */
async function database() {
  /** @type {typeof import('idb')} */
  const idb = await import(new URL('../../generated/vendor/idb.js', import.meta.url).href);
  return idb.openDB(NAME, 1, {
    upgrade(made) {
      made.createObjectStore('drafts');
      made.createObjectStore('damaged', { autoIncrement: true });
      made.createObjectStore('results', { autoIncrement: true }).createIndex('assessment', 'assessment');
    },
  });
}

export class Store {
  /** @param {import('idb').IDBPDatabase | null} database */
  constructor(database) {
    this.database = database;
    /** @type {Map<string, Draft>} */
    this.drafts = new Map();
    /** @type {KeptResult[]} */
    this.session = [];
  }

  get lasting() {
    return this.database !== null;
  }

  /**
   * Keep a draft. The transaction is committed in this very turn: closing the page after it loses nothing.
   * @param {Draft} draft
   */
  keepDraft(draft) {
    this.drafts.set(draft.assessment, draft);
    this.#write('drafts', (store) => store.put(draft, draft.assessment));
  }

  /** @param {string} assessment */
  dropDraft(assessment) {
    this.drafts.delete(assessment);
    this.#write('drafts', (store) => store.delete(assessment));
  }

  /** @param {string} assessment @returns {Promise<Draft | null>} */
  async draft(assessment) {
    const kept = this.database ? await this.database.get('drafts', assessment) : this.drafts.get(assessment);
    if (kept === undefined || isDraft(kept)) return kept ?? null;
    await this.#setAside('drafts', assessment, kept);
    return null;
  }

  /** @param {Result} result */
  keepResult(result) {
    const kept = { assessment: result.assessment, taken: result.taken ?? '', result };
    this.session.push(kept);
    this.#write('results', (store) => store.add(kept));
  }

  /** All results of one assessment, or of all, oldest first. @param {string} [assessment] @returns {Promise<Result[]>} */
  async results(assessment) {
    const kept = await this.#allResults();
    const sound = kept.filter((one) => !assessment || one.assessment === assessment);
    return sound.map((one) => one.result).sort((a, b) => (a.taken ?? '').localeCompare(b.taken ?? ''));
  }

  /** @returns {Promise<KeptResult[]>} */
  async #allResults() {
    if (!this.database) return this.session;
    const reading = this.database.transaction('results').store;
    const [keys, values] = await Promise.all([reading.getAllKeys(), reading.getAll()]);
    const sound = values.map(isResult);
    await Promise.all(keys.map((key, at) => (sound[at] ? null : this.#setAside('results', key, values[at]))));
    return values.filter((_, at) => sound[at]);
  }

  /** What was found damaged, for the reader to download. @returns {Promise<unknown[]>} */
  async damaged() {
    return this.database ? this.database.getAll('damaged') : [];
  }

  /** All that is kept, for a backup. @returns {Promise<Kept>} */
  async everything() {
    const drafts = this.database ? await this.database.getAll('drafts') : [...this.drafts.values()];
    return { drafts: drafts.filter(isDraft), results: await this.#allResults() };
  }

  /** Add what a backup holds: its drafts replace those here, results already here stay as they are. @param {Kept} kept */
  async restore(kept) {
    const here = new Set((await this.#allResults()).map(nameOf));
    kept.drafts.forEach((draft) => this.keepDraft(draft));
    kept.results.filter((one) => !here.has(nameOf(one))).forEach((one) => this.keepResult(one.result));
  }

  /** Forget everything, the damaged part too. */
  async erase() {
    this.drafts.clear();
    this.session = [];
    if (!this.database) return;
    const writing = this.database.transaction(['drafts', 'results', 'damaged'], 'readwrite');
    await Promise.all(['drafts', 'results', 'damaged'].map((name) => writing.objectStore(name).clear()));
    await writing.done;
  }

  /**
   * @param {string} name
   * @param {(store: any) => Promise<unknown>} act
   */
  #write(name, act) {
    if (!this.database) return;
    try {
      const writing = this.database.transaction(name, 'readwrite');
      act(writing.store).catch(() => {});
      writing.commit?.();
      writing.done.catch((error) => console.info('Not kept:', error));
    } catch (error) {
      console.info('Not kept:', error);
    }
  }

  /**
   * Move a record that can't be read out of the way; the rest works on.
   * @param {string} name
   * @param {IDBValidKey} key
   * @param {unknown} record
   */
  async #setAside(name, key, record) {
    const writing = /** @type {import('idb').IDBPDatabase} */ (this.database).transaction([name, 'damaged'], 'readwrite');
    await Promise.all([writing.objectStore('damaged').add({ from: name, key, record }), writing.objectStore(name).delete(key), writing.done]);
  }
}

/** What tells one result from another. @param {KeptResult} kept */
export const nameOf = (kept) => `${kept.assessment} ${kept.taken}`;

/** @param {any} kept @returns {boolean} */
export function isDraft(kept) {
  return typeof kept?.assessment === 'string' && typeof kept.items === 'object' && kept.items !== null && typeof kept.section === 'number'
    && Object.values(kept.items).every((item) => typeof item?.version === 'number');
}

/** @param {any} kept @returns {boolean} */
export function isResult(kept) {
  const result = kept?.result;
  return typeof kept?.assessment === 'string' && typeof result === 'object' && result?.assessment === kept.assessment
    && typeof result.version === 'string' && typeof result.scales === 'object' && typeof result.values === 'object';
}
