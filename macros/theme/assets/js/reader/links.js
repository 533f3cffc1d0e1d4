// What a link of the page says of itself.

/**
 * The video that a citation is of: its own, or its article's.
 * @param {HTMLElement} link
 */
export const videoOf = (link) => link.dataset['video']
  ?? /** @type {HTMLElement | null} */ (link.closest('article[data-video]'))?.dataset['video'] ?? '';
