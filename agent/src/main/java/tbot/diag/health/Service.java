package tbot.diag.health;

/**
 * One service of this process, which reports its state here: from any thread, those of the host
 * included. It takes a lock of nobody else, and none for long.
 */
public final class Service {

  private final String name;
  private final String type;
  private volatile ServiceStatus status = new ServiceStatus(Health.INITIALIZING, null, 0);

  Service(String name, String type) {
    this.name = name;
    this.type = type;
  }

  /** Unique in this process. */
  public String name() {
    return name;
  }

  /** What kind of service it is, as tbot names them: the label {@code service} of the metrics. */
  public String type() {
    return type;
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

  private void report(Health health, String reason) {
    status = new ServiceStatus(health, reason, System.currentTimeMillis());
  }

  ServiceStatus status() {
    return status;
  }
}
