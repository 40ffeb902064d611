package tbot.diag.hosts;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * An agent that only has the JVM replace classes: it adds a call of the JDK to one method of each
 * class that ours hooks, and takes it back. What that costs is the JVM's.
 */
public final class RetransformingAgent implements ClassFileTransformer {

  private static final List<String> CLASSES =
      Arrays.asList(
          "org/apache/sshd/server/session/AbstractServerSession",
          "org/apache/sshd/common/session/helpers/SessionHelper",
          "org/apache/sshd/common/session/helpers/AbstractSession");

  private static RetransformingAgent installed;

  private RetransformingAgent() {}

  /**
   * Changes the classes that are loaded.
   *
   * @param arguments {@code stop} to change them back
   * @param instrumentation the JVM's, with retransformation
   */
  public static void agentmain(String arguments, Instrumentation instrumentation)
      throws UnmodifiableClassException {
    if ("stop".equals(arguments)) {
      instrumentation.removeTransformer(installed);
    } else {
      installed = new RetransformingAgent();
      instrumentation.addTransformer(installed, true);
    }
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (CLASSES.contains(type.getName().replace('.', '/'))) {
        instrumentation.retransformClasses(type);
      }
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (!CLASSES.contains(name)) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new CallAdder(writer), 0);
    return writer.toByteArray();
  }

  /** Adds a call without arguments and result to the first method, which needs no stack for it. */
  private static final class CallAdder extends ClassVisitor {
    private boolean done;

    CallAdder(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (done || (access & Opcodes.ACC_ABSTRACT) != 0) {
        return next;
      }
      done = true;
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitCode() {
          super.visitCode();
          visitMethodInsn(
              Opcodes.INVOKESTATIC, "java/lang/Thread", "yield", "()V", /* isInterface= */ false);
        }
      };
    }
  }
}
