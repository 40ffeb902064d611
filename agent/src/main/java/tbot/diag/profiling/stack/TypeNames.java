package tbot.diag.profiling.stack;

/** Converts the JVM's names of types, including arrays, to those of the Java language. */
public final class TypeNames {

  private TypeNames() {}

  /**
   * The name in source code, without the parts that {@link ClassNames} drops.
   *
   * @param internal {@code com/foo/Bar}, {@code [B} or {@code [[Lcom/foo/Bar;}
   * @return {@code com.foo.Bar}, {@code byte[]} or {@code com.foo.Bar[][]}
   */
  public static String display(String internal) {
    int dimensions = 0;
    while (dimensions < internal.length() && internal.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return ClassNames.display(internal);
    }
    StringBuilder name = new StringBuilder(element(internal.substring(dimensions)));
    for (int i = 0; i < dimensions; i++) {
      name.append("[]");
    }
    return name.toString();
  }

  private static String element(String descriptor) {
    if (descriptor.startsWith("L") && descriptor.endsWith(";")) {
      return ClassNames.display(descriptor.substring(1, descriptor.length() - 1));
    }
    switch (descriptor) {
      case "Z":
        return "boolean";
      case "B":
        return "byte";
      case "C":
        return "char";
      case "S":
        return "short";
      case "I":
        return "int";
      case "J":
        return "long";
      case "F":
        return "float";
      case "D":
        return "double";
      default:
        return ClassNames.display(descriptor);
    }
  }
}
