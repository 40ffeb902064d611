package tbot.diag.profiling;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.ProcessCpuClock;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;

/**
 * One consumer's span of a recording: it gets the samples of its kinds whose time lies within its
 * own start and end, whatever else the profiler records meanwhile.
 *
 * <p>Closing it before its end gives up the rest of it at once.
 */
public final class Window implements AutoCloseable {

  private final Recorder recorder;
  private final Set<EventKind> kinds;
  private final long spanNanos;
  private final SampleSink sink;
  private final Runnable atEnd;
  private final RecordingSpool spool;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  // Written by the recorder's thread before the latch that lets others read it.
  private long startNanos;
  private long startEpochMillis;
  private ProfilerUnavailableException failure;
  private final Set<String> engines = new TreeSet<>();
  private long missedNanos;
  private int missedSegments;
  private long allocIntervalBytes;
  private long startCpuNanos = ProcessCpuClock.UNKNOWN;
  private long endCpuNanos = ProcessCpuClock.UNKNOWN;

  private volatile boolean closed;

  /**
   * A window that is not open yet and takes samples.
   *
   * @param atEnd runs when the span is over
   */
  Window(Recorder recorder, Set<EventKind> kinds, long spanNanos, SampleSink sink, Runnable atEnd) {
    this(recorder, kinds, spanNanos, sink, atEnd, null);
  }

  /** A window that is not open yet and takes the recording as it is. */
  Window(Recorder recorder, Set<EventKind> kinds, long spanNanos, RecordingSpool spool) {
    this(recorder, kinds, spanNanos, null, () -> {}, spool);
  }

  private Window(
      Recorder recorder,
      Set<EventKind> kinds,
      long spanNanos,
      SampleSink sink,
      Runnable atEnd,
      RecordingSpool spool) {
    this.recorder = recorder;
    this.kinds = EnumSet.copyOf(kinds);
    this.spanNanos = spanNanos;
    this.sink = sink;
    this.atEnd = atEnd;
    this.spool = spool;
  }

  /**
   * Waits for the end of the window, after which the sink has got every sample.
   *
   * @param millis the longest time to wait
   * @return whether the end was reached
   * @throws ProfilerUnavailableException when the recording broke off
   */
  public boolean await(long millis) throws InterruptedException, ProfilerUnavailableException {
    if (!finished.await(millis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    if (failure != null) {
      throw failure;
    }
    return true;
  }

  /** The length of the window in nanoseconds, as asked for. */
  public long spanNanos() {
    return spanNanos;
  }

  /** When the window began, in milliseconds since 1970. */
  public long startEpochMillis() {
    return startEpochMillis;
  }

  /**
   * The mechanisms that took the CPU samples; more than one when it changed in between, none when
   * the window has no CPU samples.
   */
  public Set<String> engines() {
    return engines;
  }

  /** The coarsest interval at which its allocations were sampled, in bytes; 0 without any. */
  public long allocIntervalBytes() {
    return allocIntervalBytes;
  }

  /** For how long nothing was recorded within the window because the session was renewed. */
  public long missedNanos() {
    return missedNanos;
  }

  /** How many recordings within the window could not be read. */
  public int missedSegments() {
    return missedSegments;
  }

  /**
   * The CPU time in nanoseconds that the process used during the window by its own clock; 0 where
   * that is not known, and for a window without CPU samples.
   */
  public long usedCpuNanos() {
    return startCpuNanos == ProcessCpuClock.UNKNOWN || endCpuNanos == ProcessCpuClock.UNKNOWN
        ? 0
        : endCpuNanos - startCpuNanos;
  }

  @Override
  public void close() {
    closed = true;
    recorder.windowClosed();
  }

  /**
   * Whether samples that the profiler keeps back must be out when the window begins, or else it
   * would get some that began earlier.
   */
  boolean needsCleanStart() {
    return spool != null || kinds.contains(EventKind.WALL);
  }

  Set<EventKind> kinds() {
    return kinds;
  }

  boolean isClosed() {
    return closed;
  }

  long endNanos() {
    return startNanos + spanNanos;
  }

  boolean isOver(long nowNanos) {
    return closed || nowNanos - endNanos() >= 0;
  }

  void open(long nowNanos) {
    startNanos = nowNanos;
    startEpochMillis = System.currentTimeMillis();
    if (kinds.contains(EventKind.CPU)) {
      startCpuNanos = ProcessCpuClock.nanos();
    }
    opened.countDown();
  }

  /** Waits until the window is open. */
  void awaitOpen() throws InterruptedException, ProfilerUnavailableException {
    opened.await();
    if (failure != null) {
      throw failure;
    }
  }

  void offer(Sample sample) {
    if (!closed
        && sink != null
        && kinds.contains(sample.kind())
        && sample.timeNanos() - startNanos >= 0
        && sample.timeNanos() - endNanos() <= 0) {
      try {
        sink.accept(sample);
      } catch (RuntimeException e) {
        // One consumer's fault must not end the others' windows.
        closed = true;
        fail(new ProfilerUnavailableException("the samples could not be processed: " + e, e));
      }
    }
  }

  void offer(Segment segment) throws IOException {
    if (!closed && spool != null) {
      segment.copyTo(spool);
    }
  }

  void tookPartIn(Segment segment) {
    if (kinds.contains(EventKind.CPU) || spool != null) {
      engines.add(segment.engine());
    }
    if (kinds.contains(EventKind.ALLOC)) {
      allocIntervalBytes = Math.max(allocIntervalBytes, segment.intervals().allocBytes());
    }
  }

  /** The span is over, and the session that recorded its last samples still runs. */
  void reachEnd() {
    if (!closed) {
      if (kinds.contains(EventKind.CPU)) {
        endCpuNanos = ProcessCpuClock.nanos();
      }
      atEnd.run();
    }
  }

  void missed(long nanos) {
    missedNanos += nanos;
  }

  void missedSegment() {
    missedSegments++;
  }

  void finish() {
    finished.countDown();
  }

  void fail(ProfilerUnavailableException cause) {
    failure = cause;
    opened.countDown();
    finished.countDown();
  }
}
