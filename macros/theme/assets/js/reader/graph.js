// The map of articles: an SVG laid out by d3-force, and a list that says the same in words.

import { h } from '../assessment/dom.js';
import { layout } from './layout.js';
import { at, json, library } from './site.js';

/** @typedef {{ key: string, title: string, step: number, x: number, y: number, links: number }} Node */
/** @typedef {{ source: Node, target: Node }} Edge */
/** @typedef {{ nodes: Node[], edges: Edge[] }} Graph */

const SVG = 'http://www.w3.org/2000/svg';
const LABELS = 24; // nodes labelled always, where they have room; the others on hover and focus
const MARGIN = 90; // around the outermost nodes
const STEP = 60; // pixels that the map is moved at once; each way moves what is seen, so the map goes the other way
const WAYS = [
  { key: 'ArrowLeft', label: 'Look left', sign: '←', x: 1, y: 0 },
  { key: 'ArrowRight', label: 'Look right', sign: '→', x: -1, y: 0 },
  { key: 'ArrowUp', label: 'Look up', sign: '↑', x: 0, y: 1 },
  { key: 'ArrowDown', label: 'Look down', sign: '↓', x: 0, y: -1 },
];
const LINE = 15, LETTER = 6.2; // pixels that a label takes

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
  const svg = picture(graph, box.clientWidth);
  box.append(svg);
  box.append(await controls(box, svg));
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

/**
 * @param {Graph} graph
 * @param {number} wide the width that it will have, in pixels
 */
function picture({ nodes, edges }, wide) {
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN / 2];
  const [width, height] = [Math.max(...xs) + MARGIN - left, Math.max(...ys) + MARGIN / 2 - top];
  const unit = Math.max(1, width / Math.max(1, wide)); // what a pixel is in the map's own measure
  const named = labelled(nodes, unit);
  const lines = edges.map(({ source, target }) => s('line', { x1: source.x, y1: source.y, x2: target.x, y2: target.y }));
  const links = nodes.map((node) => dot(node, named.has(node), unit));
  const svg = s('svg', { viewBox: `${left} ${top} ${width} ${height}`, role: 'group', 'aria-label': 'Map of articles; the list below it says the same' }, s('g', { class: 'mm-map-lines' }, ...lines), ...links);
  svg.style.setProperty('--mm-unit', String(unit));
  light(svg, links, lines, { nodes, edges });
  return svg;
}

/**
 * The nodes whose names have room, the most linked first.
 * @param {Node[]} nodes
 * @param {number} unit
 */
function labelled(nodes, unit) {
  /** @type {Node[]} */
  const named = [];
  for (const node of [...nodes].sort((a, b) => a.step - b.step || b.links - a.links)) {
    const meets = named.some((other) => Math.abs(other.y - node.y) < LINE * unit
      && Math.abs(other.x - node.x) < (short(other.title).length + short(node.title).length) * LETTER * unit / 2);
    if (!meets) named.push(node);
    if (named.length === LABELS) break;
  }
  return new Set(named);
}

/**
 * @param {Node} node
 * @param {boolean} named
 * @param {number} unit
 */
function dot(node, named, unit) {
  const radius = (node.step === 0 ? 9 : 4 + Math.min(5, Math.sqrt(node.links))) * Math.sqrt(unit);
  const props = {
    href: at(`wiki/${encodeURI(node.key)}/`),
    class: `mm-map-node mm-step-${node.step}${named ? ' mm-named' : ''}`,
    transform: `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`,
    'aria-label': node.title,
    ...(node.step === 0 ? { 'aria-current': 'page' } : {}),
  };
  const label = s('text', { x: 0, y: radius + 13 * unit, 'text-anchor': 'middle' }, short(node.title));
  return s('a', props, s('circle', { r: Math.max(radius, 12 * unit), class: 'mm-map-reach' }), s('circle', { r: radius }), label, s('title', {}, node.title));
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
    const way = WAYS.find(({ key }) => key === event.key);
    if (act) act();
    if (!way || zoom.getScale() === 1) return;
    event.preventDefault();
    zoom.pan(way.x * STEP, way.y * STEP, { relative: true });
  });
  const ways = WAYS.map(({ label, sign, x, y }) => button(label, sign, () => zoom.pan(x * STEP, y * STEP, { relative: true })));
  const show = () => ways.forEach((way) => { way.hidden = zoom.getScale() === 1; }); // only then is there more to see
  svg.addEventListener('panzoomchange', show);
  show();
  return h('div', { class: 'mm-map-buttons' }, ...ways, button('Closer', '+', () => zoom.zoomIn()), button('Further', '−', () => zoom.zoomOut()), button('Whole map', '⤢', () => zoom.reset()));
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
