'use strict';

const $ = id => document.getElementById(id);

const dataText = $('data').textContent;
const profile = readProfile(JSON.parse(dataText));
const about = profile.about;
const title = document.querySelector('h1').textContent;
const graph = new Graph($('canvas'), $('rows'), $('graph'));
const hottest = new HottestMethods($('table'));
const search = new Search(graph);
const earlier = earlierProfiles();

/** What is compared with: a profile and its title; null for nothing. */
let base = null;

/** The boxes that hide rows, and the marks of what they hide. */
const HIDING = {idle: WAITS, vm: VM, agent: AGENT};

// What is shown

/** Reads the expression of a field; what is wrong with it is said beside the field. */
function expression(id) {
  const text = $(id).value;
  try {
    $(id + '-fault').textContent = '';
    return text === '' ? null : new RegExp(text, 'u');
  } catch (e) {
    $(id + '-fault').textContent = e.message.replace(/^Invalid regular expression: /, 'not valid: ');
    return null;
  }
}

function choices() {
  const hidden = Object.keys(HIDING).filter(id => $(id).checked).reduce((marks, id) => marks | HIDING[id], 0);
  return {include: expression('include'), exclude: expression('exclude'), hidden};
}

let isShown = () => true;

/** Makes the tree anew, after a choice. */
function update() {
  const chosen = choices();
  const grouping = base !== null && !base.profile.hasThreads() ? 'none' : $('threads').value;
  const tree = new Tree({threads: grouping, lines: $('lines').checked});
  isShown = rowFilter(profile, chosen);
  tree.add(profile, isShown, false);
  if (base !== null) {
    tree.add(base.profile, rowFilter(base.profile, chosen), true);
  }
  tree.finish();
  const isEmpty = tree.total[0] === 0;
  $('empty').hidden = !isEmpty;
  $('split').hidden = isEmpty;
  $('legend').hidden = isEmpty;
  if (isEmpty) {
    $('empty').textContent = profile.rows.length === 0
        ? emptyNote(about) : 'Nothing is left by what is chosen above. Reset shows all again.';
  } else {
    graph.show(tree);
    hottest.show(tree, about);
    showLegend(tree);
    search.repeat();
  }
  showSearch();
  showChosen(chosen);
  describe(0);
}

function showChosen(chosen) {
  const count = ['threads', 'lines', 'idle', 'vm', 'agent']
      .filter(id => $(id).type === 'checkbox' ? $(id).checked : $(id).value !== 'none').length
      + (chosen.include ? 1 : 0) + (chosen.exclude ? 1 : 0);
  $('chosen').textContent = count > 0 ? ` (${count} chosen)` : '';
}

function showLegend(tree) {
  const swatch = (color, text, note) => {
    const box = element('span', {className: 'swatch'});
    box.style.background = color;
    return element('span', {className: 'key', title: note || ''}, box, text);
  };
  const keys = [];
  if (base !== null) {
    const {largestChange} = graph;
    keys.push(swatch(changeColor(-largestChange, largestChange), 'less of the whole'),
        swatch(changeColor(0, largestChange), 'the same'),
        swatch(changeColor(largestChange, largestChange), `more, by up to ${formatChange(largestChange)} points`),
        element('span', {className: 'key'}, `than in ${shortened(base.title, 80)}; what is gone is in the table only`));
  } else {
    const present = new Set(tree.order.map(node => node > 0 ? tree.labelAt(node).type : 6));
    FRAME_TYPES.forEach((type, i) => {
      if (present.has(i)) {
        keys.push(swatch(typeColor(i), type.title, type.note));
      }
    });
  }
  $('legend').replaceChildren(...keys);
}

// A frame in words

function linesAbout(node) {
  const {tree} = graph;
  const label = tree.labelAt(node);
  const lines = [`${formatWeight(tree.total[node], about)}, ${formatShare(tree.total[node], tree.total[0])} of all`];
  if (graph.root > 0 && node !== graph.root) {
    lines[0] += `, ${formatShare(tree.total[node], tree.total[graph.root])} of the zoomed`;
  }
  lines.push(`itself ${formatWeight(tree.self[node], about)}, ${formatShare(tree.self[node], tree.total[0])}`);
  if (base !== null) {
    lines.push(`${formatChange(tree.change(node))} points: ${formatShare(tree.base[node], tree.base[0])} before`);
  } else if (node > 0 && label.type < 6) {
    lines.push(FRAME_TYPES[label.type].title);
  }
  return lines;
}

/** Writes the selected frame, or the one under the pointer, below the graph. */
function describe(node) {
  if (!graph.tree || node < 0) {
    $('status').textContent = '';
    return;
  }
  const label = graph.tree.labelAt(node);
  const note = markerNote(label.name);
  $('status').replaceChildren(element('b', {}, shortened(label.title)),
      ' \u2013 ' + linesAbout(node).join('; ') + (note ? '. ' + note : ''));
}

graph.onHover = (node, event) => {
  const tip = $('tip');
  describe(node >= 0 ? node : Math.max(0, graph.selected));
  // A finger would cover it; the line below the graph says the same.
  tip.hidden = node < 0 || event.pointerType !== 'mouse';
  if (tip.hidden) {
    return;
  }
  const label = graph.tree.labelAt(node);
  const note = markerNote(label.name);
  tip.replaceChildren(element('b', {}, shortened(label.title)),
      ...linesAbout(node).map(line => element('div', {}, line)),
      ...(note ? [element('div', {className: 'note'}, note)] : []));
  const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
  const below = event.clientY + 18;
  const fits = below + tip.offsetHeight < innerHeight;
  tip.style.left = Math.max(8, left) + 'px';
  tip.style.top = (fits ? below : Math.max(8, event.clientY - tip.offsetHeight - 12)) + 'px';
};
graph.onSelect = describe;

// Search

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

// Choices

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

// Comparison

function compareWith(other, otherTitle) {
  base = {profile: other, title: otherTitle};
  const differs = other.about.unit !== '' && other.about.unit !== about.unit;
  $('compare-note').textContent = other.total() === 0 ? 'That profile is empty.'
      : differs ? `It counts ${other.about.unit}, this one ${about.unit}: only shares can be compared.` : '';
  $('compare-note').classList.remove('fault');
  $('compare-end').hidden = false;
  $('compare').open = true;
  update();
}

$('compare-end').addEventListener('click', () => {
  base = null;
  $('compare-end').hidden = true;
  $('compare-note').textContent = '';
  $('file').value = $('earlier').value = '';
  update();
});

async function compareWithFile(file) {
  try {
    compareWith(await readProfileFile(file, about), file.name);
  } catch (e) {
    $('compare').open = true;
    $('compare-note').classList.add('fault');
    $('compare-note').textContent =
        `${file.name} is neither a profile of pprof nor collapsed stacks: ${e.message}`;
  }
}

$('file').addEventListener('change', () => {
  if ($('file').files.length > 0) {
    compareWithFile($('file').files[0]);
  }
});
addEventListener('dragover', event => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
addEventListener('dragleave', event => {
  if (event.relatedTarget === null) {
    document.body.classList.remove('dropping');
  }
});
addEventListener('drop', event => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  if (event.dataTransfer.files.length > 0) {
    compareWithFile(event.dataTransfer.files[0]);
  }
});

function compareWithEarlier(index) {
  compareWith(readProfile(JSON.parse(earlier[index].data)), earlier[index].title);
}

$('earlier').addEventListener('change', () => {
  if ($('earlier').value !== '') {
    compareWithEarlier(Number($('earlier').value));
  }
});

function offerEarlier() {
  $('earlier-choice').hidden = earlier.length === 0;
  $('earlier').append(element('option', {value: ''}, 'none'),
      ...earlier.map((other, i) => element('option', {value: i}, shortened(other.title, 80))));
}

// Downloads

const fileName = ending => `${about.name}-${new Date(about.timeMillis).toISOString().replace(/[-:]|\..*/g, '')}.${ending}`;

$('as-svg').addEventListener('click', () =>
  save(fileName('svg'), 'image/svg+xml', drawSvg(graph, `${about.program} \u2013 ${title}`)));
$('as-collapsed').addEventListener('click', () =>
  save(fileName('collapsed'), 'text/plain', writeCollapsed(profile, isShown)));
$('as-pprof').addEventListener('click', async () =>
  save(fileName('pb.gz'), 'application/octet-stream', await gzipped(writePprof(profile, isShown))));

/** The address of this page with other parameters. */
function here(parameters) {
  const url = new URL(location.href);
  url.hash = '';
  url.searchParams.delete('diff');
  Object.entries(parameters).forEach(([key, value]) => url.searchParams.set(key, value));
  return url.href;
}

/** A page that was saved has no server behind it. */
function offerLinks() {
  if (location.protocol === 'file:') {
    document.querySelectorAll('.bar nav, .online').forEach(link => link.remove());
    const program = document.querySelector('.bar .program');
    program.replaceWith(element('span', {className: 'program'}, program.textContent));
    return;
  }
  $('again').href = here({diff: 'previous'});
  $('new-pprof').href = here({format: 'pprof'});
  $('new-jfr').href = here({format: 'jfr'});
  $('new-jfr').hidden = /^(delta_|goroutine|threadcreate|latency)/.test(about.name);
}

// Keys

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

// Start

function start() {
  offerLinks();
  offerEarlier();
  $('comments').append(...about.comments.map(comment => element('li', {}, comment)));
  if (profile.rows.length === 0) {
    document.querySelectorAll('.tools, .downloads').forEach(tools => tools.hidden = true);
  } else {
    offerChoices();
    const kept = keepProfile(`${about.name}, ${formatTime(about.timeMillis)}`, dataText, earlier);
    if (!kept && location.protocol !== 'file:') {
      $('again').hidden = true;
      $('compare-note').textContent = 'The browser has no room to keep this profile for a comparison.';
    }
  }
  const previous = earlier.findIndex(other => other.title.startsWith(about.name + ','));
  if (new URLSearchParams(location.search).get('diff') === 'previous' && previous >= 0) {
    compareWithEarlier(previous);
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
