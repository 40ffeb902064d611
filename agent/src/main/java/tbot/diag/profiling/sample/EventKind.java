package tbot.diag.profiling.sample;

/** What the profiler can sample. A session samples any set of these at once. */
public enum EventKind {
  /** CPU time: at least one sample for each {@link #CPU_INTERVAL_NANOS} that a thread ran. */
  CPU,

  /** Elapsed time: one sample for each {@link #WALL_INTERVAL_NANOS} that a thread existed. */
  WALL,

  /**
   * Allocations in the Java heap: one sample for each {@link #ALLOC_INTERVAL_BYTES} on average. The
   * distances are random, so that no pattern of the program coincides with the sampling.
   */
  ALLOC,

  /**
   * Those of the sampled allocations that have not been collected when the session ends, including
   * garbage that no collection has found yet. The profiler tracks at most 1,024 of the allocations
   * since the last collection. A session that samples these samples {@link #ALLOC} too.
   */
  LIVE,

  /**
   * Waits for a monitor, a {@code java.util.concurrent} lock or a semaphore: each wait of at least
   * {@link #LOCK_INTERVAL_NANOS}, and shorter ones whenever they add up to that.
   */
  LOCK,

  /** Native allocations: one sample for each {@link #NATIVEMEM_INTERVAL_BYTES}. */
  NATIVEMEM,

  /**
   * All frees of native memory, sampled allocations or not, by which {@link #NATIVEMEM} samples can
   * be told that are still held. A session that samples these samples {@link #NATIVEMEM} too.
   */
  NATIVE_FREE;

  /** 100 samples for a second of CPU time, the rate of Go's CPU profile. */
  public static final long CPU_INTERVAL_NANOS = 10_000_000;

  /**
   * The interval for perf events while the process is not busy; see {@link CpuThrottle}. A sample
   * costs about 40 µs on a virtual machine. The kernel's timers cannot be used at this interval:
   * they run at ticks of up to 10 ms and lose what is shorter than a tick.
   */
  public static final long PERF_INTERVAL_NANOS = 2_500_000;

  /** 50 samples a second for each thread. */
  public static final long WALL_INTERVAL_NANOS = 20_000_000;

  /**
   * Go's interval, {@code runtime.MemProfileRate}. Programs that allocate much are sampled at this
   * times a power of two; see {@link AllocationThrottle}.
   */
  public static final long ALLOC_INTERVAL_BYTES = 524_288;

  /** Waits of this length or longer are always recorded. */
  public static final long LOCK_INTERVAL_NANOS = 1_000_000;

  /** Shorter than for the Java heap: native code allocates less often, and larger blocks. */
  public static final long NATIVEMEM_INTERVAL_BYTES = 65_536;
}
