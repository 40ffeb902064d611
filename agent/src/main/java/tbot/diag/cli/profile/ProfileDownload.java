package tbot.diag.cli.profile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tbot.diag.cli.console.Background;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.ProgressBar;
import tbot.diag.cli.console.Reason;
import tbot.diag.cli.console.Terminal;
import tbot.diag.cli.service.ServiceClient;

/** Asks a service for one profile, and waits for it. */
final class ProfileDownload {

  private static final long SLACK_MILLIS = 120_000;
  private static final long PROGRESS_MILLIS = 500;

  /** After that without a head, it is one of a service that sends the head last, as Go does. */
  private static final long LATE_HEAD_MILLIS = 2_000;

  private final ServiceClient client;
  private final ProfileKind kind;
  private final int seconds;
  private final boolean recording;
  private final String id = UUID.randomUUID().toString();
  private final FutureTask<Void> work;
  private final OutputStream out;

  private volatile boolean begun;
  private volatile boolean ending;
  private final AtomicLong received = new AtomicLong();
  private volatile String reasonToGiveUp;

  /**
   * Prepares a request.
   *
   * @param recording whether to ask for a JFR recording instead of a profile
   * @param out gets what the service sends
   */
  ProfileDownload(
      ServiceClient client, ProfileKind kind, int seconds, boolean recording, OutputStream out) {
    this.client = client;
    this.kind = kind;
    this.seconds = seconds;
    this.recording = recording;
    this.out = out;
    work =
        new FutureTask<>(
            () -> {
              download();
              return null;
            });
  }

  /**
   * Takes the profile.
   *
   * @param interruption ends the span early
   * @param err for a progress bar, if it is a terminal
   * @throws CommandFailure if there is no profile, with the reason
   */
  void run(Interruption interruption, PrintWriter err) {
    interruption.does(this::stop);
    Background.start("download", work);
    try (ProgressBar bar = new ProgressBar(err, kind.toString(), spanMillis())) {
      await(Terminal.isStandardError() && kind.spans() ? bar : null);
    }
    interruption.onlyWaits();
  }

  private long spanMillis() {
    return kind.spans() ? TimeUnit.SECONDS.toMillis(seconds) : 0;
  }

  private void download() throws IOException {
    HttpURLConnection answer =
        client.begin(kind.request(seconds, recording, id), spanMillis() + SLACK_MILLIS);
    begun = true;
    copy(answer, new CountedStream());
    // The JDK does not check it.
    if (received.get() < answer.getContentLengthLong()) {
      throw new EOFException("the connection was closed");
    }
  }

  /** Ends the span; returns whether the profile is there or arrives. */
  boolean stop() {
    ending = true;
    return new ProfileStop(client, id, this).run();
  }

  /** Whether the answer has begun: the span runs, or, with Go, is over. */
  boolean hasBegun() {
    return begun;
  }

  boolean isDone() {
    return work.isDone();
  }

  /** How many bytes of the answer have come. */
  long received() {
    return received.get();
  }

  /** Ends the waiting; the answer's thread is left to itself. */
  void giveUp(String reason) {
    reasonToGiveUp = reason;
    work.cancel(false);
  }

  private void await(ProgressBar bar) {
    long asked = System.nanoTime();
    long headNanos = 0;
    while (true) {
      if (begun && headNanos == 0) {
        headNanos = System.nanoTime();
      }
      if (bar != null) {
        show(bar, asked, headNanos);
      }
      try {
        work.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Not yet.
      } catch (CancellationException e) {
        throw new CommandFailure(client.shown() + ": " + reasonToGiveUp);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure("interrupted");
      }
    }
  }

  private void show(ProgressBar bar, long asked, long headNanos) {
    boolean late = headNanos == 0;
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - (late ? asked : headNanos));
    if (ending) {
      bar.show(millis, "Ctrl-C again ends it at once");
    } else if (!late) {
      bar.show(millis, "Ctrl-C keeps what there is");
    } else if (millis >= LATE_HEAD_MILLIS && !client.isOfSession()) {
      // The agent itself sends the head when the span begins, however late that is.
      bar.show(millis, "waiting for the answer");
    }
  }

  private CommandFailure failure(Throwable cause) {
    return cause instanceof CommandFailure
        ? (CommandFailure) cause
        : new CommandFailure(client.shown() + ": the profile broke off: " + Reason.of(cause));
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

  /** Counts what comes. */
  private final class CountedStream extends OutputStream {

    @Override
    public void write(int oneByte) {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      received.addAndGet(length);
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new CommandFailure("the profile cannot be written: " + Reason.of(e));
      }
    }
  }
}
