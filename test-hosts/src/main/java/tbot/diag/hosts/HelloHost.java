package tbot.diag.hosts;

/** The smallest host: prints one line and ends. */
public final class HelloHost {

  private HelloHost() {}

  /**
   * Prints one line.
   *
   * @param arguments ignored
   */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
