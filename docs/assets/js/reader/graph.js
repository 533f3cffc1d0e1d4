// The map of articles: an SVG laid out by d3-force, and a list that says the same in words.

import { h } from '../quiz/dom.js';
import { layout } from './layout.js';
import { at, json, library } from './site.js';

/** @typedef {{ key: string, title: string, step: number, x: number, y: number, links: number }} Node */
/** @typedef {{ source: Node, target: Node }} Edge */
/** @typedef {{ nodes: Node[], edges: Edge[] }} Graph */

const SVG = 'http://www.w3.org/2000/svg';
const LABELS = 14; // nodes labelled always; the others on hover and focus

/**
 * Draw a disclosure's map, once.
 * @param {HTMLDetailsElement} details
 */
export async function draw(details) {
  if (details.dataset['drawn']) return;
  details.dataset['drawn'] = 'yes';
  const data = await json(new URL(details.dataset['graph'] ?? '', location.href.split('#')[0]).href);
  details.querySelector('p')?.remove();
  if (!data?.nodes?.length) return details.append(h('p', {}, 'The map could not be loaded.'));
  const graph = made(data);
  const box = h('div', { class: 'mm-map' });
  details.append(box, listed(graph, details));
  await layout(graph, box);
  const svg = picture(graph);
  box.append(svg, await controls(box, svg));
  svg.classList.add('mm-drawn');
}

/**
 * @param {{ nodes: [string, string, number][], edges: [number, number][] }} data
 * @returns {Graph}
 */
function made(data) {
  const nodes = data.nodes.map(([key, title, step]) => ({ key, title, step, x: 0, y: 0, links: 0 }));
  const edges = data.edges.map(([from, to]) => ({ source: /** @type {Node} */ (nodes[from]), target: /** @type {Node} */ (nodes[to]) }));
  for (const { source, target } of edges) {
    source.links++;
    target.links++;
  }
  return { nodes, edges };
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} props
 * @param {...(globalThis.Node | string)} children
 * @returns {SVGElementTagNameMap[T]}
 */
function s(tag, props, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** @param {Graph} graph */
function picture({ nodes, edges }) {
  const named = new Set([...nodes].sort((a, b) => a.step - b.step || b.links - a.links).slice(0, LABELS));
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - 90, Math.min(...ys) - 40];
  const [width, height] = [Math.max(...xs) + 90 - left, Math.max(...ys) + 40 - top];
  const lines = edges.map(({ source, target }) => s('line', { x1: source.x, y1: source.y, x2: target.x, y2: target.y }));
  const links = nodes.map((node) => dot(node, named.has(node)));
  const group = s('g', { class: 'mm-map-all' }, s('g', { class: 'mm-map-lines' }, ...lines), ...links);
  const svg = s('svg', { viewBox: `${left} ${top} ${width} ${height}`, role: 'group', 'aria-label': 'Map of articles; the list below it says the same' }, group);
  light(svg, links, lines, { nodes, edges });
  return svg;
}

/**
 * @param {Node} node
 * @param {boolean} named
 */
function dot(node, named) {
  const radius = node.step === 0 ? 9 : 4 + Math.min(5, Math.sqrt(node.links));
  const label = s('text', { x: 0, y: radius + 13, 'text-anchor': 'middle' }, short(node.title));
  const link = s('a', { href: at(`wiki/${encodeURI(node.key)}/`), class: `mm-map-node mm-step-${node.step}${named ? ' mm-named' : ''}`, transform: `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`, 'aria-label': node.title }, s('circle', { r: 14, class: 'mm-map-reach' }), s('circle', { r: radius }), label, s('title', {}, node.title));
  if (node.step === 0) link.setAttribute('aria-current', 'page');
  return link;
}

const short = (/** @type {string} */ title) => (title.length > 34 ? `${title.slice(0, 32).replace(/\s+\S*$/, '')}…` : title);

/**
 * Show a node's own lines while it has the pointer or the focus.
 * @param {SVGSVGElement} svg
 * @param {SVGAElement[]} links
 * @param {SVGLineElement[]} lines
 * @param {Graph} graph
 */
function light(svg, links, lines, { nodes, edges }) {
  const on = (/** @type {number} */ number) => {
    edges.forEach(({ source, target }, place) => {
      const near = source === nodes[number] || target === nodes[number];
      lines[place]?.classList.toggle('mm-lit', near);
      if (near) links[nodes.indexOf(source === nodes[number] ? target : source)]?.classList.add('mm-lit');
    });
  };
  const off = () => { for (const lit of svg.querySelectorAll('.mm-lit')) lit.classList.remove('mm-lit'); };
  links.forEach((link, number) => {
    for (const event of ['pointerenter', 'focus']) link.addEventListener(event, () => on(number));
    for (const event of ['pointerleave', 'blur']) link.addEventListener(event, off);
  });
}

/**
 * Pan and zoom, by buttons and keys as well as by pointer.
 * @param {HTMLElement} box
 * @param {SVGSVGElement} svg
 */
async function controls(box, svg) {
  const Panzoom = (await import(library('panzoom.js'))).default;
  const zoom = Panzoom(svg, { maxScale: 6, minScale: 1, contain: 'outside', cursor: 'grab', touchAction: 'pan-y', panOnlyWhenZoomed: true, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches, excludeClass: 'mm-map-node' });
  box.addEventListener('wheel', (event) => { if (event.ctrlKey || event.metaKey) zoom.zoomWithWheel(event); }, { passive: false });
  const button = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {() => void} */ act) => h('button', { type: 'button', 'aria-label': label, onclick: act }, sign);
  box.addEventListener('keydown', (event) => {
    const act = { '+': () => zoom.zoomIn(), '=': () => zoom.zoomIn(), '-': () => zoom.zoomOut(), 0: () => zoom.reset() }[event.key];
    if (act) act();
  });
  return h('div', { class: 'mm-map-buttons' }, button('Closer', '+', () => zoom.zoomIn()), button('Further', '−', () => zoom.zoomOut()), button('Whole map', '⤢', () => zoom.reset()));
}

/**
 * The map in words: each article with those that it links to.
 * @param {Graph} graph
 * @param {HTMLDetailsElement} details
 */
function listed({ nodes, edges }, details) {
  const link = (/** @type {Node} */ node) => h('a', { href: at(`wiki/${encodeURI(node.key)}/`) }, node.title);
  const items = nodes.map((node) => {
    const to = edges.filter(({ source }) => source === node).map(({ target }) => target);
    const names = to.flatMap((other, place) => [place ? ', ' : ' links to ', other.title]);
    return h('li', {}, link(node), ...names);
  });
  const list = h('details', { class: 'mm-map-list' }, h('summary', {}, `The same as a list of ${nodes.length} articles`), h('ul', {}, ...items));
  list.addEventListener('toggle', (event) => event.stopPropagation());
  details.setAttribute('aria-label', 'Map');
  return list;
}
