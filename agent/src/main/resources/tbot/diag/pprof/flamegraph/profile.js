'use strict';

/**
 * A profile in the page. Its stacks are a tree: node 0 is the root, and each other node has a frame
 * and a parent of a lower number. A row is a node, a thread and a weight.
 */
class Profile {
  /** @param about what is known of it: program, name, subject, type, unit, timeMillis, durationMillis */
  constructor(about) {
    this.about = about;
    /** By number; 0 is no thread. */
    this.threads = [''];
    /** {name, type, line}; the type is an index of FRAME_TYPES, the line 0 if unknown. */
    this.frames = [];
    this.parents = [0];
    this.frameOf = [-1];
    /** Flat: node, thread, weight. */
    this.rows = [];
  }

  hasThreads() {
    return this.threads.length > 1;
  }

  eachRow(visit) {
    for (let i = 0; i < this.rows.length; i += 3) {
      visit(this.rows[i], this.rows[i + 1], this.rows[i + 2]);
    }
  }

  total() {
    let total = 0;
    this.eachRow((node, thread, weight) => total += weight);
    return total;
  }

  /** The frames of a node's stack, the outermost first. */
  stack(node) {
    const frames = [];
    for (let at = node; at > 0; at = this.parents[at]) {
      frames.push(this.frames[this.frameOf[at]]);
    }
    return frames.reverse();
  }
}

/** Reads what the agent has written into the page. */
function readProfile(data) {
  const profile = new Profile(data);
  profile.threads.push(...data.threads);
  const names = [];
  for (let i = 0, last = ''; i < data.names.length; i += 2) {
    last = last.substring(0, data.names[i]) + data.names[i + 1];
    names.push(last);
  }
  for (let i = 0; i < data.frames.length; i += 3) {
    profile.frames.push(
        {name: names[data.frames[i]], type: data.frames[i + 1], line: data.frames[i + 2]});
  }
  for (let i = 0, node = 1; i < data.nodes.length; i += 2, node++) {
    profile.parents.push(node - 1 - data.nodes[i]);
    profile.frameOf.push(data.nodes[i + 1]);
  }
  for (let i = 0, node = 0; i < data.rows.length; i += 3) {
    node += data.rows[i];
    profile.rows.push(node, data.rows[i + 1], data.rows[i + 2] * data.scale);
  }
  return profile;
}

/** Makes a profile of stacks that come one after the other, as in a file. */
class ProfileBuilder {
  constructor(about) {
    this.profile = new Profile(about);
    this.frameNumbers = new Map();
    this.children = new Map();
    this.threadNumbers = new Map([['', 0]]);
  }

  /** @param frames the outermost first */
  add(frames, thread, weight) {
    let node = 0;
    for (const frame of frames) {
      node = this.child(node, this.frame(frame));
    }
    this.profile.rows.push(node, this.thread(thread), weight);
  }

  child(parent, frame) {
    const key = parent * 2 ** 24 + frame;
    let node = this.children.get(key);
    if (node === undefined) {
      node = this.profile.parents.push(parent) - 1;
      this.profile.frameOf.push(frame);
      this.children.set(key, node);
    }
    return node;
  }

  frame(frame) {
    const key = `${frame.type} ${frame.line} ${frame.name}`;
    return numberOf(this.frameNumbers, key, () => this.profile.frames.push(frame) - 1);
  }

  thread(name) {
    return numberOf(this.threadNumbers, name, () => this.profile.threads.push(name) - 1);
  }
}

/** The number of a key, which a new one gets by `make`. */
function numberOf(numbers, key, make) {
  let number = numbers.get(key);
  if (number === undefined) {
    number = make();
    numbers.set(key, number);
  }
  return number;
}

/** The type of a frame of which only the name is known: C++, Java, or native. */
function likelyType(name) {
  if (name.includes('::')) {
    return 3;
  }
  return !name.includes('/') && /[^.]\.[^.]/.test(name) ? 0 : 2;
}
