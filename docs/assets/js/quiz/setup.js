// What a form is set up with.

/** What the last button of a form says. @param {string} formula */
export function submitLabel(formula) {
  if (formula === 'future-self') return 'Put the letter together';
  return formula === 'career-map' ? 'Draw the map' : 'See the result';
}

/** The addresses of the runtime. @param {string} text as the build wrote them, relative to its folder */
export function runtimeOf(text) {
  const base = new URL('../../generated/runtime/', import.meta.url).href;
  const { folder = '', core = '', lock = {} } = JSON.parse(text);
  return { folder: base + folder, core: base + core, lock };
}
