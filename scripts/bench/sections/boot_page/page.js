// Times one boot: from the making of the worker to the first scored result.
// ?stock or the name of a path of ours; boot.json beside this file says what is loaded and asked.
import { Client } from './js/assessment/client.js';

const way = location.search.slice(1);
const { runtime, message } = await (await fetch('boot.json')).json();

/** @type {Record<string, () => Promise<{answer: string, memory: number, path: string}>>} */
const WAYS = { stock };

async function stock() {
  const worker = new Worker('stock.js', { type: 'module' });
  worker.postMessage({ message });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}

async function ours() {
  const client = new Client({ ...runtime, ...(way === 'chosen' ? {} : { way }) });
  const answer = await client.send(message);
  return { answer, ...client.measured, path: client.measured.way };
}

window.boot = async () => {
  const began = performance.now();
  const { answer, memory, path, reason = '' } = await (WAYS[way] ?? ours)();
  return { milliseconds: performance.now() - began, memory, path, reason, answer };
};
