package tbot.diag.hooks;

import java.util.List;
import java.util.Objects;
import tbot.diag.config.HandlerSpec;

/** One place in the host's code, by names alone: nothing here loads a class of the host. */
final class MethodHook {

  /** What happens when the method runs. */
  enum Kind {
    SESSION_STARTED,
    SESSION_AUTHENTICATED,
    SESSION_EXCEPTION,
    SESSION_DISCONNECTED,
    SESSION_ENDED,
    HANDLER
  }

  private final Kind kind;
  private final String className;
  private final String methodName;
  private final List<String> parameterTypes;

  /**
   * A hook.
   *
   * @param parameterTypes binary names, or null for every overload
   */
  MethodHook(Kind kind, String className, String methodName, List<String> parameterTypes) {
    this.kind = kind;
    this.className = className;
    this.methodName = methodName;
    this.parameterTypes = parameterTypes;
  }

  static MethodHook of(HandlerSpec handler) {
    return new MethodHook(
        Kind.HANDLER, handler.className(), handler.methodName(), handler.parameterTypes());
  }

  Kind kind() {
    return kind;
  }

  String className() {
    return className;
  }

  boolean matches(String name, List<String> types) {
    return methodName.equals(name) && (parameterTypes == null || parameterTypes.equals(types));
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof MethodHook)) {
      return false;
    }
    MethodHook that = (MethodHook) other;
    return kind == that.kind
        && className.equals(that.className)
        && methodName.equals(that.methodName)
        && Objects.equals(parameterTypes, that.parameterTypes);
  }

  @Override
  public int hashCode() {
    return className.hashCode() * 31 + methodName.hashCode();
  }

  @Override
  public String toString() {
    String name = className + '#' + methodName;
    return parameterTypes == null ? name : name + '(' + String.join(",", parameterTypes) + ')';
  }
}
