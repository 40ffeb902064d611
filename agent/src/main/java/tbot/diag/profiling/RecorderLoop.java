package tbot.diag.profiling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import tbot.diag.log.Log;
import tbot.diag.profiling.sample.AllocationThrottle;
import tbot.diag.profiling.sample.CpuReadings;
import tbot.diag.profiling.sample.CpuThrottle;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SamplingIntervals;

/**
 * What the recorder's thread does: it opens and ends windows, and starts, reads and replaces the
 * running segment. For that thread only.
 */
final class RecorderLoop {

  /** Windows whose ends are this close to each other are ended together. */
  private static final long SHARED_END_NANOS = 50_000_000L;

  private final SegmentSource source;
  private final AllocationThrottle allocationThrottle = new AllocationThrottle();
  private final CpuThrottle cpuThrottle;
  private final CpuReadings cpu;
  private final SegmentLimits limits;
  private final SampleDispatch dispatch = new SampleDispatch(allocationThrottle);
  private final List<Window> open = new ArrayList<>();
  private Segment running;
  private long unreadSinceNanos;

  RecorderLoop(SegmentSource source, LongSupplier processCpuClock) {
    this.source = source;
    cpuThrottle = new CpuThrottle(processCpuClock);
    cpu = new CpuReadings(processCpuClock);
    limits = new SegmentLimits(allocationThrottle, cpuThrottle);
  }

  /** Whether a segment is running. */
  boolean isRecording() {
    return running != null;
  }

  /** Whether no segment is running and no window is open. */
  boolean isIdle() {
    return running == null && open.isEmpty();
  }

  /** Frees what is kept between segments. */
  void clearCache() {
    dispatch.clearCache();
  }

  /**
   * When the next step is due if nothing happens before.
   *
   * @param now on the clock of {@link System#nanoTime}, as is the result; not after {@code now} if
   *     the step is due
   */
  long nextDueNanos(long now) {
    if (running == null) {
      return now;
    }
    long firstEnd = Long.MAX_VALUE;
    for (Window window : open) {
      if (window.isClosed()) {
        return now;
      }
      firstEnd = Math.min(firstEnd, window.endNanos());
    }
    long sharedEnd = firstEnd;
    for (Window window : open) {
      if (window.endNanos() - firstEnd <= SHARED_END_NANOS) {
        sharedEnd = Math.max(sharedEnd, window.endNanos());
      }
    }
    return Math.min(limits.dueNanos(running, now, unreadSinceNanos), sharedEnd);
  }

  /**
   * Opens the windows that arrived, ends those that are over, and makes the segment record what the
   * open windows want.
   *
   * @param arrived windows to open
   * @param refresh whether the windows must get what was recorded so far
   */
  void step(List<Window> arrived, boolean refresh) {
    long now = System.nanoTime();
    List<Window> ending = new ArrayList<>();
    for (Window window : open) {
      if (window.isOver(now)) {
        ending.add(window);
      }
    }
    List<Window> staying = new ArrayList<>(open);
    staying.removeAll(ending);
    removeClosed(arrived);
    reachEnd(ending);
    boolean mustReplace =
        running == null
            || !isFor(union(staying, arrived), staying)
            || limits.isSpent(running, now)
            || endsLive(ending);
    boolean mustRead =
        refresh
            || !ending.isEmpty()
            || needFlush(arrived)
            || (running != null && limits.hasMuchUnread(running, now, unreadSinceNanos));
    if (mustReplace || (mustRead && !flushAndDispatch())) {
      replace(staying, arrived);
    } else {
      admit(arrived, System.nanoTime());
    }
    for (Window window : ending) {
      window.finish();
    }
    open.removeAll(ending);
  }

  /** The thread may come late to an end, for example after a collection for another window. */
  private void reachEnd(List<Window> ending) {
    if (union(open, ending).contains(EventKind.CPU)) {
      cpu.read();
    }
    for (Window window : ending) {
      window.reachEnd(cpu.at(window.endNanos()));
    }
    for (Window window : ending) {
      window.runAtEnd();
    }
  }

  /** Fails the windows that are open, and discards the running segment and all state. */
  void abandon(ProfilerUnavailableException cause) {
    failAll(open, cause);
    open.clear();
    try {
      discardRunning();
    } catch (RuntimeException e) {
      Log.debug("cannot stop the profiling session: " + e);
    }
    dispatch.clearCache();
  }

  /** Needs no memory, as an iterator would. */
  static void failAll(List<Window> windows, ProfilerUnavailableException cause) {
    for (int i = 0; i < windows.size(); i++) {
      windows.get(i).fail(cause);
    }
  }

  /** Stops the segment, starts the next one, and dispatches what the stopped one recorded. */
  private void replace(List<Window> staying, List<Window> arrived) {
    List<Window> receivers = new ArrayList<>(open);
    // Taken first: the profiler takes no samples while it stops, which lasts some milliseconds.
    long stopNanos = System.nanoTime();
    Segment stopped = stopRunning();
    long unreadNanos = stopNanos - unreadSinceNanos;
    startFor(staying, arrived);
    if (stopped == null) {
      return;
    }
    if (running != null) {
      for (Window window : staying) {
        window.continueWith(running.startNanos(), running.startNanos() - stopNanos);
      }
    }
    try {
      dispatch.dispatch(stopped, receivers, unreadNanos);
    } finally {
      stopped.discard();
    }
  }

  /**
   * Dispatches what was recorded so far, while the segment continues without a gap.
   *
   * @return false if the segment cannot be flushed and has to be replaced
   */
  private boolean flushAndDispatch() {
    try {
      running.flush();
    } catch (IOException e) {
      Log.debug("cannot flush the profiling session: " + e.getMessage());
      return false;
    }
    dispatch.dispatch(running, open, System.nanoTime() - unreadSinceNanos);
    unreadSinceNanos = System.nanoTime();
    return true;
  }

  /** Whether live objects are wanted now: the profiler determines them when a session ends. */
  private static boolean endsLive(List<Window> ending) {
    for (Window window : ending) {
      if (!window.isClosed() && followsObjects(window)) {
        return true;
      }
    }
    return false;
  }

  private static boolean followsObjects(Window window) {
    return window.kinds().contains(EventKind.LIVE);
  }

  /**
   * Whether the segment records what is wanted. A window on live objects needs the same session to
   * its end, so that may record more.
   */
  private boolean isFor(Set<EventKind> wanted, List<Window> staying) {
    return staying.stream().anyMatch(RecorderLoop::followsObjects)
        ? running.kinds().containsAll(wanted)
        : running.kinds().equals(wanted);
  }

  private static boolean needFlush(List<Window> arrived) {
    for (Window window : arrived) {
      if (window.needsFlushBeforeOpening()) {
        return true;
      }
    }
    return false;
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

  /**
   * Starts a segment for all of these windows. Arrived windows that make this impossible fail, and
   * the others continue without them.
   */
  private void startFor(List<Window> staying, List<Window> arrived) {
    List<Window> accepted = arrived;
    ProfilerUnavailableException refusal = start(staying, arrived);
    if (refusal != null && arrived.size() > 1) {
      accepted = startOneByOne(staying, arrived);
    } else if (refusal != null) {
      fail(arrived, refusal);
      accepted = new ArrayList<>();
    }
    if (refusal != null && running == null) {
      ProfilerUnavailableException last = start(staying, accepted);
      if (last != null) {
        fail(staying, last);
        fail(accepted, last);
        open.removeAll(staying);
      }
    }
    if (running != null) {
      admit(accepted, running.startNanos());
    }
  }

  private static void fail(List<Window> windows, ProfilerUnavailableException cause) {
    for (Window window : windows) {
      window.fail(cause);
    }
  }

  /**
   * Finds which of several arrived windows are possible. A segment for those is running afterwards,
   * except if the last window was refused.
   */
  private List<Window> startOneByOne(List<Window> staying, List<Window> arrived) {
    List<Window> accepted = new ArrayList<>();
    for (Window window : arrived) {
      accepted.add(window);
      discardRunning();
      ProfilerUnavailableException refusal = start(staying, accepted);
      if (refusal != null) {
        accepted.remove(window);
        window.fail(refusal);
      }
    }
    return accepted;
  }

  /** Starts a segment if one is wanted; returns why that failed, or null. */
  private ProfilerUnavailableException start(List<Window> staying, List<Window> arrived) {
    Set<EventKind> wanted = union(staying, arrived);
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
            ? cpuThrottle.begin(System.nanoTime())
            : EventKind.CPU_INTERVAL_NANOS;
    return new SamplingIntervals(cpuNanos, allocationThrottle.intervalBytes());
  }

  private Segment stopRunning() {
    Segment stopped = running;
    running = null;
    if (stopped != null) {
      stopped.stop();
    }
    return stopped;
  }

  private void discardRunning() {
    Segment stopped = stopRunning();
    if (stopped != null) {
      stopped.discard();
    }
  }

  private void admit(List<Window> arrived, long now) {
    if (union(arrived, open).contains(EventKind.CPU)) {
      cpu.read();
    }
    for (Window window : arrived) {
      window.open(now, cpu.at(now));
      open.add(window);
    }
  }
}
