package tbot.diag.hosts;

/** An agent that loads a class of the host before any later agent sees classes. */
public final class LoadingAgent {

  private LoadingAgent() {}

  /**
   * Loads the class.
   *
   * @param className its name
   * @throws ClassNotFoundException when the host has no such class
   */
  public static void premain(String className) throws ClassNotFoundException {
    Class.forName(className, false, ClassLoader.getSystemClassLoader());
  }
}
