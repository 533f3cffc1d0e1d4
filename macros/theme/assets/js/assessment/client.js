// The client: one worker a page, message ids, time-outs, and every failure of the worker.

import { scriptURL } from '../frame/trusted.js';

/**
 * @typedef {object} Runtime what the build wrote: files below generated/runtime, named by their content
 * @property {string} folder Pyodide's own files
 * @property {string} core the archive
 * @property {string} [fast] the snapshot
 * @property {string} [banks] the assessments; knowledge checks need none
 * @property {object} lock the lock's info
 * @property {import('./boot_strategy.js').Strategy} [way] for measurements and tests: the boot strategy, whatever the link
 */
/** @typedef {{resolve: (answer: string) => void, reject: (error: Error) => void}} Pending */
/** @typedef {{startLimit?: number, callLimit?: number}} Limits milliseconds */

/** The browser can't run the core, or it failed twice. The message is a sentence for the reader. */
export class RuntimeFailure extends Error {
  outdated = false; // the site was built anew and this page's program is gone: only a reload helps
}

/** The core answered with an error: its fields are the wire's. */
export class WireError extends Error {
  /** @param {{code: string, message: string, field: string | null, problems?: WireProblem[]}} error */
  constructor(error) {
    super(error.message);
    this.code = error.code;
    /** @type {WireProblem[]} */
    this.problems = error.problems ?? [error];
  }
}

/** @typedef {{code: string, message: string, field: string | null}} WireProblem */

/** The worker stopped before it answered. */
class WorkerDied extends Error {}

const PATIENCE = 3; // times as long as a slow link should take, before the start counts as failed
const WEIGHT = /** @type {Record<string, number>} */ ({ library: 0.2, program: 0.7 });

/**
 * Talks to the worker. Events: `progress` (detail: 0 to 1), `ready`, `failed` (detail: RuntimeFailure).
 */
export class Client extends EventTarget {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  /** @type {Promise<void> | undefined} */
  #ready;
  #calls = 0;
  #workers = 0;
  #parts = /** @type {Record<string, number>} */ ({});
  /** @type {(error: Error) => void} */
  #die = () => {};

  /**
   * @param {Runtime} runtime
   * @param {Limits} limits
   */
  constructor(runtime, { startLimit = 120_000, callLimit = 8_000 } = {}) {
    super();
    this.runtime = located(runtime);
    this.limits = { startLimit, callLimit };
    /** What the last start took and holds: for `make bench`. */
    this.measured = { milliseconds: 0, memory: 0, way: '', reason: '' };
    this.state = /** @type {'idle' | 'starting' | 'ready' | 'failed'} */ ('idle');
  }

  /** Start the worker unless it runs; resolves when it can answer. */
  start() {
    this.#ready ??= this.#startWithRetry();
    return this.#ready;
  }

  /**
   * Ask the core. A worker that dies on the way is replaced once, and the message is sent again.
   * @param {string} method
   * @param {object} args
   * @returns {Promise<any>} the wire's result
   * @throws {WireError | RuntimeFailure}
   */
  async call(method, args) {
    const message = JSON.stringify({ method, args });
    const answer = JSON.parse(await this.send(message));
    if (answer.error) throw new WireError(answer.error);
    return answer.result;
  }

  /**
   * One message, one answer, as JSON texts.
   * @param {string} message
   * @returns {Promise<string>}
   */
  async send(message) {
    await this.start();
    try {
      return await this.#post(message);
    } catch (error) {
      if (!(error instanceof WorkerDied)) throw error;
      await this.start();
      return this.#post(message).catch((again) => this.#giveUp(again));
    }
  }

  /**
   * @param {string} message
   * @returns {Promise<string>}
   */
  #post(message) {
    const id = ++this.#calls;
    const late = setTimeout(() => this.#die(new WorkerDied('no answer in time')), this.limits.callLimit);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker?.postMessage({ type: 'call', id, message });
    }).finally(() => clearTimeout(late));
  }

  async #startWithRetry() {
    const missing = whatIsMissing();
    if (missing) this.#giveUp(new RuntimeFailure(missing));
    await this.#startOnce().catch(() => this.#startOnce()).catch(async (error) => this.#giveUp(await explained(error, this.runtime)));
  }

  /** @returns {Promise<void>} */
  #startOnce() {
    this.state = 'starting';
    this.#parts = {};
    return new Promise((resolve, reject) => {
      const tooLate = () => this.#die(new WorkerDied('it did not start in time'));
      let late = setTimeout(tooLate, this.limits.startLimit);
      const settle = (/** @type {() => void} */ then) => { clearTimeout(late); then(); };
      const worker = this.#spawn();
      this.#die = (error) => { if (worker === this.#worker) settle(() => this.#bury(worker, error, reject)); };
      worker.onerror = (event) => { event.preventDefault?.(); this.#die(new WorkerDied(event.message || 'blocked')); };
      worker.onmessageerror = () => this.#die(new WorkerDied('unreadable message'));
      worker.onmessage = ({ data }) => {
        if (data.type === 'expected') settle(() => { late = setTimeout(tooLate, Math.max(this.limits.startLimit, PATIENCE * data.milliseconds)); });
        else this.#receive(data, () => settle(resolve));
      };
      worker.postMessage({ type: 'start', runtime: this.runtime });
    });
  }

  #spawn() {
    const name = `mile-markers-${crypto.randomUUID()}-${++this.#workers}`;
    this.#worker = new Worker(scriptURL(new URL('./worker.js', import.meta.url)), { type: 'module', name });
    return this.#worker;
  }

  /**
   * @param {any} data
   * @param {() => void} ready
   */
  #receive(data, ready) {
    if (data.type === 'progress') this.#progress(data.part, data.share);
    else if (data.type === 'failed') this.#die(new WorkerDied(data.reason));
    else if (data.type === 'answer') this.#settle(data.id, data.answer);
    else if (data.type === 'ready') {
      const { milliseconds, memory, strategy, reason } = data;
      this.measured = { milliseconds, memory, way: strategy, reason };
      this.state = 'ready';
      this.#watchLock(/** @type {Worker} */ (this.#worker), data.lock);
      ready();
      this.dispatchEvent(new CustomEvent('ready', { detail: this.measured }));
    }
  }

  /**
   * @param {number} id
   * @param {string} answer
   */
  #settle(id, answer) {
    this.#pending.get(id)?.resolve(answer);
    this.#pending.delete(id);
  }

  /**
   * The worker holds a lock as long as it lives: when we get it, the worker is gone.
   * @param {Worker} worker
   * @param {string} lock its name; empty where the browser has no locks
   */
  #watchLock(worker, lock) {
    if (!lock) return;
    navigator.locks?.request(lock, () => {
      if (worker === this.#worker) this.#die(new WorkerDied('the worker is gone'));
    }).catch(() => {});
  }

  /**
   * Reject everything that waits for this worker; the next call starts another one.
   * @param {Worker} worker
   * @param {Error} error
   * @param {(error: Error) => void} reject
   */
  #bury(worker, error, reject) {
    worker.terminate();
    this.#worker = undefined;
    this.#ready = undefined;
    this.state = 'idle';
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    waiting.forEach((pending) => pending.reject(error));
    reject(error);
  }

  /**
   * @param {string} part
   * @param {number} share
   */
  #progress(part, share) {
    this.#parts[part] = share;
    const sum = Object.entries(this.#parts).reduce((all, [name, done]) => all + (WEIGHT[name] ?? 0) * done, 0);
    this.dispatchEvent(new CustomEvent('progress', { detail: sum }));
  }

  /**
   * @param {Error} error
   * @returns {never}
   */
  #giveUp(error) {
    const failure = error instanceof RuntimeFailure ? error : new RuntimeFailure(`The scoring program could not run (${error.message}).`);
    this.state = 'failed';
    this.dispatchEvent(new CustomEvent('failed', { detail: failure }));
    throw failure;
  }
}

/** @returns {string} what this browser lacks, as a sentence; empty when it lacks nothing */
function whatIsMissing() {
  if (typeof WebAssembly !== 'object') return 'This browser has WebAssembly switched off or lacks it.';
  if (typeof Worker !== 'function') return 'This browser does not let pages run background programs.';
  if (typeof DecompressionStream !== 'function') return 'This browser is too old to unpack the scoring program.';
  return '';
}

/**
 * Why the program did not start, as far as the net tells.
 * @param {Error} error
 * @param {Runtime} runtime
 * @returns {Promise<Error>}
 */
async function explained(error, { core, folder }) {
  try {
    const asked = [core, `${folder}pyodide.mjs`].map((address) => fetch(address, { method: 'HEAD', cache: 'no-store' }));
    if (!(await Promise.all(asked)).some(({ status }) => status === 404 || status === 410)) return error;
    const failure = new RuntimeFailure('The site has a newer version since this page was opened.');
    return Object.assign(failure, { outdated: true });
  } catch {
    return new RuntimeFailure('The scoring program did not come: there seems to be no connection.');
  }
}

/** @param {Runtime} runtime @returns {Runtime} the same with whole addresses */
function located(runtime) {
  const base = new URL('../../generated/runtime/', import.meta.url);
  const whole = (/** @type {string} */ path) => new URL(path, base).href;
  const fast = runtime.fast ? { fast: whole(runtime.fast) } : {};
  const banks = runtime.banks ? { banks: whole(runtime.banks) } : {};
  return { ...runtime, folder: whole(runtime.folder), core: whole(runtime.core), ...fast, ...banks };
}

/** @type {Map<string, Client>} */
const clients = new Map();

/**
 * The page's one client, shared by all its quizzes.
 * @param {Runtime} runtime
 */
export function sharedClient(runtime) {
  const known = clients.get(runtime.core);
  if (known) return known;
  const made = new Client(runtime);
  clients.set(runtime.core, made);
  return made;
}
