package tbot.diag.hooks.api;

/**
 * Told of what the host reports by the API, on the host's own threads. An implementation must not
 * throw, block or take a lock for long.
 */
public interface ServiceListener {

  /** A service that has not reported. */
  void initializing(String service);

  /** A service works. */
  void healthy(String service);

  /**
   * A service does not work.
   *
   * @param reason why; null or empty if that is not known
   */
  void unhealthy(String service, String reason);

  /** An iteration has begun. */
  void started(String service);

  /**
   * An iteration has ended whose start was reported.
   *
   * @param durationNanos the time since its start, in nanoseconds
   */
  void ended(String service, boolean success, long durationNanos);
}
