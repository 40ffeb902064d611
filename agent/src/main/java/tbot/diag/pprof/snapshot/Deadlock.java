package tbot.diag.pprof.snapshot;

import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Threads of which each waits for an object that the next one holds, and the last for the first.
 */
public final class Deadlock {

  private static final int STACK_FRAMES = 64;

  private final List<LiveThread> cycle;

  private Deadlock(List<LiveThread> cycle) {
    this.cycle = cycle;
  }

  /** The threads in the order of waiting: each waits for its {@link LiveThread#owner}. */
  public List<LiveThread> cycle() {
    return Collections.unmodifiableList(cycle);
  }

  /** Asks the JVM, which follows monitors and the locks of {@code java.util.concurrent}. */
  static List<Deadlock> find(ThreadMXBean jvm) {
    long[] ids = threads(jvm);
    Map<Long, ThreadInfo> waiting = new LinkedHashMap<>();
    for (ThreadInfo thread : jvm.getThreadInfo(ids, STACK_FRAMES)) {
      if (thread != null) {
        waiting.put(thread.getThreadId(), thread);
      }
    }
    List<Deadlock> found = new ArrayList<>();
    while (!waiting.isEmpty()) {
      found.add(new Deadlock(takeCycle(waiting)));
    }
    return found;
  }

  /** The numbers of all threads that are in a deadlock; empty if there is none. */
  static long[] threads(ThreadMXBean jvm) {
    long[] ids =
        jvm.isSynchronizerUsageSupported()
            ? jvm.findDeadlockedThreads()
            : jvm.findMonitorDeadlockedThreads();
    return ids == null ? new long[0] : ids;
  }

  /** Takes a thread, and those that it waits for directly or indirectly. */
  private static List<LiveThread> takeCycle(Map<Long, ThreadInfo> waiting) {
    List<LiveThread> cycle = new ArrayList<>();
    ThreadInfo next = waiting.remove(waiting.keySet().iterator().next());
    while (next != null) {
      cycle.add(LiveThread.of(next, LiveThread.UNKNOWN));
      next = waiting.remove(next.getLockOwnerId());
    }
    return cycle;
  }
}
