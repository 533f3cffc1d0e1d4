// Runs under Node: which functions of Pyodide's wasm its own program speaks of anywhere but where it
// takes them over, or the wasm itself asks for by name. A program that takes them over in another way
// is taken to speak of all of them: then each stays, and a start is only slower.
// node exports.mjs FILE: FILE gets their names, as a module
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wanted } from '../../macros/theme/assets/js/assessment/exports.js';

const PYODIDE = join(import.meta.dirname, '../../node_modules/pyodide');
// `_free=Module["_free"]=wasmExports["free"]`, and the declaration of all these names
const TAKEN = /[\w$]+=(?:Module\["[\w$]+"\]=)?wasmExports\["[\w$]+"\](?!\.)/g;
const DECLARED = /\bvar [\w$]+(?:,[\w$]+){99,};/g;

const wasm = new WebAssembly.Module(readFileSync(join(PYODIDE, 'pyodide.asm.wasm')));

const names = functions().filter(spokenOf());

/** From now on Pyodide gets no other functions, here as in a browser: a snapshot knows each by its place in a table. */
export function takeFew() {
  const { instantiate } = WebAssembly;
  Object.assign(WebAssembly, {
    async instantiate(/** @type {any} */ source, /** @type {WebAssembly.Imports} */ imports) {
      const made = await instantiate(source, imports);
      if (made instanceof WebAssembly.Instance) return made; // of a small module, compiled before
      return { ...made, instance: { exports: wanted(made.instance.exports, names) } };
    },
  });
}

function functions() {
  return WebAssembly.Module.exports(wasm).filter(({ kind }) => kind === 'function').map(({ name }) => name);
}

/** @returns {(name: string) => boolean} */
function spokenOf() {
  const program = readFileSync(join(PYODIDE, 'pyodide.asm.mjs'), 'utf8').replaceAll(TAKEN, '').replaceAll(DECLARED, '');
  const words = new Set((program + readFileSync(join(PYODIDE, 'pyodide.mjs'), 'utf8')).match(/[\w$]+/g));
  const asked = new Set(WebAssembly.Module.imports(wasm).filter(({ module }) => module.startsWith('GOT.')).map(({ name }) => name));
  return (name) => asked.has(name) || words.has(name) || words.has(`_${name}`);
}

const [, script, file] = process.argv;
if (script === import.meta.filename && file) writeFileSync(file, `export default ${JSON.stringify(names.join(' '))}.split(' ');\n`);
