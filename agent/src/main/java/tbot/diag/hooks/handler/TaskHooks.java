package tbot.diag.hooks.handler;

import java.util.List;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.config.value.TaskSpec;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.weave.MethodHook;

/** The hooks in the methods that a user names by {@code task}: each call is an iteration. */
public final class TaskHooks extends NamedMethods {

  private final TaskCalls calls;

  /**
   * Makes the set.
   *
   * @param tasks whose methods to hook; may be empty
   * @param calls takes their calls
   */
  public TaskHooks(List<TaskSpec> tasks, TaskCalls calls) {
    this.calls = calls;
    for (TaskSpec task : tasks) {
      HandlerSpec method = task.method();
      add(
          new MethodHook(
              task.name(), method.className(), method.methodName(), method.parameterTypes()));
    }
  }

  /** Iterations are no connections: the listener is not used. */
  @Override
  public HookEvents connect(ConnectionListener listener) {
    return calls;
  }
}
