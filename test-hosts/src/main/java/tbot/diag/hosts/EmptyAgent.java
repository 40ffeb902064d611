package tbot.diag.hosts;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: it costs what the JVM needs for any agent. */
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
