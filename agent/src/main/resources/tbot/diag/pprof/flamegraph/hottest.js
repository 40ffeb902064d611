'use strict';

/** How many rows are listed at first, and how many more each time. */
const LISTED = 50;

/**
 * Self and total weight by label. What a method calls by itself again counts once. What it
 * allocated or waited for is its own, too: the class below it is no call.
 */
function weighLabels(tree) {
  const count = tree.labels.length;
  const sums = {self: new Float64Array(count), total: new Float64Array(count),
    baseSelf: new Float64Array(count), baseTotal: new Float64Array(count)};
  const open = new Int32Array(count);
  const visit = (node, entering) => {
    const label = tree.labelOf[node];
    if (!entering) {
      open[label]--;
      return;
    }
    addSelf(sums, tree, node, label);
    if (tree.labels[label].type === 5) {
      addSelf(sums, tree, node, tree.labelOf[tree.parents[node]]);
    }
    if (open[label]++ === 0) {
      sums.total[label] += tree.total[node];
      sums.baseTotal[label] += tree.base[node];
    }
  };
  walk(tree, visit);
  return sums;
}

function addSelf(sums, tree, node, label) {
  sums.self[label] += tree.self[node];
  sums.baseSelf[label] += tree.baseSelf[node];
}

/** Visits all nodes, those that only the other profile has included: on the way in and out. */
function walk(tree, visit) {
  const first = new Int32Array(tree.parents.length).fill(-1);
  const next = new Int32Array(tree.parents.length).fill(-1);
  for (let node = tree.parents.length - 1; node > 0; node--) {
    next[node] = first[tree.parents[node]];
    first[tree.parents[node]] = node;
  }
  const stack = [0];
  while (stack.length > 0) {
    const node = stack.pop();
    visit(node >= 0 ? node : ~node, node >= 0);
    if (node >= 0) {
      stack.push(~node);
      for (let child = first[node]; child >= 0; child = next[child]) {
        stack.push(child);
      }
    }
  }
}

/** The table of the hottest methods. */
class HottestMethods {
  constructor(element) {
    this.element = element;
    this.column = 'self';
    this.ascending = false;
    this.listed = LISTED;
    /** Called with the label of a row that is clicked. */
    this.onClick = () => {};
  }

  show(tree, about) {
    const sums = weighLabels(tree);
    this.tree = tree;
    this.about = about;
    const whole = tree.total[0];
    const baseWhole = tree.base[0];
    this.rows = [];
    for (let label = 1; label < tree.labels.length; label++) {
      const isUsed = sums.total[label] > 0 || sums.baseTotal[label] > 0;
      if (isUsed && !tree.labels[label].isThread) {
        this.rows.push({
          label,
          name: tree.labels[label].title,
          self: sums.self[label],
          total: sums.total[label],
          share: share(sums.self[label], whole),
          change: share(sums.self[label], whole) - share(sums.baseSelf[label], baseWhole),
        });
      }
    }
    if (baseWhole > 0 && !this.compared) {
      this.column = 'change';
    } else if (!(baseWhole > 0) && this.column === 'change') {
      this.column = 'self';
    }
    this.compared = baseWhole > 0;
    this.draw();
  }

  columns() {
    const columns = [['name', 'Method'], ['self', 'Self'], ['total', 'Total'], ['share', 'Share']];
    return this.compared ? [...columns, ['change', 'Change']] : columns;
  }

  sorted() {
    const {column} = this;
    const value = row => column === 'change' ? Math.abs(row.change) : row[column];
    const order = (a, b) => a < b ? -1 : a > b ? 1 : 0;
    const sign = this.ascending ? 1 : -1;
    return this.rows.slice().sort((a, b) =>
        sign * order(value(a), value(b)) || b.total - a.total || order(a.name, b.name));
  }

  draw() {
    const table = element('table', {className: this.compared ? 'compared' : ''});
    const head = element('tr', {});
    for (const [column, title] of this.columns()) {
      head.append(this.headCell(column, title));
    }
    table.append(element('thead', {}, head));
    const body = element('tbody', {});
    for (const row of this.sorted().slice(0, this.listed)) {
      body.append(this.row(row));
    }
    table.append(body);
    this.element.replaceChildren(table);
    const rest = this.rows.length - this.listed;
    if (rest > 0) {
      const more = element('button', {type: 'button', className: 'more-rows'},
          `${Math.min(rest, LISTED)} more of ${this.rows.length.toLocaleString('en')}`);
      more.addEventListener('click', () => {
        this.listed += LISTED;
        this.draw();
      });
      this.element.append(more);
    }
  }

  headCell(column, title) {
    const sorted = column === this.column;
    const button = element('button', {type: 'button'}, title);
    button.addEventListener('click', () => this.sortBy(column));
    const cell = element('th', {className: column}, button);
    cell.setAttribute('aria-sort', !sorted ? 'none' : this.ascending ? 'ascending' : 'descending');
    return cell;
  }

  sortBy(column) {
    this.ascending = column === this.column ? !this.ascending : column === 'name';
    this.column = column;
    this.draw();
  }

  row(row) {
    const {tree, about} = this;
    const prefix = tree.labels[row.label].type < 2 || tree.labels[row.label].type === 5
        ? packageLength(row.name) : 0;
    const name = element('button', {type: 'button', title: shortened(row.name)},
        element('span', {className: 'package'}, shortened(row.name.substring(0, prefix), 60)),
        element('span', {className: 'method'}, shortened(row.name.substring(prefix), 120)));
    const bar = element('span', {className: 'bar-of-share'});
    bar.style.width = (100 * row.share).toFixed(1) + '%';
    const line = element('tr', {},
        element('td', {className: 'name'}, name),
        element('td', {className: 'self'}, formatWeight(row.self, about)),
        element('td', {className: 'total'}, formatWeight(row.total, about)),
        element('td', {className: 'share'}, bar, formatShare(row.self, tree.total[0])));
    if (this.compared) {
      const direction = row.change > 0.0005 ? 'more' : row.change < -0.0005 ? 'less' : '';
      line.append(element('td', {className: 'change ' + direction}, formatChange(row.change)));
    }
    line.addEventListener('click', () => this.onClick(tree.labels[row.label]));
    return line;
  }
}

/** An element with properties and children; text stays text. */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
