package tbot.diag.pprof.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleAggregator;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.UnsampledCpuTime;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;
import tbot.diag.profiling.sample.EventKind;

/**
 * Takes a profile of a span of time, without HTTP. The span begins with the constructor; {@link
 * #await} it, then get the {@link #profile}. Closing it earlier gives up the rest of the span.
 */
public final class ProfileTaker implements PendingProfile {

  private final ProfileHeader header;
  private final SampleAggregator aggregator;
  private final boolean followsObjects;
  private final Window window;

  /**
   * Begins the span.
   *
   * @param seconds the length of the span
   * @throws ProfilerUnavailableException when the profiler cannot start
   */
  public ProfileTaker(Recorder recorder, ProfileType type, int seconds)
      throws InterruptedException, ProfilerUnavailableException {
    this(recorder, type, seconds, type.header(), () -> {});
  }

  /**
   * Begins the span.
   *
   * @param seconds the length of the span
   * @param header the type's header, with comments
   * @param atEnd runs at the end of the span, before the profiler looks for live objects
   * @throws ProfilerUnavailableException when the profiler cannot start
   */
  public ProfileTaker(
      Recorder recorder, ProfileType type, int seconds, ProfileHeader header, Runnable atEnd)
      throws InterruptedException, ProfilerUnavailableException {
    this.header = header;
    aggregator = type.newAggregator();
    followsObjects = type.kinds().contains(EventKind.LIVE);
    window = recorder.open(type.kinds(), TimeUnit.SECONDS.toNanos(seconds), aggregator, atEnd);
  }

  @Override
  public long nanos() {
    return window.spanNanos();
  }

  @Override
  public boolean await(long millis) throws InterruptedException, ProfilerUnavailableException {
    return window.await(millis);
  }

  @Override
  public void endNow() {
    window.endNow();
  }

  @Override
  public Profile profile() {
    List<String> comments = new ArrayList<>();
    long start = window.startNanos();
    SampleTable samples = aggregator.tableOfSpan(start, start + window.spanNanos(), comments);
    ProfileHeader described =
        header
            .at(TimeUnit.MILLISECONDS.toNanos(window.startEpochMillis()))
            .lasting(window.spanNanos());
    if (window.usedCpuNanos() > 0) {
      described = UnsampledCpuTime.addTo(described, samples, window.usedCpuNanos());
    }
    for (String comment : comments) {
      described = described.comment(comment);
    }
    return new Profile(withComments(described), samples);
  }

  private ProfileHeader withComments(ProfileHeader described) {
    ProfileHeader result = described;
    if (!window.engines().isEmpty()) {
      result = result.comment("engine: " + String.join(", ", window.engines()));
    }
    if (window.allocIntervalBytes() > EventKind.ALLOC_INTERVAL_BYTES) {
      result =
          result.comment(
              "alloc: a sample every "
                  + window.allocIntervalBytes() / 1024
                  + " KiB, as the program allocates much");
    }
    if (window.missedNanos() > 0) {
      result =
          result.comment(
              "lost: "
                  + TimeUnit.NANOSECONDS.toMillis(window.missedNanos() + 999_999)
                  + " ms while the profiler was restarted");
    }
    if (followsObjects && window.missedNanos() > 0) {
      result =
          result.comment(
              "inuse: only objects allocated in the last "
                  + TimeUnit.NANOSECONDS.toMillis(window.followedNanos())
                  + " ms, as the profiler was restarted");
    }
    if (window.missedSegments() > 0) {
      result =
          result.comment("lost: " + window.missedSegments() + " recordings that could not be read");
    }
    return result;
  }

  /** Frees the recorder's window; gives up what is left of the span. */
  @Override
  public void close() {
    window.close();
  }
}
