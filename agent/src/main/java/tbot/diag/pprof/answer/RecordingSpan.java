package tbot.diag.pprof.answer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Set;
import tbot.diag.log.Log;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Recording;
import tbot.diag.profiling.sample.EventKind;

/** A span of which a JFR recording is made. */
final class RecordingSpan implements Span {

  private final Recording recording;

  /**
   * Begins the span.
   *
   * @param nanos its length
   * @throws ProfilerUnavailableException when the profiler cannot start
   */
  RecordingSpan(Recorder recorder, Set<EventKind> kinds, long nanos)
      throws IOException, InterruptedException, ProfilerUnavailableException {
    this.recording = recorder.record(kinds, nanos);
  }

  /** The recording; complete at the end of the span, and closed with it. */
  FileChannel file() {
    return recording.file();
  }

  @Override
  public long nanos() {
    return recording.spanNanos();
  }

  @Override
  public boolean await(long millis) throws InterruptedException, ProfilerUnavailableException {
    return recording.await(millis);
  }

  @Override
  public void endNow() {
    recording.endNow();
  }

  @Override
  public void close() {
    try {
      recording.close();
    } catch (IOException e) {
      Log.debug("a recording could not be closed: " + e);
    }
  }
}
