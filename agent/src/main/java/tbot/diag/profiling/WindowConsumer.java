package tbot.diag.profiling;

import java.io.IOException;
import tbot.diag.profiling.sample.SampleSink;

/** Takes what was recorded within a window: its samples, or a copy of the recording. */
interface WindowConsumer extends SampleSink {

  /**
   * Copies the part of a recording that {@link Segment#read} reads next. A consumer of samples
   * copies nothing.
   */
  default void copyFrom(Segment segment) throws IOException {}

  /** Whether it copies recordings, which may contain samples from before the window. */
  default boolean copiesRecordings() {
    return false;
  }
}
