'use strict';

/** The types of frames, in the order of the agent's FrameType: what they are, hue and saturation. */
const FRAME_TYPES = [
  {title: 'Java', note: 'compiled or interpreted', hue: 128, saturation: 45},
  {title: 'Java, inlined', note: 'by the JIT compiler into its caller', hue: 183, saturation: 48},
  {title: 'Native', note: 'C libraries, and stubs of the JVM', hue: 2, saturation: 62},
  {title: 'C++', note: 'mostly the JVM', hue: 50, saturation: 66},
  {title: 'Kernel', note: 'the operating system', hue: 28, saturation: 78},
  {title: 'Class', note: 'that was allocated or waited for', hue: 262, saturation: 50},
  {title: 'No code', note: 'a thread, or what the page explains', hue: 215, saturation: 10},
];

/** Neighbours differ a little, by their package: so a group of one package is seen as one. */
const SHADES = 6;

const DARK = matchMedia('(prefers-color-scheme: dark)');

function typeColor(type, shade = 2) {
  const {hue, saturation} = FRAME_TYPES[type];
  const lightness = DARK.matches ? 27 + 2 * shade : 68 + 2.4 * shade;
  return `hsl(${hue + 3 * shade - 6}, ${saturation}%, ${lightness}%)`;
}

/** More of the whole than before is red, less is blue. */
function changeColor(change, largest) {
  const strength = largest > 0 ? Math.min(1, Math.abs(change) / largest) : 0;
  const hue = change > 0 ? 5 : 212;
  const saturation = Math.abs(change) < 0.0005 ? 0 : 25 + 60 * strength;
  const lightness = DARK.matches ? 26 + 16 * strength : 90 - 32 * strength;
  return `hsl(${hue}, ${saturation.toFixed(0)}%, ${lightness.toFixed(0)}%)`;
}

/** The colours of a theme, each made once. */
class Palette {
  constructor() {
    const dark = DARK.matches;
    this.text = dark ? '#f1f4f8' : '#14181d';
    this.ground = dark ? '#14181d' : '#ffffff';
    this.match = dark ? '#c026d3' : '#f5a3ff';
    this.outline = dark ? '#ffffff' : '#000000';
    this.types = FRAME_TYPES.map((type, i) =>
        Array.from({length: SHADES}, (unused, shade) => typeColor(i, shade)));
  }

  of(label) {
    return this.types[label.type][label.shade ??= shadeOf(label.name)];
  }
}

/** By the package or the namespace: what is before the last two parts of a name. */
function shadeOf(name) {
  const end = Math.max(name.lastIndexOf('.', name.lastIndexOf('.') - 1), name.indexOf('::'), 4);
  let hash = 7;
  for (let i = 0; i < Math.min(end, 100, name.length); i++) {
    hash = (hash * 31 + name.charCodeAt(i)) % 1000003;
  }
  return hash % SHADES;
}
