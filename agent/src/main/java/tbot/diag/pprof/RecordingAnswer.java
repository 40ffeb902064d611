package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Recording;
import tbot.diag.profiling.sample.EventKind;

/** Sends a JFR recording: {@code format=jfr}. */
final class RecordingAnswer {

  /** How often the recording so far is sent; it is also how a lost client is noticed. */
  private static final long PART_MILLIS = 2_000;

  private RecordingAnswer() {}

  /**
   * Records a span and sends it part by part while it is being recorded.
   *
   * @throws ProfilerUnavailableException when the profiler cannot start; nothing has been sent then
   */
  static void send(HttpExchange exchange, Recorder recorder, Set<EventKind> kinds, int seconds)
      throws IOException, InterruptedException, ProfilerUnavailableException {
    try (Recording recording = recorder.record(kinds, TimeUnit.SECONDS.toNanos(seconds))) {
      OutputStream out = PprofReply.file(exchange, Endpoint.name(exchange) + ".jfr");
      try {
        while (!recording.await(PART_MILLIS)) {
          recorder.refresh();
          recording.copyTo(out);
          out.flush();
        }
        recording.copyTo(out);
        out.close();
      } catch (ProfilerUnavailableException e) {
        // The answer has begun, so it can only be broken off.
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
