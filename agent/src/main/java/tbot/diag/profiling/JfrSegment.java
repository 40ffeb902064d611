package tbot.diag.profiling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;
import one.jfr.JfrReader;
import one.profiler.AsyncProfiler;
import tbot.diag.log.Log;

/** A session of async-profiler and the nameless file that it records into. */
final class JfrSegment implements Segment {

  private final AsyncProfiler profiler;
  private final FileChannel channel;
  private final Set<EventKind> kinds;
  private final long startNanos = System.nanoTime();
  private String engine = "unknown";

  JfrSegment(AsyncProfiler profiler, FileChannel channel, Set<EventKind> kinds) {
    this.profiler = profiler;
    this.channel = channel;
    this.kinds = kinds;
  }

  @Override
  public Set<EventKind> kinds() {
    return kinds;
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public String engine() {
    return engine;
  }

  @Override
  public long sizeBytes() throws IOException {
    return channel.size();
  }

  @Override
  public long sampleCount() {
    return profiler.getSamples();
  }

  @Override
  public void stop() {
    try {
      profiler.stop();
    } catch (IllegalStateException e) {
      // The backstop was faster, as when the whole process was suspended: the file is complete.
      Log.debug("the session had ended: " + e.getMessage());
    }
  }

  @Override
  public void read(FrameTable frames, SampleSink sink) throws IOException {
    // Mapped, so that a recording of any size takes no heap. Nothing touches the mapping after
    // the reader is gone, which discard() relies on.
    ByteBuffer recording = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    try (JfrReader reader = new JfrReader(recording)) {
      new JfrSamples(reader, frames).readAll(sink);
      engine = nameOf(reader.settings.get("engine"));
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NullPointerException
        | java.nio.BufferUnderflowException e) {
      // What the reader throws on a recording that broke off, as on a full disk.
      throw new IOException("the recording is damaged: " + e, e);
    }
  }

  private static String nameOf(String engine) {
    if (engine == null) {
      return "unknown";
    }
    return engine.equals("perf_events") ? "perf" : engine;
  }

  @Override
  public void discard() {
    try {
      if (channel.isOpen()) {
        // The mapping lasts until the next collection; the disk space need not.
        channel.truncate(0);
        channel.close();
      }
    } catch (IOException e) {
      Log.debug("cannot free a recording: " + e);
    }
  }
}
