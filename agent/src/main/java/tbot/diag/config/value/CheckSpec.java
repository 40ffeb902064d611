package tbot.diag.config.value;

/** A value of the option {@code ready_check}: a check of the host's readiness. Immutable. */
public final class CheckSpec {

  static final String FORMS =
      "use NAME:com.example.Bot#isReady for a method without parameters, or NAME:tcp:HOST:PORT";

  /** From one start of a check to the next, if nothing else is said. */
  public static final long INTERVAL_MILLIS = 10_000;

  /** How long a check may take, if nothing else is said. */
  public static final long TIMEOUT_MILLIS = 2_000;

  private final String name;
  private final CheckTarget target;
  private final long intervalMillis;
  private final long timeoutMillis;

  /**
   * A check.
   *
   * @throws IllegalArgumentException if the name is empty or taken
   */
  public CheckSpec(String name, CheckTarget target, long intervalMillis, long timeoutMillis) {
    this.name = name;
    this.target = target;
    this.intervalMillis = intervalMillis;
    this.timeoutMillis = timeoutMillis;
    ServiceNames.requireValid(name, FORMS);
  }

  /**
   * Parses a check with the usual interval and timeout.
   *
   * @throws IllegalArgumentException with one line that has the text, what is wrong with it and
   *     what is valid
   */
  public static CheckSpec parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException('"' + text + "\": no ':' behind a name; " + FORMS);
    }
    CheckTarget target;
    try {
      target = CheckTarget.parse(text.substring(colon + 1).trim());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException('"' + text + "\": " + e.getMessage() + "; " + FORMS, e);
    }
    String name = text.substring(0, colon).trim();
    return new CheckSpec(name, target, INTERVAL_MILLIS, TIMEOUT_MILLIS);
  }

  /** The name of the service that it reports to. */
  public String name() {
    return name;
  }

  /** What is asked. */
  public CheckTarget target() {
    return target;
  }

  /** From one start to the next, in milliseconds; at least 1. */
  public long intervalMillis() {
    return intervalMillis;
  }

  /** After which a check that has not answered has failed, in milliseconds; at least 1. */
  public long timeoutMillis() {
    return timeoutMillis;
  }

  /** Name, target, and interval and timeout if they are not the usual ones. */
  @Override
  public String toString() {
    String text = name + ':' + target;
    if (intervalMillis != INTERVAL_MILLIS) {
      text += " every " + GoDuration.format(intervalMillis);
    }
    if (timeoutMillis != TIMEOUT_MILLIS) {
      text += " within " + GoDuration.format(timeoutMillis);
    }
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CheckSpec
        && ((CheckSpec) other).name.equals(name)
        && ((CheckSpec) other).target.equals(target)
        && ((CheckSpec) other).intervalMillis == intervalMillis
        && ((CheckSpec) other).timeoutMillis == timeoutMillis;
  }

  @Override
  public int hashCode() {
    return name.hashCode() + 31 * target.hashCode();
  }
}
