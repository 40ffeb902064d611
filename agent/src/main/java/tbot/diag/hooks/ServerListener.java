package tbot.diag.hooks;

/**
 * Told of the state of a library's servers, on the host's own threads. One call follows the other.
 * An implementation must not throw or block.
 */
public interface ServerListener {

  /** The library's server class has loaded, and none of its servers has started yet. */
  void initializing();

  /**
   * At least one server listens.
   *
   * @param note what an operator should know, such as that this is not certain; null for nothing
   */
  void listening(String note);

  /**
   * No server listens.
   *
   * @param reason why, in one line
   */
  void down(String reason);
}
