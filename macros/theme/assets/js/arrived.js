// A classic script of its own beside the modules: where the program of an assessment, a check or the
// review did not arrive, whole or in part, it says so. A browser does not ask again for a module that failed.

addEventListener('load', () => {
  if (!document.querySelector('script[type=module]')) return; // a folder on a stick: its one script comes late
  const dead = [...document.querySelectorAll(':not(:defined)')].filter(({ localName }) => localName.startsWith('mile-'));
  const [first] = dead;
  if (!first) return;
  const note = document.createElement('div');
  note.className = 'quiz-notice';
  note.setAttribute('role', 'alert');
  const words = document.createElement('p');
  words.textContent = 'A part of this page did not arrive, and what is answered here now is not kept. '
    + 'Reload it before you go on: what you answered before is kept.';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiz-button check-button';
  button.textContent = 'Reload the page';
  button.addEventListener('click', () => location.reload());
  note.append(words, button);
  first.before(note);
  for (const element of dead) element.classList.add('check-failed'); // a check stands there on paper
});
