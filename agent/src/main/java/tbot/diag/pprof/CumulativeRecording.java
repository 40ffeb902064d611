package tbot.diag.pprof;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Sample;
import tbot.diag.profiling.Window;

/**
 * What goes on being recorded once it was asked for: allocations and waits. Whoever asks first for
 * either starts both, since a reader of one usually reads the other too.
 */
public final class CumulativeRecording {

  /** So long the first answer collects, for a profile that shows something. */
  private static final long FIRST_MILLIS = 5_000;

  private static final Set<EventKind> KINDS = EnumSet.of(EventKind.ALLOC, EventKind.LOCK);

  private final Recorder recorder;
  private final AllocationSums allocations = new AllocationSums();
  private final ContentionSums mutexes = new ContentionSums(true);
  private final ContentionSums blocking = new ContentionSums(false);

  // Guarded by this object.
  private final Map<EventKind, Window> windows = new EnumMap<>(EventKind.class);
  private final Map<EventKind, Long> starts = new EnumMap<>(EventKind.class);

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

  /** How many places have allocated so far, as {@link #placesOf} counts; asks for nothing new. */
  String placesOfAllocations() {
    return placesOf(EventKind.ALLOC, allocations);
  }

  /** How many places have waited for a monitor or lock so far. */
  String placesOfMutexes() {
    return placesOf(EventKind.LOCK, mutexes);
  }

  /** How many places have waited so far. */
  String placesOfBlocking() {
    return placesOf(EventKind.LOCK, blocking);
  }

  /** The number of distinct stacks, as of the last reading; null before the recording began. */
  private synchronized String placesOf(EventKind kind, SampleSums sums) {
    return windows.containsKey(kind) ? Integer.toString(sums.size()) : null;
  }

  /** The allocations of the program until now. */
  AllocationSums allocations() throws InterruptedException, ProfilerUnavailableException {
    refresh(EventKind.ALLOC);
    return allocations;
  }

  /** The waits for monitors and locks until now. */
  ContentionSums mutexes() throws InterruptedException, ProfilerUnavailableException {
    refresh(EventKind.LOCK);
    return mutexes;
  }

  /** All waits until now that the profiler sees. */
  ContentionSums blocking() throws InterruptedException, ProfilerUnavailableException {
    refresh(EventKind.LOCK);
    return blocking;
  }

  private void refresh(EventKind kind) throws InterruptedException, ProfilerUnavailableException {
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
