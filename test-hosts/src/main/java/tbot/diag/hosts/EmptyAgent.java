package tbot.diag.hosts;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: its price is the JVM's own for having an agent at all. */
public final class EmptyAgent {

  private EmptyAgent() {}

  /**
   * Does nothing.
   *
   * @param arguments ignored
   * @param instrumentation ignored
   */
  public static void premain(String arguments, Instrumentation instrumentation) {}
}
