package tbot.diag.hooks;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.function.BiFunction;
import tbot.diag.hooks.weave.BridgeClass;
import tbot.diag.jvm.PackageAccess;

/**
 * The only class of the agent that woven code refers to: the {@link BridgeClass}. It is in {@code
 * java.lang}, where every class loader finds it, also one without a parent, and OSGi's.
 *
 * <p>It is defined directly in the package: appending a jar to the boot class path would print a
 * CDS warning on Java 11 to 25. The JVM keeps the class for good, and a later agent uses it again.
 * While no agent runs, its field is null and woven code does nothing.
 */
final class HostBridge {

  /**
   * A bridge with other members needs another name: the class of an older version may be there for
   * good. Version 0.1.0's is TbotDiagBridge, which has the field only.
   */
  private static final String CLASS_NAME = "java.lang.TbotDiagBridge4";

  private final Field field;

  private HostBridge(Field field) {
    this.field = field;
  }

  /**
   * Finds the bridge or defines it.
   *
   * @throws ReflectiveOperationException when this JVM does not let it be defined
   */
  static HostBridge open(Instrumentation instrumentation) throws ReflectiveOperationException {
    Class<?> bridge;
    try {
      bridge = Class.forName(CLASS_NAME, false, null);
    } catch (ClassNotFoundException e) {
      bridge = define(instrumentation);
    }
    return new HostBridge(bridge.getField(BridgeClass.FIELD));
  }

  /** The field that woven code reads. */
  Field field() {
    return field;
  }

  /** Makes woven code call this from now on. */
  void connect(BiFunction<String, Object, Object> hook) throws IllegalAccessException {
    field.set(null, hook);
  }

  /**
   * Makes woven code do nothing from now on, if it calls this. A newer agent may have connected its
   * own hooks meanwhile.
   */
  void disconnect(BiFunction<String, Object, Object> hook) throws IllegalAccessException {
    if (field.get(null) == hook) {
      field.set(null, null);
    }
  }

  private static Class<?> define(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    if (!PackageAccess.open(instrumentation, Object.class)) {
      return defineOnJava8();
    }
    // Both methods are public API since 9, which this source level does not see.
    Object lookup =
        MethodHandles.class
            .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
            .invoke(null, Object.class, MethodHandles.lookup());
    return (Class<?>)
        MethodHandles.Lookup.class
            .getMethod("defineClass", byte[].class)
            .invoke(lookup, (Object) classFile());
  }

  /** Java 8 has no lookup that defines classes. Newer versions warn about this way. */
  private static Class<?> defineOnJava8() throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    Field instance = unsafe.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    byte[] classFile = classFile();
    return (Class<?>)
        unsafe
            .getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class)
            .invoke(instance.get(null), CLASS_NAME, classFile, 0, classFile.length, null, null);
  }

  private static byte[] classFile() {
    return BridgeClass.file(CLASS_NAME.replace('.', '/'));
  }
}
