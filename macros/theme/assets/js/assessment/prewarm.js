// Prewarming: makes the next visit start sooner, after a start and when nothing else is to do.

import { scriptURL } from '../frame/trusted.js';
import { keep } from './boot_strategy.js';

/** @typedef {import('./client.js').Runtime} Runtime */

const PREPARED = 'quiz-runtime-prepared';
// Milliseconds of practice, and of a slice of it.
const PRACTICE = 1_000;
const SLICE = 10;
// Of all that Python does a little: it is read, compiled and run again and again.
const EXERCISE = `
import json, marshal, re

class Exercise:
    def __init__(self, numbers):
        self.numbers = sorted(numbers, key=lambda number: -number % 7)

    def __iter__(self):
        yield from (f"{number:04.1f}" for number in self.numbers)

source = "def double(x, *, by=2):\\n    return {name: x * by for name in ('a', 'b')}\\n"
code = marshal.loads(marshal.dumps(compile(source, "exercise", "exec")))
exec(code, names := {})
copied = json.loads(json.dumps({"copied": list(Exercise({3, 5, 8})), "doubled": names["double"](21)}))
re.sub(r"(\\d+)\\.", r"\\1,", " ".join(copied["copied"])).split()
`;

/**
 * Keep the snapshot. And once for each version, let the browser keep the code that it compiled.
 * @param {Runtime} runtime
 * @param {import('./boot_strategy.js').Strategy} strategy
 * @param {any} pyodide
 */
export async function prewarm(runtime, strategy, pyodide) {
  const stays = runtime.way !== 'base' && await keep(runtime, strategy === 'fast');
  if (!await isNew(runtime)) return;
  fillCodeCache(runtime);
  if (!stays && strategy === 'base') await practise(() => pyodide.runPython(EXERCISE));
}

/**
 * @param {Runtime} runtime
 * @returns {Promise<boolean>} whether this version is here for the first time; it is asked once
 */
export async function isNew({ core }) {
  const store = await caches.open(PREPARED);
  if (await store.match(core)) return false;
  await Promise.all((await store.keys()).map((request) => store.delete(request)));
  await store.put(core, new Response());
  return true;
}

/**
 * Load Pyodide's program a second time, in a worker: browsers keep the compiled code of what they loaded twice.
 * @param {Runtime} runtime
 */
function fillCodeCache({ folder }) {
  const worker = new Worker(scriptURL(new URL('./code_cache.js', import.meta.url)), { type: 'module' });
  worker.postMessage(`${folder}pyodide.asm.mjs`);
}

/**
 * Run for a while in slices that let the reader's messages pass. Chromium keeps the compiled code of
 * a wasm only where enough of it ran hot, and a start alone is too short for that.
 * @param {() => unknown} exercise of less than some milliseconds
 */
export async function practise(exercise) {
  for (let left = PRACTICE; left > 0; left -= SLICE) {
    const end = performance.now() + SLICE;
    while (performance.now() < end) exercise();
    await new Promise((resume) => setTimeout(resume));
  }
}
