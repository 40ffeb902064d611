package tbot.diag.config.value;

/** Names of classes and methods as they are in class files. */
final class JavaNames {

  private JavaNames() {}

  /** Whether it is a class name with its package, such as {@code com.example.Mux$Inner}. */
  static boolean isTypeName(String name) {
    int from = 0;
    while (true) {
      int dot = name.indexOf('.', from);
      if (!isIdentifier(name.substring(from, dot < 0 ? name.length() : dot))) {
        return false;
      }
      if (dot < 0) {
        return true;
      }
      from = dot + 1;
    }
  }

  /** Whether it is one name, without dots. */
  static boolean isIdentifier(String name) {
    if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      // Scala and Kotlin compile to names with a dash.
      if (!Character.isJavaIdentifierPart(name.charAt(i)) && name.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }
}
