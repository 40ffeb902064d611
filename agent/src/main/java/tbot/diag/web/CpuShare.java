package tbot.diag.web;

import tbot.diag.profiling.sample.ProcessCpuClock;

/**
 * How much of a processor the process used between two looks. Nothing measures in between, so the
 * first look covers the whole life of the process.
 */
final class CpuShare {

  /** The clock counts in hundredths of a second: a shorter span would be inaccurate. */
  private static final long SHORTEST_NANOS = 900_000_000;

  private long sinceNanos;
  private long sinceCpuNanos;
  private Reading last;

  /** CPU time of a span. Immutable. */
  static final class Reading {

    private final long spanNanos;
    private final long cpuNanos;
    private final long totalCpuNanos;

    Reading(long spanNanos, long cpuNanos, long totalCpuNanos) {
      this.spanNanos = spanNanos;
      this.cpuNanos = cpuNanos;
      this.totalCpuNanos = totalCpuNanos;
    }

    /** The span, until now. */
    long spanNanos() {
      return spanNanos;
    }

    /** Processors in use on average: 1 is one whole processor. */
    double processors() {
      return (double) cpuNanos / Math.max(1, spanNanos);
    }

    /** CPU time since the process began. */
    long totalCpuNanos() {
      return totalCpuNanos;
    }
  }

  /**
   * Looks at the clock.
   *
   * @param uptimeNanos of the process
   * @return null where the CPU time is not known
   */
  synchronized Reading read(long uptimeNanos) {
    return read(uptimeNanos, System.nanoTime(), ProcessCpuClock.nanos());
  }

  synchronized Reading read(long uptimeNanos, long now, long cpuNanos) {
    if (cpuNanos == ProcessCpuClock.UNKNOWN) {
      return null;
    }
    if (last == null) {
      last = new Reading(uptimeNanos, cpuNanos, cpuNanos);
    } else if (now - sinceNanos < SHORTEST_NANOS) {
      return last;
    } else {
      last = new Reading(now - sinceNanos, cpuNanos - sinceCpuNanos, cpuNanos);
    }
    sinceNanos = now;
    sinceCpuNanos = cpuNanos;
    return last;
  }
}
