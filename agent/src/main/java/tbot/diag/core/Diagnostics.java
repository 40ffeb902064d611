package tbot.diag.core;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tbot.diag.hooks.HookGate;

/**
 * What the entry class holds: the diagnostics service of this JVM, set up on a thread of its own.
 *
 * <p>All that happens before the host's {@code main} is here and in {@link HookGate}. Each class
 * loaded then is a delay of some tenths of a millisecond, so even the arguments are read later, by
 * {@link Service}; it is made by the thread, or by the host's thread that loads the first class
 * which may have to be hooked, whichever comes first.
 */
public final class Diagnostics
    implements AutoCloseable, Consumer<String>, Runnable, Supplier<ClassFileTransformer> {

  private static final String THREAD = "tbot-diag-start";

  /**
   * A starting host's first moments are its own: what this thread loads would compete with what
   * main does, on a machine with few processors. Nobody asks for diagnostics so early, and a class
   * to hook does not wait for this.
   */
  private static final long HEAD_START_MILLIS = 100;

  private final String arguments;
  private final Instrumentation instrumentation;
  private final long headStartMillis;
  private final HookGate gate;
  private Service service;

  private Diagnostics(String arguments, Instrumentation instrumentation, long headStartMillis) {
    this.headStartMillis = headStartMillis;
    this.arguments = arguments;
    this.instrumentation = instrumentation;
    gate = new HookGate(arguments, this);
  }

  /**
   * Starts the service; returns at once. Bad arguments are reported on standard error, after which
   * the handle waits for better ones.
   *
   * @param arguments the agent arguments, or null
   * @param instrumentation the JVM's
   * @param hostRuns whether the host's {@code main} was called before
   * @return the handle by which the entry class reconfigures and stops it
   */
  public static Diagnostics start(
      String arguments, Instrumentation instrumentation, boolean hostRuns) {
    Diagnostics diagnostics =
        new Diagnostics(arguments, instrumentation, hostRuns ? 0 : HEAD_START_MILLIS);
    instrumentation.addTransformer(diagnostics.gate, true);
    Thread thread = new Thread(diagnostics, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    return diagnostics;
  }

  /** What the thread does that {@link #start} starts. */
  @Override
  public void run() {
    try {
      Thread.sleep(headStartMillis);
    } catch (InterruptedException e) {
      // Then at once.
      Thread.currentThread().interrupt();
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
  @Override
  public void accept(String newArguments) {
    // In the order in which they came, also when the thread has not got to the first.
    service().begin();
    service().reconfigure(newArguments);
  }

  /** Stops the service; returns when the listener is closed and its threads have ended. */
  @Override
  public void close() {
    instrumentation.removeTransformer(gate);
    service().stop();
  }

  private synchronized Service service() {
    if (service == null) {
      service = new Service(arguments, instrumentation, gate);
    }
    return service;
  }
}
