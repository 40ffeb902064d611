package tbot.diag.health;

/** The last report of a service. Immutable. */
final class ServiceStatus {

  private final Health health;
  private final String reason;
  private final long updatedAtMillis;

  ServiceStatus(Health health, String reason, long updatedAtMillis) {
    this.health = health;
    this.reason = reason;
    this.updatedAtMillis = updatedAtMillis;
  }

  /** Its state. */
  Health health() {
    return health;
  }

  /** The reason for the state; null for none. */
  String reason() {
    return reason;
  }

  /** When it reported, in milliseconds since 1970; 0 if it has not yet. */
  long updatedAtMillis() {
    return updatedAtMillis;
  }
}
