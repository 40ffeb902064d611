package tbot.diag.config.value;

/** A method of the host without parameters: {@code com.example.Bot#isReady}. */
public final class MethodTarget extends CheckTarget {

  private final String className;
  private final String methodName;

  private MethodTarget(String className, String methodName) {
    this.className = className;
    this.methodName = methodName;
  }

  /**
   * Parses {@code com.example.Bot#isReady}.
   *
   * @throws IllegalArgumentException if it is no name of a class and a method; one line that says
   *     what is wrong
   */
  public static MethodTarget parse(String text) {
    int hash = text.indexOf('#');
    if (hash < 0) {
      throw new IllegalArgumentException("no '#' between class and method");
    }
    String className = text.substring(0, hash).trim();
    String methodName = text.substring(hash + 1).trim();
    if (methodName.endsWith("()")) {
      methodName = methodName.substring(0, methodName.length() - 2);
    }
    if (!JavaNames.isTypeName(className)) {
      throw new IllegalArgumentException("no class name before '#'");
    }
    if (!JavaNames.isIdentifier(methodName)) {
      throw new IllegalArgumentException("no name of a method without parameters after '#'");
    }
    return new MethodTarget(className, methodName);
  }

  /** The binary name of the class. */
  public String className() {
    return className;
  }

  /** The name of the method. */
  public String methodName() {
    return methodName;
  }

  @Override
  public String toString() {
    return className + '#' + methodName;
  }
}
