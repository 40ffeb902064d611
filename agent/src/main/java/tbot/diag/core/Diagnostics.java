package tbot.diag.core;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tbot.diag.hooks.HookGate;

/**
 * What the entry class calls: the diagnostics service of this JVM, set up on a thread of its own.
 * There is one for each loader of the agent's classes, so its entry points are static.
 *
 * <p>All that happens before the host's {@code main} is here and in {@link HookGate}. Each class
 * loaded then is a delay of some tenths of a millisecond, so even the arguments are read later, by
 * {@link Service}; it is made by the thread, or by the host's thread that loads the first class
 * which may have to be hooked, whichever comes first.
 */
public final class Diagnostics implements Runnable, Supplier<ClassFileTransformer> {

  private static final String THREAD = "tbot-diag-start";

  /**
   * A starting host's first moments are its own: what this thread loads would compete with what
   * main does, on a machine with few processors. Nobody asks for diagnostics so early, and a class
   * to hook does not wait for this.
   */
  private static final long HEAD_START_NANOS = 100_000_000;

  // The entry class calls under a lock of its own.
  private static Diagnostics running;

  private final String arguments;
  private final Instrumentation instrumentation;
  private final long headStartNanos;
  private final HookGate gate;
  private Service service;

  private Diagnostics(String arguments, Instrumentation instrumentation, long headStartNanos) {
    this.headStartNanos = headStartNanos;
    this.arguments = arguments;
    this.instrumentation = instrumentation;
    gate = new HookGate(arguments, this);
  }

  /**
   * Starts the service; returns at once. Bad arguments are reported on standard error, after which
   * it waits for better ones.
   *
   * <p>It takes and returns just what a {@code premain} does. From Java 18 on the JVM spins some
   * classes for the first reflective call of each shape; that shape it has had already.
   *
   * @param arguments the agent arguments, or null
   * @param instrumentation the JVM's
   */
  public static void start(String arguments, Instrumentation instrumentation) {
    begin(new Diagnostics(arguments, instrumentation, HEAD_START_NANOS));
  }

  /**
   * As {@link #start}, for a host whose {@code main} was called before: without the head start.
   *
   * @param arguments the agent arguments, or null
   * @param instrumentation the JVM's
   */
  public static void attach(String arguments, Instrumentation instrumentation) {
    begin(new Diagnostics(arguments, instrumentation, 0));
  }

  private static void begin(Diagnostics diagnostics) {
    diagnostics.instrumentation.addTransformer(diagnostics.gate, true);
    Thread thread = new Thread(diagnostics, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    running = diagnostics;
  }

  /** What the thread does that a start starts. */
  @Override
  public void run() {
    // Not by Thread.sleep, which would load two classes beside main from Java 21 on.
    long end = System.nanoTime() + headStartNanos;
    for (long left = headStartNanos;
        left > 0 && !Thread.currentThread().isInterrupted();
        left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    service().begin();
  }

  /** What the gate asks for when the host loads a class that may have to be hooked. */
  @Override
  public ClassFileTransformer get() {
    return service().transformer();
  }

  /**
   * Takes new arguments, in full: what they leave out falls back to its default. Only what differs
   * changes. Returns when it has.
   *
   * @param newArguments the agent arguments, or null
   */
  public static void reconfigure(String newArguments) {
    Service service = running.service();
    // In the order in which they came, also when the thread has not got to the first.
    service.begin();
    service.reconfigure(newArguments);
  }

  /** Stops the service; returns when the listener is closed and its threads have ended. */
  public static void stop() {
    running.instrumentation.removeTransformer(running.gate);
    running.service().stop();
  }

  private synchronized Service service() {
    if (service == null) {
      service = new Service(arguments, instrumentation, gate);
    }
    return service;
  }
}
