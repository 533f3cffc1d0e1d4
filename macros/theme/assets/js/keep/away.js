// <mile-away>: without a network and for a page that is not kept. It says so, and lists what is.

import { h } from '../assessment/dom.js';
import { ROOT } from '../reader/site.js';
import { listOfPages } from './list.js';

class MileAway extends HTMLElement {
  async connectedCallback() {
    if (this.childElementCount) return;
    this.append(...this.#wanted(), ...await listOfPages('Pages that you read and that are kept'));
  }

  /** The page that was wanted, which the address names: only one of this site. */
  #wanted() {
    const path = decoded(location.hash.slice(1));
    const wanted = new URL(path, ROOT);
    if (!path || !wanted.href.startsWith(ROOT.href)) return [];
    return [h('p', {}, 'You wanted ', h('a', { href: wanted.href }, `/${path}`), '. With a network, that link opens it.')];
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

customElements.define('mile-away', MileAway);
