package tbot.diag.hooks;

import java.util.Set;

/** The state of the hooks at one moment. */
public final class HookStatus {

  private final Set<String> hookedClasses;
  private final Set<String> failures;
  private final Set<String> handlerClassesNotLoaded;

  HookStatus(Set<String> hookedClasses, Set<String> failures, Set<String> handlerClassesNotLoaded) {
    this.hookedClasses = hookedClasses;
    this.failures = failures;
    this.handlerClassesNotLoaded = handlerClassesNotLoaded;
  }

  /** The binary names of the loaded classes that carry hooks, sorted; empty before the first. */
  public Set<String> hookedClasses() {
    return hookedClasses;
  }

  /** One line for each hook that could not be set, sorted; empty when none failed. */
  public Set<String> failures() {
    return failures;
  }

  /** The binary names of classes with handlers that the host has not loaded yet, sorted. */
  public Set<String> handlerClassesNotLoaded() {
    return handlerClassesNotLoaded;
  }
}
