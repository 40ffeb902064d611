package tbot.diag.jvm;

/** The version of Java that this JVM runs, as {@code --release} counts: 8, 11, 17. */
public final class JavaVersion {

  private static final int OWN = parse(System.getProperty("java.specification.version", ""));

  private JavaVersion() {}

  /** 8 or more. */
  public static int get() {
    return OWN;
  }

  /**
   * Reads what {@code java.specification.version} holds: {@code 1.8} for Java 8, plain numbers from
   * Java 9 on. A host may have changed the property; what is no version counts as the oldest.
   */
  static int parse(String version) {
    try {
      return version.startsWith("1.") ? 8 : Integer.parseInt(version);
    } catch (NumberFormatException e) {
      return 8;
    }
  }
}
