package tbot.diag.hooks.weave;

/** Why hooks in a class could not be set: those of one task, or those of connections. */
final class HookFailure {

  private final String className;
  private final String task;
  private final String message;

  /**
   * @param className binary; empty for all classes
   * @param task as {@link MethodHook#task}; null for all hooks
   */
  HookFailure(String className, String task, String message) {
    this.className = className;
    this.task = task;
    this.message = message;
  }

  String className() {
    return className;
  }

  String message() {
    return message;
  }

  /** Whether it concerns hooks of this task. */
  boolean concerns(String someTask) {
    return task == null || task.equals(someTask);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HookFailure && other.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return className + ' ' + task + ' ' + message;
  }
}
