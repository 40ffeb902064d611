package tbot.diag.core;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tbot.diag.config.HandlerSpec;

/**
 * Waits a minute for the host to load the classes of its handlers. A thread of its own, which ends
 * then: hosts without handlers have none, and a timer of the JDK would keep its thread.
 */
final class HandlerDeadline implements Runnable {

  private static final String THREAD = "tbot-diag-handlers";
  private static final long NANOS = 60_000_000_000L;

  /** It may be writing its warning to a standard error that nobody reads. */
  private static final long MAX_JOIN_MILLIS = 1_000;

  private final List<HandlerSpec> handlers;
  private final SshMultiplexerHealth health;
  private final Thread thread = new Thread(this, THREAD);
  private volatile boolean cancelled;

  private HandlerDeadline(List<HandlerSpec> handlers, SshMultiplexerHealth health) {
    this.handlers = handlers;
    this.health = health;
  }

  /**
   * Starts to wait.
   *
   * @param health told when the time is over
   */
  static HandlerDeadline start(List<HandlerSpec> handlers, SshMultiplexerHealth health) {
    HandlerDeadline deadline = new HandlerDeadline(handlers, health);
    deadline.thread.setDaemon(true);
    deadline.thread.setContextClassLoader(null);
    deadline.thread.start();
    return deadline;
  }

  /** Ends the thread, so that none is left when the service has stopped. */
  void cancel() {
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
    long end = System.nanoTime() + NANOS;
    for (long left = NANOS; left > 0 && !cancelled; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    if (!cancelled) {
      health.handlersAreDue(handlers);
    }
  }
}
