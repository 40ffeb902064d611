package tbot.diag.hooks.weave;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The state of the hooks at one moment. */
public final class HookStatus {

  private final Set<String> hookedClasses;
  private final List<HookFailure> failures;
  private final Set<String> handlerClassesNotLoaded;

  HookStatus(
      Set<String> hookedClasses, List<HookFailure> failures, Set<String> handlerClassesNotLoaded) {
    this.hookedClasses = Collections.unmodifiableSet(hookedClasses);
    this.failures = failures;
    this.handlerClassesNotLoaded = Collections.unmodifiableSet(handlerClassesNotLoaded);
  }

  /** The binary names of the loaded classes that carry hooks, sorted; empty before the first. */
  public Set<String> hookedClasses() {
    return hookedClasses;
  }

  /**
   * One line for each hook of connections that could not be set, sorted; empty when none failed.
   */
  public Set<String> failures() {
    return failures(MethodHook.NO_TASK);
  }

  /** The same for the hooks of one task. */
  public Set<String> failures(String task) {
    Set<String> lines = new TreeSet<>();
    for (HookFailure failure : failures) {
      if (failure.concerns(task)) {
        lines.add(failure.message());
      }
    }
    return lines;
  }

  /** The binary names of classes with handlers that the host has not loaded yet, sorted. */
  public Set<String> handlerClassesNotLoaded() {
    return handlerClassesNotLoaded;
  }
}
