package tbot.diag.profiling;

import java.io.IOException;
import tbot.diag.profiling.sample.AllocationThrottle;
import tbot.diag.profiling.sample.CpuThrottle;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SamplingIntervals;

/** How long a session may run, and how much it may record before that is read. */
final class SegmentLimits {

  /** After this a session is replaced: a wait that lasts across a replacement is not recorded. */
  private static final long MAX_AGE_NANOS = 600_000_000_000L;

  /** What a session may occupy on disk. */
  private static final long MAX_SIZE_BYTES = 32 * 1024 * 1024;

  private static final long MAX_UNREAD_NANOS = 30_000_000_000L;
  private static final long MAX_UNREAD_BYTES = 8 * 1024 * 1024;

  /**
   * While a recording is read, an index of its stacks is held in the host's heap: 24 to 72 bytes a
   * stack, besides the frames. On a machine with many cores nearly every sample may have its own
   * stack, so this limits the index to 0.7 MB, however many cores there are.
   */
  private static final long MAX_UNREAD_SAMPLES = 10_000;

  private static final long CHECK_INTERVAL_NANOS = 500_000_000L;

  private final AllocationThrottle allocationThrottle;
  private final CpuThrottle cpuThrottle;

  /** Takes the two sampling throttles. */
  SegmentLimits(AllocationThrottle allocationThrottle, CpuThrottle cpuThrottle) {
    this.allocationThrottle = allocationThrottle;
    this.cpuThrottle = cpuThrottle;
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
   * Whether what was recorded has to be read, even if no caller waits for it.
   *
   * @param now on the clock of {@link System#nanoTime}
   * @param unreadSinceNanos when it was last read, on the same clock
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
   * When to check the session again at the latest; {@code now} if a limit is reached.
   *
   * @param now on the clock of {@link System#nanoTime}
   * @param unreadSinceNanos when it was last read, on the same clock
   */
  long dueNanos(Segment segment, long now, long unreadSinceNanos) {
    if (isSpent(segment, now) || hasMuchUnread(segment, now, unreadSinceNanos)) {
      return now;
    }
    return Math.min(
        now + CHECK_INTERVAL_NANOS,
        Math.min(segment.startNanos() + MAX_AGE_NANOS, unreadSinceNanos + MAX_UNREAD_NANOS));
  }

  private boolean isTooFine(Segment segment, long now) {
    SamplingIntervals intervals = segment.intervals();
    return (segment.kinds().contains(EventKind.ALLOC)
            && allocationThrottle.isTooFine(intervals.allocBytes()))
        || (segment.kinds().contains(EventKind.CPU)
            && cpuThrottle.isTooFine(intervals.cpuNanos(), now));
  }

  private static boolean isTooLarge(Segment segment) {
    try {
      return segment.sizeBytes() >= MAX_SIZE_BYTES;
    } catch (IOException e) {
      return true;
    }
  }
}
