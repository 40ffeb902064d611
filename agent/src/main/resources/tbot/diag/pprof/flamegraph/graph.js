'use strict';

/**
 * Draws a tree on a canvas as large as the window shows, so that neither the number of frames nor
 * the depth of stacks matters much. The root is on top.
 */
class Graph {
  constructor(canvas, rows, scroller) {
    this.canvas = canvas;
    this.rows = rows;
    this.scroller = scroller;
    this.pen = canvas.getContext('2d');
    this.palette = new Palette();
    this.matched = null;
    this.hovered = -1;
    this.selected = -1;
    /** Called with the node under the pointer, or -1, and where the pointer is. */
    this.onHover = () => {};
    /** Called when another node is selected or zoomed to. */
    this.onSelect = () => {};
    scroller.addEventListener('scroll', () => this.draw());
    canvas.addEventListener('pointermove', event => this.hover(event));
    canvas.addEventListener('pointerleave', event => this.leave(event));
    canvas.addEventListener('click', event => this.click(event));
  }

  /** Shows another tree, as a whole. */
  show(tree) {
    this.tree = tree;
    this.root = 0;
    this.selected = -1;
    this.hovered = -1;
    this.matched = null;
    this.largestChange = 0;
    for (const node of tree.order) {
      this.largestChange = Math.max(this.largestChange, Math.abs(tree.change(node)));
    }
    this.resize();
  }

  /** Fits the canvas to the window, and to the resolution of the screen. */
  resize() {
    if (!this.tree) {
      return;
    }
    this.rowHeight = matchMedia('(pointer: coarse)').matches ? 24 : 18;
    const needed = this.tree.levels.length * this.rowHeight;
    const top = this.scroller.getBoundingClientRect().top + scrollY;
    const most = Math.max(320, innerHeight - Math.min(top, innerHeight * 0.6) - 56);
    this.rows.style.height = needed + 'px';
    this.scroller.style.height = Math.min(needed, most) + 'px';
    this.width = this.scroller.clientWidth;
    this.height = this.scroller.clientHeight;
    const ratio = devicePixelRatio || 1;
    this.canvas.style.width = this.width + 'px';
    this.canvas.style.height = this.height + 'px';
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.pen.font = '12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
    this.letterWidth = this.pen.measureText('abcdefghijklmnopqrstuvwxyz.').width / 27;
    this.draw();
  }

  /** Gives a node the whole width. */
  zoom(node) {
    if (!this.tree) {
      return;
    }
    this.root = node;
    this.select(node);
    this.reveal(node);
  }

  select(node) {
    this.selected = node;
    this.draw();
    this.onSelect(node);
  }

  /** Scrolls to a node. */
  reveal(node) {
    const top = this.tree.level[node] * this.rowHeight;
    if (top < this.scroller.scrollTop || top + 2 * this.rowHeight > this.scroller.scrollTop + this.height) {
      this.scroller.scrollTop = Math.max(0, top - this.height / 3);
    }
    this.draw();
  }

  /** Marks nodes: a list of 0 and 1 by node, or null. */
  mark(matched) {
    this.matched = matched;
    this.draw();
  }

  draw() {
    const {tree, pen, palette} = this;
    if (!tree) {
      return;
    }
    pen.fillStyle = palette.ground;
    pen.fillRect(0, 0, this.width, this.height);
    this.from = tree.left[this.root];
    this.scale = this.width / tree.total[this.root];
    const scrolled = this.scroller.scrollTop;
    const first = Math.floor(scrolled / this.rowHeight);
    const last = Math.min(tree.levels.length - 1, Math.floor((scrolled + this.height) / this.rowHeight));
    for (let level = first; level <= last; level++) {
      this.drawLevel(tree.levels[level], level * this.rowHeight - scrolled);
    }
  }

  drawLevel(nodes, y) {
    const {tree, scale, from, width} = this;
    let drawnTo = -1;
    for (let i = this.firstEndingAfter(nodes, from); i < nodes.length; i++) {
      const node = nodes[i];
      const left = (tree.left[node] - from) * scale;
      if (left >= width) {
        return;
      }
      const right = left + tree.total[node] * scale;
      // Of frames that share a pixel, the first is drawn; a match is drawn always.
      if (right - drawnTo >= 0.5 || this.isMatch(node)) {
        this.drawNode(node, Math.max(0, left), Math.min(width, right), y);
        drawnTo = Math.max(right, Math.floor(left) + 1);
      }
    }
  }

  /** The index of the first node of a level that ends right of an edge; found by halving. */
  firstEndingAfter(nodes, edge) {
    let low = 0;
    let high = nodes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.tree.left[nodes[middle]] + this.tree.total[nodes[middle]] > edge) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  drawNode(node, left, right, y) {
    const {pen, palette} = this;
    const width = Math.max(right - left, 0.5);
    const height = this.rowHeight - 1;
    const gap = width > 3 ? 1 : 0;
    const above = this.tree.level[node] < this.tree.level[this.root];
    pen.globalAlpha = above ? 0.45 : 1;
    pen.fillStyle = this.isMatch(node) ? palette.match : this.color(node);
    pen.fillRect(left, y, width - gap, height);
    if (width > 24) {
      pen.fillStyle = palette.text;
      pen.fillText(this.fitting(this.tree.labelAt(node), width - 8), left + 4, y + height / 2 + 4, width - 6);
    }
    pen.globalAlpha = 1;
    if (node === this.selected || node === this.hovered) {
      pen.strokeStyle = palette.outline;
      pen.lineWidth = node === this.selected ? 2 : 1;
      pen.strokeRect(left + 0.5, y + 0.5, Math.max(width - gap - 1, 1), height - 1);
    }
  }

  color(node) {
    return this.tree.base[0] > 0
        ? changeColor(this.tree.change(node), this.largestChange)
        : this.palette.of(this.tree.labelAt(node));
  }

  isMatch(node) {
    return this.matched !== null && this.matched[node] === 1;
  }

  /** As much of a title as fits: of Java, without its package or its class if that helps. */
  fitting(label, width) {
    const letters = Math.floor(width / this.letterWidth);
    const {title} = label;
    if (title.length <= letters) {
      return title;
    }
    const isJava = label.type < 2 || label.type === 5;
    const parts = isJava ? [packageLength(title), title.lastIndexOf('.') + 1] : [0];
    const short = parts.map(start => title.substring(start));
    const fits = short.find(text => text.length <= letters);
    return fits || short.pop().substring(0, Math.max(1, letters - 1)) + '\u2026';
  }

  /** The node at a place of the canvas; -1 for none. */
  nodeAt(x, y) {
    const level = Math.floor((y + this.scroller.scrollTop) / this.rowHeight);
    const nodes = this.tree.levels[level];
    if (!nodes) {
      return -1;
    }
    const at = this.from + x / this.scale;
    const node = nodes[this.firstEndingAfter(nodes, at)];
    return node !== undefined && (this.tree.left[node] - at) * this.scale < 0.5 ? node : -1;
  }

  hover(event) {
    const node = this.nodeAt(event.offsetX, event.offsetY);
    if (node !== this.hovered) {
      this.hovered = node;
      this.draw();
    }
    this.canvas.style.cursor = node >= 0 ? 'pointer' : '';
    this.onHover(node, event);
  }

  leave(event) {
    this.hovered = -1;
    this.draw();
    this.onHover(-1, event);
  }

  click(event) {
    const node = this.nodeAt(event.offsetX, event.offsetY);
    if (node >= 0) {
      this.zoom(node);
    }
  }

  /** Selects a node beside the selected one: up, down, left or right. */
  move(direction) {
    const {tree} = this;
    const at = Math.max(0, this.selected);
    const siblings = at === 0 ? [0] : tree.children[tree.parents[at]];
    const below = tree.children[at] || [];
    const next = {
      ArrowUp: at === 0 ? 0 : tree.parents[at],
      ArrowDown: below.reduce((best, node) => best === undefined || tree.total[node] > tree.total[best] ? node : best, undefined),
      ArrowLeft: siblings[siblings.indexOf(at) - 1],
      ArrowRight: siblings[siblings.indexOf(at) + 1],
    }[direction];
    if (next !== undefined) {
      if (tree.level[next] < tree.level[this.root]) {
        this.root = next;
      }
      this.select(next);
      this.reveal(next);
    }
  }
}

/** The length of the package with its dot, in the name of a Java method or class. */
function packageLength(name) {
  const match = /^(?:[\p{Ll}_][\p{L}\p{N}_$]*\.)+(?=\p{Lu})/u.exec(name.substring(0, LONGEST_NAME));
  return match ? match[0].length : 0;
}
