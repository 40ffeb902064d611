package tbot.diag.health;

/** The last report of a service. Immutable. */
public final class ServiceStatus {

  private final Health health;
  private final String reason;
  private final long updatedAtMillis;

  ServiceStatus(Health health, String reason, long updatedAtMillis) {
    this.health = health;
    this.reason = reason;
    this.updatedAtMillis = updatedAtMillis;
  }

  /** Its state. */
  public Health health() {
    return health;
  }

  /** The reason for the state; null for none. */
  public String reason() {
    return reason;
  }

  /** When it reported, in milliseconds since 1970; 0 if it has not yet. */
  public long updatedAtMillis() {
    return updatedAtMillis;
  }
}
