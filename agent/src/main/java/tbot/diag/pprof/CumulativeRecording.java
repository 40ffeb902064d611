package tbot.diag.pprof;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tbot.diag.log.Log;
import tbot.diag.pprof.pages.IndexEntry;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleAggregator;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;

/**
 * Records allocations and waits from the first request for either on. One request starts both,
 * since a client that reads one usually reads the other, too.
 */
public final class CumulativeRecording {

  /** The first answer covers at least this span, so that it is not empty. */
  private static final long FIRST_MILLIS = 5_000;

  /** Counts for the index are refreshed at most this often: one page shows several. */
  private static final long REFRESH_NANOS = 500_000_000;

  /** The longest wait of the index for a refresh; what it misses is in the next count. */
  private static final long REFRESH_WAIT_MILLIS = 5;

  /** How soon a kind that was refused is tried again while another is recorded. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final Set<EventKind> KINDS = EnumSet.of(EventKind.ALLOC, EventKind.LOCK);

  private final Recorder recorder;
  private final Totals allocations = new Totals(EventKind.ALLOC, ProfileType.ALLOCS);
  private final Totals mutexes = new Totals(EventKind.LOCK, ProfileType.MUTEX);
  private final Totals blocking = new Totals(EventKind.LOCK, ProfileType.BLOCK);

  // Guarded by this object.
  private final Map<EventKind, Window> windows = new EnumMap<>(EventKind.class);

  private final Map<EventKind, Refusal> refusals = new EnumMap<>(EventKind.class);

  // Not guarded: the index must not wait while a recording starts, which may take a second.
  private final Map<EventKind, Long> starts = new ConcurrentHashMap<>();
  private final AtomicLong refreshedNanos = new AtomicLong(System.nanoTime() - REFRESH_NANOS);

  /**
   * Prepares a recording, which does not start yet.
   *
   * @param recorder closed by the caller, which ends the recording
   */
  public CumulativeRecording(Recorder recorder) {
    this.recorder = recorder;
  }

  /** The allocations. */
  Totals allocations() {
    return allocations;
  }

  /** The waits for monitors and locks. */
  Totals mutexes() {
    return mutexes;
  }

  /** All waits that the profiler sees, those for semaphores included. */
  Totals blocking() {
    return blocking;
  }

  /**
   * Starts the recording unless it runs.
   *
   * @throws ProfilerUnavailableException when one kind is impossible; the other is recorded if
   *     possible
   */
  public void start() throws InterruptedException, ProfilerUnavailableException {
    ProfilerUnavailableException failure = startAll(KINDS);
    if (failure != null) {
      throw failure;
    }
  }

  /** Starts both kinds where possible; returns the failure of a required kind, or null. */
  private synchronized ProfilerUnavailableException startAll(Set<EventKind> required)
      throws InterruptedException {
    ProfilerUnavailableException failure = null;
    for (EventKind kind : KINDS) {
      try {
        start(kind);
      } catch (ProfilerUnavailableException e) {
        failure = required.contains(kind) ? e : failure;
      }
    }
    return failure;
  }

  private void start(EventKind kind) throws InterruptedException, ProfilerUnavailableException {
    Window window = windows.get(kind);
    if (window != null && !hasEnded(window)) {
      return;
    }
    Refusal last = refusals.get(kind);
    if (last != null && last.isFresh() && recorder.isRecording()) {
      throw last.reason;
    }
    try {
      windows.put(
          kind, recorder.open(EnumSet.of(kind), Recorder.UNBOUNDED, sample -> accept(sample)));
      starts.put(kind, System.nanoTime());
      refusals.remove(kind);
    } catch (ProfilerUnavailableException e) {
      refusals.put(kind, new Refusal(e));
      throw e;
    }
  }

  /** Why a kind could not be recorded. Each try interrupts whatever else is recorded. */
  private static final class Refusal {
    private final ProfilerUnavailableException reason;
    private final long nanos = System.nanoTime();

    Refusal(ProfilerUnavailableException reason) {
      this.reason = reason;
    }

    boolean isFresh() {
      return System.nanoTime() - nanos < RETRY_NANOS;
    }
  }

  private static boolean hasEnded(Window window) throws InterruptedException {
    try {
      return window.await(0);
    } catch (ProfilerUnavailableException e) {
      return true;
    }
  }

  private void accept(Sample sample) {
    if (sample.kind() == EventKind.ALLOC) {
      allocations.aggregator.accept(sample);
    } else {
      mutexes.aggregator.accept(sample);
      blocking.aggregator.accept(sample);
    }
  }

  /** Waits until all samples until now are aggregated; after a start, until the first seconds. */
  private void refresh(EventKind kind) throws InterruptedException, ProfilerUnavailableException {
    ProfilerUnavailableException failure = startAll(EnumSet.of(kind));
    if (failure != null) {
      throw failure;
    }
    Window window;
    synchronized (this) {
      window = windows.get(kind);
    }
    long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - starts.get(kind));
    window.await(Math.max(0, FIRST_MILLIS - elapsedMillis));
    recorder.refresh();
  }

  /** Aggregates the latest samples for the index, within limits; starts nothing. */
  private void refreshForIndex() throws InterruptedException {
    long now = System.nanoTime();
    long last = refreshedNanos.get();
    if (now - last < REFRESH_NANOS || !refreshedNanos.compareAndSet(last, now)) {
      return;
    }
    try {
      recorder.refresh(REFRESH_WAIT_MILLIS);
    } catch (ProfilerUnavailableException e) {
      Log.debug("the index does not count the latest samples: " + e.getMessage());
    }
  }

  /** The totals of one kind of sample since the recording began. */
  final class Totals implements IndexEntry.Count {

    private final EventKind kind;
    private final SampleAggregator aggregator;

    Totals(EventKind kind, ProfileType type) {
      this.kind = kind;
      aggregator = type.newAggregator();
    }

    /**
     * A copy of the totals until now. Starts the recording if need be, then waits for its first
     * seconds.
     *
     * @throws ProfilerUnavailableException when this kind is impossible
     */
    SampleTable untilNow() throws InterruptedException, ProfilerUnavailableException {
      refresh(kind);
      return aggregator.table();
    }

    /** When the recording began, on the clock of {@link System#nanoTime}; only after it has. */
    long startNanos() {
      return starts.get(kind);
    }

    /** The current number of distinct stacks; null before the recording began. */
    @Override
    public String now() throws InterruptedException {
      if (!starts.containsKey(kind)) {
        return null;
      }
      refreshForIndex();
      return Integer.toString(aggregator.size());
    }
  }
}
