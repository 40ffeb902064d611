package tbot.diag.health;

import tbot.diag.config.value.GoDuration;

/**
 * One service of this process, which reports its state here: from any thread, those of the host
 * included. It takes a lock of nobody else, and none for long.
 */
public final class Service {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String name;
  private final String type;
  private final Waiters waiters;

  // Guarded by this object.
  private ServiceStatus reported = new ServiceStatus(Health.INITIALIZING, null, 0);
  private long maxAgeMillis;

  /** The last healthy report, or the registration if there was none: by both clocks. */
  private long successNanos = System.nanoTime();

  private long successMillis = System.currentTimeMillis();

  Service(String name, String type, Waiters waiters) {
    this.name = name;
    this.type = type;
    this.waiters = waiters;
  }

  /** Unique in this process. */
  public String name() {
    return name;
  }

  /** What kind of service it is, as tbot names them: the label {@code service} of the metrics. */
  public String type() {
    return type;
  }

  /** Its present state. */
  public Health health() {
    return status().health();
  }

  /**
   * Makes the service unhealthy whenever its last healthy report is older than this. Before the
   * first one, the age counts from the registration.
   *
   * @param millis 0 for any age, as at first
   */
  public void setMaxAge(long millis) {
    synchronized (this) {
      maxAgeMillis = millis;
    }
    waiters.wakeAll();
  }

  /**
   * Has not reported yet, or no longer.
   *
   * @param reason a note for the operator; null or empty for none
   */
  public void reportInitializing(String reason) {
    report(Health.INITIALIZING, reason);
  }

  /**
   * Works.
   *
   * @param reason a note for the operator; null or empty for none
   */
  public void reportHealthy(String reason) {
    report(Health.HEALTHY, reason);
  }

  /**
   * Does not work.
   *
   * @param reason why, for the operator; null or empty if that is not known
   */
  public void reportUnhealthy(String reason) {
    report(Health.UNHEALTHY, reason);
  }

  /**
   * Reports a state, unless it has reported that it works or not. Then nothing changes.
   *
   * @param reason as above
   */
  public void reportUnlessReported(Health health, String reason) {
    report(health, reason, false);
  }

  private void report(Health health, String reason) {
    report(health, reason, true);
  }

  private void report(Health health, String reason, boolean replaces) {
    boolean ready;
    synchronized (this) {
      if (!replaces && reported.health() != Health.INITIALIZING) {
        return;
      }
      ready = reported.health() == Health.INITIALIZING && health != Health.INITIALIZING;
      long now = System.currentTimeMillis();
      reported = new ServiceStatus(health, reason, now);
      if (health == Health.HEALTHY) {
        successNanos = System.nanoTime();
        successMillis = now;
      }
    }
    if (ready) {
      waiters.releaseReported();
    }
  }

  /** The last report, or that the last healthy one is too old. */
  public synchronized ServiceStatus status() {
    long age = ageMillis();
    if (maxAgeMillis == 0 || age < maxAgeMillis) {
      return reported;
    }
    return new ServiceStatus(
        Health.UNHEALTHY,
        "no successful iteration for " + GoDuration.formatRounded(age),
        successMillis + maxAgeMillis);
  }

  /** As {@link Scope#millisToMaxAge}. */
  synchronized long millisToMaxAge() {
    return maxAgeMillis == 0 || reported.health() != Health.INITIALIZING
        ? Scope.NEVER
        : Math.max(0, maxAgeMillis - ageMillis());
  }

  private long ageMillis() {
    return (System.nanoTime() - successNanos) / NANOS_PER_MILLI;
  }
}
