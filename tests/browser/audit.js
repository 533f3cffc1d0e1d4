// What tests ask of a page beside axe's rules; each function answers with lines, none where all is well.

(() => {
  const HIDDEN = '.mm-hidden, .quiz-hidden, .check-hidden, .mm-skip, [aria-hidden="true"], svg, noscript, canvas';
  const name = (element) => `${element.localName}${element.id ? `#${element.id}` : ''}${[...element.classList].map((one) => `.${one}`).join('')}`;
  const told = (element) => `${name(element)} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  let selector = '';
  const about = (part) => { selector = part; };
  const part = () => (selector ? document.querySelector(selector) : null);
  const missing = () => selector !== '' && !(part() && seen(part()));
  const root = () => part() ?? document.body;
  const all = (selector) => [...root().querySelectorAll(selector)].filter(seen);
  const lines = (list) => [...new Set(list)].slice(0, 6);

  /** Text as it is drawn: each text node with its boxes. */
  function texts() {
    const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !parent || parent.closest(HIDDEN) || !seen(parent) || within(parent, unseen)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      found.push({ node, parent, boxes: [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1) });
    }
    return found;
  }

  /** Whether something between an element and the page scrolls or stands by itself. */
  function within(element, test) {
    for (let one = element; one && one !== document.documentElement; one = one.parentElement) if (test(getComputedStyle(one))) return true;
    return false;
  }
  const unseen = (style) => style.clipPath === 'inset(50%)';
  const scrolls = (style) => ['auto', 'scroll'].includes(style.overflowX);
  const floats = (style) => style.position === 'fixed' || style.position === 'sticky' || (style.position === 'absolute' && style.zIndex !== 'auto');

  /** Text beyond the window's edge, which only scrolling sideways would show. */
  function sideways() {
    const wide = document.documentElement.clientWidth;
    const page = document.documentElement.scrollWidth > wide ? [`the page is ${document.documentElement.scrollWidth} px wide in ${wide}`] : [];
    const out = texts().filter(({ parent, boxes }) => boxes.some((box) => box.right > wide + 1 || box.left < -1) && !within(parent, scrolls));
    return lines([...page, ...out.map(({ parent }) => `beyond the edge: ${told(parent)}`)]);
  }

  /** Text that its own box cuts off. A page's place in its trail is cut; its heading says the same. */
  function clipped() {
    const cut = texts().filter(({ parent, boxes }) => {
      if (parent.closest('.mm-crumbs')) return false;
      for (let one = parent; one && one !== root(); one = one.parentElement) {
        const style = getComputedStyle(one);
        if (scrolls(style) || ['auto', 'scroll'].includes(style.overflowY)) return false;
        const frame = one.getBoundingClientRect();
        const [across, down] = [style.overflowX !== 'visible', style.overflowY !== 'visible'];
        if (boxes.some((box) => (across && (box.right > frame.right + 2 || box.left < frame.left - 2)) || (down && (box.bottom > frame.bottom + box.height / 3 || box.top < frame.top - box.height / 3)))) return true;
      }
      return false;
    });
    return lines(cut.map(({ parent }) => `cut off: ${told(parent)}`));
  }

  /** Text drawn over other text. */
  function overlapping() {
    const boxes = texts().filter(({ parent }) => !within(parent, floats) && !parent.closest('[popover]'))
      .flatMap(({ node, parent, boxes }) => boxes.map((box) => ({ box, node, parent })))
      .sort((a, b) => a.box.top - b.box.top);
    const found = [];
    boxes.forEach((one, at) => {
      for (let next = at + 1; next < boxes.length; next++) {
        const two = boxes[next];
        const down = Math.min(one.box.bottom, two.box.bottom) - two.box.top;
        if (down <= 0) break;
        const across = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
        if (one.node !== two.node && across > 2 && down > 0.4 * Math.min(one.box.height, two.box.height)) found.push(`${told(one.parent)} and ${told(two.parent)} overlap`);
      }
    });
    return lines(found);
  }

  /** What moves although the reader asked for less motion. */
  function moving() {
    const real = (animation) => animation.effect?.getKeyframes().some((frame) => Object.keys(frame).some((key) => !['offset', 'computedOffset', 'easing', 'composite', 'visibility'].includes(key)));
    const running = document.getAnimations().filter(real).map((animation) => `an animation runs: ${animation.animationName ?? animation.transitionProperty ?? ''}`);
    const rules = (list, calm) => [...list].flatMap((rule) => {
      if (rule.cssRules?.length && !rule.selectorText) return rules(rule.cssRules, calm || /prefers-reduced-motion/.test(rule.conditionText ?? ''));
      const { style } = rule;
      const moves = style && ((style.transitionDuration && !/^0s/.test(style.transitionDuration)) || style.scrollBehavior === 'smooth' || (style.animationName && style.animationName !== 'none' && style.animationName !== 'quiz-late'));
      return moves && !calm ? [`moves whatever the reader asked for: ${rule.selectorText}`] : [];
    });
    const sheets = [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules, false));
    return lines([...running, ...sheets]);
  }

  /** Headings that skip a level, and a page without its one first heading. */
  function headings() {
    const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((one) => one.checkVisibility()).map((one) => ({ one, level: Number(one.localName[1]) }));
    const first = levels.filter(({ level }) => level === 1).length === 1 ? [] : ['the page has not one h1'];
    const skips = levels.filter(({ level }, at) => at > 0 && level > levels[at - 1].level + 1);
    return [...first, ...skips.map(({ one }) => `skips a level: ${told(one)}`)];
  }

  const line = (style) => style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) > 0 ? `${style.borderTopColor} ${style.borderBottomColor}` : '';
  const look = (element) => [element, element.parentElement, element.nextElementSibling, ...element.children].filter(Boolean)
    .map((one) => getComputedStyle(one)).map((style) => [line(style), style.borderBottomColor, style.outlineStyle, style.outlineColor, style.backgroundColor, style.color, style.fontWeight, style.textDecorationLine, style.boxShadow, style.fill, style.stroke].join('|')).join('/');

  /** Controls and states that forced colours leave without a mark of their own. */
  function forced() {
    const bare = all('button, input[type="text"], input[type="search"], select, textarea').filter((one) => {
      const style = getComputedStyle(one);
      return !line(style) && !/underline/.test(style.textDecorationLine) && style.opacity !== '0';
    });
    const states = all('[aria-current]:not(circle, [aria-current="false"])').filter((one) => {
      const peers = [...(one.closest('ul, ol, nav, svg') ?? root()).querySelectorAll(one.localName)].filter((peer) => peer !== one && !peer.hasAttribute('aria-current') && seen(peer));
      return peers.length && peers.some((peer) => look(peer) === look(one));
    });
    const checked = all('input:checked').filter((one) => {
      if (getComputedStyle(one).opacity !== '0') return false; // the browser draws it
      const peer = [...document.querySelectorAll(`input[name="${one.name}"]`)].find((other) => !other.checked);
      return peer && look(peer) === look(one);
    });
    return lines([...bare.map((one) => `no border: ${told(one)}`), ...states.map((one) => `looks like its neighbours: ${told(one)}`), ...checked.map((one) => `looks unchecked: ${told(one)}`)]);
  }

  const ringed = (element) => {
    const near = [element, element.closest('label'), element.nextElementSibling].filter(Boolean);
    const outlined = near.map((one) => getComputedStyle(one)).some((style) => style.outlineStyle === 'auto' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2));
    return outlined || [...element.querySelectorAll('circle')].some((one) => parseFloat(getComputedStyle(one).strokeWidth) >= 3);
  };

  /** What lies over every point of the focused element: a bar that sticks, or the window's end; none if a point is seen. */
  function covered(element) {
    const own = element.closest('label') ?? element;
    const inWindow = ({ left, right, top, bottom }) => ({ left: Math.max(0, left), right: Math.min(innerWidth, right), top: Math.max(0, top), bottom: Math.min(innerHeight, bottom) });
    const hits = [...element.getClientRects()].map(inWindow).flatMap((box) => [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8]
      .map((y) => document.elementFromPoint(box.left + (box.right - box.left) * x, box.top + (box.bottom - box.top) * y))));
    if (hits.some((hit) => hit && (own.contains(hit) || hit.contains(element) && hit.closest('a, button, label') === hit))) return [];
    const { top, bottom } = element.getBoundingClientRect();
    const over = [...new Set(hits.map((hit) => hit ? name(hit) : 'the end of the window'))];
    return [`covered by ${over.join(', ') || 'nothing: it has no box'}, at ${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight} px`];
  }

  const modal = () => document.querySelector('dialog:modal');

  /** @type {(ReturnType<typeof focus>)[]} */
  let stops = [];
  document.addEventListener('keyup', ({ key }) => { if (key === 'Tab') stops.push(focus()); });
  const stopped = () => stops.splice(0);

  /** What was scrolled on the way of the focus stands at its top again. */
  function top() {
    for (const one of document.querySelectorAll('*')) if (one.scrollTop) one.scrollTop = 0;
  }

  /** Leave the page as it was before the keys. */
  function end() {
    top();
    if (part()?.dataset.begun) part().removeAttribute('tabindex');
    if (part() || modal()) return;
    document.activeElement?.blur();
    document.querySelector('.mm-peek')?.hidePopover();
  }

  /** Put the focus before the first stop: of the page, or of its part. */
  function begin() {
    stops = [];
    top();
    if (modal()) return;
    const place = part() ?? document.body;
    if (!place.hasAttribute('tabindex')) {
      place.tabIndex = -1;
      place.dataset.begun = 'yes';
    }
    place.focus();
  }

  /** Whether a key should reach anything: in a part with a control, and on every whole page. */
  const operated = () => !part() || all('a[href], button, input, select, textarea, summary').length > 0;

  let count = 0;
  /** Where the focus is, and what is wrong with how it shows. */
  function focus() {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    if (modal() && !modal().contains(element)) return { stop: 'outside', told: told(element), wrong: ['outside the dialog'], apart: true };
    if (!root().contains(element)) return null;
    element.dataset.stop ??= String(++count);
    const box = element.getBoundingClientRect();
    const first = [...element.getClientRects()][0] ?? box;
    const wrong = [
      ...(ringed(element) ? [] : ['no ring']),
      ...covered(element),
    ];
    const apart = within(element, floats) || Boolean(element.closest('svg'));
    return { stop: element.dataset.stop, told: told(element), wrong, apart, area: element.closest('header, nav, main, aside, footer, dialog')?.localName ?? '', left: first.left, right: first.right, top: first.top + scrollY, bottom: first.bottom + scrollY };
  }

  /** Text spaced as 1.4.12 allows readers to. */
  function space() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
    document.adoptedStyleSheets = [sheet];
  }

  const plain = () => { document.adoptedStyleSheets = []; document.documentElement.style.fontSize = ''; };
  const double = () => { document.documentElement.style.fontSize = '250%'; };
  window.audit = { about, part, missing, begin, end, operated, stopped, sideways, clipped, overlapping, moving, headings, forced, focus, space, double, plain };
})();
