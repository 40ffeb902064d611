package tbot.diag.health;

/** The condition of a service, in tbot's words. */
public enum Health {
  /** The service has not reported yet. */
  INITIALIZING("initializing"),
  /** The service does its work. */
  HEALTHY("healthy"),
  /** The service fails to. */
  UNHEALTHY("unhealthy");

  private static final int HTTP_OK = 200;
  private static final int HTTP_UNAVAILABLE = 503;

  private final String word;

  Health(String word) {
    this.word = word;
  }

  /** 200 if healthy, else 503, as in tbot. */
  int httpCode() {
    return this == HEALTHY ? HTTP_OK : HTTP_UNAVAILABLE;
  }

  /** The word in the JSON. */
  @Override
  public String toString() {
    return word;
  }
}
