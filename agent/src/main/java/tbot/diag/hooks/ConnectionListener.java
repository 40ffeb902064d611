package tbot.diag.hooks;

/** Told of every SSH connection that the host serves. */
public interface ConnectionListener {

  /** A connection was accepted. */
  void started();

  /**
   * A connection that was started has ended.
   *
   * @param outcome how
   * @param reason why it failed; null if it did not
   * @param durationNanos how long it was open
   */
  void ended(Outcome outcome, ErrorReason reason, long durationNanos);
}
