package tbot.diag.hooks.weave;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Class files of any Java version, as other compilers would have made them. */
public final class HandlerClasses {

  public static final String NAME = "com.example.Generated";

  private HandlerClasses() {}

  /**
   * A class with the static methods {@code long handle(long)}, which returns its argument, and
   * {@code void fail(RuntimeException)}, which throws it.
   *
   * @param majorVersion of the class file: 49 is Java 5, 69 is Java 25
   */
  public static byte[] classFile(int majorVersion) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        majorVersion,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
        NAME.replace('.', '/'),
        null,
        "java/lang/Object",
        null);
    MethodVisitor handle =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "handle", "(J)J", null, null);
    handle.visitCode();
    handle.visitVarInsn(Opcodes.LLOAD, 0);
    handle.visitInsn(Opcodes.LRETURN);
    handle.visitMaxs(2, 2);
    handle.visitEnd();
    MethodVisitor fail =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "fail",
            "(Ljava/lang/RuntimeException;)V",
            null,
            null);
    fail.visitCode();
    fail.visitVarInsn(Opcodes.ALOAD, 0);
    fail.visitInsn(Opcodes.ATHROW);
    fail.visitMaxs(1, 1);
    fail.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
