package tbot.diag.profiling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.log.Log;
import tbot.diag.profiling.sample.AllocationThrottle;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.stack.FrameTable;

/** Reads what a session has recorded, once, and offers each sample to every window. */
final class SampleDispatch {

  private final FrameTable frames = new FrameTable();
  private final AllocationThrottle allocationThrottle;
  private long allocations;

  /**
   * Makes a dispatch for all sessions of a recorder.
   *
   * @param allocationThrottle gets the number of sampled allocations
   */
  SampleDispatch(AllocationThrottle allocationThrottle) {
    this.allocationThrottle = allocationThrottle;
  }

  /**
   * Reads the unread part of a segment. If that fails, the windows count a missed segment.
   *
   * @param windows those that were open during that part
   * @param nanos how long that part took to record
   */
  void dispatch(Segment segment, List<Window> windows, long nanos) {
    List<Window> receivers = new ArrayList<>(windows);
    allocations = 0;
    try {
      for (Window window : receivers) {
        window.offer(segment);
      }
      segment.read(
          frames,
          sample -> {
            if (sample.kind() == EventKind.ALLOC) {
              allocations++;
            }
            for (Window window : receivers) {
              window.offer(sample);
            }
          });
      for (Window window : receivers) {
        window.noteSampling(segment);
      }
      if (segment.kinds().contains(EventKind.ALLOC)) {
        allocationThrottle.observe(allocations, nanos, segment.intervals().allocBytes());
      }
    } catch (IOException e) {
      Log.debug("cannot read a recording: " + e);
      for (Window window : receivers) {
        window.addMissedSegment();
      }
    }
  }

  /** Frees the cached names and stacks. The next dispatch works without them. */
  void clearCache() {
    frames.clear();
  }
}
