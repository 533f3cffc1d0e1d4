// What is kept for offline, by the names of its caches: the page of the switch and the service worker
// agree on them here. Sites below different paths of one host have caches of their own.

/** How many pages stay kept, the latest read: `scripts/publish/service_worker.py` tells readers the same number. */
export const MOST_PAGES = 200;
/** What pages ask for besides: previews, claims, checks. */
export const MOST_PARTS = 600;
/** The header under which a kept page carries the version of the frame it was made for. */
export const VERSION = 'x-mile-markers-version';

/**
 * @param {string} scope the site's root
 * @returns {{all: string, frame: (version: string) => string, pages: string, parts: string, state: string}}
 */
export function names(scope) {
  const all = `mile-markers ${scope} `;
  return { all, frame: (version) => `${all}frame ${version}`, pages: `${all}pages`, parts: `${all}parts`, state: `${all}state` };
}

/**
 * The version that a page was made for, as `macros/theme/base.html` writes it; empty where it has none.
 * @param {string} html
 */
export const versionNamed = (html) => /<meta name="version" content="([\w-]+)"/.exec(html)?.[1] ?? '';
