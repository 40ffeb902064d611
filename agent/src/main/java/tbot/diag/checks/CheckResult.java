package tbot.diag.checks;

/** What one run of a check has found. Immutable. */
final class CheckResult {

  /** Ready. */
  static final CheckResult PASSED = new CheckResult(Kind.PASSED, "");

  /** What follows from a result. */
  enum Kind {
    /** The service is healthy. */
    PASSED,
    /** The service is unhealthy if this is repeated. */
    FAILED,
    /** The service is unhealthy: the check is set up wrongly. */
    WRONG,
    /** The service is initializing: the check cannot be asked yet. */
    TOO_EARLY
  }

  private final Kind kind;
  private final String reason;

  private CheckResult(Kind kind, String reason) {
    this.kind = kind;
    this.reason = reason;
  }

  static CheckResult failed(String reason) {
    return new CheckResult(Kind.FAILED, reason);
  }

  static CheckResult wrong(String reason) {
    return new CheckResult(Kind.WRONG, reason);
  }

  /**
   * Nothing can be asked yet.
   *
   * @param reason empty while that is no surprise
   */
  static CheckResult tooEarly(String reason) {
    return new CheckResult(Kind.TOO_EARLY, reason);
  }

  Kind kind() {
    return kind;
  }

  /** For the operator; may be empty. */
  String reason() {
    return reason;
  }
}
