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
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.HookGate;
import tbot.diag.hooks.Hooks;
import tbot.diag.hooks.Unseen;
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
        Closeable {

  private static final String THREAD = "tbot-diag-setup";
  private static final long IDLE_SECONDS = 1;
  private static final long PATIENCE_SECONDS = 30;

  private final HookGate gate = new HookGate();
  private final SshMultiplexerMetrics sshMetrics = new SshMultiplexerMetrics();
  private final ThreadPoolExecutor worker;

  // Null while nothing is hooked. Set by the first call, then by the worker.
  private final AtomicReference<Hooks> hooks = new AtomicReference<Hooks>();
  private Instrumentation instrumentation;
  private AgentArguments begunWith;
  private boolean begun;

  // The rest is the worker's alone, and built by it.
  private final Profiles profiles = new Profiles();
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
    begunWith = parse(arguments);
    if (begunWith != null) {
      Log.setVerbose(begunWith.debug());
      hooks.set(Hooks.install(jvm, gate, begunWith.sshHandlers(), sshMetrics));
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
      worker.execute(applying(begunWith));
    }
  }

  /**
   * Takes new arguments, in full: what they leave out falls back to its default. Only what differs
   * changes. Returns when it has.
   *
   * @param arguments the agent arguments, or null
   */
  @Override
  public void accept(String arguments) {
    // In the order in which they came, also when the thread has not got to the first.
    run();
    AgentArguments parsed = parse(arguments);
    if (parsed != null) {
      await(worker.submit(applying(parsed)));
    }
  }

  /** Stops the service; returns when the listener is closed and its threads have ended. */
  @Override
  public void close() {
    synchronized (this) {
      begun = true;
    }
    await(
        worker.submit(
            new Runnable() {
              @Override
              public void run() {
                stopListening();
                profiles.close();
                unhook();
              }
            }));
    // Not shutdownNow: should the name service still keep the worker waiting, the listener closes
    // when it is done.
    worker.shutdown();
    try {
      worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private AgentArguments parse(String arguments) {
    try {
      return AgentArguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      Log.error(e.getMessage());
      return null;
    }
  }

  private Runnable applying(final AgentArguments arguments) {
    return new Runnable() {
      @Override
      public void run() {
        try {
          apply(DiagOptions.resolve(arguments, System.getenv()));
        } catch (IllegalArgumentException e) {
          Log.error(e.getMessage());
        } catch (NoClassDefFoundError e) {
          Log.error(explain(e));
        } catch (Throwable t) {
          Log.error("diagnostics could not be set up: " + t);
        }
      }
    };
  }

  private void apply(DiagOptions options) throws InterruptedException {
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
      listen(options);
    }
  }

  private void hook(List<HandlerSpec> handlers) {
    Hooks installed = hooks.get();
    if (installed == null) {
      Hooks fresh = Hooks.install(instrumentation, gate, handlers, sshMetrics);
      hooks.set(fresh);
      fresh.hookLoaded();
    } else {
      installed.setHandlers(handlers);
    }
  }

  private void unhook() {
    Hooks installed = hooks.getAndSet(null);
    if (installed != null) {
      installed.close();
    }
  }

  private void listen(final DiagOptions options) throws InterruptedException {
    HostLogManager.awaitChoice();
    Unseen.run(
        "tbot.diag.core.ListenMarker",
        new Runnable() {
          @Override
          public void run() {
            open(options);
          }
        });
    // Last, as it takes a while.
    profiles.record(options);
  }

  private void open(DiagOptions options) {
    if (listener == null) {
      endpoints = new Endpoints(sshMetrics, hooks);
      listener = new Listener(instrumentation);
    }
    try {
      listener.listen(options.diagAddr(), endpoints.with(profiles.routes(options)));
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
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
