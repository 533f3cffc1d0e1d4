// The worker: starts the runtime, then passes messages to the core's door.
// It knows nothing of questions: a message is a string of JSON, and so is the answer.

import { boot } from './boot.js';
import './archive.js'; // the boot's own, asked for along with it instead of after it
import './exports.js';
import './snapshot.js';
import './boot_strategy.js';

const scope = /** @type {Worker} */ (/** @type {unknown} */ (self));
/** @type {Promise<import('./boot.js').Booted> | undefined} */
let booted;

scope.onmessage = ({ data }) => {
  if (data.type === 'start') start(data.runtime);
  else answer(data.id, data.message);
};

/** @param {import('./client.js').Runtime} runtime */
async function start(runtime) {
  const began = performance.now();
  const lock = holdLock();
  const progress = (/** @type {string} */ part, /** @type {number} */ share) => scope.postMessage({ type: 'progress', part, share });
  booted = boot(runtime, progress, (milliseconds) => scope.postMessage({ type: 'expected', milliseconds }));
  try {
    const { strategy, memory, reason } = await booted;
    const milliseconds = performance.now() - began;
    scope.postMessage({ type: 'ready', milliseconds, memory, strategy, reason, lock: await lock });
  } catch (error) {
    fail(error);
  }
}

/** @param {any} error */
function fail(error) {
  scope.postMessage({ type: 'failed', reason: String(error?.message ?? error) });
}

/**
 * @param {number} id
 * @param {string} message
 */
async function answer(id, message) {
  try {
    const runtime = await booted;
    if (runtime) scope.postMessage({ type: 'answer', id, answer: runtime.handle(message) });
  } catch (error) {
    fail(error); // never the core's doing, it answers everything: the interpreter itself broke
  }
}

/**
 * Hold a lock that is freed when this worker dies, however it dies: the page waits for that.
 * @returns {Promise<string>} the lock's name once it is held, empty where there are no locks
 */
function holdLock() {
  return new Promise((held) => {
    const kept = navigator.locks?.request(self.name, () => {
      held(self.name);
      return new Promise(() => {});
    });
    if (kept) kept.catch(() => held(''));
    else held('');
  });
}
