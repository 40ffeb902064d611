package tbot.diag.pprof;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import tbot.diag.profiling.EventKind;

/** A type of profile: what is sampled for it, how that is summed up, and its constant part. */
final class ProfileType {
  /** CPU time. */
  static final ProfileType CPU =
      new ProfileType(EnumSet.of(EventKind.CPU), CpuSums::new, CpuSums::header);

  /** Elapsed time of every thread, whether it runs or waits. */
  static final ProfileType WALL =
      new ProfileType(EnumSet.of(EventKind.WALL), TimeSums::new, TimeSums::wallHeader);

  /**
   * The same under the names of <a href="https://github.com/felixge/fgprof">fgprof</a>, whose
   * users' tools expect them.
   */
  static final ProfileType FGPROF =
      new ProfileType(EnumSet.of(EventKind.WALL), TimeSums::new, TimeSums::fgprofHeader);

  /** Allocations in the Java heap. */
  static final ProfileType ALLOCS =
      new ProfileType(
          EnumSet.of(EventKind.ALLOC),
          AllocationSums::new,
          () -> AllocationSums.headerWithoutInuse().preferring("alloc_space"));

  /** Allocations in the Java heap, and which of them are alive. */
  static final ProfileType HEAP =
      new ProfileType(
          EnumSet.of(EventKind.ALLOC, EventKind.LIVE), AllocationSums::new, AllocationSums::header);

  /** Waits for monitors and locks. */
  static final ProfileType MUTEX =
      new ProfileType(
          EnumSet.of(EventKind.LOCK), () -> new ContentionSums(true), ContentionSums::header);

  /** All waits that the profiler sees. */
  static final ProfileType BLOCK =
      new ProfileType(
          EnumSet.of(EventKind.LOCK), () -> new ContentionSums(false), ContentionSums::header);

  /** Allocations by {@code malloc} and its kin, outside of the Java heap. */
  static final ProfileType NATIVEMEM =
      new ProfileType(
          EnumSet.of(EventKind.NATIVEMEM), NativeMemorySums::new, NativeMemorySums::header);

  private final Set<EventKind> kinds;
  private final Supplier<SampleSums> sums;
  private final Supplier<ProfileHeader> header;

  private ProfileType(
      Set<EventKind> kinds, Supplier<SampleSums> sums, Supplier<ProfileHeader> header) {
    this.kinds = kinds;
    this.sums = sums;
    this.header = header;
  }

  /** What to sample. */
  Set<EventKind> kinds() {
    return kinds;
  }

  /** Where the samples are to be summed. */
  SampleSums newSums() {
    return sums.get();
  }

  /** The constant part of the profile. */
  ProfileHeader header() {
    return header.get();
  }
}
