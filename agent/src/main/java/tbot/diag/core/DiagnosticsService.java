package tbot.diag.core;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tbot.diag.checks.ReadyChecks;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.config.value.TaskSpec;
import tbot.diag.hooks.HookGate;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.Hooks;
import tbot.diag.hooks.weave.HookStatus;
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

  private final HookGate gate = new HookGate();
  private final SshMultiplexerMetrics sshMetrics = new SshMultiplexerMetrics();
  private final HostServices services = new HostServices();
  private final TaskMetrics taskMetrics = new TaskMetrics();
  private final SetupWorker worker = new SetupWorker();
  private final JarCopy jarCopy = new JarCopy();

  // Null while nothing is hooked. Set by the first call, then by the worker.
  private final AtomicReference<Hooks> hooks = new AtomicReference<Hooks>();

  private final SshMultiplexerHealth sshHealth =
      new SshMultiplexerHealth(services, sshMetrics, hooks);
  private final Supplier<HookStatus> hookStatus =
      new Supplier<HookStatus>() {
        @Override
        public HookStatus get() {
          Hooks installed = hooks.get();
          return installed == null ? null : installed.status();
        }
      };
  private final Tasks tasks = new Tasks(services, taskMetrics, hookStatus);
  private final ApiServices apiServices = new ApiServices(services, taskMetrics);
  private final MethodTraces traces =
      new MethodTraces(
          hooks,
          worker,
          new Runnable() {
            @Override
            public void run() {
              rehook();
            }
          });
  private final Serving serving =
      new Serving(
          services,
          new ServiceRefresh(sshHealth, tasks),
          sshMetrics,
          taskMetrics,
          hooks,
          traces,
          new Supplier<Class<?>[]>() {
            @Override
            public Class<?>[] get() {
              return instrumentation.getAllLoadedClasses();
            }
          });
  private Instrumentation instrumentation;
  private AgentArguments begunWith;

  // Null until the first session: other hosts do not load its classes.
  private Sessions sessions;
  private boolean begun;

  /** Whether there were arguments other than those of sessions. */
  private volatile boolean configured;

  // Belong to the last arguments.
  private volatile Outcome outcome = new Outcome();
  private volatile String address;

  // Null until the first attach.
  private PublishedState published;

  // The rest is used by the worker only.

  // Null while nothing is hooked.
  private DiagOptions hookedFor;
  private final HandlerWait handlerWait = new HandlerWait(sshHealth);

  // Null while none is configured.
  private ReadyChecks checks;

  /**
   * Reads the arguments and installs the hooks that they name, for classes that are loaded from now
   * on. Handlers that only the file names follow when it has been read. Called once, before all
   * other methods, possibly by a thread of the host that loads a class to hook. Bad arguments are
   * reported on standard error; the service then waits for better ones. For a session nothing is
   * hooked.
   *
   * @param arguments the agent arguments, or null
   * @param jvm the JVM's
   * @return the transformer that all classes must pass until the service is stopped
   */
  ClassFileTransformer hook(String arguments, Instrumentation jvm) {
    instrumentation = jvm;
    begunWith = parse(arguments, outcome);
    configured = !isSession(begunWith);
    if (begunWith != null && configured) {
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
   * Does nothing once that is done, or after a stop; a call that failed, for want of memory or
   * threads, is made up for by the next.
   */
  synchronized void start() {
    if (begun) {
      return;
    }
    jarCopy.begin();
    if (isSession(begunWith)) {
      sessions().open(begunWith.session());
      outcome.settle();
    } else {
      if (begunWith != null) {
        hooks.get().hookLoaded();
      }
      worker.execute(applying(begunWith, outcome));
    }
    begun = true;
  }

  private static boolean isSession(AgentArguments arguments) {
    return arguments != null && arguments.session() != null;
  }

  /**
   * Applies new arguments. Options that they leave out return to their defaults; only what differs
   * changes. Does not wait for that: the JVM may be about to call the host's main, if its command
   * line names the agent twice. A session is opened beside what is there.
   *
   * @param arguments the agent arguments, or null
   */
  void reconfigure(String arguments) {
    // The first arguments must be applied first, even if their thread is late.
    start();
    Outcome fresh = new Outcome();
    AgentArguments parsed = parse(arguments, fresh);
    if (isSession(parsed)) {
      sessions().open(parsed.session());
      return;
    }
    if (configured) {
      published().setPrevious(address);
    }
    configured = true;
    outcome = fresh;
    worker.execute(applying(parsed, fresh));
  }

  /**
   * Waits until the last arguments are in force: the classes are hooked and the listener is open.
   * Ten seconds at most. Publishes the outcome for attachers.
   *
   * @return null, or the reason in one line why they are not in force
   */
  String awaitOutcome() {
    String failure = outcome.await();
    if (configured) {
      published().set(address, failure);
    }
    return failure;
  }

  /** Called for an attach only: it costs megabytes, which other hosts need not spend. */
  private synchronized PublishedState published() {
    if (published == null) {
      published = PublishedState.open(instrumentation);
    }
    return published;
  }

  private synchronized Sessions sessions() {
    if (sessions == null) {
      StatusHandler status = new StatusHandler(serving, hookStatus);
      sessions = new Sessions(serving, this::published, instrumentation, status);
    }
    return sessions;
  }

  /** Whether it was started for sessions alone, and none is open any more. */
  boolean isIdle() {
    return !configured && sessions().isEmpty();
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
    sessions().close();
    worker.executeAndAwait(
        new Runnable() {
          @Override
          public void run() {
            serveNothing();
            if (configured) {
              Log.info("stopped");
            }
          }
        });
    synchronized (this) {
      if (published != null) {
        published.clear();
      }
    }
    worker.shutDown();
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
        DiagOptions options;
        try {
          options = arguments == null ? null : setUp(arguments, outcome);
          address = serving.url();
        } finally {
          // Also if there is no memory for the reason: an attach waits for it.
          outcome.settle();
        }
        if (options != null) {
          // Last, because it takes long.
          serving.record(options);
        }
      }
    };
  }

  /** Returns the options if they are in force, or null. */
  private DiagOptions setUp(AgentArguments arguments, Outcome outcome) {
    try {
      DiagOptions options = DiagOptions.resolve(arguments, System.getenv());
      apply(options, outcome);
      return outcome.failure() == null ? options : null;
    } catch (IllegalArgumentException e) {
      outcome.fail(e.getMessage());
    } catch (Throwable t) {
      outcome.fail("diagnostics could not be set up: " + t);
    }
    return null;
  }

  private void apply(DiagOptions options, Outcome outcome) throws InterruptedException {
    for (String warning : options.warnings()) {
      Log.warn(warning);
    }
    Log.setVerbose(options.debug());
    Log.debug("debug mode is on: the log is verbose, /debug/pprof is served");
    if (options.diagAddr() == null) {
      Log.info("no diag_addr is given, so nothing is served; try diag_addr=127.0.0.1:3001");
      serveNothing();
    } else {
      tasks.follow(options.tasks());
      hookedFor = options;
      hook(hookSets(options.sshHandlers(), options.tasks()));
      tasks.awaitClasses();
      // Before the listener opens, so that /wait waits for them.
      handlerWait.begin(options.sshHandlers());
      check(options.readyChecks());
      serving.listen(options, outcome);
    }
  }

  private void serveNothing() {
    serving.stopListening();
    check(Collections.<CheckSpec>emptyList());
    tasks.close();
    serving.debugMode().close();
    unhook();
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

  /** The traced methods have changed. */
  private void rehook() {
    if (hookedFor != null) {
      hook(hookSets(hookedFor.sshHandlers(), hookedFor.tasks()));
    }
  }

  private void unhook() {
    hookedFor = null;
    Hooks installed = hooks.getAndSet(null);
    if (installed != null) {
      installed.close();
      handlerWait.end();
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
}
