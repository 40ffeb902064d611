package tbot.diag.profiling.sample;

import java.util.function.LongSupplier;

/**
 * Chooses the sampling interval of CPU time.
 *
 * <p>Each sample interrupts the running thread, and the CPU time of a thread before its first
 * sample is not seen. A process that uses little CPU time is sampled at a short interval: it can
 * afford the interrupts, and its threads with little work are seen. A busy process is sampled at
 * Go's interval, four times as long, which gives enough samples.
 */
public final class CpuThrottle {

  /** A process is busy if it uses more than this share of one processor. */
  private static final double BUSY = 0.5;

  /** How often the load is determined; the clock of the process has ticks of 10 ms. */
  private static final long LOAD_INTERVAL_NANOS = 400_000_000L;

  /** How long after the last check a busy process is still taken to be busy. */
  private static final long BUSY_EXPIRY_NANOS = 60_000_000_000L;

  private final LongSupplier processCpuClock;
  private long checkedAtNanos;
  private long cpuNanosAtCheck = ProcessCpuClock.UNKNOWN;
  private boolean busy;

  /**
   * Takes the process to be not busy.
   *
   * @param processCpuClock the CPU time of the process in nanoseconds, or {@link
   *     ProcessCpuClock#UNKNOWN}
   */
  public CpuThrottle(LongSupplier processCpuClock) {
    this.processCpuClock = processCpuClock;
  }

  /**
   * Begins to observe the load for a session that starts now.
   *
   * @param now on the clock of {@link System#nanoTime}
   * @return the CPU time between samples that the session should have, in nanoseconds
   */
  public long begin(long now) {
    busy = busy && now - checkedAtNanos < BUSY_EXPIRY_NANOS;
    checkedAtNanos = now;
    cpuNanosAtCheck = processCpuClock.getAsLong();
    return busy ? EventKind.CPU_INTERVAL_NANOS : EventKind.PERF_INTERVAL_NANOS;
  }

  /**
   * Whether a session with this interval takes more samples than it should.
   *
   * @param now on the clock of {@link System#nanoTime}
   */
  public boolean isTooFine(long sampledEveryNanos, long now) {
    if (now - checkedAtNanos >= LOAD_INTERVAL_NANOS) {
      checkLoad(now);
    }
    return busy && sampledEveryNanos < EventKind.CPU_INTERVAL_NANOS;
  }

  private void checkLoad(long now) {
    long cpuNanos = processCpuClock.getAsLong();
    if (cpuNanos != ProcessCpuClock.UNKNOWN && cpuNanosAtCheck != ProcessCpuClock.UNKNOWN) {
      busy = cpuNanos - cpuNanosAtCheck > BUSY * (now - checkedAtNanos);
    }
    checkedAtNanos = now;
    cpuNanosAtCheck = cpuNanos;
  }
}
