package tbot.diag.profiling.sample;

/** What the profiler can sample; a session samples any set of these at once. */
public enum EventKind {
  /** CPU time, at least one sample for each {@link #CPU_INTERVAL_NANOS} that a thread ran. */
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
   * Those of the sampled allocations that are not collected when the session ends; garbage that no
   * collection has found yet is among them. Of those made since the last collection, the profiler
   * follows 1,024 and no more. A session that samples these samples {@link #ALLOC} too.
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

  /**
   * How often perf events are asked to sample while the process is not busy; see {@link
   * CpuThrottle}. A thread's time before its first sample is not seen, so the finer, the less of
   * threads with little to do is missed; each sample costs some 40 µs on a virtual machine. The
   * timers of the kernel are too coarse for this: they go by ticks of up to 10 ms, and what is
   * shorter than a tick gets lost.
   */
  public static final long PERF_INTERVAL_NANOS = 2_500_000;

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
