package tbot.diag.profiling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tbot.diag.log.Log;
import tbot.diag.profiling.sample.AllocationThrottle;
import tbot.diag.profiling.sample.CpuThrottle;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.ProcessCpuClock;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.sample.SamplingIntervals;

/**
 * Owns the one profiling session that a process can have, and shares it between any number of
 * windows.
 *
 * <p>The session samples the union of what the open windows want. When a window ends, when someone
 * asks, or when much was recorded, the recording so far is completed, read once, and each sample
 * offered to every window; the session goes on meanwhile. Only when the union changes, or when the
 * session has grown old or large, is it stopped and the next one started. It is down for some
 * milliseconds in between, which each window counts as missed.
 *
 * <p>All of this happens on one thread, which exists only while something records.
 */
public final class Recorder implements AutoCloseable {

  /** The length of a window that lasts until it is closed: more than a century. */
  public static final long UNBOUNDED = Long.MAX_VALUE / 2;

  /** Windows that end this close to each other share one renewal of the session. */
  private static final long SHARED_END_NANOS = 50_000_000L;

  private static final String STOPPING = "the agent is being stopped";

  private final SegmentSource source;
  private final Object lock = new Object();

  // Guarded by the lock.
  private final List<Window> arriving = new ArrayList<>();
  private final List<CountDownLatch> refreshes = new ArrayList<>();
  private Thread thread;
  private boolean closed;

  // Touched by the recorder's thread alone.
  private final List<Window> open = new ArrayList<>();
  private final AllocationThrottle allocationPace = new AllocationThrottle();
  private final CpuThrottle cpuPace;
  private final SegmentLimits limits;
  private final SampleDispatch delivery = new SampleDispatch(allocationPace);
  private Segment running;
  private long unreadSinceNanos;

  /**
   * Makes a recorder. It starts no session before the first window.
   *
   * @param source starts the sessions; asked by the recorder's thread alone
   */
  public Recorder(SegmentSource source) {
    this(source, new ProcessCpuClock());
  }

  Recorder(SegmentSource source, LongSupplier processCpuClock) {
    this.source = source;
    cpuPace = new CpuThrottle(processCpuClock);
    limits = new SegmentLimits(allocationPace, cpuPace);
  }

  /**
   * Opens a window, which starts when this returns.
   *
   * @param kinds what to sample
   * @param spanNanos for how long
   * @param sink takes the samples, on the recorder's thread
   * @throws ProfilerUnavailableException when the profiler cannot start, with the cause
   */
  public Window open(Set<EventKind> kinds, long spanNanos, SampleSink sink)
      throws InterruptedException, ProfilerUnavailableException {
    return open(kinds, spanNanos, sink, () -> {});
  }

  /**
   * Opens a window, which starts when this returns.
   *
   * @param kinds what to sample
   * @param spanNanos for how long
   * @param sink takes the samples, on the recorder's thread
   * @param atEnd runs when the span is over, on the recorder's thread, before what is alive then is
   *     looked at; not for a window that is closed before
   * @throws ProfilerUnavailableException when the profiler cannot start, with the cause
   */
  public Window open(Set<EventKind> kinds, long spanNanos, SampleSink sink, Runnable atEnd)
      throws InterruptedException, ProfilerUnavailableException {
    return open(new Window(this, kinds, spanNanos, sink, atEnd));
  }

  /**
   * Records as the profiler writes it, in the format of Java Flight Recorder. What other windows
   * sample in that span is in it too.
   *
   * @param kinds what to sample
   * @param spanNanos for how long
   * @throws ProfilerUnavailableException when the profiler cannot start, with the cause
   */
  public Recording record(Set<EventKind> kinds, long spanNanos)
      throws IOException, InterruptedException, ProfilerUnavailableException {
    // The place for the files is known when the library is loaded, which the first start does.
    source.load();
    RecordingSpool spool = source.newSpool();
    boolean opened = false;
    try {
      Recording recording = new Recording(open(new Window(this, kinds, spanNanos, spool)), spool);
      opened = true;
      return recording;
    } finally {
      if (!opened) {
        spool.close();
      }
    }
  }

  /**
   * Waits until every window has what was recorded for it before this call.
   *
   * @throws ProfilerUnavailableException when the recorder is being closed
   */
  public void refresh() throws InterruptedException, ProfilerUnavailableException {
    beginRefresh().await();
  }

  /**
   * The same, which goes on by itself when it takes longer.
   *
   * @param millis how long to wait for it at most
   * @throws ProfilerUnavailableException when the recorder is being closed
   */
  public void refresh(long millis) throws InterruptedException, ProfilerUnavailableException {
    // Whether it is done in time is the same to those who ask for no more.
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
      arriving.add(window);
      if (thread == null) {
        thread = new Thread(this::run, "tbot-diag-recorder");
        thread.setDaemon(true);
        // Not to keep the host's loader alive by the thread that happened to ask first.
        thread.setContextClassLoader(null);
        thread.start();
      }
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

  void windowClosed() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  private void run() {
    List<Window> fresh = new ArrayList<>();
    try {
      for (fresh = awaitWork(); fresh != null; fresh = awaitWork()) {
        step(fresh);
      }
    } catch (Throwable t) {
      Log.warn("the profiler's recorder failed: " + t);
      abandon("the recording broke off: " + t, fresh);
    }
  }

  /** Waits until there is something to do; the windows that arrived, or null to end the thread. */
  private List<Window> awaitWork() throws InterruptedException {
    synchronized (lock) {
      while (true) {
        if (closed) {
          abandon(STOPPING, new ArrayList<>());
          return null;
        }
        if (!arriving.isEmpty() || (!refreshes.isEmpty() && running != null)) {
          List<Window> fresh = new ArrayList<>(arriving);
          arriving.clear();
          return fresh;
        }
        releaseRefreshes();
        if (running == null && open.isEmpty()) {
          thread = null;
          delivery.forget();
          return null;
        }
        long now = System.nanoTime();
        long due = nextDueNanos(now);
        if (due - now <= 0) {
          return new ArrayList<>();
        }
        // Rounded up: a wait of zero would be one without an end.
        lock.wait((due - now) / 1_000_000 + 1);
      }
    }
  }

  private long nextDueNanos(long now) {
    if (running == null) {
      return now;
    }
    long first = Long.MAX_VALUE;
    for (Window window : open) {
      if (window.isClosed()) {
        return now;
      }
      first = Math.min(first, window.endNanos());
    }
    long last = first;
    for (Window window : open) {
      if (window.endNanos() - first <= SHARED_END_NANOS) {
        last = Math.max(last, window.endNanos());
      }
    }
    return Math.min(limits.dueNanos(running, now, unreadSinceNanos), last);
  }

  private void step(List<Window> fresh) {
    long now = System.nanoTime();
    List<Window> over = new ArrayList<>();
    for (Window window : open) {
      if (window.isOver(now)) {
        over.add(window);
      }
    }
    List<Window> staying = new ArrayList<>(open);
    staying.removeAll(over);
    removeClosed(fresh);
    Set<EventKind> wanted = union(staying, fresh);
    List<CountDownLatch> waiting = takeRefreshes();
    try {
      for (Window window : over) {
        window.reachEnd();
      }
      boolean same = running != null && running.kinds().equals(wanted);
      if (!same || limits.isSpent(running, now) || endsLive(over)) {
        renew(staying, fresh);
      } else if (over.isEmpty()
          && waiting.isEmpty()
          && !limits.hasMuchUnread(running, now, unreadSinceNanos)
          && !needCleanStart(fresh)) {
        admit(fresh, now);
      } else if (flushAndDeliver()) {
        admit(fresh, System.nanoTime());
      } else {
        renew(staying, fresh);
      }
      for (Window window : over) {
        window.finish();
      }
      open.removeAll(over);
    } finally {
      for (CountDownLatch done : waiting) {
        done.countDown();
      }
    }
  }

  /** Stops the session, starts the next, and hands out what the first recorded. */
  private void renew(List<Window> staying, List<Window> fresh) {
    List<Window> receivers = new ArrayList<>(open);
    // Before: the profiler takes no samples while it stops, which takes it some milliseconds.
    long stopNanos = System.nanoTime();
    Segment ended = stopRunning();
    long unreadNanos = stopNanos - unreadSinceNanos;
    startFor(staying, fresh);
    if (running != null && ended != null) {
      for (Window window : staying) {
        window.missed(running.startNanos() - stopNanos);
      }
    }
    if (ended != null) {
      try {
        delivery.deliver(ended, receivers, unreadNanos);
      } finally {
        ended.discard();
      }
    }
  }

  /** Hands out what was recorded so far; the session goes on without a gap. */
  private boolean flushAndDeliver() {
    try {
      running.flush();
    } catch (IOException e) {
      Log.debug("the session could not be flushed: " + e.getMessage());
      return false;
    }
    delivery.deliver(running, open, System.nanoTime() - unreadSinceNanos);
    unreadSinceNanos = System.nanoTime();
    return true;
  }

  /** What is alive is known only when the session ends. */
  private static boolean endsLive(List<Window> over) {
    for (Window window : over) {
      if (window.kinds().contains(EventKind.LIVE) && !window.isClosed()) {
        return true;
      }
    }
    return false;
  }

  private static boolean needCleanStart(List<Window> fresh) {
    for (Window window : fresh) {
      if (window.needsCleanStart()) {
        return true;
      }
    }
    return false;
  }

  private List<CountDownLatch> takeRefreshes() {
    synchronized (lock) {
      List<CountDownLatch> taken = new ArrayList<>(refreshes);
      refreshes.clear();
      return taken;
    }
  }

  private void releaseRefreshes() {
    for (CountDownLatch done : takeRefreshes()) {
      done.countDown();
    }
  }

  private static void removeClosed(List<Window> windows) {
    for (Iterator<Window> i = windows.iterator(); i.hasNext(); ) {
      if (i.next().isClosed()) {
        i.remove();
      }
    }
  }

  private static Set<EventKind> union(List<Window> some, List<Window> others) {
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    for (Window window : some) {
      kinds.addAll(window.kinds());
    }
    for (Window window : others) {
      kinds.addAll(window.kinds());
    }
    return kinds;
  }

  private Segment stopRunning() {
    Segment ended = running;
    running = null;
    if (ended != null) {
      ended.stop();
    }
    return ended;
  }

  /**
   * Starts the session for all of these windows. Those that make it impossible fail, and the others
   * go on without them.
   */
  private void startFor(List<Window> staying, List<Window> fresh) {
    List<Window> candidates = new ArrayList<>(fresh);
    ProfilerUnavailableException refusal = start(staying, candidates);
    if (refusal != null && candidates.size() > 1) {
      // Some of several newcomers may be possible: each by itself.
      List<Window> possible = new ArrayList<>();
      for (Window window : candidates) {
        possible.add(window);
        discardRunning();
        ProfilerUnavailableException own = start(staying, possible);
        if (own != null) {
          possible.remove(window);
          window.fail(own);
        }
      }
      candidates = possible;
      refusal = running == null ? start(staying, candidates) : null;
    } else if (refusal != null) {
      for (Window window : candidates) {
        window.fail(refusal);
      }
      candidates.clear();
      refusal = start(staying, candidates);
    }
    if (refusal != null) {
      for (Window window : staying) {
        window.fail(refusal);
      }
      open.removeAll(staying);
    }
    if (running != null) {
      admit(candidates, running.startNanos());
    }
  }

  private ProfilerUnavailableException start(List<Window> staying, List<Window> fresh) {
    Set<EventKind> wanted = union(staying, fresh);
    if (wanted.isEmpty()) {
      return null;
    }
    try {
      running = source.start(wanted, nextIntervals(wanted));
      unreadSinceNanos = running.startNanos();
      return null;
    } catch (ProfilerUnavailableException e) {
      return e;
    }
  }

  private SamplingIntervals nextIntervals(Set<EventKind> wanted) {
    long cpuNanos =
        wanted.contains(EventKind.CPU)
            ? cpuPace.begin(System.nanoTime())
            : EventKind.CPU_INTERVAL_NANOS;
    return new SamplingIntervals(cpuNanos, allocationPace.intervalBytes());
  }

  private void discardRunning() {
    Segment ended = stopRunning();
    if (ended != null) {
      ended.discard();
    }
  }

  private void admit(List<Window> fresh, long now) {
    for (Window window : fresh) {
      window.open(now);
      open.add(window);
    }
  }

  /** Gives up everything, so that nobody waits for what will not come. */
  private void abandon(String reason, List<Window> fresh) {
    try {
      discardRunning();
    } catch (RuntimeException e) {
      Log.debug("the session did not stop: " + e);
    }
    synchronized (lock) {
      List<Window> all = new ArrayList<>(open);
      all.addAll(fresh);
      all.addAll(arriving);
      for (Window window : all) {
        window.fail(new ProfilerUnavailableException(reason));
      }
      open.clear();
      arriving.clear();
      delivery.forget();
      thread = null;
    }
    releaseRefreshes();
  }
}
