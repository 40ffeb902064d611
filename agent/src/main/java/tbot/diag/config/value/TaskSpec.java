package tbot.diag.config.value;

/** A value of the option {@code task}: a method of which each call is an iteration. Immutable. */
public final class TaskSpec {

  static final String FORMS = "use NAME:com.example.IdentityService#renew";

  private final String name;
  private final String type;
  private final HandlerSpec method;
  private final long maxAgeMillis;

  /**
   * @param maxAgeMillis 0 for any age
   * @throws IllegalArgumentException if the name is empty or taken
   */
  public TaskSpec(String name, String type, HandlerSpec method, long maxAgeMillis) {
    this.name = name;
    this.type = type;
    this.method = method;
    this.maxAgeMillis = maxAgeMillis;
    ServiceNames.requireValid(name, FORMS);
  }

  /**
   * Parses a task whose type is its name, and which may be of any age. The name may have colons.
   *
   * @throws IllegalArgumentException with one line that has the text, what is wrong with it and
   *     what is valid
   */
  public static TaskSpec parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException('"' + text + "\": no ':' behind a name; " + FORMS);
    }
    HandlerSpec method;
    try {
      method = HandlerSpec.of(text.substring(colon + 1).trim());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException('"' + text + "\": " + e.getMessage(), e);
    }
    String name = text.substring(0, colon).trim();
    return new TaskSpec(name, name, method, 0);
  }

  /** The name of the service that it reports to. */
  public String name() {
    return name;
  }

  /** The type of that service. */
  public String type() {
    return type;
  }

  /** Of which each outermost call is an iteration. */
  public HandlerSpec method() {
    return method;
  }

  /** After which, without a success, the service is unhealthy, in milliseconds; 0 for never. */
  public long maxAgeMillis() {
    return maxAgeMillis;
  }

  /** Name and method, and type and age if they are not the usual ones. */
  @Override
  public String toString() {
    String text = name + ':' + method;
    if (!type.equals(name)) {
      text += " of type " + type;
    }
    if (maxAgeMillis != 0) {
      text += " within " + GoDuration.format(maxAgeMillis);
    }
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TaskSpec
        && ((TaskSpec) other).name.equals(name)
        && ((TaskSpec) other).type.equals(type)
        && ((TaskSpec) other).method.equals(method)
        && ((TaskSpec) other).maxAgeMillis == maxAgeMillis;
  }

  @Override
  public int hashCode() {
    return name.hashCode() + 31 * method.hashCode();
  }
}
