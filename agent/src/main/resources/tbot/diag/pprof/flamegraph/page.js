'use strict';

// The state of the page, and what it shows.

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
  ['as-svg', 'as-collapsed', 'as-pprof'].forEach(id => $(id).disabled = isEmpty);
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
