package tbot.diag.profiling;

import java.io.IOException;
import java.util.Set;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.sample.SamplingIntervals;
import tbot.diag.profiling.stack.FrameTable;

/** One session of the profiler, from its start until all of its samples have been read. */
public interface Segment {

  /** What it samples. */
  Set<EventKind> kinds();

  /** The intervals at which it samples. */
  SamplingIntervals intervals();

  /** When it started, on the clock of {@link System#nanoTime}. */
  long startNanos();

  /**
   * The mechanism that took the CPU samples: perf, ctimer or itimer; unknown until the segment has
   * been read.
   */
  String engine();

  /** The size of the recording, in bytes. */
  long sizeBytes() throws IOException;

  /** How much of the recording has not been read yet, in bytes. */
  long unreadBytes() throws IOException;

  /** How many samples were taken that have not been read yet. */
  long unreadSamples();

  /**
   * Completes what was recorded until now, so that it can be read; the session continues.
   *
   * @throws IOException if that failed; the session cannot be used any more then
   */
  void flush() throws IOException;

  /** Ends the session. What was recorded can be read afterwards. */
  void stop();

  /** Copies the part of the recording that {@link #read} reads next, unchanged. */
  void copyTo(RecordingSpool spool) throws IOException;

  /**
   * Passes to the sink every sample that is complete and has not been read yet.
   *
   * @param frames shared by all segments of a recorder
   * @throws IOException if the recording is damaged or incomplete
   */
  void read(FrameTable frames, SampleSink sink) throws IOException;

  /** Frees the recording. Can be called at any time and more than once. */
  void discard();
}
