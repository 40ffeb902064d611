package tbot.diag.hosts;

/** Prints for each class in the arguments whether the host can see it. */
public final class ClassProbeHost {

  private ClassProbeHost() {}

  /**
   * Looks for classes.
   *
   * @param classNames their binary names
   */
  public static void main(String[] classNames) {
    for (String className : classNames) {
      System.out.println(className + " " + (isVisible(className) ? "visible" : "unseen"));
    }
  }

  private static boolean isVisible(String className) {
    try {
      Class.forName(className, false, ClassLoader.getSystemClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
