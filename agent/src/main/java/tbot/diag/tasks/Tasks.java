package tbot.diag.tasks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tbot.diag.config.value.TaskSpec;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.handler.TaskCalls;
import tbot.diag.hooks.handler.TaskHooks;
import tbot.diag.hooks.weave.HookStatus;
import tbot.diag.jvm.Deadline;
import tbot.diag.metrics.TaskIterations;
import tbot.diag.metrics.TaskMetrics;

/** The tasks that the options name. Each is a service of its name. Thread-safe. */
public final class Tasks implements Runnable, AutoCloseable {

  private static final String THREAD = "tbot-diag-tasks";
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private final Supplier<ServiceRegistry> services;
  private final TaskMetrics metrics;
  private final Supplier<HookStatus> hooks;
  private final long classNanos;
  private final TaskCalls calls = new TaskCalls();

  // Guarded by this object.
  private final Map<String, Task> running = new HashMap<String, Task>();
  private boolean changed;

  // Null while no class is waited for.
  private Deadline deadline;
  private long awaitedNanos;

  /**
   * The tasks of one host.
   *
   * @param services take the reports; not asked for without tasks
   * @param metrics count the iterations
   * @param hooks the state of the hooks; null while nothing is hooked
   */
  public Tasks(
      Supplier<ServiceRegistry> services, TaskMetrics metrics, Supplier<HookStatus> hooks) {
    this(services, metrics, hooks, NANOS_PER_MINUTE);
  }

  /**
   * @param classNanos after which a missing class is a reason
   */
  Tasks(
      Supplier<ServiceRegistry> services,
      TaskMetrics metrics,
      Supplier<HookStatus> hooks,
      long classNanos) {
    this.services = services;
    this.metrics = metrics;
    this.hooks = hooks;
    this.classNanos = classNanos;
  }

  /** The hooks that report calls of these tasks. What {@link #follow} does not name is ignored. */
  public HookSet hooks(List<TaskSpec> specs) {
    return new TaskHooks(specs, calls);
  }

  /**
   * Takes the calls of these tasks and of no others. Those that were there before with the same
   * settings keep their state.
   *
   * @param wanted with a name of its own each
   */
  public synchronized void follow(List<TaskSpec> wanted) {
    for (Task task : new ArrayList<Task>(running.values())) {
      if (!wanted.contains(task.spec())) {
        remove(task.spec().name());
      }
    }
    for (TaskSpec spec : wanted) {
      if (!running.containsKey(spec.name())) {
        add(spec);
      }
    }
  }

  private void add(TaskSpec spec) {
    TaskIterations iterations = metrics.add(spec.type(), spec.name());
    Task task = new Task(spec, services.get().register(spec.name(), spec.type()), iterations);
    running.put(spec.name(), task);
    calls.follow(spec.name(), task);
    changed = true;
  }

  private void remove(String name) {
    running.remove(name);
    calls.forget(name);
    services.get().unregister(name);
    metrics.remove(name);
    changed = true;
  }

  /**
   * Gives the host its time to load the classes of the tasks, if they are others than at the last
   * call. Afterwards, a class that is missing is logged and a reason. Starts a thread, so it must
   * not be called on one of the host's.
   */
  public synchronized void awaitClasses() {
    if (!changed) {
      return;
    }
    changed = false;
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
    if (!running.isEmpty()) {
      awaitedNanos = System.nanoTime();
      deadline = Deadline.start(THREAD, classNanos, this);
    }
  }

  /** Brings the services of tasks up to date that have had no iteration yet. */
  @Override
  public synchronized void run() {
    HookStatus status = running.isEmpty() ? null : hooks.get();
    if (status != null) {
      boolean late = deadline != null && System.nanoTime() - awaitedNanos >= classNanos;
      for (Task task : running.values()) {
        task.explain(status, late);
      }
    }
  }

  /** Forgets all tasks and removes their services. */
  @Override
  public synchronized void close() {
    for (String name : new ArrayList<String>(running.keySet())) {
      remove(name);
    }
    awaitClasses();
  }
}
