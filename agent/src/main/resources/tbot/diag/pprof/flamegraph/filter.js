'use strict';

/** Calls in which a thread waits: of Java, then of the C library and the kernel. */
const WAITING = new RegExp(
    '^(?:(?:jdk\\.internal\\.misc|sun\\.misc)\\.Unsafe\\.park'
    + '|java\\.lang\\.Object\\.wait0?|java\\.lang\\.Thread\\.(?:sleep|sleep0|sleepNanos0?|yield0?)'
    + '|java\\.lang\\.VirtualThread\\.(?:park\\w*|yieldContinuation)'
    + '|java\\.lang\\.ref\\.Reference\\.waitForReferencePendingList'
    + '|java\\.lang\\.Process(?:Impl|HandleImpl)\\.waitFor\\w*'
    + '|sun\\.nio\\.ch\\.(?:EPoll\\.wait|EPollArrayWrapper\\.epollWait|KQueue\\.poll|Net\\.(?:poll|accept)'
    + '|\\w*DispatcherImpl\\.(?:read|recv)\\w*|\\w*Dispatcher\\.read0?|ServerSocketChannelImpl\\.accept0?)'
    + '|java\\.net\\.(?:Plain|TwoStacksPlain|DualStackPlain)\\w*\\.(?:socketAccept|accept)\\w*'
    + '|java\\.net\\.SocketInputStream\\.socketRead0'
    + '|java\\.io\\.FileInputStream\\.read(?:Bytes)?0?|sun\\.nio\\.fs\\.LinuxWatchService\\.poll'
    + '|_*(?:futex|pthread_cond|sem|epoll|sig)_\\w*wait\\w*|do_futex_wait\\w*|__futex_\\w+'
    + '|_*(?:libc_|GI_+)?(?:epoll_p?wait|p?poll|select|accept4?|recv\\w*|read|sem_\\w*wait|(?:clock_)?nanosleep|sigtimedwait|pause)\\d*)$');

/** Threads of the JVM itself, by name, which the system cuts, and by what native code they run. */
const VM_THREAD = new RegExp(
    '^(?:C[12] Compiler|JVMCI |G1 |GC (?:Thread|task)|VM (?:Periodic Tas|Thread)|ZGC|[ZX](?:Worker|Driver|Director|Stat|Uncommitter|Unmapper)'
    + '|Shenandoah|ParGC|Concurrent Mark|CMS |Gang worker|Sweeper thread|Monitor Defl|Signal Disp'
    + '|Service Thread|Notification T|Attach Listener|Reference Handl|Finalizer$|Common-Cleaner$)');
const VM_FRAME =
    /^(?:CompileBroker::|CompilerThread|(?:Abstract)?GangWorker::|WorkerThread::run|ConcurrentGCThread::|VMThread::run|WatcherThread::run|MonitorDeflationThread::|ServiceThread::)/;

/** This agent: its threads, its packages, and the profiler's own code. */
const AGENT_THREAD = /^(?:tbot-diag|[Aa]sync-profiler)/;
const AGENT_FRAME = new RegExp(
    '^(?:tbot\\.diag\\.(?:Agent|Core|IsolatedClassLoader|bundle|calls|checks|cli|config|core|files|health'
    + '|hooks|http|jvm|log|metrics|page|password|pprof|profiling|tasks|web)\\b'
    + '|(?:Profiler|PerfEvents|WallClock|CTimer|ITimer|FlightRecorder|Recording|StackWalker|LockTracer|MallocTracer|ObjectSampler|CallTraceStorage|Buffer)::'
    + '|Java_one_profiler_)');

const INCLUDED = 1;
const EXCLUDED = 2;
const WAITS = 4;
const VM = 8;
const AGENT = 16;

/** What holds for each node: of its frame, or of one above it; waiting, for its innermost frames. */
function markNodes(profile, include, exclude) {
  const marks = profile.frames.map(frame => {
    return (include && include.test(frame.name) ? INCLUDED : 0)
        | (exclude && exclude.test(frame.name) ? EXCLUDED : 0)
        | (WAITING.test(frame.name) ? WAITS : 0)
        | (VM_FRAME.test(frame.name) ? VM : 0)
        | (AGENT_FRAME.test(frame.name) ? AGENT : 0);
  });
  const nodes = new Uint8Array(profile.parents.length);
  for (let node = 1; node < nodes.length; node++) {
    const above = nodes[profile.parents[node]];
    const frame = profile.frameOf[node];
    const isJava = profile.frames[frame].type < 2;
    nodes[node] = marks[frame] | (isJava ? above & ~WAITS : above);
  }
  return nodes;
}

/** The same for each thread, by its name. */
function markThreads(profile, include, exclude) {
  return profile.threads.map(name => name === '' ? 0
      : (include && include.test(name) ? INCLUDED : 0)
      | (exclude && exclude.test(name) ? EXCLUDED : 0)
      | (VM_THREAD.test(name) ? VM : 0)
      | (AGENT_THREAD.test(name) ? AGENT : 0));
}

/**
 * Which rows are shown.
 *
 * @param choices include, exclude: expressions or null; hidden: the marks of which none is shown
 * @return a function of a node and a thread
 */
function rowFilter(profile, choices) {
  const nodes = markNodes(profile, choices.include, choices.exclude);
  const threads = markThreads(profile, choices.include, choices.exclude);
  const never = choices.hidden | EXCLUDED;
  return (node, thread) => {
    const marks = nodes[node] | threads[thread];
    return (marks & never) === 0 && (!choices.include || (marks & INCLUDED) !== 0);
  };
}

/** The weight of all rows with a mark. */
function markedWeight(profile, mark) {
  const isShown = rowFilter(profile, {include: null, exclude: null, hidden: mark});
  let weight = 0;
  profile.eachRow((node, thread, rowWeight) => weight += isShown(node, thread) ? 0 : rowWeight);
  return weight;
}
