package tbot.diag.profiling;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A segment whose samples the test puts in. */
final class RecordedSegment implements Segment {

  private final Set<EventKind> kinds;
  private final Consumer<RecordedSegment> onStop;
  private final long startNanos = System.nanoTime();
  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile boolean discarded;
  private volatile boolean damaged;
  private volatile long size;
  private volatile long sampleCount;

  RecordedSegment(Set<EventKind> kinds, Consumer<RecordedSegment> onStop) {
    this.kinds = EnumSet.copyOf(kinds);
    this.onStop = onStop;
  }

  /** Records one sample at this time. */
  void sampleAt(long timeNanos) {
    Function function = new Function(Function.Origin.JAVA, "a.B.c", "a/B.java");
    samples.add(
        new Sample(
            EventKind.CPU, timeNanos, new CallStack(new Frame(function, 1, false)), "t", 1, 10));
  }

  void damage() {
    damaged = true;
  }

  void growTo(long bytes) {
    size = bytes;
  }

  void reachSamples(long count) {
    sampleCount = count;
  }

  boolean isStopped() {
    return stopped;
  }

  boolean isDiscarded() {
    return discarded;
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
    return "fake";
  }

  @Override
  public long sizeBytes() {
    return size;
  }

  @Override
  public long sampleCount() {
    return sampleCount;
  }

  @Override
  public void stop() {
    stopped = true;
    onStop.accept(this);
  }

  @Override
  public void read(FrameTable frames, SampleSink sink) throws IOException {
    if (damaged) {
      throw new IOException("damaged");
    }
    samples.forEach(sink::accept);
  }

  @Override
  public void discard() {
    discarded = true;
  }
}
