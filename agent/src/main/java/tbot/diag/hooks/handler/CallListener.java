package tbot.diag.hooks.handler;

/**
 * Told of each outermost call of some methods, on the host's own threads. For each {@link #started}
 * there is at most one {@link #ended}, always after it. An implementation must not throw, block or
 * take a lock of others.
 */
public interface CallListener {

  /** A call has begun. */
  void started();

  /**
   * A call has ended, or the stage that it returned has completed.
   *
   * @param failure what it threw, or the stage's failure, without the wrappers of {@code
   *     java.util.concurrent}; null for none, also after a cancel
   * @param durationNanos the time since its start, in nanoseconds
   */
  void ended(Throwable failure, long durationNanos);
}
