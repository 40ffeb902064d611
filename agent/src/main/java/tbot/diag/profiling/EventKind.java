package tbot.diag.profiling;

/** What the profiler can sample; a session samples any set of these at once. */
public enum EventKind {
  /** CPU time, one sample for each {@link #CPU_INTERVAL_NANOS} that a thread ran. */
  CPU;

  /** 100 samples for a second of CPU time, the rate of Go's CPU profile. */
  public static final long CPU_INTERVAL_NANOS = 10_000_000;
}
