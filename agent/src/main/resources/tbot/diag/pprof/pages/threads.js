'use strict';
(() => {
  const search = document.querySelector('.search');
  const field = search.querySelector('input');
  const toggle = search.querySelector('button');
  const note = search.querySelector('span');
  const groups = Array.from(document.querySelectorAll('.group'),
      element => ({element, text: element.textContent.toLowerCase()}));

  function filter() {
    const part = field.value.trim().toLowerCase();
    let shown = 0;
    for (const group of groups) {
      const match = group.text.includes(part);
      group.element.hidden = !match;
      shown += match ? 1 : 0;
    }
    note.textContent = part === '' ? '' : shown.toLocaleString('en') + ' of '
        + groups.length.toLocaleString('en') + ' stacks';
  }

  toggle.addEventListener('click', () => {
    const opens = toggle.textContent === 'Open all';
    for (const group of groups) {
      group.element.open = opens && !group.element.hidden;
    }
    toggle.textContent = opens ? 'Close all' : 'Open all';
  });
  field.addEventListener('input', filter);
  search.hidden = false;
})();
