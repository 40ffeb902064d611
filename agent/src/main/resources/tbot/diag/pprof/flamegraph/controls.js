'use strict';

// The search field, and the choices of what is shown.

function showSearch() {
  $('matched').textContent = $('split').hidden ? '' : search.note();
  $('matched').classList.toggle('fault', search.fault !== '');
  $('previous').disabled = $('next').disabled = search.matches.length === 0;
}

function searchFor(text) {
  $('search').value = text;
  search.setText(text);
  showSearch();
}

function step(by) {
  search.step(by);
  showSearch();
}

$('search').addEventListener('input', () => searchFor($('search').value));
$('next').addEventListener('click', () => step(1));
$('previous').addEventListener('click', () => step(-1));
hottest.onClick = label => {
  search.setLabel(label);
  $('search').value = search.text;
  showSearch();
  if (search.matches.length > 0) {
    graph.reveal(search.matches[0]);
  }
};

for (const id of ['threads', 'lines', 'idle', 'vm', 'agent']) {
  $(id).addEventListener('change', update);
}
for (const id of ['include', 'exclude']) {
  $(id).addEventListener('input', update);
}

function offerChoices() {
  const total = profile.total();
  $('threads-choice').hidden = !profile.hasThreads();
  const isOfTime = /^(wall|fgprof|goroutine|threadcreate|latency)/.test(about.name);
  for (const [id, mark] of Object.entries(HIDING)) {
    const weight = id === 'idle' && !isOfTime ? 0 : markedWeight(profile, mark);
    $(id + '-choice').hidden = weight === 0;
    $(id + '-choice').querySelector('.share').textContent = `(${formatShare(weight, total)})`;
  }
  $('choices').open = innerWidth >= 900;
}

function reset() {
  for (const id of ['lines', 'idle', 'vm', 'agent']) {
    $(id).checked = false;
  }
  $('threads').value = 'none';
  $('include').value = $('exclude').value = $('search').value = '';
  search.text = '';
  update();
}

$('reset').addEventListener('click', reset);
