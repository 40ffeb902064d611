package tbot.diag.profiling.sample;

import java.util.function.LongSupplier;

/**
 * The CPU time of the process at moments around the last two readings of its clock. For one thread
 * at a time.
 */
public final class CpuReadings {

  private final LongSupplier processCpuClock;
  private long earlierNanos;
  private long earlierCpuNanos = ProcessCpuClock.UNKNOWN;
  private long laterNanos;
  private long laterCpuNanos = ProcessCpuClock.UNKNOWN;

  /**
   * No readings.
   *
   * @param processCpuClock the CPU time of the process in nanoseconds, or {@link
   *     ProcessCpuClock#UNKNOWN}
   */
  public CpuReadings(LongSupplier processCpuClock) {
    this.processCpuClock = processCpuClock;
  }

  /** Reads the clock. */
  public void read() {
    earlierNanos = laterNanos;
    earlierCpuNanos = laterCpuNanos;
    laterNanos = System.nanoTime();
    laterCpuNanos = processCpuClock.getAsLong();
  }

  /**
   * The CPU time at a moment: between the two readings in proportion to the time, else that of the
   * nearer one.
   *
   * @param nanos on the clock of {@link System#nanoTime}
   * @return nanoseconds since the process began, or {@link ProcessCpuClock#UNKNOWN}
   */
  public long at(long nanos) {
    long sinceEarlier = nanos - earlierNanos;
    long between = laterNanos - earlierNanos;
    if (laterCpuNanos == ProcessCpuClock.UNKNOWN
        || earlierCpuNanos == ProcessCpuClock.UNKNOWN
        || sinceEarlier >= between) {
      return laterCpuNanos;
    }
    double share = Math.max(0, sinceEarlier) / (double) between;
    return earlierCpuNanos + (long) (share * (laterCpuNanos - earlierCpuNanos));
  }
}
