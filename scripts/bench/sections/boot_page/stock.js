// Pyodide as its documentation shows it: everything as npm delivers it, the core's sources in a zip.
import { loadPyodide } from './generated/runtime/stock/pyodide.mjs';

self.onmessage = async ({ data }) => {
  const sources = fetch('generated/runtime/stock/core-sources.zip').then((reply) => reply.arrayBuffer());
  const pyodide = await loadPyodide();
  pyodide.unpackArchive(await sources, 'zip');
  const answer = pyodide.pyimport('assessments.wire').handle(data.message);
  self.postMessage({ answer, memory: pyodide._module.HEAP8.length, path: 'stock' });
};
