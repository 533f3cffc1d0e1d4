// Sends a permanent address on to the page's place of today, query and fragment along.
// Without JavaScript the page's meta refresh does it, and its link stands in the body.

(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const target = new URL(script.dataset['target'] ?? '', document.baseURI);
  const query = [target.search, location.search].map((part) => part.slice(1)).filter(Boolean).join('&');
  const fragment = [target.hash, location.hash].map((part) => part.slice(1)).filter(Boolean).join('&');
  target.search = query;
  target.hash = fragment;
  location.replace(target.href);
})();
