package tbot.diag.pprof.profile;

import java.util.EnumSet;
import java.util.Set;
import tbot.diag.profiling.sample.EventKind;

/**
 * A type of sampled profile: the events sampled for it, their aggregator and its header.
 *
 * <p>No lambdas, since all types are initialised for the index: the JVM would spin a class for each
 * while a user waits.
 */
public enum ProfileType {
  /** CPU time. */
  CPU,

  /** Elapsed time of every thread, whether it runs or waits. */
  WALL,

  /**
   * The same as {@link #WALL} with the sample types of <a
   * href="https://github.com/felixge/fgprof">fgprof</a>.
   */
  FGPROF,

  /** Allocations in the Java heap. */
  ALLOCS,

  /** Allocations in the Java heap, and which of them are alive. */
  HEAP,

  /** Waits for monitors and locks. */
  MUTEX,

  /** All waits that the profiler sees. */
  BLOCK,

  /** Allocations outside of the Java heap, by {@code malloc} and similar functions. */
  NATIVEMEM,

  /** Those of {@link #NATIVEMEM} that are not freed in the span. */
  NATIVEMEM_LEAK;

  /** The events to sample. */
  public Set<EventKind> kinds() {
    switch (this) {
      case CPU:
        return EnumSet.of(EventKind.CPU);
      case WALL:
      case FGPROF:
        return EnumSet.of(EventKind.WALL);
      case ALLOCS:
        return EnumSet.of(EventKind.ALLOC);
      case HEAP:
        return EnumSet.of(EventKind.ALLOC, EventKind.LIVE);
      case MUTEX:
      case BLOCK:
        return EnumSet.of(EventKind.LOCK);
      case NATIVEMEM:
        return EnumSet.of(EventKind.NATIVEMEM);
      case NATIVEMEM_LEAK:
        return EnumSet.of(EventKind.NATIVEMEM, EventKind.NATIVE_FREE);
    }
    throw new AssertionError(this);
  }

  /** Whether its samples are of time, so that it matters when they were taken. */
  public boolean isOfTime() {
    return this == CPU || this == WALL || this == FGPROF;
  }

  /** A new aggregator of its samples. */
  public SampleAggregator newAggregator() {
    switch (this) {
      case CPU:
        return new CpuAggregator();
      case WALL:
      case FGPROF:
        return new TimeAggregator();
      case ALLOCS:
      case HEAP:
        return new AllocationAggregator();
      case MUTEX:
        return new ContentionAggregator(true);
      case BLOCK:
        return new ContentionAggregator(false);
      case NATIVEMEM:
        return new NativeMemoryAggregator();
      case NATIVEMEM_LEAK:
        return new NativeLeakAggregator();
    }
    throw new AssertionError(this);
  }

  /** The header of its profiles, without times. */
  public ProfileHeader header() {
    return typeHeader().ofThisJvm();
  }

  private ProfileHeader typeHeader() {
    switch (this) {
      case CPU:
        return CpuAggregator.header();
      case WALL:
        return TimeAggregator.wallHeader();
      case FGPROF:
        return TimeAggregator.fgprofHeader();
      case ALLOCS:
        return AllocationAggregator.headerWithoutInuse().preferring("alloc_space");
      case HEAP:
        return AllocationAggregator.header();
      case MUTEX:
      case BLOCK:
        return ContentionAggregator.header();
      case NATIVEMEM:
        return NativeMemoryAggregator.header();
      case NATIVEMEM_LEAK:
        return NativeLeakAggregator.header();
    }
    throw new AssertionError(this);
  }
}
