package tbot.diag.profiling.sample;

import java.util.function.LongSupplier;

/**
 * How finely CPU time is sampled.
 *
 * <p>Each sample interrupts the thread that runs, and what a thread does before its first sample is
 * not seen. So a process that does little is sampled finely: it has time for that, and of its
 * threads none should be missed. One that is busy is sampled as Go does it, which is enough for so
 * much time and takes a quarter of the interrupts.
 */
public final class CpuThrottle {

  /** The share of one processor from which on a process is busy. */
  private static final double BUSY = 0.5;

  /** The process's clock has ticks of 10 ms. */
  private static final long LOOK_NANOS = 400_000_000L;

  /** For how long a process that was busy counts as such for the sessions that follow. */
  private static final long MEMORY_NANOS = 60_000_000_000L;

  private final LongSupplier processCpuClock;
  private long lookedAtNanos;
  private long cpuNanosThen = ProcessCpuClock.UNKNOWN;
  private boolean busy;

  /**
   * Of a process that is not busy.
   *
   * @param processCpuClock the CPU time of the process in nanoseconds, or {@link
   *     ProcessCpuClock#UNKNOWN}
   */
  public CpuThrottle(LongSupplier processCpuClock) {
    this.processCpuClock = processCpuClock;
  }

  /**
   * Begins to watch the process.
   *
   * @param now on the clock of {@link System#nanoTime}
   * @return the CPU time between samples that the session which starts now should have, in
   *     nanoseconds
   */
  public long begin(long now) {
    busy = busy && now - lookedAtNanos < MEMORY_NANOS;
    lookedAtNanos = now;
    cpuNanosThen = processCpuClock.getAsLong();
    return busy ? EventKind.CPU_INTERVAL_NANOS : EventKind.PERF_INTERVAL_NANOS;
  }

  /**
   * Whether a session with this interval takes more samples than it should.
   *
   * @param now on the clock of {@link System#nanoTime}
   */
  public boolean isTooFine(long sampledEveryNanos, long now) {
    if (now - lookedAtNanos >= LOOK_NANOS) {
      look(now);
    }
    return busy && sampledEveryNanos < EventKind.CPU_INTERVAL_NANOS;
  }

  private void look(long now) {
    long cpuNanos = processCpuClock.getAsLong();
    if (cpuNanos != ProcessCpuClock.UNKNOWN && cpuNanosThen != ProcessCpuClock.UNKNOWN) {
      busy = cpuNanos - cpuNanosThen > BUSY * (now - lookedAtNanos);
    }
    lookedAtNanos = now;
    cpuNanosThen = cpuNanos;
  }
}
