package tbot.diag.hooks;

/** How a connection ended. */
public enum Outcome {
  /** As intended. */
  OK,
  /** By a failure. */
  ERROR
}
