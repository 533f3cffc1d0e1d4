// Restores a snapshot under Node, as macros/theme/assets/js/assessment/boot.js does in a browser, without any library.
// node restored.mjs SNAPSHOT BANKS MESSAGES MODULES: prints {"answers": [...], "missing": [...], "state": {...}}
import { readFileSync } from 'node:fs';
import createPyodideModule from '../../node_modules/pyodide/pyodide.asm.mjs';
import { loadPyodide } from '../../node_modules/pyodide/pyodide.mjs';
import { AWAKEN, SEED, readSnapshot, restore } from '../../macros/theme/assets/js/assessment/snapshot.js';
import { takeFew } from '../../scripts/runtime/exports.mjs';

const [file, banks, messages, modules] = process.argv.slice(2);
process.argv.splice(1, Infinity, './this.program'); // what a browser calls it
const { info } = JSON.parse(readFileSync(new URL('../../node_modules/pyodide/pyodide-lock.json', import.meta.url), 'utf8'));
const bytes = readFileSync(file);
takeFew();

const STATE = `
import json, random, sys, time
json.dumps({
    "random": random.random(), "zone": time.localtime(0).tm_hour, "names": list(time.tzname), "offset": time.timezone,
    "hash": hash("a word"), "now": time.time(),
})
`;

try {
  const snapshot = readSnapshot(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const seed = new Uint8Array(SEED);
  const pyodide = await loadPyodide({
    stdLibURL: '/dev/null', lockFileContents: { info, packages: {} }, packageBaseUrl: '.', env: { PYTHONHASHSEED: '0' },
    _loadSnapshot: seed,
    createPyodideModule: async (settings) => {
      const module = await createPyodideModule(settings);
      for (const at of [snapshot.data, snapshot.fixed - 64, snapshot.memory / 4]) module.HEAPU8.fill(1, at, at + 64); // as chance may
      await restore(module.HEAPU8, snapshot);
      seed.set(snapshot.seed);
      return module;
    },
  });
  pyodide.globals.get(AWAKEN)();
  pyodide.pyimport('assessments.banks').use(readFileSync(banks, 'utf8'));
  const handle = pyodide.pyimport('assessments.api').handle;
  const wanted = JSON.parse(modules);
  pyodide.globals.set('wanted', pyodide.toPy(wanted));
  const report = {
    state: JSON.parse(pyodide.runPython(STATE)),
    missing: pyodide.runPython('import sys; [name for name in wanted if name not in sys.modules]').toJs(),
    answers: JSON.parse(readFileSync(messages, 'utf8')).map((message) => handle(message)),
    memory: pyodide._module.HEAPU8.length,
  };
  process.stdout.write(JSON.stringify(report), () => process.exit(0));
} catch (error) {
  console.error(String(error?.message ?? error).slice(-4000));
  process.exit(1);
}
