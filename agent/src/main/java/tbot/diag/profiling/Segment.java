package tbot.diag.profiling;

import java.io.IOException;
import java.util.Set;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.sample.SamplingIntervals;
import tbot.diag.profiling.stack.FrameTable;

/** One session of the profiler, from its start until its samples have been read. */
public interface Segment {

  /** What it samples. */
  Set<EventKind> kinds();

  /** How far apart its samples lie. */
  SamplingIntervals intervals();

  /** When it had started, on the clock of {@link System#nanoTime}. */
  long startNanos();

  /** What took the CPU samples: perf, ctimer or itimer. Known once the segment has been read. */
  String engine();

  /** How much has been recorded since the start, in bytes. */
  long sizeBytes() throws IOException;

  /** How much of that has not been read yet. */
  long unreadBytes() throws IOException;

  /** How many samples have been taken that have not been read yet. */
  long unreadSamples();

  /**
   * Completes what was recorded until now, so that it can be read; the session goes on.
   *
   * @throws IOException when that failed, and then the session is of no more use
   */
  void flush() throws IOException;

  /** Ends the session. What was recorded can be read afterwards. */
  void stop();

  /** Appends what {@link #read} would read next, as it is. */
  void copyTo(RecordingSpool spool) throws IOException;

  /**
   * Hands every sample to the sink that was completed and not read yet.
   *
   * @param frames shared by all segments of a recording
   */
  void read(FrameTable frames, SampleSink sink) throws IOException;

  /** Frees what the recording takes up; safe at any time and more than once. */
  void discard();
}
