package tbot.diag.hooks.weave;

import java.util.List;
import java.util.Objects;

/** Names a method of the host, or all its overloads. No class of the host is loaded for it. */
public final class MethodHook {

  /** In place of the name of a task. */
  public static final String NO_TASK = "";

  private final String className;
  private final String methodName;
  private final List<String> parameterTypes;
  private final String task;

  /**
   * A method of a library, or one of which each call is a connection.
   *
   * @param parameterTypes binary names, or null for every overload
   */
  public MethodHook(String className, String methodName, List<String> parameterTypes) {
    this(NO_TASK, className, methodName, parameterTypes);
  }

  /**
   * A method of which each call is an iteration of a task.
   *
   * @param task its name, not empty
   * @param parameterTypes as above
   */
  public MethodHook(String task, String className, String methodName, List<String> parameterTypes) {
    this.task = task;
    this.className = className;
    this.methodName = methodName;
    this.parameterTypes = parameterTypes;
  }

  /** The task of which each call is an iteration, or {@link #NO_TASK}. */
  public String task() {
    return task;
  }

  /** The binary name of its class. */
  public String className() {
    return className;
  }

  String methodName() {
    return methodName;
  }

  boolean isNamed(String name) {
    return methodName.equals(name);
  }

  boolean matches(String name, List<String> types) {
    return isNamed(name) && (parameterTypes == null || parameterTypes.equals(types));
  }

  /** The message if all methods that match are abstract or native. */
  String withoutCode() {
    return this + " is abstract or native and cannot be hooked; name the class that implements it";
  }

  /** The message if methods that match are suspend functions of Kotlin. */
  String suspendFunction() {
    return this
        + " is a suspend function of Kotlin, which is called again each time that it resumes, so"
        + " its calls cannot be counted; name a function that is not suspend";
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof MethodHook)) {
      return false;
    }
    MethodHook that = (MethodHook) other;
    return task.equals(that.task)
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
