// Pyodide's wasm exports thousands of functions, for packages with compiled parts to call. Its program
// enters each into tables as it starts, which took a fifth of a second visit's start; without such
// packages it asks for some hundred. scripts/runtime/exports.mjs finds out which.

/**
 * @param {WebAssembly.Exports} all
 * @param {string[]} names of the functions that are wanted
 * @returns {WebAssembly.Exports} those, and whatever is no function
 */
export function wanted(all, names) {
  const functions = new Set(names);
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => typeof value !== 'function' || functions.has(name)));
}
