// A worker that fills the browser's code cache with Pyodide's program and ends: prewarm.js starts it.
// Only what ran is kept as compiled code, so its one large function is called; without what Pyodide
// hands to it, it soon gives up.

export {};

const LINGER = 1_000; // milliseconds in which the browser puts the code away

addEventListener('message', async ({ data }) => {
  const { default: createPyodideModule } = await import(data);
  createPyodideModule({ instantiateWasm() {} }).catch(() => {});
  setTimeout(close, LINGER);
});
