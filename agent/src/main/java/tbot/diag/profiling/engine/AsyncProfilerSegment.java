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

/** A session of async-profiler and the unlinked file that it records to. */
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
   * A session that has just started.
   *
   * @param channel the file
   * @param intervals those at which it samples
   * @param countsByThread whether the profiler counts CPU time for each thread, not for the process
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
      throw new IOException("the profiling session has ended: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    try {
      profiler.stop();
    } catch (IllegalStateException e) {
      // The profiler's timeout has ended it, for example while the process was suspended. The file
      // is complete.
      Log.debug("the profiling session had already ended: " + e.getMessage());
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
    // Set before reading: damaged chunks must not be read again.
    readUpTo = end;
    samplesRead = profiler.getSamples();
    // A stopped session leaves complete chunks, at least one, unless the disk was full.
    boolean incomplete = stopped && (end == 0 || end < channel.size());
    if (start < end) {
      readChunks(start, end, frames, sink);
    }
    if (incomplete) {
      throw new IOException("the recording is incomplete after " + end + " bytes");
    }
  }

  private void readChunks(long start, long end, FrameTable frames, SampleSink sink)
      throws IOException {
    // Mapped, so that a recording takes no heap. The mapping must not be used after this method:
    // discard() truncates the file.
    ByteBuffer recording = channel.map(FileChannel.MapMode.READ_ONLY, start, end - start);
    JfrSamples samples = new JfrSamples(recording, frames, cpuWeights, allocationWeights);
    samples.readAll(sink);
    if (start == 0) {
      // Only the first chunk has the settings.
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
        // Truncated, since the mapping keeps the disk space until it is collected.
        channel.truncate(0);
        channel.close();
      }
    } catch (IOException e) {
      Log.debug("cannot free a recording: " + e);
    }
  }
}
