'use strict';

/**
 * What is drawn: rows of one profile, or of two that are compared, with equal stacks merged. Node 0
 * is the root; a child has a higher number than its parent.
 */
class Tree {
  /** @param options threads: none, thread or pool; lines: whether frames differ by their line */
  constructor(options) {
    this.options = options;
    this.labels = [{title: 'all', name: 'all', type: 6}];
    this.labelNumbers = new Map();
    this.labelOf = [0];
    this.parents = [0];
    this.self = [0];
    this.baseSelf = [0];
    this.childNumbers = new Map();
  }

  /** Adds the rows that `isShown(node, thread)` accepts, as they are or as what is compared with. */
  add(profile, isShown, isBase) {
    const labels = profile.frames.map(frame => this.frameLabel(frame));
    const known = new Map();
    profile.eachRow((node, thread, weight) => {
      if (isShown(node, thread)) {
        const at = this.place(profile, node, this.threadLabel(profile.threads[thread]), labels, known);
        (isBase ? this.baseSelf : this.self)[at] += weight;
      }
    });
  }

  frameLabel(frame) {
    const line = this.options.lines && frame.line > 0 ? ':' + frame.line : '';
    return this.label(plainName(frame.name), line, frame.type);
  }

  /** The label above all frames of a thread; 0 for none. */
  threadLabel(thread) {
    const grouping = this.options.threads;
    if (grouping === 'none') {
      return 0;
    }
    const name = thread === '' ? '(no thread)' : thread;
    const label = this.label('[' + (grouping === 'pool' ? poolName(name) : name) + ']', '', 6);
    this.labels[label].isThread = true;
    return label;
  }

  label(name, line, type) {
    const title = name + line;
    return numberOf(this.labelNumbers, title, () => this.labels.push({title, name, type}) - 1);
  }

  /** The node of a profile's node, below a label of a thread. */
  place(profile, node, thread, labels, known) {
    const path = [];
    let at;
    let above = node;
    for (; above > 0; above = profile.parents[above]) {
      at = known.get(above * 2 ** 24 + thread);
      if (at !== undefined) {
        break;
      }
      path.push(above);
    }
    if (at === undefined) {
      at = thread === 0 ? 0 : this.child(0, thread);
    }
    while (path.length > 0) {
      const next = path.pop();
      at = this.child(at, labels[profile.frameOf[next]]);
      known.set(next * 2 ** 24 + thread, at);
    }
    return at;
  }

  child(parent, label) {
    return numberOf(this.childNumbers, parent * 2 ** 24 + label, () => {
      this.parents.push(parent);
      this.self.push(0);
      this.baseSelf.push(0);
      return this.labelOf.push(label) - 1;
    });
  }

  /** Adds up and lays out, after the last row. */
  finish() {
    this.total = this.self.slice();
    this.base = this.baseSelf.slice();
    for (let node = this.total.length - 1; node > 0; node--) {
      this.total[this.parents[node]] += this.total[node];
      this.base[this.parents[node]] += this.base[node];
    }
    this.childNumbers.clear();
    this.layOut();
    return this;
  }

  /** Gives each node a level and a left edge, in order of titles, and each level its nodes. */
  layOut() {
    const children = this.sortedChildren();
    this.left = new Float64Array(this.total.length);
    this.level = new Int32Array(this.total.length);
    this.levels = [];
    /** All nodes that are drawn, callers before callees, from the left. */
    this.order = [];
    const open = [0];
    while (open.length > 0) {
      const node = open.pop();
      const level = this.level[node];
      (this.levels[level] = this.levels[level] || []).push(node);
      this.order.push(node);
      let left = this.left[node];
      const below = children[node] || [];
      for (const child of below) {
        this.left[child] = left;
        this.level[child] = level + 1;
        left += this.total[child];
      }
      for (let i = below.length - 1; i >= 0; i--) {
        open.push(below[i]);
      }
    }
    this.children = children;
  }

  sortedChildren() {
    const byTitle = this.labels.map((label, i) => i)
        .sort((a, b) => this.labels[a].title < this.labels[b].title ? -1 : 1);
    const rank = new Int32Array(byTitle.length);
    byTitle.forEach((label, i) => rank[label] = i);
    // Numbers are sorted without calls of a function, which matters for 100,000.
    const keys = new Float64Array(this.total.length);
    for (let node = 1; node < keys.length; node++) {
      keys[node] = this.total[node] > 0 ? rank[this.labelOf[node]] * 2 ** 24 + node : 0;
    }
    keys.sort();
    const children = [];
    for (const key of keys) {
      const node = key % 2 ** 24;
      if (node === 0) {
        continue;
      }
      const parent = this.parents[node];
      (children[parent] = children[parent] || []).push(node);
    }
    return children;
  }

  labelAt(node) {
    return this.labels[this.labelOf[node]];
  }

  /** By how much a node's share has changed; 0 if nothing is compared. */
  change(node) {
    return this.base[0] > 0 ? share(this.total[node], this.total[0]) - share(this.base[node], this.base[0]) : 0;
  }
}

/** A thread's name without the numbers that tell threads of a pool apart: not that of C2. */
function poolName(name) {
  return name.replace(/#?\d+$|#?(?<![A-Za-z\d])\d+/g, '#');
}

function share(part, whole) {
  return whole > 0 ? part / whole : 0;
}
