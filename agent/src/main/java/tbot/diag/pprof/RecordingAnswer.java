package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Recording;
import tbot.diag.profiling.sample.EventKind;

/** Sends a recording in the format of Java Flight Recorder: {@code format=jfr}. */
final class RecordingAnswer {

  /** How often what was recorded so far is sent, which is also how a lost client is noticed. */
  private static final long PART_MILLIS = 2_000;

  private RecordingAnswer() {}

  static boolean isAskedFor(Query query) throws BadRequestException {
    return "jfr".equals(query.get("format"));
  }

  /**
   * Records and sends what is recorded, part by part.
   *
   * @param name the file name without its ending
   */
  static void send(
      HttpExchange exchange, String name, Recorder recorder, Set<EventKind> kinds, int seconds)
      throws IOException, InterruptedException, ProfilerUnavailableException {
    try (Recording recording = recorder.record(kinds, TimeUnit.SECONDS.toNanos(seconds))) {
      OutputStream out = PprofReply.file(exchange, name + ".jfr");
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
