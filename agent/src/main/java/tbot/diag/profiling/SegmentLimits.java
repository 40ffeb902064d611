package tbot.diag.profiling;

import java.io.IOException;
import tbot.diag.profiling.sample.AllocationThrottle;
import tbot.diag.profiling.sample.CpuThrottle;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SamplingIntervals;

/** How long a session may go on, and how much it may hold before that is read. */
final class SegmentLimits {

  /** After this the session is renewed: a wait that goes on over a renewal is not seen. */
  private static final long MAX_AGE_NANOS = 600_000_000_000L;

  /** What a session may take up on disk. */
  private static final long MAX_SIZE_BYTES = 32 * 1024 * 1024;

  private static final long MAX_UNREAD_NANOS = 30_000_000_000L;
  private static final long MAX_UNREAD_BYTES = 8 * 1024 * 1024;

  /**
   * Where each of its stacks lies is held in the host's heap while a recording is read, in 24 to 72
   * bytes, and on a machine with many cores nearly every sample may have one of its own. So this is
   * half a megabyte, however many cores there are.
   */
  private static final long MAX_UNREAD_SAMPLES = 10_000;

  private static final long SIZE_CHECK_NANOS = 500_000_000L;

  private final AllocationThrottle allocationPace;
  private final CpuThrottle cpuPace;

  /** With what tells how coarsely should be sampled. */
  SegmentLimits(AllocationThrottle allocationPace, CpuThrottle cpuPace) {
    this.allocationPace = allocationPace;
    this.cpuPace = cpuPace;
  }

  /**
   * Whether the session has to be replaced by a new one.
   *
   * @param now on the clock of {@link System#nanoTime}
   */
  boolean isSpent(Segment segment, long now) {
    return now - segment.startNanos() >= MAX_AGE_NANOS
        || isTooLarge(segment)
        || isTooFine(segment, now);
  }

  /**
   * Whether what was recorded has to be read, though nobody asks for it yet.
   *
   * @param now on the clock of {@link System#nanoTime}
   * @param unreadSinceNanos when it was read last, on that clock
   */
  boolean hasMuchUnread(Segment segment, long now, long unreadSinceNanos) {
    try {
      return now - unreadSinceNanos >= MAX_UNREAD_NANOS
          || segment.unreadSamples() >= MAX_UNREAD_SAMPLES
          || segment.unreadBytes() >= MAX_UNREAD_BYTES;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * When to look at the session again, at the latest; not after now when a limit is reached.
   *
   * @param now on the clock of {@link System#nanoTime}
   * @param unreadSinceNanos when it was read last, on that clock
   */
  long dueNanos(Segment segment, long now, long unreadSinceNanos) {
    if (isSpent(segment, now) || hasMuchUnread(segment, now, unreadSinceNanos)) {
      return now;
    }
    return Math.min(
        now + SIZE_CHECK_NANOS,
        Math.min(segment.startNanos() + MAX_AGE_NANOS, unreadSinceNanos + MAX_UNREAD_NANOS));
  }

  private boolean isTooFine(Segment segment, long now) {
    SamplingIntervals intervals = segment.intervals();
    return (segment.kinds().contains(EventKind.ALLOC)
            && allocationPace.isTooFine(intervals.allocBytes()))
        || (segment.kinds().contains(EventKind.CPU)
            && cpuPace.isTooFine(intervals.cpuNanos(), now));
  }

  private static boolean isTooLarge(Segment segment) {
    try {
      return segment.sizeBytes() >= MAX_SIZE_BYTES;
    } catch (IOException e) {
      return true;
    }
  }
}
