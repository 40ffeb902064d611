package tbot.diag.hooks;

import java.util.Set;

/** The state of the hooks at one moment. */
public final class HookStatus {

  private final Set<String> hookedClasses;
  private final Set<String> failures;

  HookStatus(Set<String> hookedClasses, Set<String> failures) {
    this.hookedClasses = hookedClasses;
    this.failures = failures;
  }

  /** The binary names of the loaded classes that carry hooks, sorted; empty before the first. */
  public Set<String> hookedClasses() {
    return hookedClasses;
  }

  /** One line for each hook that could not be set, sorted; empty when none failed. */
  public Set<String> failures() {
    return failures;
  }
}
