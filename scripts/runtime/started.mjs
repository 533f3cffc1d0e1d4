// Pyodide under Node, on its own library or on the archive, as macros/theme/assets/js/assessment/boot.js starts it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REST } from '../../macros/theme/assets/js/assessment/archive.js';
import { loadPyodide } from '../../node_modules/pyodide/pyodide.mjs';
import { takeFew } from './exports.mjs';

const { info } = JSON.parse(readFileSync(join(import.meta.dirname, '../../node_modules/pyodide/pyodide-lock.json'), 'utf8'));

takeFew();

/**
 * @param {string | undefined} folder where the archive's start.zip and rest.zip are; without it, Pyodide's own library
 * @param {{env?: Record<string, string>}} options more for loadPyodide
 */
export async function started(folder, { env = {}, ...options } = {}) {
  // A fixed hash seed keeps the order of sets inside bytecode, and with it the bytes, the same.
  const common = { env: { PYTHONHASHSEED: '0', ...env }, ...options };
  if (!folder) return loadPyodide(common);
  const library = { stdLibURL: join(folder, 'start.zip'), lockFileContents: { info, packages: {} }, packageBaseUrl: '.' };
  const pyodide = await loadPyodide({ ...library, ...common });
  pyodide.FS.writeFile(REST, readFileSync(join(folder, 'rest.zip')));
  // As Python code: a call from here would leave JavaScript objects that a snapshot can't hold.
  pyodide.runPython(`import sitecustomize; sitecustomize.add("${REST}")`);
  return pyodide;
}
