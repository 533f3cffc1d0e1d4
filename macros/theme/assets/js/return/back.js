// The first page for a reader who comes back: where to go on, what is due, the next step of a path,
// and what is new. A classic script that stands in the page: what it adds is there before the first
// paint, and nothing moves. All of it is kept in this browser (frame/place.js, home/steps.js, assessment/store.js).
(() => {
  const PER_QUESTION = 0.5; // minutes
  const DONE = 0.95; // share of an article from which there is nothing to go on with

  /** @param {string} key @param {any} without */
  const kept = (key, without) => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? 'null') ?? without;
    } catch {
      return without; // storage is denied, or holds something else
    }
  };

  /** @param {string} href @param {string} name @param {string} words */
  const card = (href, name, words) => {
    const [item, link, strong, span] = ['li', 'a', 'strong', 'span'].map((tag) => document.createElement(tag));
    if (!item || !(link instanceof HTMLAnchorElement) || !strong || !span) return document.createElement('li');
    link.className = 'mm-card';
    link.href = href;
    strong.textContent = name;
    span.textContent = words;
    link.append(strong, span);
    item.append(link);
    return item;
  };

  const goOn = () => {
    const places = Object.entries(kept('mm-places', {})).filter(([, place]) => place?.title && place.id && place.share < DONE);
    const [key, place] = places.sort(([, a], [, b]) => b.at - a.at)[0] ?? [];
    return key ? [card(`wiki/${encodeURI(key)}/#${encodeURIComponent(place.id)}`, `Go on at \u201c${place.words}\u201d`, place.title)] : [];
  };

  const due = () => {
    const count = kept('mm-due', []).filter((/** @type {any} */ time) => Date.parse(time) <= Date.now()).length;
    const minutes = Math.max(1, Math.round(count * PER_QUESTION));
    return count ? [card('review/', `${count === 1 ? 'One question is' : `${count} questions are`} due`, `Your review, about ${minutes} minute${minutes === 1 ? '' : 's'}`)] : [];
  };

  const nextStep = () => {
    const path = kept('mm-path', null);
    if (!path || !Array.isArray(path.steps)) return [];
    const read = kept('mm-read', {});
    const at = path.steps.findIndex((/** @type {any} */ step) => !(step.key in read));
    const step = path.steps[at];
    return step ? [card(`wiki/${encodeURI(step.key)}/`, `Step ${at + 1} of ${path.steps.length}: ${step.title}`, `On your path \u201c${path.title}\u201d`)] : [];
  };

  const fresh = () => {
    const today = new Date().toISOString().slice(0, 10);
    const visit = kept('mm-visit', { day: today, before: today });
    const before = visit.day === today ? visit.before : visit.day;
    try { localStorage.setItem('mm-visit', JSON.stringify({ day: today, before })); } catch { /* not kept: nothing is new next time */ }
    const list = /** @type {HTMLTemplateElement | null} */ (document.querySelector('.mm-new'));
    const links = [...(list?.content.querySelectorAll('a') ?? [])].filter(({ dataset }) => (dataset['date'] ?? '') > before);
    return links.slice(0, 2).map((link) => card(link.getAttribute('href') ?? '', link.textContent ?? '', 'New since you were here'));
  };

  const place = document.getElementById('mm-back');
  const cards = [...goOn(), ...due(), ...nextStep(), ...fresh()];
  if (!place || !cards.length) return;
  const [heading, list] = [document.createElement('h2'), document.createElement('ul')];
  heading.textContent = 'Welcome back';
  heading.id = 'welcome-back';
  list.className = 'mm-cards';
  list.append(...cards);
  place.setAttribute('aria-labelledby', heading.id);
  place.append(heading, list);
  place.hidden = false;
})();
