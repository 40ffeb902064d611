'use strict';

function inField(target) {
  return /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) && target.type !== 'checkbox';
}

function endSearchOrZoom() {
  if (search.text !== '') {
    searchFor('');
  } else {
    graph.zoom(0);
  }
}

function toggleTable() {
  const open = $('table-toggle').getAttribute('aria-expanded') !== 'true';
  $('table-toggle').setAttribute('aria-expanded', open);
  $('table').hidden = !open;
  $('split').classList.toggle('folded', !open);
  graph.resize();
}

$('table-toggle').addEventListener('click', toggleTable);
$('show-keys').addEventListener('click', () => $('keys').showModal());

function focusSearch() {
  $('search').focus();
  $('search').select();
}

/** What a key does outside of fields; undefined for nothing. */
function actionOf(event) {
  const onGraph = document.activeElement === $('canvas');
  const actions = {
    '/': focusSearch,
    '?': () => $('keys').showModal(),
    'n': () => step(1),
    'N': () => step(-1),
    't': toggleTable,
    'Escape': endSearchOrZoom,
  };
  if (search.matches.length > 0) {
    Object.assign(actions, {ArrowLeft: () => step(-1), ArrowRight: () => step(1)});
  }
  if (onGraph) {
    const move = key => () => graph.move(key);
    Object.assign(actions, {ArrowUp: move('ArrowUp'), ArrowDown: move('ArrowDown'),
      Enter: () => graph.zoom(Math.max(0, graph.selected))});
    actions.ArrowLeft ??= move('ArrowLeft');
    actions.ArrowRight ??= move('ArrowRight');
  }
  return actions[event.key];
}

document.addEventListener('keydown', event => {
  if ($('keys').open || event.altKey) {
    return;
  }
  if (event.ctrlKey || event.metaKey) {
    // The second time, the browser's own search opens.
    if (event.key === 'f' && document.activeElement !== $('search')) {
      event.preventDefault();
      focusSearch();
    }
    return;
  }
  if (event.target === $('search') && event.key === 'Enter') {
    step(event.shiftKey ? -1 : 1);
    return;
  }
  if (inField(event.target) && event.key !== 'Escape') {
    return;
  }
  const action = actionOf(event);
  if (action) {
    event.preventDefault();
    action();
  }
});
