package tbot.diag.metrics;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What some work allocates, by the JVM's own count. */
final class Allocation {

  private static final int WARM_UPS = 200;
  private static final int RUNS = 200;

  private Allocation() {}

  /** Bytes a run, on the average of many, without what only the first runs take. */
  static double bytesOf(Runnable work) {
    run(WARM_UPS, work);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    run(RUNS, work);
    return (double) (threads.getThreadAllocatedBytes(thread) - before) / RUNS;
  }

  private static void run(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }
}
