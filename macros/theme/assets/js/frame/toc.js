// The table of contents follows the reader: the entry of the section on screen is the current one.

const LINE = 0.25; // share of the window's height at which a heading counts as reached

/**
 * The last heading that has passed the line, or the first one.
 * @param {HTMLElement[]} headings
 */
function reached(headings) {
  const line = innerHeight * LINE;
  return headings.findLast((heading) => heading.getBoundingClientRect().top <= line) ?? headings[0];
}

/** Mark the table's entry of the current section with `aria-current`, as the page scrolls. */
export function follow() {
  const links = [...document.querySelectorAll('.mm-aside .mm-toc a[href^="#"]')];
  /** @type {Map<HTMLElement, Element>} */
  const entries = new Map();
  for (const link of links) {
    const heading = document.getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''));
    if (heading) entries.set(heading, link);
  }
  const headings = [...entries.keys()];
  if (headings.length === 0) return;

  /** @type {Element | undefined} */
  let current;
  let asked = false;
  const mark = () => {
    asked = false;
    const heading = reached(headings);
    const link = heading && entries.get(heading);
    if (link === current) return;
    current?.removeAttribute('aria-current');
    link?.setAttribute('aria-current', 'location');
    current = link;
    keepInView(link);
  };
  const ask = () => {
    if (!asked) requestAnimationFrame(mark);
    asked = true;
  };
  addEventListener('scroll', ask, { passive: true });
  addEventListener('resize', ask, { passive: true });
  mark();
}

/**
 * Scroll a long table so that the entry is seen; never the page.
 * @param {Element | undefined} link
 */
function keepInView(link) {
  const box = link?.closest('.mm-aside');
  if (!link || !box || box.scrollHeight <= box.clientHeight) return;
  const place = link.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom) {
    box.scrollTop += place.top - frame.top - frame.height / 3;
  }
}
