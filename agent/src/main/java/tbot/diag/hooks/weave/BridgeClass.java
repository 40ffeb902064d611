package tbot.diag.hooks.weave;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes the class file of the bridge between the host's classes and ours:
 *
 * <pre>{@code
 * public final class NAME {
 *   public static volatile BiFunction hook;
 *
 *   public static void disconnected(Object session, int code, Object message, boolean local) {
 *     try {
 *       if (hook != null) {
 *         hook.apply("disconnected", new Object[] {session, code, message, local});
 *       }
 *     } catch (Throwable t) {
 *     }
 *   }
 *   // and so for each LibraryEvent; without details, the subject is the object itself
 * }
 * }</pre>
 *
 * <p>Everything that can fail is inside the try blocks of these methods, so woven code is a plain
 * call. It passes values unboxed; boxes and arrays are made here.
 */
public final class BridgeClass {

  /** The field; null does nothing. */
  public static final String FIELD = "hook";

  private static final String FUNCTION = "java/util/function/BiFunction";
  private static final String OBJECT = "java/lang/Object";
  private static final String THROWABLE = "java/lang/Throwable";

  /** The field, the event, the array twice, an index and a value. */
  private static final int STACK = 6;

  private BridgeClass() {}

  /**
   * The class file.
   *
   * @param internalName of the class
   */
  public static byte[] file(String internalName) {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    writer.visit(Opcodes.V1_8, access, internalName, null, OBJECT, null);
    writer.visitField(
        Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE,
        FIELD,
        'L' + FUNCTION + ';',
        null,
        null);
    for (LibraryEvent event : LibraryEvent.values()) {
      writeMethod(
          writer.visitMethod(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
              event.method(),
              event.descriptor(),
              null,
              null),
          internalName,
          event);
    }
    return writer.toByteArray();
  }

  private static void writeMethod(MethodVisitor code, String internalName, LibraryEvent event) {
    Type[] parameters = Type.getArgumentTypes(event.descriptor());
    Label start = new Label();
    Label drop = new Label();
    code.visitCode();
    code.visitTryCatchBlock(start, drop, drop, THROWABLE);
    code.visitLabel(start);
    code.visitFieldInsn(Opcodes.GETSTATIC, internalName, FIELD, 'L' + FUNCTION + ';');
    code.visitInsn(Opcodes.DUP);
    code.visitJumpInsn(Opcodes.IFNULL, drop);
    code.visitLdcInsn(event.method());
    if (parameters.length == 1) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    } else {
      loadArrayOf(code, parameters);
    }
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        FUNCTION,
        "apply",
        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
        true);
    // The stack holds the field's null, the result, or what was thrown.
    code.visitLabel(drop);
    code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {OBJECT});
    code.visitInsn(Opcodes.POP);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(STACK, parameters.length);
    code.visitEnd();
  }

  /** All parameters take one slot. */
  private static void loadArrayOf(MethodVisitor code, Type[] parameters) {
    code.visitIntInsn(Opcodes.BIPUSH, parameters.length);
    code.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
    for (int i = 0; i < parameters.length; i++) {
      code.visitInsn(Opcodes.DUP);
      code.visitIntInsn(Opcodes.BIPUSH, i);
      code.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), i);
      if (parameters[i].equals(Type.INT_TYPE)) {
        box(code, "java/lang/Integer", "(I)Ljava/lang/Integer;");
      } else if (parameters[i].equals(Type.BOOLEAN_TYPE)) {
        box(code, "java/lang/Boolean", "(Z)Ljava/lang/Boolean;");
      }
      code.visitInsn(Opcodes.AASTORE);
    }
  }

  private static void box(MethodVisitor code, String type, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, type, "valueOf", descriptor, false);
  }
}
