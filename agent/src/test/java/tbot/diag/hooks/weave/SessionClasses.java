package tbot.diag.hooks.weave;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Class files of sessions, of any Java version. Some have code that no Java compiler makes. */
public final class SessionClasses {

  /** Of Apache MINA SSHD, by its name. */
  public static final String HELPER = "org.apache.sshd.common.session.helpers.SessionHelper";

  static final String NAME = "com.example.Session";

  private static final int LAST_WITHOUT_FRAMES = 49;

  private SessionClasses() {}

  /** A class with the three methods that are hooked, empty, and {@code long handle(long)}. */
  public static byte[] helper(int majorVersion) {
    ClassWriter writer = start(majorVersion, HELPER);
    plainConstructor(writer);
    empty(writer, "setAuthenticated", "()V", 1);
    empty(writer, "signalExceptionCaught", "(Ljava/lang/Throwable;)V", 2);
    empty(writer, "signalDisconnect", "(ILjava/lang/String;Ljava/lang/String;Z)V", 5);
    handle(writer);
    return end(writer);
  }

  /**
   * A class whose constructor takes an int: a negative one makes it throw, 0 return at once, and
   * another at the end of a loop. Its method {@code event(long, int, String, boolean)} is empty,
   * {@code loop(int)} is one loop from its first instruction on. {@code start(int)} throws for a
   * negative one; for 0 it catches that itself.
   */
  static byte[] session(int majorVersion) {
    boolean frames = majorVersion > LAST_WITHOUT_FRAMES;
    ClassWriter writer = start(majorVersion, NAME);
    constructor(writer, frames);
    empty(writer, "event", "(JILjava/lang/String;Z)V", 6);
    loop(writer, frames);
    startMethod(writer, frames);
    writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "without", "()V", null, null);
    return end(writer);
  }

  /** A class whose constructor stores null where {@code this} was. */
  static byte[] thatOverwritesThis() {
    ClassWriter writer = start(52, NAME);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    callSuper(code);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitVarInsn(Opcodes.ASTORE, 0);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
    return end(writer);
  }

  /** A class of Java 1.4, whose constructor calls a subroutine and returns in it. */
  static byte[] withSubroutine() {
    ClassWriter writer = start(48, NAME);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    Label subroutine = new Label();
    code.visitCode();
    callSuper(code);
    code.visitJumpInsn(Opcodes.JSR, subroutine);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(subroutine);
    code.visitVarInsn(Opcodes.ASTORE, 1);
    code.visitVarInsn(Opcodes.RET, 1);
    code.visitMaxs(1, 2);
    code.visitEnd();
    return end(writer);
  }

  /** A class with {@code static void event()}. */
  static byte[] withStaticMethod() {
    ClassWriter writer = start(52, NAME);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "event", "()V", null, null);
    code.visitCode();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    return end(writer);
  }

  private static ClassWriter start(int majorVersion, String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        majorVersion,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
        name.replace('.', '/'),
        null,
        "java/lang/Object",
        null);
    return writer;
  }

  private static byte[] end(ClassWriter writer) {
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void plainConstructor(ClassWriter writer) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    callSuper(code);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
  }

  private static void callSuper(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
  }

  private static void constructor(ClassWriter writer, boolean frames) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(I)V", null, null);
    Label loop = new Label();
    Label fail = new Label();
    code.visitCode();
    callSuper(code);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFLT, fail);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFNE, loop);
    code.visitInsn(Opcodes.ICONST_0); // a return drops what is on the stack
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(loop);
    frame(code, frames, "com/example/Session", Opcodes.INTEGER);
    code.visitIincInsn(1, -1);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFNE, loop);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(fail);
    frame(code, frames, "com/example/Session", Opcodes.INTEGER);
    throwIllegalState(code);
    code.visitMaxs(2, 2);
    code.visitEnd();
  }

  private static void loop(ClassWriter writer, boolean frames) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "loop", "(I)V", null, null);
    Label start = new Label();
    code.visitCode();
    code.visitLabel(start);
    frame(code, frames, "com/example/Session", Opcodes.INTEGER);
    code.visitIincInsn(1, -1);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFGT, start);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 2);
    code.visitEnd();
  }

  private static void startMethod(ClassWriter writer, boolean frames) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "start", "(I)V", null, null);
    Label begin = new Label();
    Label fail = new Label();
    Label end = new Label();
    Label caught = new Label();
    code.visitCode();
    code.visitTryCatchBlock(begin, end, caught, "java/lang/IllegalStateException");
    code.visitLabel(begin);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFLE, fail);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(fail);
    frame(code, frames, NAME.replace('.', '/'), Opcodes.INTEGER);
    throwIllegalState(code);
    code.visitLabel(end);
    code.visitLabel(caught);
    if (frames) {
      code.visitFrame(
          Opcodes.F_FULL,
          2,
          new Object[] {NAME.replace('.', '/'), Opcodes.INTEGER},
          1,
          new Object[] {"java/lang/IllegalStateException"});
    }
    code.visitVarInsn(Opcodes.ASTORE, 2);
    Label quiet = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IFEQ, quiet);
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(quiet);
    frame(code, frames, NAME.replace('.', '/'), Opcodes.INTEGER, "java/lang/IllegalStateException");
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(2, 3);
    code.visitEnd();
  }

  private static void throwIllegalState(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    code.visitInsn(Opcodes.ATHROW);
  }

  private static void frame(MethodVisitor code, boolean frames, Object... locals) {
    if (frames) {
      code.visitFrame(Opcodes.F_FULL, locals.length, locals, 0, new Object[0]);
    }
  }

  private static void handle(ClassWriter writer) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "handle", "(J)J", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.LLOAD, 1);
    code.visitInsn(Opcodes.LRETURN);
    code.visitMaxs(2, 3);
    code.visitEnd();
  }

  private static void empty(ClassWriter writer, String name, String descriptor, int slots) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, slots);
    code.visitEnd();
  }
}
