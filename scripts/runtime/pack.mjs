// Runs pack.py inside Pyodide, under Node.
// node pack.mjs REPOSITORY FSRS_FOLDER OUTPUT_FOLDER
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPyodide } from '../../node_modules/pyodide/pyodide.mjs';

const [repository, fsrs, output] = process.argv.slice(2);
// A fixed hash seed keeps the order of sets inside bytecode, and with it the bytes, the same.
// Without column positions (PEP 657) the archive is a quarter smaller; tracebacks keep their lines.
const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: '0', PYTHONNODEBUGRANGES: '1' } });
const mounts = {
  '/src/assessments': join(repository, 'assessments'),
  '/packages/fsrs': fsrs,
  '/inside': join(import.meta.dirname, 'inside'),
  '/conversations': join(repository, 'tests', 'cases', 'conversations'),
  '/out': output,
};
try {
  for (const [inside, outside] of Object.entries(mounts).filter(([, folder]) => existsSync(folder))) {
    pyodide.FS.mkdirTree(inside);
    pyodide.mountNodeFS(inside, outside);
  }
  pyodide.runPython(readFileSync(new URL('pack.py', import.meta.url), 'utf8'));
  process.exit(0);
} catch (error) {
  console.error(error.message); // the message alone: Node would print Pyodide's source with it
  process.exit(1);
}
