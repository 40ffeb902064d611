package tbot.diag.jvm;

import java.lang.instrument.Instrumentation;

/**
 * Whether a class is initialised, which no public API of the JDK says. From Java 9 on, a public
 * method of an internal package does; that package is opened to the agent.
 */
public final class ClassInitialization {

  private static final String UNSAFE = "jdk.internal.misc.Unsafe";

  private ClassInitialization() {}

  /**
   * Whether the class is initialised, or is being initialised by this thread. True where the JVM
   * does not say it, as on Java 8: that a class is loaded has to do there.
   */
  public static boolean isDone(Instrumentation instrumentation, Class<?> type) {
    try {
      Class<?> unsafe = Class.forName(UNSAFE);
      PackageAccess.open(instrumentation, unsafe);
      Object instance = unsafe.getMethod("getUnsafe").invoke(null);
      return !(Boolean) unsafe.getMethod("shouldBeInitialized", Class.class).invoke(instance, type);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return true;
    }
  }
}
