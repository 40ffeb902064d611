package tbot.diag.cli.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.ProgressBar;
import tbot.diag.cli.console.Terminal;
import tbot.diag.cli.service.ServiceClient;

/** Asks a service for one profile, and waits for it. */
final class ProfileDownload {

  private static final long SLACK_MILLIS = 120_000;
  private static final long PROGRESS_MILLIS = 500;
  private static final int OK = 200;

  private final ServiceClient client;
  private final ProfileKind kind;
  private final int seconds;
  private final boolean recording;
  private final String id = UUID.randomUUID().toString();

  /**
   * Prepares a request.
   *
   * @param recording whether to ask for a JFR recording instead of a profile
   */
  ProfileDownload(ServiceClient client, ProfileKind kind, int seconds, boolean recording) {
    this.client = client;
    this.kind = kind;
    this.seconds = seconds;
    this.recording = recording;
  }

  /**
   * Takes the profile.
   *
   * @param out gets what the service sends
   * @param interruption ends the span early
   * @param err for a progress bar, if it is a terminal
   * @throws CommandFailure if there is no profile, with the reason
   */
  void run(OutputStream out, Interruption interruption, PrintWriter err) {
    long millis = kind.spans() ? TimeUnit.SECONDS.toMillis(seconds) : 0;
    HttpURLConnection answer =
        client.begin(kind.request(seconds, recording, id), millis + SLACK_MILLIS);
    interruption.does(() -> stop(answer));
    FutureTask<Void> copy =
        new FutureTask<>(
            () -> {
              copy(answer, out);
              return null;
            });
    Thread thread = new Thread(copy, "download");
    thread.setDaemon(true);
    thread.start();
    try (ProgressBar bar = new ProgressBar(err, kind.toString(), millis)) {
      await(copy, Terminal.isStandardError() && kind.spans() ? bar : null);
    }
  }

  private void await(FutureTask<Void> copy, ProgressBar bar) {
    long start = System.nanoTime();
    while (true) {
      if (bar != null) {
        bar.show(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
      try {
        copy.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Not yet.
      } catch (ExecutionException e) {
        throw new CommandFailure(
            client.shown() + ": the profile broke off: " + e.getCause().getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure("interrupted");
      }
    }
  }

  /** Reads the whole of an answer. */
  static void copy(HttpURLConnection answer, OutputStream out) throws IOException {
    byte[] buffer = new byte[16_384];
    try (InputStream in = answer.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  /** Keeps what there is, or gives it up where the service cannot do that. */
  private void stop(HttpURLConnection answer) {
    try {
      if (client.post("/debug/pprof/stop?id=" + id) == OK) {
        return;
      }
    } catch (IOException | RuntimeException e) {
      // Below.
    }
    answer.disconnect();
  }
}
