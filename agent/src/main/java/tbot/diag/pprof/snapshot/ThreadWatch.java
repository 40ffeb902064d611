package tbot.diag.pprof.snapshot;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Watches the platform threads for a span of time, to find those that are stuck. It looks at its
 * beginning and its end and does nothing between: the CPU time of a thread tells whether it ran.
 */
public final class ThreadWatch {

  private static final String OURS = "tbot-diag";

  /** In the outermost frame of threads of the JVM itself, which wait by design. */
  private static final Set<String> OF_THE_JVM =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "java.lang.ref.Reference$ReferenceHandler",
                  "java.lang.ref.Finalizer$FinalizerThread",
                  "jdk.internal.misc.InnocuousThread")));

  private final ThreadMXBean bean;
  private final Map<Long, State> first = new HashMap<>();

  private ThreadWatch(ThreadMXBean bean) {
    this.bean = bean;
    for (ThreadInfo thread : bean.dumpAllThreads(false, false)) {
      if (thread != null && isWatched(thread)) {
        // The time after the stack, at the end before it: so the thread had this stack for all of
        // the time between the two times.
        long id = thread.getThreadId();
        first.put(id, new State(hash(thread), bean.getThreadCpuTime(id)));
      }
    }
  }

  /**
   * Begins to watch.
   *
   * @throws SnapshotUnavailableException when this runtime lacks the module java.management, or
   *     does not measure the CPU time of threads
   */
  public static ThreadWatch begin() throws SnapshotUnavailableException {
    try {
      ThreadMXBean bean = ManagementFactory.getThreadMXBean();
      if (!bean.isThreadCpuTimeSupported() || !bean.isThreadCpuTimeEnabled()) {
        throw new SnapshotUnavailableException(
            "this JVM does not measure the CPU time of threads, so it is not known which are"
                + " stuck; without seconds, deadlocked ones are found",
            null);
      }
      return new ThreadWatch(bean);
    } catch (LinkageError e) {
      throw ThreadDump.unavailable(e);
    }
  }

  private static boolean isWatched(ThreadInfo thread) {
    StackTraceElement[] trace = thread.getStackTrace();
    return trace.length > 0
        && !thread.getThreadName().startsWith(OURS)
        && !OF_THE_JVM.contains(trace[trace.length - 1].getClassName());
  }

  /**
   * Looks again: the threads that neither ran nor moved since the beginning, and deadlocked ones.
   */
  public LeakedThreads end() {
    Map<Long, State> idle = new HashMap<>();
    for (Map.Entry<Long, State> thread : first.entrySet()) {
      long nanos = thread.getValue().cpuNanos;
      // -1 for a thread that has ended.
      if (nanos >= 0 && bean.getThreadCpuTime(thread.getKey()) == nanos) {
        idle.put(thread.getKey(), thread.getValue());
      }
    }
    Map<Long, ThreadInfo> stuck = new TreeMap<>();
    for (ThreadInfo thread : bean.dumpAllThreads(false, false)) {
      State before = thread == null ? null : idle.get(thread.getThreadId());
      if (before != null && before.stackHash == hash(thread)) {
        stuck.put(thread.getThreadId(), thread);
      }
    }
    return new LeakedThreads(bean, stuck);
  }

  /** 64 bits, so that two stacks that differ are not taken for equal. */
  private static long hash(ThreadInfo thread) {
    long hash = 1;
    for (StackTraceElement element : thread.getStackTrace()) {
      hash = (hash ^ element.hashCode()) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  /** A thread at the beginning. Not its stack itself, which takes kilobytes. */
  private static final class State {
    private final long stackHash;
    private final long cpuNanos;

    State(long stackHash, long cpuNanos) {
      this.stackHash = stackHash;
      this.cpuNanos = cpuNanos;
    }
  }
}
