'use strict';

/** Reads one line for each stack: outermost;...;innermost weight. */
function readCollapsed(text) {
  const builder = new ProfileBuilder({type: '', unit: ''});
  text.split('\n').forEach((line, i) => {
    const end = line.trimEnd().lastIndexOf(' ');
    const weight = Number(line.substring(end + 1));
    if (line.trim() === '') {
      return;
    }
    if (end <= 0 || !Number.isFinite(weight)) {
      throw new Error(`line ${i + 1} is no stack with a number at its end`);
    }
    const frames = line.substring(0, end).split(';');
    if (weight > 0) {
      builder.add(frames.map(name => ({name, type: likelyType(name), line: 0})), '', weight);
    }
  });
  return builder.profile;
}

/** A name as files of this form can hold it; other profiles are compared by these, too. */
function plainName(name) {
  return name.replace(/[\n\r]/g, ' ').replaceAll(';', ':');
}

/** Writes the rows that `isShown(node, thread)` accepts. */
function writeCollapsed(profile, isShown) {
  const lines = new Map();
  profile.eachRow((node, thread, weight) => {
    if (isShown(node, thread)) {
      const stack = profile.stack(node).map(frame => plainName(frame.name)).join(';');
      lines.set(stack, (lines.get(stack) || 0) + weight);
    }
  });
  let text = '';
  lines.forEach((weight, stack) => text += `${stack} ${weight}\n`);
  return text;
}
