// What a form is set up with.

/** What the last button of a form says. @param {string} formula */
export function submitLabel(formula) {
  if (formula === 'future-self') return 'Put the letter together';
  return formula === 'career-map' ? 'Draw the map' : 'See the result';
}

