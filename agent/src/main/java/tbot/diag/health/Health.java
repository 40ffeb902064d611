package tbot.diag.health;

/** The state of a service, named as in tbot. */
public enum Health {
  /** The service has not reported yet. */
  INITIALIZING("initializing"),
  /** The service works. */
  HEALTHY("healthy"),
  /** The service does not work. */
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
