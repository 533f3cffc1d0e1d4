// Light or dark before the first paint: a classic script, first in the body, so that nothing flashes.
// The reader's choice, if any, else the system's. Told by Material's attribute on the body.
(() => {
  const key = 'mm-scheme';
  const system = matchMedia('(prefers-color-scheme: dark)');

  const chosen = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is denied: the system decides
    }
  };

  const apply = () => {
    const scheme = chosen() ?? (system.matches ? 'slate' : 'default');
    document.body.dataset['mdColorScheme'] = scheme;
    document.documentElement.classList.add('js');
  };

  apply();
  system.addEventListener('change', apply);
  addEventListener('storage', (event) => {
    if (event.key === key) apply();
  });
  addEventListener('pageshow', apply); // back from another page where the choice was changed
})();
