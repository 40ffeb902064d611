package tbot.diag.hosts;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** Records the CPU clocks of two threads every 20 ms, and answers what they used in any span. */
final class CpuJournal implements Runnable {

  private static final int PERIOD_MILLIS = 20;

  private final Thread first;
  private final Thread second;
  private final List<long[]> entries = new ArrayList<>();

  CpuJournal(Thread first, Thread second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void run() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try {
      while (true) {
        long[] entry = {
          System.currentTimeMillis(),
          threads.getThreadCpuTime(first.getId()),
          threads.getThreadCpuTime(second.getId())
        };
        synchronized (entries) {
          entries.add(entry);
          entries.notifyAll();
        }
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The CPU nanoseconds of both threads between two times, in one line. */
  String between(long fromMillis, long toMillis) {
    return (clock(1, toMillis) - clock(1, fromMillis))
        + " "
        + (clock(2, toMillis) - clock(2, fromMillis));
  }

  /** The CPU clock of one thread at a time, interpolated between two entries. */
  private long clock(int thread, long millis) {
    synchronized (entries) {
      while (entries.isEmpty() || entries.get(entries.size() - 1)[0] < millis) {
        try {
          entries.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      int i = entries.size() - 1;
      while (i > 0 && entries.get(i - 1)[0] >= millis) {
        i--;
      }
      if (i == 0) {
        return entries.get(0)[thread];
      }
      long[] before = entries.get(i - 1);
      long[] after = entries.get(i);
      long elapsed = Math.max(1, after[0] - before[0]);
      return before[thread] + (after[thread] - before[thread]) * (millis - before[0]) / elapsed;
    }
  }
}
