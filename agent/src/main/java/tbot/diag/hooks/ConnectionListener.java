package tbot.diag.hooks;

/**
 * Told of each connection's start and end, on the host's own threads.
 *
 * <p>For each {@link #started} there is at most one {@link #ended}, always after it; connections
 * that were open before the hooks were installed are never reported. An implementation must not
 * throw, block or take a lock.
 */
public interface ConnectionListener {

  /** How a connection ended. */
  enum Outcome {
    /** A normal end; a cancelled handler is one too. */
    OK,
    /** Any other end. */
    ERROR
  }

  /** A connection was accepted. */
  void started();

  /**
   * A connection ended.
   *
   * @param outcome how
   * @param reasonOrNull why, for {@link Outcome#ERROR}; null for {@link Outcome#OK}
   * @param durationNanos the time since its start, in nanoseconds
   */
  void ended(Outcome outcome, ErrorReason reasonOrNull, long durationNanos);
}
