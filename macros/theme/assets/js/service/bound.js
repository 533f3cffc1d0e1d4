// A bound for a cache. Entries come in the order in which they were put there last.

/**
 * @param {string} name
 * @param {number} most entries; the oldest go
 */
export async function bound(name, most) {
  const store = await caches.open(name);
  const kept = await store.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((request) => store.delete(request)));
}
