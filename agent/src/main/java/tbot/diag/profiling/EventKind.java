package tbot.diag.profiling;

/** What the profiler can sample; a session samples any set of these at once. */
public enum EventKind {
  /** CPU time, one sample for each {@link #CPU_INTERVAL_NANOS} that a thread ran. */
  CPU,

  /** Elapsed time, one sample for each {@link #WALL_INTERVAL_NANOS} that a thread existed. */
  WALL,

  /**
   * Allocations in the Java heap, one sample for each {@link #ALLOC_INTERVAL_BYTES} on average.
   * Which ones is left to chance, the larger the likelier, so that no pattern of the program meets
   * a pattern of ours.
   */
  ALLOC,

  /**
   * Those of the sampled allocations that are not collected when the session ends. A session that
   * samples these samples {@link #ALLOC} too.
   */
  LIVE,

  /**
   * Waiting for a monitor, a {@code java.util.concurrent} lock or a semaphore: each wait of at
   * least {@link #LOCK_INTERVAL_NANOS}, and shorter ones once they add up to that.
   */
  LOCK,

  /** Native allocations, one sample for each {@link #NATIVEMEM_INTERVAL_BYTES}. */
  NATIVEMEM;

  /** 100 samples for a second of CPU time, the rate of Go's CPU profile. */
  public static final long CPU_INTERVAL_NANOS = 10_000_000;

  /** 50 samples a second of each thread. */
  public static final long WALL_INTERVAL_NANOS = 20_000_000;

  /**
   * Go's rate, that of {@code runtime.MemProfileRate}. Programs that allocate a lot are sampled at
   * a multiple of it, by a power of two.
   */
  public static final long ALLOC_INTERVAL_BYTES = 524_288;

  /** The wait from which on every one is recorded. */
  public static final long LOCK_INTERVAL_NANOS = 1_000_000;

  /** Finer than for the Java heap: native code allocates less and in larger pieces. */
  public static final long NATIVEMEM_INTERVAL_BYTES = 65_536;
}
