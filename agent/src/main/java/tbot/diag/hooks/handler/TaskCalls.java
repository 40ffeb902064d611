package tbot.diag.hooks.handler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import tbot.diag.hooks.HookEvents;

/**
 * Turns calls of methods into iterations of tasks. A call inside of another is an iteration if it
 * is of another task, also inside of a handler of connections. Tasks come and go while methods run.
 */
public final class TaskCalls implements HookEvents {

  private final Map<String, HandlerCalls> tasks = new ConcurrentHashMap<>();

  /**
   * Reports calls of this task from now on.
   *
   * @param name not empty
   */
  public void follow(String name, CallListener task) {
    tasks.put(name, new HandlerCalls(task));
  }

  /** Reports calls of this task no longer, except for the end of those that have begun. */
  public void forget(String name) {
    tasks.remove(name);
  }

  @Override
  public BiConsumer<Object, Throwable> handlerEntered(String task) {
    HandlerCalls calls = tasks.get(task);
    return calls == null ? null : calls.entered();
  }
}
