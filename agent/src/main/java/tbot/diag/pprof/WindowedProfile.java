package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Window;

/** Sends the profile of a window when the window ends. */
final class WindowedProfile {

  /** How often the connection is tried; a client that left is noticed after two or three. */
  private static final long KEEP_ALIVE_MILLIS = 250;

  private WindowedProfile() {}

  /**
   * Waits for the end of an open window and sends what it gathered. The answer begins at once, so
   * what fails from here on breaks it off. A client that goes away ends the wait. The form of the
   * answer is what the request's {@code format} says.
   *
   * @param name the file name
   * @param window closed by the caller
   * @param header makes the constant part of the profile
   * @param samples gives what the window filled, once it has ended
   */
  static void send(
      HttpExchange exchange,
      String name,
      Window window,
      AddressBook addresses,
      Supplier<ProfileHeader> header,
      Supplier<SampleTable> samples)
      throws IOException, InterruptedException, BadRequestException {
    ProfileFormat format = ProfileFormat.ofWindow(new Query(exchange.getRequestURI()));
    try (ProfileAnswer answer = new ProfileAnswer(exchange, name, format)) {
      while (!window.await(KEEP_ALIVE_MILLIS)) {
        answer.keepAlive();
      }
      SampleTable table = samples.get();
      answer.complete(addresses, describe(header.get(), window, table), table);
    } catch (ProfilerUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ProfileHeader describe(ProfileHeader header, Window window, SampleTable samples) {
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
    return header.losses(samples);
  }
}
