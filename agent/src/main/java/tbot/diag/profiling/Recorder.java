package tbot.diag.profiling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tbot.diag.log.Log;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.ProcessCpuClock;
import tbot.diag.profiling.sample.SampleSink;

/**
 * Shares the one profiling session that a process can have between any number of windows.
 *
 * <p>The session samples the union of what the open windows want. The recording is read, and each
 * sample offered to every window, when a window ends, when a caller asks for it, or when much was
 * recorded; the session continues meanwhile. It is replaced by a new session only if the union
 * changes, if it has become old, large or too finely sampled, or if a window with live objects
 * ends. Nothing is recorded for some milliseconds then, which each window counts as missed.
 *
 * <p>All of this happens on one thread, which exists only while windows are open. This class is
 * what other threads call; {@link RecorderLoop} is what that thread does.
 */
public final class Recorder implements AutoCloseable {

  /** The length of a window that lasts until it is closed: more than a century. */
  public static final long UNBOUNDED = Long.MAX_VALUE / 2;

  private static final String STOPPING = "the agent is being stopped";
  private static final long PAUSE_MILLIS = 100;

  private final SegmentSource source;
  private final RecorderLoop loop;
  private final Object lock = new Object();

  // Guarded by the lock.
  private final List<Window> arriving = new ArrayList<>();
  private final List<CountDownLatch> refreshes = new ArrayList<>();
  private Thread thread;
  private boolean closed;

  /**
   * Makes a recorder. It starts the first session with the first window.
   *
   * @param source starts the sessions, on the recorder's thread
   */
  public Recorder(SegmentSource source) {
    this(source, ProcessCpuClock::nanos);
  }

  Recorder(SegmentSource source, LongSupplier processCpuClock) {
    this.source = source;
    loop = new RecorderLoop(source, processCpuClock);
  }

  /**
   * Opens a window and returns when it has started.
   *
   * @param kinds what to sample
   * @param spanNanos how long the window lasts, or {@link #UNBOUNDED}
   * @param sink takes the samples, on the recorder's thread
   * @throws ProfilerUnavailableException if the profiler cannot start, with the cause
   */
  public Window open(Set<EventKind> kinds, long spanNanos, SampleSink sink)
      throws InterruptedException, ProfilerUnavailableException {
    return open(kinds, spanNanos, sink, () -> {});
  }

  /**
   * Opens a window and returns when it has started.
   *
   * @param kinds what to sample
   * @param spanNanos how long the window lasts, or {@link #UNBOUNDED}
   * @param sink takes the samples, on the recorder's thread
   * @param atEnd runs on the recorder's thread when the span is over, before live objects are
   *     determined; does not run if the window is closed before
   * @throws ProfilerUnavailableException if the profiler cannot start, with the cause
   */
  public Window open(Set<EventKind> kinds, long spanNanos, SampleSink sink, Runnable atEnd)
      throws InterruptedException, ProfilerUnavailableException {
    return open(new Window(kinds, spanNanos, sink::accept, atEnd, this::wakeThread));
  }

  /**
   * Begins a recording in the format of Java Flight Recorder and returns when it has started. It
   * contains what other windows sample in the same span, too.
   *
   * @param kinds what to sample
   * @param spanNanos how long the recording lasts
   * @throws ProfilerUnavailableException if the profiler cannot start, with the cause
   */
  public Recording record(Set<EventKind> kinds, long spanNanos)
      throws IOException, InterruptedException, ProfilerUnavailableException {
    // Loading the library determines the directory for the spool's file.
    source.load();
    RecordingSpool spool = source.newSpool();
    boolean opened = false;
    try {
      Window window = open(new Window(kinds, spanNanos, spool, () -> {}, this::wakeThread));
      opened = true;
      return new Recording(window, spool);
    } finally {
      if (!opened) {
        spool.close();
      }
    }
  }

  /**
   * Waits until every window has the samples that were taken before this call.
   *
   * @throws ProfilerUnavailableException if the recorder is closed
   */
  public void refresh() throws InterruptedException, ProfilerUnavailableException {
    beginRefresh().await();
  }

  /**
   * Begins a refresh and waits for it until a timeout, after which it continues in the background.
   *
   * @param millis the timeout
   * @throws ProfilerUnavailableException if the recorder is closed
   */
  public void refresh(long millis) throws InterruptedException, ProfilerUnavailableException {
    // Callers use what the windows have by then, complete or not.
    boolean ignored = beginRefresh().await(millis, TimeUnit.MILLISECONDS);
  }

  private CountDownLatch beginRefresh() throws ProfilerUnavailableException {
    CountDownLatch done = new CountDownLatch(1);
    synchronized (lock) {
      if (closed) {
        throw new ProfilerUnavailableException(STOPPING);
      }
      if (thread == null) {
        done.countDown();
        return done;
      }
      refreshes.add(done);
      lock.notifyAll();
    }
    return done;
  }

  private Window open(Window window) throws InterruptedException, ProfilerUnavailableException {
    source.check(window.kinds());
    synchronized (lock) {
      if (closed) {
        throw new ProfilerUnavailableException(STOPPING);
      }
      if (thread == null) {
        startThread();
      }
      arriving.add(window);
      lock.notifyAll();
    }
    try {
      window.awaitOpen();
      return window;
    } catch (InterruptedException e) {
      window.close();
      throw e;
    }
  }

  /** The caller holds the lock, so the thread begins when that is released. */
  private void startThread() {
    Thread fresh = new Thread(this::run, "tbot-diag-recorder");
    fresh.setDaemon(true);
    // Else it would inherit the caller's, and keep a class loader of the host reachable.
    fresh.setContextClassLoader(null);
    // Throws if the host may have no more threads; the next window tries again.
    fresh.start();
    thread = fresh;
  }

  /** Whether there is a window. */
  public boolean isRecording() {
    synchronized (lock) {
      return thread != null;
    }
  }

  /** Ends the session and every window, and waits for that. */
  @Override
  public void close() {
    Thread last;
    synchronized (lock) {
      closed = true;
      last = thread;
      lock.notifyAll();
    }
    if (last != null) {
      try {
        last.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void wakeThread() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  private void run() {
    // So that the catches need no memory: the JVM looks up their class when it needs it first.
    Objects.requireNonNull(Throwable.class);
    List<Window> arrived = Collections.emptyList();
    try {
      for (arrived = awaitWork(); arrived != null; arrived = awaitWork()) {
        step(arrived);
      }
    } catch (Throwable t) {
      while (!tryToAbandon(t, arrived)) {
        pause();
      }
    }
  }

  /** Returns false if there is no memory for it. Threads wait for the windows. */
  private boolean tryToAbandon(Throwable failure, List<Window> arrived) {
    try {
      Log.warn("the profiler's recorder failed: " + failure);
      abandon("the recording broke off: " + failure, arrived);
      return true;
    } catch (Throwable t) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // By nobody of ours. A shorter pause will do.
    }
  }

  /** Waits until a step is due; returns the windows that arrived, or null to end the thread. */
  private List<Window> awaitWork() throws InterruptedException {
    synchronized (lock) {
      while (true) {
        if (closed) {
          abandon(STOPPING, Collections.<Window>emptyList());
          return null;
        }
        if (!arriving.isEmpty() || (!refreshes.isEmpty() && loop.isRecording())) {
          List<Window> arrived = new ArrayList<>(arriving);
          arriving.clear();
          return arrived;
        }
        release(takeRefreshes());
        if (loop.isIdle()) {
          thread = null;
          loop.clearCache();
          return null;
        }
        long now = System.nanoTime();
        long waitNanos = loop.nextDueNanos(now) - now;
        if (waitNanos <= 0) {
          return new ArrayList<>();
        }
        // Rounded up: wait(0) would wait without a timeout.
        lock.wait(waitNanos / 1_000_000 + 1);
      }
    }
  }

  private void step(List<Window> arrived) {
    List<CountDownLatch> waiting = takeRefreshes();
    try {
      loop.step(arrived, !waiting.isEmpty());
    } finally {
      release(waiting);
    }
  }

  private List<CountDownLatch> takeRefreshes() {
    synchronized (lock) {
      List<CountDownLatch> taken = new ArrayList<>(refreshes);
      refreshes.clear();
      return taken;
    }
  }

  /** Needs no memory, as an iterator would. */
  private static void release(List<CountDownLatch> waiting) {
    for (int i = 0; i < waiting.size(); i++) {
      waiting.get(i).countDown();
    }
  }

  /**
   * Fails every window, so that no thread waits forever, but those that have arrived meanwhile:
   * they get a thread that begins anew. Can be repeated if it fails itself.
   */
  private void abandon(String reason, List<Window> arrived) {
    ProfilerUnavailableException cause = new ProfilerUnavailableException(reason);
    loop.abandon(cause);
    RecorderLoop.failAll(arrived, cause);
    synchronized (lock) {
      if (closed) {
        RecorderLoop.failAll(arriving, cause);
        arriving.clear();
      }
      release(takeRefreshes());
      if (arriving.isEmpty()) {
        thread = null;
      } else {
        startThread();
      }
    }
  }
}
