'use strict';

// A frame in words: below the graph, and under the pointer.

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
