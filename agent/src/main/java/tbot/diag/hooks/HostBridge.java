package tbot.diag.hooks;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.function.BiFunction;
import tbot.diag.jvm.PackageAccess;

/**
 * The one thing of the agent that woven code refers to: a class of a single static field, in {@code
 * java.lang}, where every class loader finds it (one without a parent and OSGi's too).
 *
 * <p>It is defined straight into the package. Appending a jar to the boot class path instead prints
 * a CDS warning on Java 11 to 25. The JVM keeps the class for good, so a later agent finds and uses
 * it; while no agent runs its field is null, and woven code does nothing then.
 */
final class HostBridge {

  private static final String CLASS_NAME = "java.lang.TbotDiagBridge";
  private static final String FIELD_NAME = "hook";

  private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
  private static final int JAVA_8 = 52;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int PUBLIC = 0x0001;
  private static final int STATIC = 0x0008;
  private static final int FINAL = 0x0010;
  private static final int SUPER = 0x0020;
  private static final int VOLATILE = 0x0040;
  private static final int SYNTHETIC = 0x1000;

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
    return new HostBridge(bridge.getField(FIELD_NAME));
  }

  /** The field that woven code reads. */
  Field field() {
    return field;
  }

  /** From now on woven code calls this. */
  void connect(BiFunction<String, Object, Object> hook) throws IllegalAccessException {
    field.set(null, hook);
  }

  /** From now on woven code does nothing. */
  void disconnect() throws IllegalAccessException {
    field.set(null, null);
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

  /** Java 8 has no lookup that defines classes; newer versions must not see this, they warn. */
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

  /** {@code public final class TbotDiagBridge { public static volatile BiFunction hook; }}. */
  static byte[] classFile() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(CLASS_FILE_MAGIC);
      out.writeInt(JAVA_8);
      out.writeShort(7); // the constants below and one
      out.writeByte(UTF8); // 1
      out.writeUTF(CLASS_NAME.replace('.', '/'));
      out.writeByte(CLASS); // 2
      out.writeShort(1);
      out.writeByte(UTF8); // 3
      out.writeUTF("java/lang/Object");
      out.writeByte(CLASS); // 4
      out.writeShort(3);
      out.writeByte(UTF8); // 5
      out.writeUTF(FIELD_NAME);
      out.writeByte(UTF8); // 6
      out.writeUTF("Ljava/util/function/BiFunction;");
      out.writeShort(PUBLIC | FINAL | SUPER | SYNTHETIC);
      out.writeShort(2); // this class
      out.writeShort(4); // its superclass
      out.writeShort(0); // interfaces
      out.writeShort(1); // fields
      out.writeShort(PUBLIC | STATIC | VOLATILE);
      out.writeShort(5);
      out.writeShort(6);
      out.writeShort(0);
      out.writeShort(0); // methods
      out.writeShort(0); // attributes
    } catch (IOException e) {
      throw new AssertionError("an array in memory takes every byte", e);
    }
    return bytes.toByteArray();
  }
}
