package tbot.diag.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Whether a class is initialised, which no public API of the JDK says. The JDK's {@code Unsafe}
 * does: from Java 9 on by a public method of an internal package, which is opened to the agent; on
 * Java 8 the object is in a private field, which is the only way to it.
 */
public final class ClassInitialization {

  private static final String INTERNAL = "jdk.internal.misc.Unsafe";
  private static final String JAVA_8 = "sun.misc.Unsafe";

  private final Object unsafe;
  private final Method shouldBeInitialized;

  private ClassInitialization(Class<?> type, Object unsafe) throws ReflectiveOperationException {
    this.unsafe = unsafe;
    shouldBeInitialized = type.getMethod("shouldBeInitialized", Class.class);
  }

  /**
   * Whether the class is initialised, or is being initialised by this thread. True where the JVM
   * does not say it.
   */
  public static boolean isDone(Instrumentation instrumentation, Class<?> type) {
    try {
      ClassInitialization initialization = open(instrumentation);
      return !(Boolean) initialization.shouldBeInitialized.invoke(initialization.unsafe, type);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return true;
    }
  }

  private static ClassInitialization open(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    try {
      Class<?> type = Class.forName(INTERNAL);
      PackageAccess.open(instrumentation, type);
      return new ClassInitialization(type, type.getMethod("getUnsafe").invoke(null));
    } catch (ClassNotFoundException e) {
      Class<?> type = Class.forName(JAVA_8);
      Field object = type.getDeclaredField("theUnsafe");
      object.setAccessible(true);
      return new ClassInitialization(type, object.get(null));
    }
  }
}
