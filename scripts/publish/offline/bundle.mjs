// Programs for pages that are opened as files: classic scripts instead of modules.
//
//   node bundle.mjs < {"site", "modules", "libraries", "parts"}
//
// `modules` are the page programs: they go into one script, so that what they share they have once.
// `libraries` are loaded while a page runs; each that is a module becomes a script that hands its
// exports over. Workers and the `parts` that they load stay modules: a worker imports them from memory.

import { readFile } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const OURS = resolve(dirname(fileURLToPath(import.meta.url)), '../../../macros/theme/assets/js/offline');
const COMMON = { bundle: true, external: ['node:*', 'ws'], minify: true, legalComments: 'inline', logLevel: 'error', charset: 'utf8', target: 'es2022' };
const WORKERS = '(workers)'; // stands for the beginning of every worker
const WORKER = /new Worker\((?:\w+\()?new URL\('([^']+)', import\.meta\.url\)/g;

const { site, modules, libraries, parts } = JSON.parse(await text(process.stdin));
const root = resolve(site);
const workers = new Set();

const path = (file) => relative(root, file).split('\\').join('/');

/** Addresses that hang on the module's own, and imports of addresses that are made later. */
const addresses = {
  name: 'addresses',
  setup(builder) {
    builder.onLoad({ filter: /\.m?js$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      for (const [, worker] of source.matchAll(WORKER)) workers.add(posix.join(posix.dirname(path(file)), worker));
      return { contents: source.replaceAll('import.meta.url', `mileMarkers.at(${JSON.stringify(path(file))})`) };
    });
  },
};

/** What esbuild left are no modules of ours: their addresses are known only when the page runs. */
const later = (code) => code.replaceAll(/\bimport\((?=[^)])/g, 'mileMarkers.load(');

async function text(stream) {
  let whole = '';
  for await (const part of stream) whole += part;
  return whole;
}

async function bundled(options) {
  const made = await build({ ...COMMON, absWorkingDir: root, plugins: [addresses], ...options, write: false, metafile: true });
  return { code: later(made.outputFiles[0].text), inputs: made.metafile.inputs };
}

async function program() {
  const worker = await build({ ...COMMON, entryPoints: [join(OURS, 'worker.js')], format: 'esm', write: false });
  const runs = modules.map((name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(`./${name}`)})`);
  const contents = `import { start } from ${JSON.stringify(join(OURS, 'files.js'))};\n`
    + `start({ ${runs.join(', ')} }, "${WORKERS}").catch(console.error);`;
  const { code } = await bundled({ stdin: { contents, resolveDir: root }, format: 'iife' });
  return code.replace(`"${WORKERS}"`, () => JSON.stringify(worker.outputFiles[0].text)); // whose own imports stay
}

/** A library as a script; null where it is one already. */
async function library(name) {
  const contents = `import * as made from ${JSON.stringify(`./${name}`)};\nmileMarkers.define(${JSON.stringify(name)}, made);`;
  const { code, inputs } = await bundled({ stdin: { contents, resolveDir: root }, format: 'iife', packages: 'external' });
  return inputs[name].format === 'esm' ? code : null;
}

async function module(name) {
  return (await bundled({ entryPoints: [name], format: 'esm' })).code;
}

const made = { 'assets/offline/program.js': await program() };
for (const name of libraries) {
  const code = await library(name);
  if (code !== null) made[name] = code;
}
const inWorkers = {};
for (const name of [...workers, ...parts]) inWorkers[name] = await module(name);
process.stdout.write(JSON.stringify({ scripts: made, workers: inWorkers }));
