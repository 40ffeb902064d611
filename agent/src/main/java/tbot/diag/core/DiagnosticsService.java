package tbot.diag.core;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tbot.diag.checks.ReadyChecks;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.CheckSpec;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.HandlerSpec;
import tbot.diag.config.TaskSpec;
import tbot.diag.hooks.HookGate;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.HookStatus;
import tbot.diag.hooks.Hooks;
import tbot.diag.jvm.Deadline;
import tbot.diag.log.Log;
import tbot.diag.metrics.SshMultiplexerMetrics;
import tbot.diag.metrics.TaskMetrics;
import tbot.diag.tasks.ApiServices;
import tbot.diag.tasks.Tasks;

/**
 * The composition root: sets up, reconfigures and stops the diagnostics service of this JVM.
 *
 * <p>The methods that the arguments name are hooked first, because a class of the host may wait for
 * that. The file is read and the listener bound on a worker thread, one set of arguments after the
 * other in the order in which they came. A reconfiguration that arrives during the start follows
 * it.
 */
final class DiagnosticsService {

  private static final String THREAD = "tbot-diag-setup";
  private static final long IDLE_SECONDS = 1;
  private static final long STOP_SECONDS = 30;
  private static final long HOOK_SECONDS = 10;

  /** In which the host must load the classes of handlers. */
  private static final long HANDLER_NANOS = 60_000_000_000L;

  private final HookGate gate = new HookGate();
  private final SshMultiplexerMetrics sshMetrics = new SshMultiplexerMetrics();
  private final HostServices services = new HostServices();
  private final TaskMetrics taskMetrics = new TaskMetrics();
  private final ThreadPoolExecutor worker;
  private final JarCopy jarCopy = new JarCopy();

  // Null while nothing is hooked. Set by the first call, then by the worker.
  private final AtomicReference<Hooks> hooks = new AtomicReference<Hooks>();

  private final SshMultiplexerHealth sshHealth =
      new SshMultiplexerHealth(services, sshMetrics, hooks);
  private final Tasks tasks =
      new Tasks(
          services,
          taskMetrics,
          new Supplier<HookStatus>() {
            @Override
            public HookStatus get() {
              Hooks installed = hooks.get();
              return installed == null ? null : installed.status();
            }
          });
  private final ApiServices apiServices = new ApiServices(services, taskMetrics);
  private Instrumentation instrumentation;
  private AgentArguments begunWith;
  private boolean begun;

  // Belong to the last arguments.
  private volatile Outcome outcome = new Outcome();
  private volatile String address;

  // Null until the first attach.
  private PublishedState published;

  // The rest is used by the worker only.
  private final MethodTraces traces = new MethodTraces(hooks, new TracedMethodsHook());
  private final DebugMode debugMode = new DebugMode(traces);

  // Null while nothing is hooked.
  private DiagOptions hookedFor;
  private final Protection protection = new Protection();
  private Deadline handlerDeadline;
  private Listener listener;
  private Endpoints endpoints;

  // Null while none is configured.
  private ReadyChecks checks;

  DiagnosticsService() {
    worker =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<Runnable>(),
            new SetupThreads());
    worker.allowCoreThreadTimeOut(true);
  }

  /**
   * Reads the arguments and installs the hooks that they name, for classes that are loaded from now
   * on. Handlers that only the file names follow when it has been read. Called once, before all
   * other methods, possibly by a thread of the host that loads a class to hook. Bad arguments are
   * reported on standard error; the service then waits for better ones.
   *
   * @param arguments the agent arguments, or null
   * @param jvm the JVM's
   * @return the transformer that all classes must pass until the service is stopped
   */
  ClassFileTransformer hook(String arguments, Instrumentation jvm) {
    instrumentation = jvm;
    begunWith = parse(arguments, outcome);
    if (begunWith != null) {
      Log.setVerbose(begunWith.debug());
      tasks.follow(begunWith.tasks());
      Hooks fresh =
          Hooks.install(
              jvm, gate, hookSets(begunWith.sshHandlers(), begunWith.tasks()), sshMetrics);
      if (!begunWith.fresh()) {
        fresh.findLoaded();
      }
      hooks.set(fresh);
    }
    return gate;
  }

  /**
   * Hooks classes that were loaded before, and starts the service. The worker does what takes long.
   * Does nothing after the first call, or after a stop.
   */
  synchronized void start() {
    if (begun) {
      return;
    }
    begun = true;
    if (begunWith != null) {
      hooks.get().hookLoaded();
    }
    jarCopy.begin();
    worker.execute(applying(begunWith, outcome));
  }

  /**
   * Applies new arguments. Options that they leave out return to their defaults; only what differs
   * changes. Returns when that is done, or after ten seconds.
   *
   * @param arguments the agent arguments, or null
   */
  void reconfigure(String arguments) {
    // The first arguments must be applied first, even if their thread is late.
    start();
    Outcome fresh = new Outcome();
    outcome = fresh;
    worker.execute(applying(parse(arguments, fresh), fresh));
    fresh.await();
  }

  /**
   * Waits until the last arguments are in force: the classes are hooked and the listener is open.
   * Ten seconds at most. Publishes the outcome for attachers.
   *
   * @return null, or the reason in one line why they are not in force
   */
  String awaitOutcome() {
    String failure = outcome.await();
    publish(failure);
    return failure;
  }

  /** Called for an attach only: it costs megabytes, which other hosts need not spend. */
  private synchronized void publish(String failure) {
    if (published == null) {
      published = PublishedState.open(instrumentation);
    }
    published.set(address, failure);
  }

  /**
   * Stops the service; returns when the listener is closed and its threads have ended.
   *
   * @throws OutOfMemoryError if there is no memory for it; the next call tries again
   */
  void stop() {
    synchronized (this) {
      begun = true;
    }
    jarCopy.end();
    await(
        worker.submit(
            new Runnable() {
              @Override
              public void run() {
                stopListening();
                check(Collections.<CheckSpec>emptyList());
                tasks.close();
                debugMode.close();
                unhook();
                Log.info("stopped");
              }
            }));
    synchronized (this) {
      if (published != null) {
        published.clear();
      }
    }
    // Not shutdownNow: if the worker still waits for the name service, it must close the listener
    // afterwards.
    worker.shutdown();
    try {
      worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static AgentArguments parse(String arguments, Outcome outcome) {
    try {
      return AgentArguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      outcome.fail(e.getMessage());
      return null;
    }
  }

  /**
   * Returns the worker's task for one set of arguments.
   *
   * @param arguments null if they could not be parsed; the outcome has the reason then
   */
  private Runnable applying(final AgentArguments arguments, final Outcome outcome) {
    return new Runnable() {
      @Override
      public void run() {
        DiagOptions options = arguments == null ? null : setUp(arguments, outcome);
        address = listener == null ? null : listener.url();
        outcome.settle();
        if (options != null) {
          // Last, because it takes long.
          record(options);
        }
      }
    };
  }

  /** Returns the options in force, or null when that failed. */
  private DiagOptions setUp(AgentArguments arguments, Outcome outcome) {
    try {
      DiagOptions options = DiagOptions.resolve(arguments, System.getenv());
      apply(options, outcome);
      return options;
    } catch (IllegalArgumentException e) {
      outcome.fail(e.getMessage());
    } catch (Throwable t) {
      outcome.fail("diagnostics could not be set up: " + t);
    }
    return null;
  }

  private void record(DiagOptions options) {
    try {
      debugMode.record(options);
    } catch (Throwable t) {
      Log.error("record: cumulative profiles could not be started: " + t);
    }
  }

  private void apply(DiagOptions options, Outcome outcome) throws InterruptedException {
    for (String warning : options.warnings()) {
      Log.warn(warning);
    }
    Log.setVerbose(options.debug());
    Log.debug("debug mode is on: the log is verbose, /debug/pprof is served");
    if (options.diagAddr() == null) {
      Log.info("no diag_addr is given, so nothing is served; try diag_addr=127.0.0.1:3001");
      stopListening();
      check(Collections.<CheckSpec>emptyList());
      tasks.close();
      debugMode.close();
      unhook();
    } else {
      tasks.follow(options.tasks());
      hookedFor = options;
      hook(hookSets(options.sshHandlers(), options.tasks()));
      tasks.awaitClasses();
      // Before the listener opens, so that /wait waits for them.
      awaitHandlers(options.sshHandlers());
      check(options.readyChecks());
      listen(options, outcome);
    }
  }

  private List<HookSet> hookSets(List<HandlerSpec> handlers, List<TaskSpec> ofTasks) {
    return HookSets.of(sshHealth, handlers, tasks.hooks(ofTasks), apiServices, traces.hookSet());
  }

  private void hook(List<HookSet> sets) {
    Hooks installed = hooks.get();
    if (installed == null) {
      Hooks fresh = Hooks.install(instrumentation, gate, sets, sshMetrics);
      hooks.set(fresh);
      fresh.findLoaded();
      fresh.hookLoaded();
    } else {
      installed.replace(sets);
    }
  }

  /** Starts to wait for the classes of handlers, if they are others than before. */
  private void awaitHandlers(final List<HandlerSpec> handlers) {
    if (sshHealth.setHandlers(handlers)) {
      endWait();
      if (!handlers.isEmpty()) {
        handlerDeadline =
            Deadline.start(
                "tbot-diag-handlers",
                HANDLER_NANOS,
                new Runnable() {
                  @Override
                  public void run() {
                    sshHealth.handlersAreDue(handlers);
                  }
                });
      }
    }
  }

  private void endWait() {
    if (handlerDeadline != null) {
      handlerDeadline.cancel();
      handlerDeadline = null;
    }
  }

  private void unhook() {
    hookedFor = null;
    Hooks installed = hooks.getAndSet(null);
    if (installed != null) {
      installed.close();
      endWait();
      sshHealth.unhooked();
      apiServices.close();
    }
  }

  private void check(List<CheckSpec> wanted) {
    if (wanted.isEmpty() && checks != null) {
      checks.close();
      checks = null;
    } else if (!wanted.isEmpty()) {
      checks = checks == null ? new ReadyChecks(services.get(), instrumentation) : checks;
      checks.follow(wanted);
    }
  }

  private void listen(DiagOptions options, Outcome outcome) throws InterruptedException {
    HostLogManager.awaitChoice();
    if (listener == null) {
      listener = new Listener();
      endpoints =
          new Endpoints(
              services,
              new ServiceRefresh(sshHealth, tasks),
              sshMetrics,
              taskMetrics,
              hooks,
              listener);
    }
    // First, as all else stays as it is if they cannot be used.
    protection.read(options);
    ListenerSetup setup = protection.protect(endpoints.with(debugMode.routes(options)), options);
    listener.listen(options.diagAddr(), setup, outcome);
  }

  private void stopListening() {
    if (listener != null) {
      listener.close();
    }
  }

  private static void await(Future<?> done) {
    try {
      done.get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      Log.error("diagnostics could not be stopped: " + e.getCause());
      if (e.getCause() instanceof OutOfMemoryError) {
        throw (OutOfMemoryError) e.getCause();
      }
    } catch (TimeoutException e) {
      Log.warn("diagnostics still wait for the file or the name service; not waiting for them");
    }
  }

  /** Sets the hooks of traced methods beside those of the options in force. */
  private final class TracedMethodsHook implements MethodTraces.Rehook {
    @Override
    public Waiter begin() {
      final Future<?> done = submit();
      return new Waiter() {
        @Override
        public boolean await() throws InterruptedException {
          try {
            return done != null && done.get(HOOK_SECONDS, TimeUnit.SECONDS) == null;
          } catch (ExecutionException | TimeoutException e) {
            Log.debug("the hooks of a traced method are not set: " + e);
            return false;
          }
        }
      };
    }

    /** Returns null if the service is stopped, which has removed all hooks. */
    private Future<?> submit() {
      try {
        return worker.submit(
            new Runnable() {
              @Override
              public void run() {
                if (hookedFor != null) {
                  hook(hookSets(hookedFor.sshHandlers(), hookedFor.tasks()));
                }
              }
            });
      } catch (RejectedExecutionException e) {
        return null;
      }
    }
  }

  private static final class SetupThreads implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, THREAD);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      return thread;
    }
  }
}
