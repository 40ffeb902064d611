package tbot.diag.hooks.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** States of hooks, made up. */
public final class TestHookStatus {

  private TestHookStatus() {}

  /** These classes are hooked. */
  public static HookStatus of(String... classes) {
    return new HookStatus(Set.of(classes), List.of(), Set.of());
  }

  /** Hooks of tasks have failed: a task, its message, and so on. */
  public static HookStatus failed(String... tasksAndMessages) {
    List<HookFailure> failures = new ArrayList<>();
    for (int i = 0; i < tasksAndMessages.length; i += 2) {
      failures.add(new HookFailure("a", tasksAndMessages[i], tasksAndMessages[i + 1]));
    }
    return new HookStatus(Set.of(), failures, Set.of());
  }
}
