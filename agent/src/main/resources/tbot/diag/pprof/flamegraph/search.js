'use strict';

/** What is searched for, and where it is found. */
class Search {
  constructor(graph) {
    this.graph = graph;
    this.text = '';
    this.matches = [];
    this.at = -1;
    this.matchedShare = 0;
    /** Why the text is no regular expression; it is searched for as it is, then. */
    this.fault = '';
  }

  /** @param text a regular expression; without capitals, it matches them, too */
  setText(text) {
    this.text = text;
    this.fault = '';
    if (text === '') {
      this.find(null);
      return;
    }
    const flags = text === text.toLowerCase() ? 'iu' : 'u';
    let expression;
    try {
      expression = new RegExp(text, flags);
    } catch (e) {
      this.fault = 'no regular expression: searched as text';
      expression = new RegExp(escaped(text), flags);
    }
    this.find(label => expression.test(label.title));
  }

  /** Marks all frames of one label. */
  setLabel(label) {
    this.fault = '';
    this.text = `^${escaped(label.title)}$`;
    this.find(other => other.title === label.title);
  }

  /** Again, in another tree. */
  repeat() {
    this.setText(this.text);
  }

  find(accepts) {
    const {tree} = this.graph;
    this.matches = [];
    this.at = -1;
    if (accepts === null) {
      this.graph.mark(null);
      return;
    }
    const labels = tree.labels.map((label, i) => i > 0 && accepts(label) ? 1 : 0);
    const matched = new Uint8Array(tree.parents.length);
    let weight = 0;
    let end = -1;
    for (const node of tree.order) {
      if (labels[tree.labelOf[node]]) {
        matched[node] = 1;
        // Below another match, its weight is counted already.
        if (tree.left[node] >= end) {
          end = tree.left[node] + tree.total[node];
          weight += tree.total[node];
          this.matches.push(node);
        }
      }
    }
    this.matchedShare = share(weight, tree.total[0]);
    this.graph.mark(matched);
  }

  /** Zooms to the next match or the one before. */
  step(by) {
    const count = this.matches.length;
    if (count > 0) {
      this.at = this.at < 0 && by < 0 ? count - 1 : (this.at + by + count) % count;
      this.graph.zoom(this.matches[this.at]);
    }
  }

  /** What is said beside the field. */
  note() {
    if (this.text === '') {
      return '';
    }
    const place = this.at >= 0 ? `${this.at + 1} of ` : '';
    const count = this.matches.length;
    const found = count === 0 ? 'no match'
        : `${formatShare(this.matchedShare, 1)} in ${place}${count.toLocaleString('en')} place${count === 1 ? '' : 's'}`;
    return this.fault ? `${found} (${this.fault})` : found;
  }
}

/** A text as a regular expression that matches it alone. */
function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
