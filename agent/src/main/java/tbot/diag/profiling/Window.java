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

/**
 * A time span of which one consumer gets the samples of some kinds, whatever else is recorded at
 * the same time.
 *
 * <p>Closing it before its end drops the rest of the span.
 */
public final class Window implements AutoCloseable {

  private final Set<EventKind> kinds;
  private final WindowConsumer consumer;
  private final Runnable atEnd;
  private final Runnable onChange;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  // Written by the recorder's thread before it counts down the latch that readers wait for.
  private long startNanos;
  private long startEpochMillis;
  private ProfilerUnavailableException failure;
  private final Set<String> engines = new TreeSet<>();
  private long missedNanos;
  private long followedSinceNanos;
  private int missedSegments;
  private long allocIntervalBytes;
  private long startCpuNanos = ProcessCpuClock.UNKNOWN;
  private long endCpuNanos = ProcessCpuClock.UNKNOWN;

  /** For the recorder's thread only. */
  private boolean atItsEnd;

  private volatile boolean closed;

  /** The length that counts: the requested one, or less after {@link #endNow}. */
  private volatile long lengthNanos;

  /**
   * A window that is not open yet.
   *
   * @param consumer called on the recorder's thread
   * @param atEnd runs on the recorder's thread when the span is over
   * @param onChange runs on the thread that closes the window or ends it early
   */
  Window(
      Set<EventKind> kinds,
      long spanNanos,
      WindowConsumer consumer,
      Runnable atEnd,
      Runnable onChange) {
    this.kinds = EnumSet.copyOf(kinds);
    lengthNanos = spanNanos;
    this.consumer = consumer;
    this.atEnd = atEnd;
    this.onChange = onChange;
  }

  /**
   * Waits for the end of the window. After it the consumer has all samples.
   *
   * @param millis the longest time to wait
   * @return whether the end was reached
   * @throws ProfilerUnavailableException if the recording failed before the end
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

  /** The length of the window in nanoseconds: as requested, unless it was ended early. */
  public long spanNanos() {
    return lengthNanos;
  }

  /**
   * Ends the window early and keeps what it has. Without effect after its end. From any thread, and
   * without waiting.
   */
  public synchronized void endNow() {
    lengthNanos = Math.max(0, Math.min(lengthNanos, System.nanoTime() - startNanos));
    onChange.run();
  }

  /** When the window began, on the clock of {@link System#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  /** When the window began, in milliseconds since 1970. */
  public long startEpochMillis() {
    return startEpochMillis;
  }

  /**
   * The mechanisms that took the CPU samples; more than one if the mechanism changed during the
   * window, none if the window has no CPU samples.
   */
  public Set<String> engines() {
    return engines;
  }

  /** The longest sampling interval of its allocations, in bytes; 0 if it samples none. */
  public long allocIntervalBytes() {
    return allocIntervalBytes;
  }

  /** How long nothing was recorded during the window because the session was replaced. */
  public long missedNanos() {
    return missedNanos;
  }

  /**
   * How long before its end objects were followed, in nanoseconds: the whole span, unless the
   * session was replaced. The profiler forgets its objects with the session. Those that were alive
   * then are not counted, since most may have been garbage that no collection had found.
   */
  public long followedNanos() {
    return endNanos() - followedSinceNanos;
  }

  /** How many recordings of the window could not be read. */
  public int missedSegments() {
    return missedSegments;
  }

  /**
   * The CPU time that the process used during the window by its own clock, in nanoseconds; 0 if
   * that is unknown, or if the window has no CPU samples.
   */
  public long usedCpuNanos() {
    return startCpuNanos == ProcessCpuClock.UNKNOWN || endCpuNanos == ProcessCpuClock.UNKNOWN
        ? 0
        : endCpuNanos - startCpuNanos;
  }

  @Override
  public void close() {
    closed = true;
    onChange.run();
  }

  /**
   * Whether buffered samples must be flushed before the window opens, since the consumer would get
   * some from before: the whole recording, or wall-clock events that began earlier.
   */
  boolean needsFlushBeforeOpening() {
    return consumer.copiesRecordings() || kinds.contains(EventKind.WALL);
  }

  Set<EventKind> kinds() {
    return kinds;
  }

  boolean isClosed() {
    return closed;
  }

  long endNanos() {
    return startNanos + lengthNanos;
  }

  boolean isOver(long nowNanos) {
    return closed || nowNanos - endNanos() >= 0;
  }

  /**
   * The window begins.
   *
   * @param nowNanos on the clock of {@link System#nanoTime}
   * @param cpuNanos the CPU time of the process then, or {@link ProcessCpuClock#UNKNOWN}
   */
  void open(long nowNanos, long cpuNanos) {
    startNanos = nowNanos;
    followedSinceNanos = nowNanos;
    startEpochMillis = System.currentTimeMillis();
    if (kinds.contains(EventKind.CPU)) {
      startCpuNanos = cpuNanos;
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
        && kinds.contains(sample.kind())
        && (atItsEnd || sample.kind() != EventKind.LIVE)
        && sample.timeNanos() - startNanos >= 0
        && sample.timeNanos() - endNanos() <= 0) {
      try {
        consumer.accept(sample);
      } catch (RuntimeException e) {
        failAlone("the samples could not be processed: ", e);
      }
    }
  }

  void offer(Segment segment) {
    if (!closed) {
      try {
        consumer.copyFrom(segment);
      } catch (IOException | RuntimeException e) {
        failAlone("the recording could not be copied: ", e);
      }
    }
  }

  /** A fault of one consumer must not end the windows of others. */
  private void failAlone(String what, Exception fault) {
    closed = true;
    fail(new ProfilerUnavailableException(what + fault, fault));
  }

  /** Notes how a segment was sampled whose samples the window got. */
  void noteSampling(Segment segment) {
    if (kinds.contains(EventKind.CPU)) {
      engines.add(segment.engine());
    }
    if (kinds.contains(EventKind.ALLOC)) {
      allocIntervalBytes = Math.max(allocIntervalBytes, segment.intervals().allocBytes());
    }
  }

  /**
   * The span is over; the session that recorded its last samples is still running.
   *
   * @param cpuNanos the CPU time of the process at its end, or {@link ProcessCpuClock#UNKNOWN}
   */
  void reachEnd(long cpuNanos) {
    atItsEnd = true;
    if (kinds.contains(EventKind.CPU)) {
      endCpuNanos = cpuNanos;
    }
  }

  /** Runs what the consumer wants done before the session ends. */
  void runAtEnd() {
    if (!closed) {
      atEnd.run();
    }
  }

  /**
   * The session was replaced while the window stays open.
   *
   * @param startNanos of the session that follows
   * @param nanos how long none was running
   */
  void continueWith(long startNanos, long nanos) {
    missedNanos += nanos;
    followedSinceNanos = startNanos;
  }

  /**
   * A part of the recording could not be written or read. A profile goes on without its samples; a
   * copy of the recording would be incomplete without a sign of it, so it fails.
   */
  void addMissedSegment() {
    missedSegments++;
    if (consumer.copiesRecordings()) {
      fail(
          new ProfilerUnavailableException(
              "a part of the recording could not be written; is the disk full?"));
    }
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
