// What the reader keeps, in this browser only: assessments, answers to checks, and their review.

import { load } from '../frame/load.js';
import { KEYS, NAMES, VALIDATORS } from './shapes.js';

/** @typedef {import('./shapes.js').Kept} Kept */
/** @typedef {import('./shapes.js').Name} Name */
/** @typedef {import('./shapes.js').Records} Records */
/** @typedef {import('./shapes.js').Draft} Draft */
/** @typedef {import('./wire.js').Result} Result */
/** @typedef {'' | 'denied' | 'full' | 'old' | 'newer' | 'silent'} Trouble why something is kept only as long as the page is open */

const NAME = 'mile-markers', DUE = 'mm-due';
const PATIENCE = 4000; // milliseconds until the reader learns that the database does not open
const COMMITS = !navigator.vendor.startsWith('Apple'); // WebKit 2.50: leaving a page after commit() can lock the database for all others
const MOST_DUE = 200; // times of questions that are told to other pages
const VERSION = 4; // 1 had drafts, results and damaged, 2 also answers and items, 3 also plans, all in the same form

/** @type {Promise<Store> | undefined} */
let opened;

/** The page's one store; where the browser refuses one, everything lives as long as the page. */
export function openStore() {
  const store = new Store();
  opened ??= store.open().then(() => store);
  return opened;
}

/** Events: `trouble` when something could not be kept, `elsewhere` when another tab kept something. */
export class Store extends EventTarget {
  /** @type {import('idb').IDBPDatabase | null} */
  #database = null;
  /** What is not in the database yet, or never will be. @type {Record<Name, Map<string, any>>} */
  #unsaved = { drafts: new Map(), results: new Map(), answers: new Map(), items: new Map(), plans: new Map(), notes: new Map() };
  #channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;
  /** @type {Trouble} */
  trouble = '';

  constructor() {
    super();
    this.#channel?.addEventListener('message', () => this.dispatchEvent(new Event('elsewhere')));
  }

  get lasting() {
    return this.#database !== null;
  }

  /** Resolves when the database is open, refused, held up by a tab with an older page, or silent. */
  async open() {
    const { promise: heldUp, resolve } = withResolvers();
    const opening = this.#open(() => { this.#fail('old'); resolve(); }).then(
      (database) => this.#adopt(database),
      (error) => {
        console.info('Kept only as long as this page is open:', error);
        this.#fail(error?.name === 'VersionError' ? 'newer' : 'denied');
      },
    );
    const silent = setTimeout(() => { this.#fail('silent'); resolve(); }, PATIENCE);
    await Promise.race([opening, heldUp]);
    clearTimeout(silent);
  }

  /** @param {() => void} blocked @returns {Promise<import('idb').IDBPDatabase>} */
  async #open(blocked) {
    /** @type {typeof import('idb')} */
    const idb = await load(new URL('../../generated/vendor/idb.js', import.meta.url).href);
    return idb.openDB(NAME, VERSION, { upgrade, blocked, blocking: () => this.#close(), terminated: () => this.#close() });
  }

  /** @param {import('idb').IDBPDatabase} database */
  #adopt(database) {
    this.#database = database;
    this.#fail('');
    for (const name of NAMES) for (const record of this.#unsaved[name].values()) this.put(name, record);
  }

  /** Another page needs the database for itself: from now on this page is on its own. */
  #close() {
    this.#database?.close();
    this.#database = null;
    this.#fail('old');
  }

  /** @param {Trouble} trouble */
  #fail(trouble) {
    this.trouble = trouble;
    this.dispatchEvent(new Event('trouble'));
  }

  /**
   * Keep a record. The transaction is committed in this very turn, where the engine can: closing the page loses nothing.
   * @template {Name} N
   * @param {N} name
   * @param {Records[N]} record
   */
  put(name, record) {
    const key = KEYS[name](record);
    this.#unsaved[name].set(key, record);
    const written = this.#write([name], (writing) => {
      const store = writing.objectStore(name);
      return name === 'drafts' ? store.put(record, key) : name === 'results' ? store.add(record) : store.put(record);
    });
    written.then((saved) => {
      if (saved && this.#unsaved[name].get(key) === record) this.#unsaved[name].delete(key);
    });
    if (name === 'items') written.finally(() => this.#tellDue());
    return written;
  }

  /** Other pages say how many questions are due without opening the database: their times stand in `mm-due`. */
  async #tellDue() {
    const items = await this.all('items').catch(() => []);
    const times = items.filter(({ card, archived }) => card && !card['retired'] && !archived).map(({ card }) => card?.['due']).sort().slice(0, MOST_DUE);
    try {
      localStorage.setItem(DUE, JSON.stringify(times));
      document.dispatchEvent(new Event('mm:due'));
    } catch { /* storage is full or denied: nothing is said on other pages */ }
  }

  /** @param {Exclude<Name, 'results'>} name @param {string} key */
  remove(name, key) {
    this.#unsaved[name].delete(key);
    return this.#write([name], (writing) => writing.objectStore(name).delete(key)).finally(() => { if (name === 'items') this.#tellDue(); });
  }

  /**
   * All valid records of a store; those that are damaged are set aside.
   * @template {Name} N
   * @param {N} name
   * @returns {Promise<Records[N][]>}
   */
  async all(name) {
    const found = new Map();
    if (this.#database) {
      const reading = this.#database.transaction(name).store;
      const [keys, values] = await Promise.all([reading.getAllKeys(), reading.getAll()]);
      for (const [at, value] of values.entries()) {
        if (VALIDATORS[name](value)) found.set(KEYS[name](value), value);
        else await this.setAside(name, /** @type {IDBValidKey} */ (keys[at]), value);
      }
    }
    for (const [key, record] of this.#unsaved[name]) found.set(key, record);
    return [...found.values()];
  }

  /**
   * @template {Exclude<Name, 'results'>} N
   * @param {N} name
   * @param {string} key
   * @returns {Promise<Records[N] | null>}
   */
  async one(name, key) {
    const kept = this.#unsaved[name].get(key) ?? await this.#database?.get(name, key);
    if (kept === undefined || VALIDATORS[name](kept)) return kept ?? null;
    await this.setAside(name, key, kept);
    return null;
  }

  /** @param {string} assessment */
  draft(assessment) {
    return this.one('drafts', assessment);
  }

  /** @param {Result} result */
  keepResult(result) {
    this.put('results', { assessment: result.assessment, taken: result.taken ?? '', result });
  }

  /**
   * Note of a kept result that nothing had changed since the one before: the reader's own noise.
   * @param {Result} result
   */
  async markUnchanged(result) {
    const key = KEYS.results({ assessment: result.assessment, taken: result.taken ?? '', result });
    const unsaved = this.#unsaved.results.get(key);
    if (unsaved) unsaved.result.unchanged = true;
    if (!this.#database) return;
    const { store, done } = this.#database.transaction('results', 'readwrite');
    for (let at = await store.openCursor(); at; at = await at.continue()) {
      if (VALIDATORS.results(at.value) && KEYS.results(at.value) === key) await at.update?.({ ...at.value, result: { ...at.value.result, unchanged: true } });
    }
    await done;
  }

  /** All results of one assessment, or of all, oldest first. @param {string} [assessment] @returns {Promise<Result[]>} */
  async results(assessment) {
    const valid = (await this.all('results')).filter((one) => !assessment || one.assessment === assessment);
    return valid.map((one) => one.result).sort((a, b) => (a.taken ?? '').localeCompare(b.taken ?? ''));
  }

  /** What was found damaged, for the reader to download. @returns {Promise<unknown[]>} */
  async damaged() {
    return this.#database ? this.#database.getAll('damaged') : [];
  }

  /** All that is kept, for a backup. @returns {Promise<Kept>} */
  async everything() {
    const lists = await Promise.all(NAMES.map(async (name) => [name, await this.all(name)]));
    return /** @type {Kept} */ (Object.fromEntries(lists));
  }

  /** Forget everything, the damaged part too. */
  async erase() {
    const saved = await this.#write([...NAMES, 'damaged'], (writing) => Promise.all([...NAMES, 'damaged'].map((name) => writing.objectStore(name).clear())));
    if (this.#database && !saved) throw new Error('not erased');
    for (const name of NAMES) this.#unsaved[name].clear();
    await this.#tellDue();
  }

  /**
   * @param {string[]} names
   * @param {(writing: any) => Promise<unknown>} act
   * @returns {Promise<boolean>} whether it is in the database now
   */
  async #write(names, act) {
    if (!this.#database) return false;
    try {
      const writing = this.#database.transaction(names, 'readwrite');
      act(writing).catch(() => {});
      if (COMMITS) writing.commit();
      await writing.done;
      this.#channel?.postMessage(names);
      return true;
    } catch (error) {
      console.info('Not kept:', error);
      this.#fail(/** @type {any} */ (error)?.name === 'QuotaExceededError' ? 'full' : 'denied');
      return false;
    }
  }

  /**
   * Move a record that can't be read out of the way; the rest works on.
   * @param {string} name
   * @param {IDBValidKey} key
   * @param {unknown} record
   */
  async setAside(name, key, record) {
    await this.#write([name, 'damaged'], (writing) => Promise.all([writing.objectStore('damaged').add({ from: name, key, record }), writing.objectStore(name).delete(key)]));
  }
}

/**
 * Bring the database to this version; what it holds stays as it is.
 * @param {import('idb').IDBPDatabase} database
 * @param {number} from
 */
function upgrade(database, from) {
  if (from < 1) {
    database.createObjectStore('drafts');
    database.createObjectStore('damaged', { autoIncrement: true });
    database.createObjectStore('results', { autoIncrement: true }).createIndex('assessment', 'assessment');
  }
  if (from < 2) {
    database.createObjectStore('answers', { keyPath: 'id' }).createIndex('item', 'item');
    database.createObjectStore('items', { keyPath: 'item' });
  }
  if (from < 3) database.createObjectStore('plans', { keyPath: 'id' });
  if (from < 4) database.createObjectStore('notes', { keyPath: 'id' }).createIndex('article', 'article');
}

/** @returns {{promise: Promise<void>, resolve: () => void}} */
function withResolvers() {
  let resolve = () => {};
  const promise = /** @type {Promise<void>} */ (new Promise((done) => { resolve = done; }));
  return { promise, resolve };
}
