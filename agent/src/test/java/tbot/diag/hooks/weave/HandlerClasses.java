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
    ClassWriter writer = writer(majorVersion);
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

  /**
   * A class with the method {@code int handle(String)}, which returns the text's length, and keeps
   * it in the slot of {@code this} and then in that of its parameter.
   */
  public static byte[] reusingSlots(int majorVersion) {
    ClassWriter writer = writer(majorVersion);
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(1, 1);
    constructor.visitEnd();
    MethodVisitor handle =
        writer.visitMethod(Opcodes.ACC_PUBLIC, "handle", "(Ljava/lang/String;)I", null, null);
    handle.visitCode();
    handle.visitVarInsn(Opcodes.ALOAD, 1);
    handle.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
    handle.visitVarInsn(Opcodes.ISTORE, 0);
    handle.visitVarInsn(Opcodes.ILOAD, 0);
    handle.visitVarInsn(Opcodes.ISTORE, 1);
    handle.visitVarInsn(Opcodes.ILOAD, 1);
    handle.visitInsn(Opcodes.IRETURN);
    handle.visitMaxs(1, 2);
    handle.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** A class with the function {@code suspend fun renew(name: String)}, as Kotlin compiles it. */
  public static byte[] suspending(int majorVersion) {
    ClassWriter writer = writer(majorVersion);
    MethodVisitor renew =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "renew",
            "(Ljava/lang/String;Lkotlin/coroutines/Continuation;)Ljava/lang/Object;",
            null,
            null);
    renew.visitCode();
    renew.visitInsn(Opcodes.ACONST_NULL);
    renew.visitInsn(Opcodes.ARETURN);
    renew.visitMaxs(1, 2);
    renew.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static ClassWriter writer(int majorVersion) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        majorVersion,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
        NAME.replace('.', '/'),
        null,
        "java/lang/Object",
        null);
    return writer;
  }
}
