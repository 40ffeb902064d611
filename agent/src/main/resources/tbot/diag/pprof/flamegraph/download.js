'use strict';

/** Saves bytes or a text as a file. */
function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], {type}));
  const link = element('a', {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** The width of a drawing, in its units. */
const SVG_WIDTH = 1200;
const SVG_ROW = 18;

/** What the graph shows, from the root that is zoomed to downwards, with all of its levels. */
function drawSvg(graph, title) {
  const {tree, root} = graph;
  const scale = SVG_WIDTH / tree.total[root];
  const boxes = [];
  let depth = 1;
  for (const node of tree.order) {
    const left = (tree.left[node] - tree.left[root]) * scale;
    const width = tree.total[node] * scale;
    const inside = left >= -1e-6 && left + width <= SVG_WIDTH + 1e-6;
    if (inside && tree.level[node] >= tree.level[root] && width >= 0.4) {
      const level = tree.level[node] - tree.level[root];
      depth = Math.max(depth, level + 1);
      boxes.push(svgBox(graph, node, left, width, 30 + level * SVG_ROW));
    }
  }
  const height = 34 + depth * SVG_ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SVG_WIDTH} ${height}" width="${SVG_WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12">\n`
      + `<rect width="100%" height="100%" fill="${graph.palette.ground}"/>\n`
      + `<text x="4" y="19" font-size="14" fill="${graph.palette.text}">${svgText(title)}</text>\n`
      + boxes.join('') + '</svg>\n';
}

function svgBox(graph, node, left, width, y) {
  const {tree, palette} = graph;
  const label = tree.labelAt(node);
  const fill = graph.isMatch(node) ? palette.match : graph.color(node);
  const text = width > 24 ? graph.fitting(label, width - 8) : '';
  const tip = `${shortened(label.title)}, ${formatShare(tree.total[node], tree.total[0])}`;
  return `<g><title>${svgText(tip)}</title>`
      + `<rect x="${left.toFixed(2)}" y="${y}" width="${Math.max(0.3, width - 0.5).toFixed(2)}" height="${SVG_ROW - 1}" fill="${fill}"/>`
      + (text ? `<text x="${(left + 4).toFixed(2)}" y="${y + 13}" fill="${palette.text}">${svgText(text)}</text>` : '')
      + '</g>\n';
}

/** Text that XML can hold. */
function svgText(text) {
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '?')
      .replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
}
