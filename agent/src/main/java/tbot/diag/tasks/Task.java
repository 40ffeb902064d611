package tbot.diag.tasks;

import java.util.Set;
import tbot.diag.config.value.TaskSpec;
import tbot.diag.health.Health;
import tbot.diag.health.Service;
import tbot.diag.hooks.handler.CallListener;
import tbot.diag.hooks.weave.HookStatus;
import tbot.diag.log.Log;
import tbot.diag.metrics.TaskIterations;

/** One task: reports each iteration to its service, and counts it. */
final class Task implements CallListener {

  private final TaskSpec spec;
  private final Service service;
  private final TaskIterations iterations;

  // Guarded by this object; not used on the host's threads.
  private String note = "";

  Task(TaskSpec spec, Service service, TaskIterations iterations) {
    this.spec = spec;
    this.service = service;
    this.iterations = iterations;
    service.setMaxAge(spec.maxAgeMillis());
  }

  TaskSpec spec() {
    return spec;
  }

  @Override
  public void started() {
    iterations.started();
  }

  @Override
  public void ended(Throwable failure, long durationNanos) {
    iterations.ended(failure == null, durationNanos);
    if (failure == null) {
      service.reportHealthy("");
    } else {
      service.reportUnhealthy(reasonOf(failure));
    }
  }

  /**
   * The message, or the name of the class; the code of the host that makes the message may throw.
   */
  private static String reasonOf(Throwable failure) {
    String message;
    try {
      message = failure.getMessage();
    } catch (Throwable t) {
      message = null;
    }
    return message == null || message.isEmpty() ? failure.getClass().getName() : message;
  }

  /**
   * Reports why there cannot be iterations, if that is known and there were none.
   *
   * @param late whether the host has had its time to load the class
   */
  synchronized void explain(HookStatus hooks, boolean late) {
    String className = spec.method().className();
    Set<String> failures = hooks.failures(spec.name());
    if (!failures.isEmpty()) {
      explain(Health.UNHEALTHY, String.join("; ", failures));
    } else if (hooks.hookedClasses().contains(className)) {
      explain(Health.INITIALIZING, "");
    } else if (late) {
      String missing = "no class " + className + " has been loaded";
      if (explain(Health.INITIALIZING, missing)) {
        Log.warn("task " + spec.name() + ": " + missing + " in the first minute; check the name");
      }
    }
  }

  /** Whether that is news. */
  private boolean explain(Health health, String reason) {
    if (reason.equals(note)) {
      return false;
    }
    note = reason;
    service.reportUnlessReported(health, reason);
    return true;
  }
}
