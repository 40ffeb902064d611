package tbot.diag.profiling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.sample.SamplingIntervals;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.FrameTable;
import tbot.diag.profiling.stack.Function;

/** A fake segment whose samples are added by the test. */
final class FakeSegment implements Segment {

  private final Set<EventKind> kinds;
  private final SamplingIntervals intervals;
  private final Consumer<FakeSegment> beforeRead;
  private final long startNanos = System.nanoTime();
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private volatile boolean discarded;
  private volatile boolean damaged;
  private volatile boolean flushFails;
  private volatile Error stopFailure;
  private volatile long size;
  private volatile long sampleCount;
  private final AtomicInteger flushes = new AtomicInteger();
  private volatile long recordedUpTo = startNanos;

  FakeSegment(Set<EventKind> kinds, SamplingIntervals intervals, Consumer<FakeSegment> beforeRead) {
    this.intervals = intervals;
    this.kinds = EnumSet.copyOf(kinds);
    this.beforeRead = beforeRead;
  }

  /** Records one CPU sample at this time. */
  void sampleAt(long timeNanos) {
    sampleAt(timeNanos, EventKind.CPU);
  }

  /** Records one sample at this time. */
  void sampleAt(long timeNanos, EventKind kind) {
    Function function = new Function(Function.Origin.JAVA, "a.B.c", "a/B.java");
    samples.add(
        new Sample(kind, timeNanos, new CallStack(new Frame(function, 1, false)), "t", "", 1, 10));
  }

  /** From now on {@link #flush} fails. */
  void failFlushes() {
    flushFails = true;
  }

  /** From now on {@link #stop} throws this. */
  void failStops(Error failure) {
    stopFailure = failure;
  }

  /** From now on {@link #read} fails. */
  void damage() {
    damaged = true;
  }

  void claimSize(long bytes) {
    size = bytes;
  }

  void claimSamples(long count) {
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
  public SamplingIntervals intervals() {
    return intervals;
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

  /** Sets until when it has recorded to now; returns what it was. */
  long advance() {
    long before = recordedUpTo;
    recordedUpTo = System.nanoTime();
    return before;
  }

  /** Until when it has recorded, on the clock of {@link System#nanoTime}. */
  long recordedUpTo() {
    return recordedUpTo;
  }

  int flushes() {
    return flushes.get();
  }

  @Override
  public long unreadBytes() {
    return 0;
  }

  @Override
  public long unreadSamples() {
    return sampleCount;
  }

  @Override
  public void flush() throws IOException {
    if (flushFails) {
      throw new IOException("the session has ended");
    }
    flushes.incrementAndGet();
    beforeRead.accept(this);
  }

  @Override
  public void stop() {
    stopped = true;
    if (stopFailure != null) {
      throw stopFailure;
    }
    beforeRead.accept(this);
  }

  @Override
  public void copyTo(RecordingSpool spool) throws IOException {
    if (!samples.isEmpty()) {
      spool.channel().write(ByteBuffer.wrap(new byte[samples.size()]));
    }
  }

  @Override
  public void read(FrameTable frames, SampleSink sink) throws IOException {
    if (damaged) {
      throw new IOException("damaged");
    }
    samples.forEach(sink::accept);
    samples.clear();
    sampleCount = 0;
  }

  @Override
  public void discard() {
    discarded = true;
  }
}
