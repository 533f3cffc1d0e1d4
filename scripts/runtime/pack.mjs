// Runs load.py and pack.py inside Pyodide, under Node: first on Pyodide's own library, then on what that
// made, where our modules stand for some of Pyodide's, so that fewer are needed.
// node pack.mjs REPOSITORY FSRS_FOLDER BANKS_FOLDER OUTPUT_FOLDER
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { started } from './started.mjs';

const [repository, fsrs, banks, output] = process.argv.slice(2);
const MOUNTS = {
  '/src/assessments': join(repository, 'assessments'),
  '/packages/fsrs': fsrs,
  '/banks': banks,
  '/inside': join(import.meta.dirname, 'inside'),
  '/conversations': join(repository, 'tests', 'cases', 'conversations'),
  '/out': output,
};
try {
  // Without column positions (PEP 657) the archive is a quarter smaller; tracebacks keep their lines.
  const stock = await opened({ PYTHONNODEBUGRANGES: '1' });
  const report = stock.globals.get('report');
  stock.runPython(source('pack.py'));
  const [asked, pack] = [stock.runPython('asked()'), stock.globals.get('pack')];
  const all = JSON.parse(report(asked));
  pack(JSON.stringify({ ...all, started: all.loaded }));
  pack((await opened({}, output)).globals.get('report')(asked));
  process.exit(0);
} catch (error) {
  console.error(error.message); // the message alone: Node would print Pyodide's source with it
  process.exit(1);
}

/** @param {Record<string, string>} env @param {string} [folder] where the archive's two zips are */
async function opened(env, folder) {
  const pyodide = await started(folder, { env });
  pyodide.runPython(source('load.py'));
  for (const [inside, outside] of Object.entries(MOUNTS).filter(([, place]) => existsSync(place))) {
    pyodide.FS.mkdirTree(inside);
    pyodide.mountNodeFS(inside, outside);
  }
  return pyodide;
}

/** @param {string} name */
function source(name) {
  return readFileSync(join(import.meta.dirname, name), 'utf8');
}
