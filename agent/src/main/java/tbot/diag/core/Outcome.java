package tbot.diag.core;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tbot.diag.log.Log;

/** Whether one set of arguments could be applied. One thread settles it, others wait for it. */
public final class Outcome {

  private static final long WAIT_SECONDS = 10;

  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile String failure;

  /**
   * Logs a failure. The first one is what waiting threads get.
   *
   * @param reason one line
   */
  public void fail(String reason) {
    Log.error(reason);
    if (failure == null) {
      failure = Log.printable(reason);
    }
  }

  /** Ends the wait: everything is applied, or has failed. */
  void settle() {
    settled.countDown();
  }

  /** The first failure so far, or null. */
  String failure() {
    return failure;
  }

  /**
   * Waits until the arguments are in force or have failed, ten seconds at most.
   *
   * @return null, or the reason in one line why they are not in force
   */
  String await() {
    return await(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  String await(long timeout, TimeUnit unit) {
    try {
      return settled.await(timeout, unit)
          ? failure
          : "not set up after "
              + timeout
              + " "
              + unit.name().toLowerCase(Locale.ROOT)
              + ", still waiting for the name service, a file or the processor";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted while being set up";
    }
  }
}
