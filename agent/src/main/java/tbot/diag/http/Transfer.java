package tbot.diag.http;

/**
 * An answer whose head is sent and whose body follows, from any thread. No call waits for the
 * client: what it has not taken yet is kept in memory.
 */
public interface Transfer {

  /**
   * Sends a part of the body.
   *
   * @param part closed when it is sent, or cannot be
   * @throws IllegalStateException after {@link #end} or {@link #abort}
   */
  void write(Body part);

  /**
   * Completes the answer.
   *
   * @throws IllegalStateException after {@link #end} or {@link #abort}
   */
  void end();

  /**
   * Breaks the answer off: the connection is reset, so that the client does not believe that it has
   * all of it. What was written and not sent yet is lost. Without effect after {@link #end}.
   */
  void abort();
}
