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
  private final AllocationThrottle pace;
  private long allocations;

  /**
   * Nothing delivered yet.
   *
   * @param pace is told how many allocations were sampled
   */
  SampleDispatch(AllocationThrottle pace) {
    this.pace = pace;
  }

  /**
   * Hands out what has not been read yet. Windows whose samples cannot be read are told so.
   *
   * @param to the windows that were open meanwhile
   * @param nanos in what time it was recorded
   */
  void deliver(Segment segment, List<Window> to, long nanos) {
    List<Window> receivers = new ArrayList<>(to);
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
        window.tookPartIn(segment);
      }
      if (segment.kinds().contains(EventKind.ALLOC)) {
        pace.observe(allocations, nanos, segment.intervals().allocBytes());
      }
    } catch (IOException e) {
      Log.debug("a recording could not be read: " + e);
      for (Window window : receivers) {
        window.missedSegment();
      }
    }
  }

  /** Frees the names and stacks seen so far, which a next delivery would have used again. */
  void forget() {
    frames.clear();
  }
}
