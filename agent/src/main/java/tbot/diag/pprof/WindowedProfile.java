package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.format.JvmDescription;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleAggregator;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.UnsampledCpuTime;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;
import tbot.diag.profiling.sample.EventKind;

/** A profile of a span of time that begins with the request, sent when the span ends. */
final class WindowedProfile {

  /** How often the connection is tried; a client that left is noticed after two or three. */
  private static final long KEEP_ALIVE_MILLIS = 250;

  private final Recorder recorder;
  private final SyntheticAddresses addresses;
  private final ProfileType type;
  private final long spanNanos;
  private final ProfileHeader header;
  private Runnable atEnd = () -> {};

  /**
   * A profile that has not begun.
   *
   * @param seconds for how long
   */
  WindowedProfile(Recorder recorder, SyntheticAddresses addresses, ProfileType type, int seconds) {
    this.recorder = recorder;
    this.addresses = addresses;
    this.type = type;
    this.spanNanos = TimeUnit.SECONDS.toNanos(seconds);
    this.header = type.header();
  }

  /** Adds a line for people. */
  WindowedProfile comment(String text) {
    header.comment(text);
    return this;
  }

  /** Sets what to do at the end of the span, before what is alive then is looked at. */
  WindowedProfile atEnd(Runnable action) {
    atEnd = action;
    return this;
  }

  /**
   * Waits for the end of the span and sends what was sampled. The answer begins at once, so what
   * fails from here on breaks it off. A client that goes away ends the span. The form of the answer
   * is what the request's {@code format} says.
   *
   * @param name the file name
   * @throws ProfilerUnavailableException when the profiler cannot start; nothing is sent then
   */
  void send(HttpExchange exchange, String name)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    // Before the profiler is troubled.
    ProfileFormat format = ProfileFormat.ofWindow(new Query(exchange.getRequestURI()));
    SampleAggregator sums = type.newSums();
    try (Window window = recorder.open(type.kinds(), spanNanos, sums, atEnd)) {
      send(exchange, name, format, window, sums);
    }
  }

  private void send(
      HttpExchange exchange,
      String name,
      ProfileFormat format,
      Window window,
      SampleAggregator sums)
      throws IOException, InterruptedException {
    try (ProfileAnswer answer = new ProfileAnswer(exchange, name, format)) {
      while (!window.await(KEEP_ALIVE_MILLIS)) {
        answer.keepAlive();
      }
      SampleTable samples = sums.table();
      describe(window);
      if (window.usedCpuNanos() > 0) {
        UnsampledCpuTime.addTo(header, samples, window.usedCpuNanos());
      }
      answer.complete(addresses, header.losses(samples), samples);
    } catch (ProfilerUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void describe(Window window) {
    header
        .at(TimeUnit.MILLISECONDS.toNanos(window.startEpochMillis()))
        .lasting(window.spanNanos())
        .comment("JVM: " + JvmDescription.vm());
    if (!window.engines().isEmpty()) {
      header.comment("engine: " + String.join(", ", window.engines()));
    }
    if (window.allocIntervalBytes() > EventKind.ALLOC_INTERVAL_BYTES) {
      header.comment(
          "alloc: a sample every "
              + window.allocIntervalBytes() / 1024
              + " KiB, as the program allocates much");
    }
    if (window.missedNanos() > 0) {
      header.comment(
          "lost: "
              + TimeUnit.NANOSECONDS.toMillis(window.missedNanos() + 999_999)
              + " ms while the profiler was restarted");
    }
    if (window.missedSegments() > 0) {
      header.comment("lost: " + window.missedSegments() + " recordings that could not be read");
    }
  }
}
