package tbot.diag.profiling.stack;

/**
 * Converts the JVM's class names to those of the Java language, and drops the parts that change
 * from run to run: the address of a hidden class, and the number of a lambda, a reflection accessor
 * or a dynamic proxy. Profiles of two runs can then be compared, and a server that stores profiles
 * does not get new names with each restart.
 */
public final class ClassNames {

  private static final String LAMBDA = "$$Lambda";
  private static final String[] NUMBERED = {
    "GeneratedMethodAccessor",
    "GeneratedConstructorAccessor",
    "GeneratedSerializationConstructorAccessor",
    "$Proxy"
  };

  // Since JDK 16 the package of a proxy has a number too, one for each class loader.
  private static final String PROXY_PACKAGE = "jdk/proxy";

  private ClassNames() {}

  /**
   * The name with dots, without the parts that change from run to run.
   *
   * @param internal such as {@code com/foo/Bar$Inner} or {@code com/foo/Bar$$Lambda$14/0x0800};
   *     since JDK 15 the suffix of a hidden class begins with a dot
   */
  public static String display(String internal) {
    return dotted(stable(internal));
  }

  /**
   * The source file by convention: that of the outermost class.
   *
   * @param internal as for {@link #display}
   * @return {@code com/foo/Bar.java}
   */
  public static String sourceFile(String internal) {
    return file(stable(internal));
  }

  /** {@link #display} of a result of {@link #stable}. */
  public static String dotted(String stable) {
    return stable.replace('/', '.');
  }

  /** {@link #sourceFile} of a result of {@link #stable}. */
  public static String file(String stable) {
    // A dollar sign at the start is part of the name: $Proxy has no outer class.
    int dollar = stable.indexOf('$', stable.lastIndexOf('/') + 2);
    return (dollar < 0 ? stable : stable.substring(0, dollar)).concat(".java");
  }

  /** The JVM's name without the parts that change from run to run. */
  public static String stable(String internal) {
    int lambda = internal.indexOf(LAMBDA);
    if (lambda >= 0) {
      return internal.substring(0, lambda + LAMBDA.length());
    }
    String name = withoutProxyPackage(withoutHiddenSuffix(internal));
    return withoutNumber(name);
  }

  private static String withoutNumber(String name) {
    int end = name.length();
    while (end > 0 && isDigit(name.charAt(end - 1))) {
      end--;
    }
    if (end < name.length()) {
      for (String numbered : NUMBERED) {
        if (name.startsWith(numbered, end - numbered.length())) {
          return name.substring(0, end);
        }
      }
    }
    return name;
  }

  private static String withoutHiddenSuffix(String name) {
    int separator = Math.max(name.lastIndexOf('/'), name.lastIndexOf('.'));
    if (separator > 0 && (isAddress(name, separator + 1) || isNumber(name, separator + 1))) {
      return name.substring(0, separator);
    }
    return name;
  }

  private static String withoutProxyPackage(String name) {
    int end = name.lastIndexOf('/');
    return name.startsWith(PROXY_PACKAGE)
            && isNumber(name.substring(0, end), PROXY_PACKAGE.length())
        ? PROXY_PACKAGE + name.substring(end)
        : name;
  }

  private static boolean isAddress(String name, int from) {
    if (!name.startsWith("0x", from) || name.length() == from + 2) {
      return false;
    }
    for (int i = from + 2; i < name.length(); i++) {
      if (Character.digit(name.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(String name, int from) {
    for (int i = from; i < name.length(); i++) {
      if (!isDigit(name.charAt(i))) {
        return false;
      }
    }
    return from < name.length();
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
