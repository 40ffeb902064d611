package tbot.diag.core;

import java.io.Closeable;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.HookGate;
import tbot.diag.hooks.Hooks;
import tbot.diag.log.Log;
import tbot.diag.metrics.SshMultiplexerMetrics;

/**
 * The composition root: sets up, reconfigures and stops the diagnostics service of this JVM. It is
 * what the entry class makes and calls, by the types of {@code java.*} which it is.
 *
 * <p>Hooking what the arguments name comes first, since a class of the host may wait for it.
 * Reading the file and binding the listener happen on a worker, one request after the other in the
 * order in which they came; so a reconfiguration that arrives while the service starts simply
 * follows the start.
 */
public final class Diagnostics
    implements BiFunction<String, Instrumentation, ClassFileTransformer>,
        Runnable,
        Consumer<String>,
        Supplier<String>,
        Closeable {

  private static final String THREAD = "tbot-diag-setup";
  private static final long IDLE_SECONDS = 1;
  private static final long STOP_SECONDS = 30;

  private final HookGate gate = new HookGate();
  private final SshMultiplexerMetrics sshMetrics = new SshMultiplexerMetrics();
  private final ThreadPoolExecutor worker;
  private final JarCopy jarCopy = new JarCopy();

  // Null while nothing is hooked. Set by the first call, then by the worker.
  private final AtomicReference<Hooks> hooks = new AtomicReference<Hooks>();
  private Instrumentation instrumentation;
  private AgentArguments begunWith;
  private boolean begun;

  // Of the last arguments.
  private volatile Outcome outcome = new Outcome();
  private volatile String address;

  // Null until somebody attaches.
  private PublishedState published;

  // The rest is the worker's alone, and built by it.
  private final DebugMode profiles = new DebugMode();
  private Listener listener;
  private Endpoints endpoints;

  /** A service that has not begun. */
  public Diagnostics() {
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
   * Reads the arguments and hooks what they name, of the classes that are loaded from now on;
   * methods that only the file names follow when it has been read. The first call, made once, maybe
   * by a thread of the host's that loads a class to hook. Bad arguments are reported on standard
   * error, after which the service waits for better ones.
   *
   * @param arguments the agent arguments, or null
   * @param jvm the JVM's
   * @return what classes are to pass until the service is stopped
   */
  @Override
  public ClassFileTransformer apply(String arguments, Instrumentation jvm) {
    instrumentation = jvm;
    begunWith = parse(arguments, outcome);
    if (begunWith != null) {
      Log.setVerbose(begunWith.debug());
      Hooks fresh = Hooks.install(jvm, gate, HookSets.with(begunWith.sshHandlers()), sshMetrics);
      if (!begunWith.fresh()) {
        fresh.findLoaded();
      }
      hooks.set(fresh);
    }
    return gate;
  }

  /**
   * Hooks classes that were loaded before, and sets the service up, once; what takes long is left
   * to the worker. Not after a stop.
   */
  @Override
  public synchronized void run() {
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
   * Takes new arguments, in full: what they leave out falls back to its default. Only what differs
   * changes. Returns when it has, or after ten seconds.
   *
   * @param arguments the agent arguments, or null
   */
  @Override
  public void accept(String arguments) {
    // In the order in which they came, also when the thread has not got to the first.
    run();
    Outcome fresh = new Outcome();
    outcome = fresh;
    worker.execute(applying(parse(arguments, fresh), fresh));
    fresh.await();
  }

  /**
   * Waits until the last arguments are in force: the classes hooked, the listener open. Ten seconds
   * at most.
   *
   * @return null, or the reason in one line why they are not
   */
  @Override
  public String get() {
    String failure = outcome.await();
    publish(failure);
    return failure;
  }

  /**
   * Only for who attaches: what it takes of the JVM is megabytes, which a host that is left alone
   * need not spend.
   */
  private synchronized void publish(String failure) {
    if (published == null) {
      published = PublishedState.open(instrumentation);
    }
    published.set(address, failure);
  }

  /** Stops the service; returns when the listener is closed and its threads have ended. */
  @Override
  public void close() {
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
                profiles.close();
                unhook();
                Log.info("stopped");
              }
            }));
    synchronized (this) {
      if (published != null) {
        published.clear();
      }
    }
    // Not shutdownNow: should the name service still keep the worker waiting, the listener closes
    // when it is done.
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
   * The worker's task for one set of arguments.
   *
   * @param arguments null if they could not be understood, which the outcome says already
   */
  private Runnable applying(final AgentArguments arguments, final Outcome outcome) {
    return new Runnable() {
      @Override
      public void run() {
        DiagOptions options = arguments == null ? null : setUp(arguments, outcome);
        address = listener == null ? null : listener.whereabouts();
        outcome.settle();
        if (options != null) {
          // Last, as it takes a while.
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
    } catch (NoClassDefFoundError e) {
      outcome.fail(explain(e));
    } catch (Throwable t) {
      outcome.fail("diagnostics could not be set up: " + t);
    }
    return null;
  }

  private void record(DiagOptions options) {
    try {
      profiles.record(options);
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
      profiles.close();
      unhook();
    } else {
      hook(options.sshHandlers());
      listen(options, outcome);
    }
  }

  private void hook(List<HandlerSpec> handlers) {
    Hooks installed = hooks.get();
    if (installed == null) {
      Hooks fresh = Hooks.install(instrumentation, gate, HookSets.with(handlers), sshMetrics);
      hooks.set(fresh);
      fresh.findLoaded();
      fresh.hookLoaded();
    } else {
      installed.replace(HookSets.with(handlers));
    }
  }

  private void unhook() {
    Hooks installed = hooks.getAndSet(null);
    if (installed != null) {
      installed.close();
    }
  }

  private void listen(DiagOptions options, Outcome outcome) throws InterruptedException {
    HostLogManager.awaitChoice();
    if (listener == null) {
      endpoints = new Endpoints(sshMetrics, hooks);
      listener = new Listener(instrumentation);
    }
    try {
      listener.listen(options.diagAddr(), endpoints.with(profiles.routes(options)), outcome);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("diag_addr: " + e.getMessage(), e);
    }
  }

  private void stopListening() {
    if (listener != null) {
      listener.close();
    }
  }

  private static String explain(NoClassDefFoundError e) {
    String missing = String.valueOf(e.getMessage());
    return missing.startsWith("com/sun/net/httpserver/")
        ? "this JVM runs without the module jdk.httpserver; start it with --add-modules"
            + " jdk.httpserver, which a runtime made by jlink must include"
        : "diagnostics could not be set up: " + e;
  }

  private static void await(Future<?> done) {
    try {
      done.get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      Log.error("diagnostics could not be stopped: " + e.getCause());
    } catch (TimeoutException e) {
      Log.warn("diagnostics still wait for the file or the name service; not waiting for them");
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
