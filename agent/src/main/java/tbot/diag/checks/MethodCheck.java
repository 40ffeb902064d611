package tbot.diag.checks;

import java.lang.instrument.Instrumentation;
import tbot.diag.config.value.MethodTarget;

/** Asks a method of the host, as soon as the host has loaded and initialised its class. */
final class MethodCheck implements Check {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Instrumentation jvm;
  private final MethodTarget target;
  private final HostClass hostClass;
  private final long expectedMillis;
  private final long start = System.nanoTime();

  /**
   * Prepares the check.
   *
   * @param expectedMillis after which a missing class is a reason
   */
  MethodCheck(Instrumentation jvm, MethodTarget target, long expectedMillis) {
    this.jvm = jvm;
    this.target = target;
    this.expectedMillis = expectedMillis;
    hostClass = new HostClass(jvm, target.className());
  }

  @Override
  public CheckResult run() throws ReflectiveOperationException {
    Class<?> type = hostClass.find();
    if (type == null) {
      boolean late = (System.nanoTime() - start) / NANOS_PER_MILLI >= expectedMillis;
      return CheckResult.tooEarly(late ? "no class " + hostClass + " has been loaded" : "");
    }
    // The host's code may expect its own loader here. Nothing of the host may stay.
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(type.getClassLoader());
    try {
      return new HostMethod(jvm, type, target).call();
    } finally {
      thread.setContextClassLoader(null);
    }
  }
}
