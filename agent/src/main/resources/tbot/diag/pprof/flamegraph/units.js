'use strict';

/** Longer names are cut where they are shown: a host can make them of any length. */
const LONGEST_NAME = 300;

function shortened(name, length = LONGEST_NAME) {
  return name.length <= length ? name : name.substring(0, length - 1) + '\u2026';
}

/** A weight in its unit, such as 1.25 s, 3.4 MiB or 12 threads. */
function formatWeight(weight, about) {
  if (weight === 0) {
    return '0';
  }
  const sign = weight < 0 ? '\u2212' : '';
  const size = Math.abs(weight);
  if (about.unit === 'nanoseconds') {
    return sign + (size >= 1e9 ? `${(size / 1e9).toFixed(2)} s` : `${(size / 1e6).toFixed(1)} ms`);
  }
  if (about.unit === 'bytes') {
    for (const [unit, bytes] of [['GiB', 2 ** 30], ['MiB', 2 ** 20], ['KiB', 2 ** 10]]) {
      if (size >= bytes) {
        return `${sign}${(size / bytes).toFixed(1)} ${unit}`;
      }
    }
    return `${sign}${size} bytes`;
  }
  return sign + size.toLocaleString('en') + unitName(size, about);
}

/** Of counts, what is counted; nothing for a unit that is not known. */
function unitName(count, about) {
  const threads = /^(goroutine|goroutineleak|threadcreate)$/.test(about.type);
  const name = threads ? 'threads' : about.type;
  return name ? ' ' + (count === 1 ? name.replace(/s$/, '') : name) : '';
}

/** A share of a whole in percent. */
function formatShare(part, whole) {
  const percent = whole > 0 ? 100 * part / whole : 0;
  return `${percent >= 99.95 || percent === 0 ? percent.toFixed(0) : percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

/** A difference of shares in percentage points. */
function formatChange(change) {
  const points = (100 * Math.abs(change)).toFixed(1);
  return points === '0.0' ? '\u00b10' : (change > 0 ? '+' : '\u2212') + points;
}

function formatTime(millis) {
  return new Date(millis).toISOString().substring(11, 19) + ' UTC';
}
