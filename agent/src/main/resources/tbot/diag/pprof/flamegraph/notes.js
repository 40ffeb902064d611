'use strict';

const BROKEN_OFF =
    'The profiler could not walk this stack further out, so the frames that called these are missing.';

const NO_METHOD = 'Java code for which the profiler found no method.';

/** What the frames that are no code stand for: ours in brackets, and async-profiler's. */
const MARKERS = {
  '(not sampled)':
      'CPU time that the process used by its own clock and of which no sample was taken: of threads'
      + ' that end soon after they began.',
  '(truncated)':
      'The outer frames of stacks that came when most room of the profile was taken. Only their'
      + ' innermost frames were kept.',
  '(other stacks)':
      'The sum of stacks for which there was no room: in the profile, or among the frames of this'
      + ' page, which has the heaviest.',
  '(unknown)': 'The file names no function here.',
  '[no stack]': 'Samples of which the profiler got no stack, or threads that had none.',
  '[unknown]': 'Code for which the profiler found no name.',
  unknown_Java: NO_METHOD,
  unknown_nmethod: BROKEN_OFF,
  stale_jmethodID: 'A method of a class that is no longer loaded.',
  no_Java_frame: 'Code that was not called from Java, or of which the profiler found no caller in Java.',
  not_walkable_Java: BROKEN_OFF,
  not_walkable_not_Java: BROKEN_OFF,
  break_compiled: BROKEN_OFF,
  break_deopt: BROKEN_OFF,
  break_entry_frame: BROKEN_OFF,
  break_interpreted: BROKEN_OFF,
  break_not_walkable: BROKEN_OFF,
  break_stack_range: BROKEN_OFF,
  break_stub: BROKEN_OFF,
};

function markerNote(name) {
  if (name === '(not sampled)' && about.name === 'latency') {
    return 'Time of calls that ended before a stack of theirs was taken. There is a sample each 20 ms.';
  }
  return Object.hasOwn(MARKERS, name) ? MARKERS[name] : '';
}

/** Why a profile has nothing to show. */
function emptyNote(about) {
  const name = about.name.replace(/^delta_|-delta$/g, '');
  const since = about.name.startsWith('delta_')
      ? 'since it was last read' : 'since recording began';
  const when = about.durationMillis > 0 ? `in ${+(about.durationMillis / 1000).toFixed(1)} s` : since;
  switch (name) {
    case 'profile':
      return `The process used no CPU time that could be sampled ${when}.`;
    case 'wall':
    case 'fgprof':
      return `No thread was sampled ${when}.`;
    case 'mutex':
      return `Nobody waited for a lock ${when}.`;
    case 'block':
      return `Nobody waited for a lock or a semaphore ${when}.`;
    case 'heap':
    case 'allocs':
      return `No allocation was sampled ${when}: there is a sample for each 512 KiB or more, on average.`;
    case 'nativemem':
      return about.type === 'inuse_space'
          ? `No native memory that was sampled ${when} is still allocated.`
          : `No native allocation was sampled ${when}: there is a sample for each 64 KiB.`;
    case 'latency':
      return about.comments.some(line => line.startsWith('latency: no class '))
          ? 'The class of the method is not loaded: its name is misspelled, or the program has not used it yet.'
          : `No call was slower than the threshold ${when}.`;
    case 'goroutineleak':
      return about.durationMillis > 0
          ? `No thread was in a deadlock, and each ran ${when}.` : 'No thread is in a deadlock.';
    case 'goroutine':
    case 'threadcreate':
      return `No stack has more threads than ${about.durationMillis > 0 ? 'at the beginning' : 'none'}.`;
    default:
      return `Nothing was sampled ${when}.`;
  }
}
