'use strict';

// Runs last, when all functions are there.

function start() {
  offerLinks();
  offerEarlier();
  $('comments').append(...about.comments.map(comment => element('li', {}, comment)));
  if (profile.rows.length === 0) {
    document.querySelectorAll('.tools, .downloads').forEach(tools => tools.hidden = true);
  } else {
    offerChoices();
    const kept = keepProfile(`${about.subject}, ${formatTime(about.timeMillis)}`, dataText, earlier);
    if (!kept && location.protocol !== 'file:') {
      $('again').hidden = true;
      $('compare-note').textContent = 'The browser has no room to keep this profile for a comparison.';
    }
  }
  const previous = earlier.findIndex(other => other.title.startsWith(about.subject + ','));
  if (new URLSearchParams(location.search).get('diff') === 'previous' && previous >= 0) {
    compareWithEarlier(previous);
  } else if ($('before') !== null) {
    const before = readProfile(JSON.parse($('before').textContent));
    compareWith(before, before.about.name);
  } else {
    update();
  }
  addEventListener('resize', () => graph.tree && graph.resize());
  DARK.addEventListener('change', () => {
    graph.palette = new Palette();
    update();
  });
}

start();
