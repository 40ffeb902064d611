package tbot.diag.pprof;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tbot.diag.log.Log;
import tbot.diag.pprof.profile.AllocationAggregator;
import tbot.diag.pprof.profile.ContentionAggregator;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/**
 * What goes on being recorded once it was asked for: allocations and waits. Whoever asks first for
 * either starts both, since a reader of one usually reads the other too.
 */
public final class CumulativeRecording {

  /** So long the first answer collects, for a profile that shows something. */
  private static final long FIRST_MILLIS = 5_000;

  /** A page that asks for several numbers has it read once. */
  private static final long JUST_READ_NANOS = 500_000_000;

  /** How long such a page waits for that. */
  private static final long READ_MILLIS = 5;

  private static final Set<EventKind> KINDS = EnumSet.of(EventKind.ALLOC, EventKind.LOCK);

  private final Recorder recorder;
  private final AllocationAggregator allocations = new AllocationAggregator();
  private final ContentionAggregator mutexes = new ContentionAggregator(true);
  private final ContentionAggregator blocking = new ContentionAggregator(false);

  // Guarded by this object.
  private final Map<EventKind, Window> windows = new EnumMap<>(EventKind.class);

  // Not guarded: while a recording begins, which may take a second, the others can be counted.
  private final Map<EventKind, Long> starts = new ConcurrentHashMap<>();
  private final AtomicLong readNanos = new AtomicLong(System.nanoTime() - JUST_READ_NANOS);

  /**
   * Records nothing yet.
   *
   * @param recorder closed by the caller, which ends the recording
   */
  public CumulativeRecording(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Starts recording unless that goes on already.
   *
   * @throws ProfilerUnavailableException when some of it is impossible; the rest is recorded
   */
  public synchronized void arm() throws InterruptedException, ProfilerUnavailableException {
    ProfilerUnavailableException failure = null;
    for (EventKind kind : KINDS) {
      try {
        arm(kind);
      } catch (ProfilerUnavailableException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void arm(EventKind kind) throws InterruptedException, ProfilerUnavailableException {
    Window window = windows.get(kind);
    if (window == null || hasBrokenOff(window)) {
      windows.put(
          kind, recorder.open(EnumSet.of(kind), Recorder.UNBOUNDED, sample -> accept(sample)));
      starts.put(kind, System.nanoTime());
    }
  }

  private static boolean hasBrokenOff(Window window) throws InterruptedException {
    try {
      return window.await(0);
    } catch (ProfilerUnavailableException e) {
      return true;
    }
  }

  private void accept(Sample sample) {
    if (sample.kind() == EventKind.ALLOC) {
      allocations.accept(sample);
    } else {
      mutexes.accept(sample);
      blocking.accept(sample);
    }
  }

  /** The allocations of the program. */
  CumulativeSums allocations() {
    return new CumulativeSums(this, EventKind.ALLOC, allocations);
  }

  /** The waits for monitors and locks. */
  CumulativeSums mutexes() {
    return new CumulativeSums(this, EventKind.LOCK, mutexes);
  }

  /** All waits that the profiler sees. */
  CumulativeSums blocking() {
    return new CumulativeSums(this, EventKind.LOCK, blocking);
  }

  /**
   * Has what was recorded until about now summed, if that is possible; starts nothing. Waits some
   * milliseconds at most: what takes longer counts for who asks next.
   */
  void readUnlessJustRead() throws InterruptedException {
    long now = System.nanoTime();
    long last = readNanos.get();
    if (now - last < JUST_READ_NANOS || !readNanos.compareAndSet(last, now)) {
      return;
    }
    try {
      recorder.refresh(READ_MILLIS);
    } catch (ProfilerUnavailableException e) {
      Log.debug("what was recorded last is not counted: " + e.getMessage());
    }
  }

  boolean hasBegun(EventKind kind) {
    return starts.containsKey(kind);
  }

  /** On the clock of {@link System#nanoTime}. Only of what has begun. */
  long startNanos(EventKind kind) {
    return starts.get(kind);
  }

  /**
   * Has what was recorded until now summed, after the first seconds if it has just begun. Starts
   * what is not recorded yet, of the other kind, too, where that is possible.
   *
   * @throws ProfilerUnavailableException when this kind is impossible
   */
  void refresh(EventKind kind) throws InterruptedException, ProfilerUnavailableException {
    Window window;
    long start;
    synchronized (this) {
      for (EventKind other : KINDS) {
        try {
          arm(other);
        } catch (ProfilerUnavailableException e) {
          if (other == kind) {
            throw e;
          }
        }
      }
      window = windows.get(kind);
      start = starts.get(kind);
    }
    long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    window.await(Math.max(0, FIRST_MILLIS - elapsedMillis));
    recorder.refresh();
  }
}
