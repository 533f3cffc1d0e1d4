// Where the map's nodes go: d3-force, run for a bounded number of steps and then stopped.

import { library } from './site.js';

/** @typedef {import('./graph.js').Graph} Graph */

const STEPS = 240; // after which a map of 150 nodes has long settled
const SLICE = 12; // milliseconds of work before the page gets its turn

/**
 * Give every node its place. The same map always looks the same: d3-force draws from a seeded
 * generator of its own.
 * @param {Graph} graph
 * @param {HTMLElement} box
 */
export async function layout(graph, box) {
  await import(library('d3-force.js'));
  const d3 = /** @type {any} */ (globalThis).d3;
  const flat = Math.min(1.6, Math.max(.8, box.clientWidth / Math.max(1, box.clientHeight)));
  const work = d3.forceSimulation(graph.nodes)
    .force('link', d3.forceLink(graph.edges).distance(70).strength(.25))
    .force('charge', d3.forceManyBody().strength(-190).distanceMax(420))
    .force('x', d3.forceX().strength(.06 / flat))
    .force('y', d3.forceY().strength(.06 * flat))
    .force('apart', d3.forceCollide(24))
    .stop();
  const middle = graph.nodes.find((node) => node.step === 0);
  if (middle) Object.assign(middle, { fx: 0, fy: 0 });
  work.alphaDecay(1 - 0.001 ** (1 / STEPS));
  for (let step = 0, since = performance.now(); step < STEPS; step++) {
    work.tick();
    if (performance.now() - since < SLICE) continue;
    await new Promise((done) => setTimeout(done));
    since = performance.now();
  }
}
