package tbot.diag.http.engine;

/**
 * How far a client is behind the rate at which it should take an answer. What it takes faster than
 * that does not count for later. Times are those of nanoTime.
 */
final class ReaderLag {

  /**
   * Slow for any network that people use, and yet not cheap for who keeps all connections busy: 4
   * MB a second for 256 of them.
   */
  static final int BYTES_PER_SECOND = 16 * 1024;

  private static final long NANOS_PER_BYTE = 1_000_000_000 / BYTES_PER_SECOND;

  private long since;

  /** From now on, the answer waits for the client. */
  void begin(long now) {
    since = now;
  }

  /** The client has taken so much. */
  void taken(long bytes, long now) {
    since = now - Math.max(0, nanos(now) - bytes * NANOS_PER_BYTE);
  }

  long nanos(long now) {
    return now - since;
  }
}
