// The page of a transcript: any second leads to its line, and the line being said stays in sight.

const SCROLLS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

let following = true; // until the reader scrolls away; again once the line is back in sight

/** Lead seconds to their lines, and notice when the reader goes elsewhere in the text. */
export function arrive() {
  const away = () => { following = false; };
  addEventListener('wheel', away, { passive: true });
  addEventListener('touchmove', away, { passive: true });
  addEventListener('keydown', ({ key }) => { if (SCROLLS.has(key)) away(); }, { passive: true });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('.mm-transcript .citation')) following = true;
  }, true);
  addEventListener('hashchange', toLine);
  toLine();
}

/** Go to the line that is said at the second of the address, where no line begins at it. */
function toLine() {
  const asked = /^#t-(\d+)$/.exec(location.hash);
  if (!asked || document.getElementById(location.hash.slice(1))) return;
  const times = [...document.querySelectorAll('.mm-transcript .citation')].map((time) => time.id);
  const id = times.findLast((time) => Number(time.slice(2)) <= Number(asked[1])) ?? times[0];
  if (id) location.replace(`#${id}`);
}

/**
 * Bring the line being said into sight, unless the reader reads elsewhere. The focus stays.
 * @param {Element} line
 */
export function keepInSight(line) {
  if (isSeen(line)) {
    following = true;
    return;
  }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (following) line.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' });
}

/** Whether all of a line is between the header and the player. @param {Element} line */
function isSeen(line) {
  const box = line.getBoundingClientRect();
  const top = document.querySelector('.mm-bar, .mm-header')?.getBoundingClientRect().bottom ?? 0;
  const dock = document.querySelector('.mm-player')?.getBoundingClientRect();
  const below = dock && dock.left < box.right ? dock.top : innerHeight;
  return box.top >= top && box.bottom <= below;
}
