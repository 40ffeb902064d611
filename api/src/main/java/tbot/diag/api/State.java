package tbot.diag.api;

/** What a service has reported. Immutable. */
final class State {

  static final State INITIALIZING = new State(0, null);
  static final State HEALTHY = new State(1, null);

  private static final int UNHEALTHY = 2;

  private final int code;
  private final String reason;

  private State(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  static State unhealthy(String reason) {
    return new State(UNHEALTHY, reason);
  }

  /** The number by which the agent knows it. */
  int code() {
    return code;
  }

  /** Null for none. */
  String reason() {
    return reason;
  }
}
