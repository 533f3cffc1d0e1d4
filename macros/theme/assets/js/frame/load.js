// Modules whose address is made here. A browser keeps the failure of a module that did not arrive and
// never asks for it again, so that the next try goes under another address.

let tries = 0;

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
export const load = (address) => import(address).catch(() => import(`${address}?again=${++tries}`));
