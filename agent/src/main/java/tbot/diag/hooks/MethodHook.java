package tbot.diag.hooks;

import java.util.List;
import java.util.Objects;
import tbot.diag.config.HandlerSpec;

/** One place in the host's code, by names alone: nothing here loads a class of the host. */
public final class MethodHook {

  private final String className;
  private final String methodName;
  private final List<String> parameterTypes;

  /**
   * A hook.
   *
   * @param parameterTypes binary names, or null for every overload
   */
  public MethodHook(String className, String methodName, List<String> parameterTypes) {
    this.className = className;
    this.methodName = methodName;
    this.parameterTypes = parameterTypes;
  }

  static MethodHook of(HandlerSpec handler) {
    return new MethodHook(handler.className(), handler.methodName(), handler.parameterTypes());
  }

  String className() {
    return className;
  }

  boolean isNamed(String name) {
    return methodName.equals(name);
  }

  boolean matches(String name, List<String> types) {
    return isNamed(name) && (parameterTypes == null || parameterTypes.equals(types));
  }

  /** What to say if all methods that match are abstract or native. */
  String withoutCode() {
    return this + " is abstract or native and cannot be hooked; name the class that implements it";
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof MethodHook)) {
      return false;
    }
    MethodHook that = (MethodHook) other;
    return className.equals(that.className)
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
