package tbot.diag.profiling.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;
import one.profiler.AsyncProfiler;
import tbot.diag.log.Log;
import tbot.diag.profiling.RecordingSpool;
import tbot.diag.profiling.Segment;
import tbot.diag.profiling.jfr.JfrChunk;
import tbot.diag.profiling.jfr.JfrSamples;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.sample.SamplingIntervals;
import tbot.diag.profiling.stack.FrameTable;

/** A session of async-profiler and the nameless file that it records into. */
final class AsyncProfilerSegment implements Segment {

  private final AsyncProfiler profiler;
  private final FileChannel channel;
  private final Set<EventKind> kinds;
  private final SamplingIntervals intervals;
  private final CpuWeights cpuWeights;
  private final AllocationWeights allocationWeights;
  private final long startNanos = System.nanoTime();
  private boolean stopped;
  private String engine = "unknown";
  private long readUpTo;
  private long samplesRead;

  /**
   * A session that has just begun.
   *
   * @param channel the file
   * @param countsByThread whether each thread has a count of its own of the CPU time until its next
   *     sample
   */
  AsyncProfilerSegment(
      AsyncProfiler profiler,
      FileChannel channel,
      Set<EventKind> kinds,
      SamplingIntervals intervals,
      boolean countsByThread) {
    this.profiler = profiler;
    this.channel = channel;
    this.kinds = kinds;
    this.intervals = intervals;
    this.cpuWeights = new CpuWeights(intervals.cpuNanos(), countsByThread);
    this.allocationWeights = AllocationWeights.ofThisJvm(intervals.allocBytes());
  }

  @Override
  public Set<EventKind> kinds() {
    return kinds;
  }

  @Override
  public SamplingIntervals intervals() {
    return intervals;
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
  public long unreadBytes() throws IOException {
    return channel.size() - readUpTo;
  }

  @Override
  public long unreadSamples() {
    return profiler.getSamples() - samplesRead;
  }

  @Override
  public void flush() throws IOException {
    try {
      profiler.execute("dump,jfr");
    } catch (IllegalStateException e) {
      throw new IOException("the session has ended: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    try {
      profiler.stop();
    } catch (IllegalStateException e) {
      // The backstop was faster, as when the whole process was suspended: the file is complete.
      Log.debug("the session had ended: " + e.getMessage());
    }
  }

  @Override
  public void copyTo(RecordingSpool spool) throws IOException {
    spool.append(channel, readUpTo, JfrChunk.endOfComplete(channel, readUpTo));
  }

  @Override
  public void read(FrameTable frames, SampleSink sink) throws IOException {
    long start = readUpTo;
    long end = JfrChunk.endOfComplete(channel, readUpTo);
    // Even if it turns out to be damaged, it will be no better the next time.
    readUpTo = end;
    samplesRead = profiler.getSamples();
    // A session that has stopped leaves whole chunks, one at least, unless the disk was full.
    boolean brokenOff = stopped && (end == 0 || end < channel.size());
    if (start < end) {
      readChunks(start, end, frames, sink);
    }
    if (brokenOff) {
      throw new IOException("the recording broke off at " + end + " bytes");
    }
  }

  private void readChunks(long start, long end, FrameTable frames, SampleSink sink)
      throws IOException {
    // Mapped, so that a recording of any size takes no heap. Nothing touches the mapping after
    // this, which discard() relies on.
    ByteBuffer recording = channel.map(FileChannel.MapMode.READ_ONLY, start, end - start);
    JfrSamples samples = new JfrSamples(recording, frames, cpuWeights, allocationWeights);
    samples.readAll(sink);
    if (start == 0) {
      // The first chunk alone has the settings.
      engine = nameOf(samples.setting("engine"));
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
