package tbot.diag.core;

import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import tbot.diag.log.Log;

/** The composition root: starts, reconfigures and stops the diagnostics service of this JVM. */
public final class Diagnostics implements AutoCloseable, Consumer<String> {

  private Diagnostics() {}

  /**
   * Starts the service; returns at once.
   *
   * @param arguments the agent arguments, or null
   * @param instrumentation the JVM's
   * @return the handle by which the entry class reconfigures and stops it
   */
  public static Diagnostics start(String arguments, Instrumentation instrumentation) {
    Log.debug("started with " + arguments + " on " + instrumentation);
    return new Diagnostics();
  }

  @Override
  public void accept(String arguments) {}

  @Override
  public void close() {}
}
