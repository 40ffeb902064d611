package tbot.diag.health;

import java.time.Instant;

/** The last report of a service. Immutable. */
final class ServiceStatus {

  private final Health health;
  private final String reason;
  private final Instant updatedAt;

  ServiceStatus(Health health, String reason, Instant updatedAt) {
    this.health = health;
    this.reason = reason;
    this.updatedAt = updatedAt;
  }

  /** Its state. */
  Health health() {
    return health;
  }

  /** The reason for the state; null for none. */
  String reason() {
    return reason;
  }

  /** When it reported; null if it has not yet. */
  Instant updatedAt() {
    return updatedAt;
  }
}
