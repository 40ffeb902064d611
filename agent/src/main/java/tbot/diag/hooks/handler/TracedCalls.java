package tbot.diag.hooks.handler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import tbot.diag.calls.SlowCalls;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.StackSpace;

/** Passes calls of traced methods to their logs. Traces come and go while methods run. */
public final class TracedCalls implements HookEvents {

  private final Map<String, SlowCalls> traces = new ConcurrentHashMap<>();

  /**
   * Logs the calls of a trace from now on.
   *
   * @param key by which its hooks report; no task has it
   */
  public void follow(String key, SlowCalls calls) {
    traces.put(key, calls);
  }

  /** Logs calls of this trace no longer, except for the end of those that have begun. */
  public void forget(String key) {
    traces.remove(key);
  }

  @Override
  public BiConsumer<Object, Throwable> handlerEntered(String key) {
    SlowCalls calls = traces.get(key);
    if (calls == null) {
      return null;
    }
    // For the exit too, which runs at the same depth.
    StackSpace.require();
    return calls.begin();
  }
}
