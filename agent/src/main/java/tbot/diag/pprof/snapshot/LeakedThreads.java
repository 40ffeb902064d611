package tbot.diag.pprof.snapshot;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Platform threads that do nothing any more, each with what proves it: a deadlock, or a span of
 * time in which the thread neither ran nor moved.
 */
public final class LeakedThreads {

  /** Why a thread is taken for leaked. */
  public enum Cause {
    /** It waits for a lock whose owner waits for it, directly or through others. */
    DEADLOCKED("deadlocked"),

    /** It had the same stack at both ends of the span, and used no CPU time between. */
    STUCK("stuck");

    private final String label;

    Cause(String label) {
      this.label = label;
    }

    /** As profiles and dumps name it. */
    public String label() {
      return label;
    }
  }

  /** Gets one thread after the other. */
  public interface Visitor {
    /**
     * Visits a thread.
     *
     * @param trace its stack, the innermost frame first
     */
    void visit(Cause cause, StackTraceElement... trace);
  }

  private final List<ThreadInfo> threads = new ArrayList<>();
  private final List<Cause> causes = new ArrayList<>();

  /**
   * The threads of the JVM's deadlocks, then others.
   *
   * @param stuck by the number of the thread: those that are known to be stuck
   */
  LeakedThreads(ThreadMXBean bean, Map<Long, ThreadInfo> stuck) {
    boolean monitors = bean.isObjectMonitorUsageSupported();
    boolean synchronizers = bean.isSynchronizerUsageSupported();
    for (ThreadInfo thread : bean.getThreadInfo(Deadlock.threads(bean), monitors, synchronizers)) {
      // Null for a thread that ended meanwhile: the lock was one that can be interrupted.
      if (thread != null) {
        add(thread, Cause.DEADLOCKED);
        stuck.remove(thread.getThreadId());
      }
    }
    for (ThreadInfo thread : stuck.values()) {
      add(thread, Cause.STUCK);
    }
  }

  private void add(ThreadInfo thread, Cause cause) {
    threads.add(thread);
    causes.add(cause);
  }

  /**
   * Finds the threads that are in a deadlock now.
   *
   * @throws SnapshotUnavailableException when this runtime lacks the module java.management
   */
  public static LeakedThreads deadlocked() throws SnapshotUnavailableException {
    try {
      return new LeakedThreads(ManagementFactory.getThreadMXBean(), new TreeMap<>());
    } catch (LinkageError e) {
      throw ThreadDump.unavailable(e);
    }
  }

  /** Visits the deadlocked threads, then those that are stuck. */
  public void forEach(Visitor visitor) {
    for (int i = 0; i < threads.size(); i++) {
      visitor.visit(causes.get(i), threads.get(i).getStackTrace());
    }
  }

  /**
   * Writes the threads in the format of {@code jstack}, each with its cause.
   *
   * @param out stays open
   */
  public void writeTo(OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(threads.size() + " leaked threads\n\n");
    for (int i = 0; i < threads.size(); i++) {
      ThreadDump.write(writer, threads.get(i), " (" + causes.get(i).label() + ")");
    }
    writer.flush();
  }
}
