'use strict';
(() => {
  const block = document.querySelector('.commands');
  const choice = block.querySelector('select');
  const sets = block.querySelectorAll('pre');
  function show() {
    for (const set of sets) {
      set.hidden = set.dataset.profile !== choice.value;
    }
  }
  block.dataset.scripted = '';
  choice.addEventListener('change', show);
  show();
})();
