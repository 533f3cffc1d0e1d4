// Light or dark, and the size of the text, before the first paint: a classic script, first in the body, so that nothing flashes.
// The reader's choice, if any, else the system's. Told by Material's attribute on the body.
(() => {
  const key = 'mm-scheme';
  const system = matchMedia('(prefers-color-scheme: dark)');

  const chosen = (/** @type {string} */ name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage is denied: the system decides
    }
  };

  const apply = () => {
    const scheme = chosen(key) ?? (system.matches ? 'slate' : 'default');
    document.body.dataset['mdColorScheme'] = scheme;
    document.documentElement.classList.add('js');
    for (const name of ['size', 'width']) {
      const kept = chosen(`mm-${name}`);
      if (kept && /^-?\d$/.test(kept)) document.documentElement.dataset[name] = kept;
    }
  };

  apply();
  system.addEventListener('change', apply);
  addEventListener('storage', (event) => {
    if (event.key === key) apply();
  });
  addEventListener('pageshow', apply); // back from another page where the choice was changed
})();
