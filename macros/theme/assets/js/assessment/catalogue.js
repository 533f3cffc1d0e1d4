// <mile-catalogue>: the list of assessments, with what this browser keeps of each.

import { all, one } from './dom.js';
import { day } from './details.js';
import { openStore } from './store.js';
import './records.js';

class MileCatalogue extends HTMLElement {
  async connectedCallback() {
    const store = await openStore();
    const results = await store.results().catch(() => []);
    for (const item of all(this, '[data-assessment]')) {
      const latest = results.filter((result) => result.assessment === item.dataset['assessment']).at(-1);
      const started = latest ? null : await store.draft(item.dataset['assessment'] ?? '').catch(() => null);
      const last = one(item, '.quiz-last');
      if (last && latest?.taken) last.textContent = ` · taken ${day(latest.taken)}`;
      else if (last && started && Object.keys(started.items).length) last.textContent = ' · begun, your answers are kept';
    }
  }
}

customElements.define('mile-catalogue', MileCatalogue);
