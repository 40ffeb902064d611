package tbot.diag.http.access;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one thread at a time compute a hash, so that logins take one processor at most. A few others
 * wait for their turn; there are more workers than these, so probes find one.
 */
final class HashTurn {

  static final int MOST_WAITING = 8;

  private static final long WAIT_SECONDS = 5;

  private final Semaphore places = new Semaphore(1 + MOST_WAITING);
  private final Semaphore turn = new Semaphore(1, true);

  /** Waits for the turn; false if too many others wait for it, or for too long. */
  boolean acquire() {
    if (!places.tryAcquire()) {
      return false;
    }
    boolean acquired = false;
    try {
      acquired = turn.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!acquired) {
        places.release();
      }
    }
    return acquired;
  }

  void release() {
    turn.release();
    places.release();
  }
}
