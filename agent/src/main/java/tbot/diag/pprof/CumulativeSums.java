package tbot.diag.pprof;

import tbot.diag.pprof.profile.SampleAggregator;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.sample.EventKind;

/** What is summed for as long as it is recorded. */
final class CumulativeSums implements IndexEntry.Count {

  private final CumulativeRecording recording;
  private final EventKind kind;
  private final SampleAggregator sums;

  /**
   * Sums of one kind.
   *
   * @param recording gives these sums their samples
   * @param kind what it records for them
   */
  CumulativeSums(CumulativeRecording recording, EventKind kind, SampleAggregator sums) {
    this.recording = recording;
    this.kind = kind;
    this.sums = sums;
  }

  /** All of it until now; starts the recording if need be. */
  SampleTable untilNow() throws InterruptedException, ProfilerUnavailableException {
    recording.refresh(kind);
    return sums.table();
  }

  /** When the recording began, on the clock of {@link System#nanoTime}; only once it has. */
  long startNanos() {
    return recording.startNanos(kind);
  }

  /** How many distinct stacks there are by now; null before the recording began. */
  @Override
  public String now() throws InterruptedException {
    if (!recording.hasBegun(kind)) {
      return null;
    }
    recording.readUnlessJustRead();
    return Integer.toString(sums.size());
  }
}
