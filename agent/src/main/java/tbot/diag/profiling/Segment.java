package tbot.diag.profiling;

import java.io.IOException;
import java.util.Set;

/** One session of the profiler, from its start until its samples have been read. */
interface Segment {

  /** What it samples. */
  Set<EventKind> kinds();

  /** When it had started, on the clock of {@link System#nanoTime}. */
  long startNanos();

  /** What took the CPU samples: perf, ctimer or itimer. Known once the segment has been read. */
  String engine();

  /** How much has been recorded so far, in bytes. */
  long sizeBytes() throws IOException;

  /** How many samples have been taken so far. */
  long sampleCount();

  /** Ends the session. What was recorded can be read afterwards. */
  void stop();

  /**
   * Hands every sample to the sink.
   *
   * @param frames shared by all segments of a recording
   */
  void read(FrameTable frames, SampleSink sink) throws IOException;

  /** Frees what the recording takes up; safe at any time and more than once. */
  void discard();
}
