package tbot.diag.checks;

/** One run of a check, on a thread of its own. */
final class Attempt implements Runnable {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final CheckLoop loop;
  private final Check check;

  // Guarded by this object.
  private Thread thread;
  private long startNanos;
  private boolean givenUp;

  private volatile boolean returned;

  Attempt(CheckLoop loop, Check check) {
    this.loop = loop;
    this.check = check;
  }

  @Override
  public void run() {
    if (begin()) {
      CheckResult result;
      try {
        loop.began(this);
        result = result();
      } finally {
        // Also without memory for the rest: the check is run again only then.
        end();
      }
      loop.ended(this, result);
    }
  }

  private CheckResult result() {
    try {
      return check.run();
    } catch (Throwable t) {
      return CheckResult.failed("cannot be asked: " + t);
    }
  }

  private synchronized boolean begin() {
    thread = Thread.currentThread();
    startNanos = System.nanoTime();
    returned = givenUp;
    return !givenUp;
  }

  private synchronized void end() {
    thread = null;
    returned = true;
    // What was meant for this check must not reach the next one.
    Thread.interrupted();
  }

  /** Interrupts it, and has its result ignored. */
  synchronized void giveUp() {
    givenUp = true;
    if (thread != null && !returned) {
      thread.interrupt();
    }
  }

  synchronized boolean isGivenUp() {
    return givenUp;
  }

  /** Notes that there was no thread for it. */
  void drop() {
    returned = true;
  }

  /** Whether it has ended, so that the check may be run again. */
  boolean hasReturned() {
    return returned;
  }

  /** For how long it has run. */
  synchronized long ageMillis() {
    return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
  }
}
