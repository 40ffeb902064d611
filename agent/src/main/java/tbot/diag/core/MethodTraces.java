package tbot.diag.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import tbot.diag.calls.MethodTracer;
import tbot.diag.calls.SlowCalls;
import tbot.diag.calls.TraceUnavailableException;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.Hooks;
import tbot.diag.hooks.handler.TraceHooks;
import tbot.diag.hooks.handler.TracedCalls;
import tbot.diag.hooks.weave.HookStatus;

/** The methods of the host that profiles trace at the moment. Thread-safe. */
final class MethodTraces implements MethodTracer {

  private final TracedCalls calls = new TracedCalls();
  private final AtomicReference<Hooks> hooks;
  private final SetupWorker worker;
  private final Runnable rehook;

  // Guarded by this object.
  private final Map<String, HandlerSpec> traces = new LinkedHashMap<String, HandlerSpec>();
  private long number;

  /**
   * No traces.
   *
   * @param hooks those of the host; holds null while nothing is hooked
   * @param worker sets hooks
   * @param rehook sets the hooks of {@link #hookSet} with all others
   */
  MethodTraces(AtomicReference<Hooks> hooks, SetupWorker worker, Runnable rehook) {
    this.hooks = hooks;
    this.worker = worker;
    this.rehook = rehook;
  }

  /** The hooks of the traces that there are now. */
  synchronized HookSet hookSet() {
    return new TraceHooks(traces, calls);
  }

  @Override
  public Trace begin(HandlerSpec method, SlowCalls into)
      throws InterruptedException, TraceUnavailableException {
    String key = add(method, into);
    boolean traced = false;
    try {
      if (!worker.executeInTime(rehook)) {
        throw new TraceUnavailableException("the hooks could not be set within ten seconds");
      }
      Hooks installed = hooks.get();
      if (installed == null) {
        throw new TraceUnavailableException(
            "nothing is hooked; the agent needs a diag_addr for it");
      }
      HookStatus status = installed.status();
      Set<String> failures = status.failures(key);
      if (!failures.isEmpty()) {
        throw new TraceUnavailableException(String.join("; ", failures));
      }
      traced = true;
      return new Active(key, method.className());
    } finally {
      if (!traced) {
        remove(key);
      }
    }
  }

  private synchronized String add(HandlerSpec method, SlowCalls into) {
    number++;
    // No task has such a name: it cannot be an argument, and nobody writes it into a file.
    String key = "\0" + number;
    traces.put(key, method);
    calls.follow(key, into);
    return key;
  }

  private void remove(String key) {
    calls.forget(key);
    synchronized (this) {
      if (traces.remove(key) == null) {
        return;
      }
    }
    worker.executeIfRunning(rehook);
  }

  private final class Active implements Trace {
    private final String key;
    private final String className;

    Active(String key, String className) {
      this.key = key;
      this.className = className;
    }

    @Override
    public boolean isHooked() {
      Hooks installed = hooks.get();
      return installed != null && installed.status().hookedClasses().contains(className);
    }

    @Override
    public void close() {
      remove(key);
    }
  }
}
