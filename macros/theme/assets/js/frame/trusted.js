// Trusted Types: the one policy that scripts/core/csp.py names. A script's address is trusted only
// where it is of our own site; nothing of ours turns text into HTML or into code.
// https://developer.mozilla.org/docs/Web/API/Trusted_Types_API

/** @typedef {{ createScriptURL: (url: string) => any }} Policy */

/** @type {Policy | undefined} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('mile-markers', {
  createScriptURL(/** @type {string} */ url) {
    const { protocol, host } = new URL(url, location.href);
    if (protocol !== location.protocol || host !== location.host) throw new TypeError(`no script of ours: ${url}`);
    return url;
  },
});

/**
 * The address of a script of ours, as a browser with Trusted Types takes it.
 * @param {string | URL} url
 * @returns {any}
 */
export const scriptURL = (url) => policy?.createScriptURL(String(url)) ?? String(url);
