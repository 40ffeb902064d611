package tbot.diag.jvm;

import java.util.concurrent.locks.LockSupport;

/**
 * A time that is waited for once. It has a thread of its own, which ends then: a timer of the JDK
 * would keep its thread.
 */
public final class Deadline implements Runnable {

  /** What is due may be writing a warning to a standard error that nobody reads. */
  private static final long MAX_JOIN_MILLIS = 1_000;

  private final long nanos;
  private final Runnable due;
  private final Thread thread;
  private volatile boolean cancelled;

  private Deadline(String name, long nanos, Runnable due) {
    this.nanos = nanos;
    this.due = due;
    thread = new Thread(HostThreads.topGroup(), this, name);
  }

  /**
   * Starts to wait.
   *
   * @param name of the thread
   * @param nanos from now, in nanoseconds
   * @param due run on the thread when the time is over
   */
  public static Deadline start(String name, long nanos, Runnable due) {
    Deadline deadline = new Deadline(name, nanos, due);
    deadline.thread.setDaemon(true);
    deadline.thread.setContextClassLoader(null);
    deadline.thread.start();
    return deadline;
  }

  /** Ends the thread, so that none is left when the service has stopped. */
  public void cancel() {
    cancelled = true;
    LockSupport.unpark(thread);
    try {
      thread.join(MAX_JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !cancelled; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    if (!cancelled) {
      due.run();
    }
  }
}
