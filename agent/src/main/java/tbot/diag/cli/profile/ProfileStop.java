package tbot.diag.cli.profile;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tbot.diag.cli.console.Background;
import tbot.diag.cli.service.ServiceClient;

/** Ends the span of a profile that is being downloaded, so that what there is arrives. */
final class ProfileStop {

  private static final long ANSWER_MILLIS = 10_000;
  private static final long IDLE_MILLIS = 10_000;

  /** In which a service that was asked just now may not know the profile yet. */
  private static final long UNKNOWN_MILLIS = 2_000;

  private static final long PAUSE_MILLIS = 100;
  private static final int OK = 200;
  private static final int SILENT = -1;

  private final ServiceClient client;
  private final String id;
  private final ProfileDownload download;

  ProfileStop(ServiceClient client, String id, ProfileDownload download) {
    this.client = client;
    this.id = id;
    this.download = download;
  }

  /**
   * Ends the span, or gives the download up.
   *
   * @return whether the profile is there or arrives
   */
  boolean run() {
    long start = System.nanoTime();
    int status = post();
    while (status > OK && !download.hasBegun() && millisSince(start) < UNKNOWN_MILLIS && pause()) {
      status = post();
    }
    if (status == OK || arrives(start)) {
      return true;
    }
    download.giveUp(
        status == SILENT
            ? "it does not answer, so nothing is kept"
            : "this service cannot end a profile early, so nothing is kept");
    return false;
  }

  /** The status; what is not answered in time counts as silent. */
  private int post() {
    FutureTask<Integer> stop =
        Background.start("stop", () -> client.post("/debug/pprof/stop?id=" + id));
    try {
      return stop.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return SILENT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SILENT;
    }
  }

  /**
   * Waits for the rest of an answer whose span has ended by itself, as long as more of it comes.
   */
  private boolean arrives(long start) {
    long last = start;
    long received = download.received();
    while (download.hasBegun()
        && !download.isDone()
        && millisSince(last) < IDLE_MILLIS
        && pause()) {
      if (download.received() > received) {
        received = download.received();
        last = System.nanoTime();
      }
    }
    return download.isDone();
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
