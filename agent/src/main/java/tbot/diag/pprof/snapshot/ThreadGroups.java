package tbot.diag.pprof.snapshot;

import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tbot.diag.profiling.stack.CallStack;

/** All threads, grouped by equal stacks, and the deadlocks among them. */
public final class ThreadGroups {

  /** Beyond it, threads are added to a group without a stack. */
  private static final int MAX_GROUPS = 2000;

  /** The clock of each thread is asked for on its own, which takes some microseconds. */
  private static final int MAX_CLOCKS = 5000;

  private static final StackGroup.Key OTHERS =
      new StackGroup.Key(CallStack.ofNative("[other stacks]"), "", null);

  private final StackElements elements = new StackElements();
  private final Map<StackGroup.Key, StackGroup> groups = new HashMap<>();
  private List<Deadlock> deadlocks = Collections.emptyList();
  private int platformThreads;
  private int virtualThreads;
  private String missing;

  private ThreadGroups() {}

  /**
   * Takes the stacks of all threads, for which the JVM stops them.
   *
   * @throws SnapshotUnavailableException when this runtime lacks the module java.management
   */
  public static ThreadGroups take() throws SnapshotUnavailableException {
    ThreadGroups result = new ThreadGroups();
    try {
      result.addPlatformThreads(ManagementFactory.getThreadMXBean());
    } catch (LinkageError e) {
      throw new SnapshotUnavailableException(
          "no threads: " + e + "; --add-modules java.management helps", e);
    }
    result.addVirtualThreads();
    return result;
  }

  private void addPlatformThreads(ThreadMXBean jvm) {
    // Without locks that are held: to find them takes the JVM long.
    ThreadInfo[] dumped = jvm.dumpAllThreads(false, false);
    List<ThreadInfo> threads = new ArrayList<>(dumped.length);
    for (ThreadInfo thread : dumped) {
      // Null for a thread that ended meanwhile.
      if (thread != null) {
        threads.add(thread);
      }
    }
    threads.sort(Comparator.comparingLong(ThreadInfo::getThreadId));
    platformThreads = threads.size();
    boolean clocks =
        platformThreads <= MAX_CLOCKS
            && jvm.isThreadCpuTimeSupported()
            && jvm.isThreadCpuTimeEnabled();
    for (ThreadInfo thread : threads) {
      long cpuNanos = clocks ? jvm.getThreadCpuTime(thread.getThreadId()) : LiveThread.UNKNOWN;
      add(key(thread), LiveThread.of(thread, cpuNanos));
    }
    deadlocks = Deadlock.find(jvm);
  }

  private StackGroup.Key key(ThreadInfo thread) {
    LockInfo lock = thread.getLockInfo();
    return new StackGroup.Key(
        elements.stack(thread.getStackTrace()),
        thread.getThreadState().name(),
        lock == null ? null : lock.getClassName());
  }

  private void addVirtualThreads() {
    if (!VirtualThreads.exist()) {
      return;
    }
    try {
      VirtualThreads.forEach(
          lines -> {
            VirtualThreadHeader header = VirtualThreadHeader.parse(lines.get(0));
            add(
                new StackGroup.Key(elements.virtualStack(lines), header.state(), null),
                LiveThread.ofVirtual(header.name(), header.id()));
            virtualThreads++;
          });
    } catch (IOException e) {
      missing = "The virtual threads are missing: " + e.getMessage();
    }
  }

  private void add(StackGroup.Key key, LiveThread thread) {
    StackGroup group = groups.get(key);
    if (group == null) {
      StackGroup.Key own = groups.size() < MAX_GROUPS ? key : OTHERS;
      group = groups.computeIfAbsent(own, StackGroup::new);
    }
    group.add(thread);
  }

  /** The groups, the largest first, of equal ones that with the most CPU time. */
  public List<StackGroup> groups() {
    List<StackGroup> sorted = new ArrayList<>(groups.values());
    sorted.sort(
        Comparator.comparingInt(StackGroup::count)
            .thenComparingLong(StackGroup::cpuNanos)
            .reversed());
    return sorted;
  }

  /** Threads that wait for each other for ever. */
  public List<Deadlock> deadlocks() {
    return deadlocks;
  }

  /** The number of platform threads. */
  public int platformThreads() {
    return platformThreads;
  }

  /** The number of virtual threads. */
  public int virtualThreads() {
    return virtualThreads;
  }

  /** What could not be seen, and why, in one line; null for nothing. */
  public String missing() {
    return missing;
  }
}
