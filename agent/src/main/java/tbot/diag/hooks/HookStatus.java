package tbot.diag.hooks;

import java.util.Set;

/** What is hooked at one moment. */
public final class HookStatus {

  private final Set<String> hookedClasses;
  private final String lastFailure;

  HookStatus(Set<String> hookedClasses, String lastFailure) {
    this.hookedClasses = hookedClasses;
    this.lastFailure = lastFailure;
  }

  /** The binary names of the loaded classes that carry hooks, sorted; empty before the first. */
  public Set<String> hookedClasses() {
    return hookedClasses;
  }

  /** The last warning about a hook that could not be set, or null. */
  public String lastFailure() {
    return lastFailure;
  }
}
