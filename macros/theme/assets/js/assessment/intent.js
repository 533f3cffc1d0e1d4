// When the reader means to use a quiz: then the runtime may load, not before.

/**
 * Call `act` once: at the first touch or focus, or when the form comes near on a page that is idle.
 * @param {HTMLElement} form
 * @param {() => void} act
 */
export function whenWanted(form, act) {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    nearing.disconnect();
    act();
  };
  for (const event of ['pointerdown', 'focusin', 'keydown']) form.addEventListener(event, once, { once: true, passive: true });
  const nearing = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) whenIdle(once);
  }, { rootMargin: '200px' });
  if (!savesData()) nearing.observe(form);
}

/** @param {() => void} act */
function whenIdle(act) {
  if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: 3000 });
  else setTimeout(act, 1000);
}

/** Whether the reader asked for few bytes: then only a touch counts. */
function savesData() {
  return Boolean(/** @type {any} */ (navigator).connection?.saveData);
}
