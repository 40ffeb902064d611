package tbot.diag.core;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tbot.diag.calls.MethodTracer;
import tbot.diag.config.DiagOptions;
import tbot.diag.core.listener.Listener;
import tbot.diag.core.listener.ListenerSetup;
import tbot.diag.core.listener.Protection;
import tbot.diag.hooks.Hooks;
import tbot.diag.log.Log;
import tbot.diag.metrics.SshMultiplexerMetrics;
import tbot.diag.metrics.TaskMetrics;

/**
 * What is served: by the listener that the options ask for, and by those of {@linkplain Sessions
 * sessions}. Both have the same endpoints and the same recorder.
 */
final class Serving {

  private final HostServices services;
  private final Runnable healthRefresh;
  private final SshMultiplexerMetrics ssh;
  private final TaskMetrics tasks;
  private final AtomicReference<Hooks> hooks;
  private final DebugMode debugMode;
  private final Protection protection = new Protection();

  // Guarded by this object, and made when they are needed: an idle host does without.
  private Listener listener;
  private Endpoints endpoints;

  /**
   * As {@link Endpoints}.
   *
   * @param tracer has calls of methods logged for a profile
   * @param loadedClasses those of the JVM at the time
   */
  Serving(
      HostServices services,
      Runnable healthRefresh,
      SshMultiplexerMetrics ssh,
      TaskMetrics tasks,
      AtomicReference<Hooks> hooks,
      MethodTracer tracer,
      Supplier<Class<?>[]> loadedClasses) {
    this.services = services;
    debugMode = new DebugMode(tracer, loadedClasses);
    this.healthRefresh = healthRefresh;
    this.ssh = ssh;
    this.tasks = tasks;
    this.hooks = hooks;
  }

  /** Debug mode, and the recorder of all profiles. */
  DebugMode debugMode() {
    return debugMode;
  }

  /** The endpoints, the same ones each time. */
  synchronized Endpoints endpoints() {
    if (endpoints == null) {
      listener = new Listener();
      endpoints = new Endpoints(services, healthRefresh, ssh, tasks, hooks, listener);
    }
    return endpoints;
  }

  private synchronized Listener listener() {
    return listener;
  }

  /**
   * Serves as the options say; on the worker.
   *
   * @param outcome told when the address cannot be bound
   * @throws IllegalArgumentException as {@link Listener#listen}
   */
  void listen(final DiagOptions options, Outcome outcome) throws InterruptedException {
    HostLogManager.awaitChoice();
    final Endpoints served = endpoints();
    // First, as all else stays as it is if they cannot be used.
    protection.read(options);
    Supplier<ListenerSetup> setups =
        new Supplier<ListenerSetup>() {
          @Override
          public ListenerSetup get() {
            return protection.protect(served.with(debugMode.routes(options)), options);
          }
        };
    listener().listen(options.diagAddr(), setups, outcome);
  }

  /** Starts the cumulative profiles if the options say so, which may take a second. */
  void record(DiagOptions options) {
    try {
      debugMode.record(options);
    } catch (Throwable t) {
      Log.error("record: cumulative profiles could not be started: " + t);
    }
  }

  /** Closes the listener of the options, if there is one. */
  void stopListening() {
    Listener current = listener();
    if (current != null) {
      current.close();
    }
  }

  /** As {@link Listener#url}; null while nothing is served. */
  String url() {
    Listener current = listener();
    return current == null ? null : current.url();
  }
}
