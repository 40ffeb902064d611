package tbot.diag.health;

import java.time.Instant;

/** What a service last said of itself. Immutable. */
public final class ServiceStatus {

  private final Health health;
  private final String reason;
  private final Instant updatedAt;

  ServiceStatus(Health health, String reason, Instant updatedAt) {
    this.health = health;
    this.reason = reason;
    this.updatedAt = updatedAt;
  }

  /** How it is. */
  public Health health() {
    return health;
  }

  /** Why it is so; null if there is nothing to say. */
  public String reason() {
    return reason;
  }

  /** When it said so; null if it has not yet. */
  public Instant updatedAt() {
    return updatedAt;
  }
}
