package tbot.diag.config.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A value of the option {@code ssh_handler}, a method that handles one connection, or the method of
 * a task. {@code com.example.Mux#handle} is every overload, {@code
 * com.example.Mux#handle(int,java.lang.String)} is one of them.
 *
 * <p>The class and the parameter types are binary names, as {@link Class#getName()} returns them
 * ({@code com.example.Mux$Inner}); arrays are written as in source code ({@code byte[]}).
 */
public final class HandlerSpec {

  private static final String FORMS =
      "; valid is Class#method for every overload or Class#method(int,java.lang.String) for one";

  private final String className;
  private final String methodName;
  private final List<String> parameterTypes;

  private HandlerSpec(String className, String methodName, List<String> parameterTypes) {
    this.className = className;
    this.methodName = methodName;
    this.parameterTypes = parameterTypes;
  }

  /**
   * Parses one value; ignores blanks around its parts.
   *
   * @throws IllegalArgumentException if the value is not valid; the message is one line with the
   *     value, what is wrong with it and what is valid
   */
  public static HandlerSpec parse(String text) {
    try {
      return of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ssh_handler '" + text + "' " + e.getMessage(), e);
    }
  }

  /**
   * The same, for any option.
   *
   * @throws IllegalArgumentException as above, without the value
   */
  public static HandlerSpec of(String text) {
    int hash = text.indexOf('#');
    if (hash < 0) {
      throw invalid("has no '#' between class and method");
    }
    String className = text.substring(0, hash).trim();
    String method = text.substring(hash + 1).trim();
    List<String> parameterTypes = null;
    int open = method.indexOf('(');
    if (open >= 0) {
      if (!method.endsWith(")")) {
        throw invalid("does not end with ')'");
      }
      parameterTypes = typesIn(method.substring(open + 1, method.length() - 1));
      method = method.substring(0, open).trim();
    }
    if (!JavaNames.isTypeName(className)) {
      throw invalid("has no class name such as com.example.Mux before '#'");
    }
    if (className.startsWith("java.")) {
      throw invalid("names a class of the JDK, which cannot be hooked");
    }
    if (method.equals("<init>") || method.equals("<clinit>")) {
      throw invalid("names a constructor or initialiser, which cannot be a handler");
    }
    if (!JavaNames.isIdentifier(method)) {
      throw invalid("has no method name after '#'");
    }
    return new HandlerSpec(className, method, parameterTypes);
  }

  /** The binary name of the class that declares the method. */
  public String className() {
    return className;
  }

  /** The name of the method. */
  public String methodName() {
    return methodName;
  }

  /** The parameter types of the one overload, or null for every overload. */
  public List<String> parameterTypes() {
    return parameterTypes;
  }

  /** The canonical text, which {@link #parse} accepts. */
  @Override
  public String toString() {
    String name = className + '#' + methodName;
    return parameterTypes == null ? name : name + '(' + String.join(",", parameterTypes) + ')';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HandlerSpec && other.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  private static List<String> typesIn(String list) {
    List<String> types = new ArrayList<>();
    if (list.trim().isEmpty()) {
      return Collections.unmodifiableList(types);
    }
    int from = 0;
    while (from <= list.length()) {
      int comma = list.indexOf(',', from);
      int to = comma < 0 ? list.length() : comma;
      String type = list.substring(from, to).trim();
      if (!JavaNames.isTypeName(withoutArray(type))) {
        throw invalid("has '" + type + "' where a parameter type belongs");
      }
      types.add(type);
      from = to + 1;
    }
    return Collections.unmodifiableList(types);
  }

  private static String withoutArray(String type) {
    String element = type;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
    }
    return element;
  }

  private static IllegalArgumentException invalid(String problem) {
    return new IllegalArgumentException(problem + FORMS);
  }
}
