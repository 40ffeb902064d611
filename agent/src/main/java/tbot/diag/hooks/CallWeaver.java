package tbot.diag.hooks;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts calls of the bridge into a library's methods.
 *
 * <p>It uses Byte Buddy's class visitors only. They are a twentieth of the classes that weaving
 * advice loads, and a host with SSH waits for them when its first session class loads. A call does
 * not branch: the stack map frames stay valid and no other type is resolved. No member is added, so
 * a class that is already loaded can be woven too.
 */
final class CallWeaver {

  private final String bridge;
  private final WeaveLog log;

  /**
   * @param bridge a class with the methods of {@link SessionEvent}, which the host's classes see
   */
  CallWeaver(Class<?> bridge, WeaveLog log) {
    this.bridge = Type.getInternalName(bridge);
    this.log = log;
  }

  /**
   * Weaves one class.
   *
   * @param className its binary name
   * @param classFile its class file, left as it is
   * @param hooks what to hook in it
   * @return the woven class file, or null when no hook matches, which is logged
   * @throws RuntimeException if the class file cannot be read or woven
   */
  byte[] weave(String className, byte[] classFile, List<EventHook> hooks) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    HookedClass hooked = new HookedClass(writer, hooks);
    reader.accept(hooked, 0);
    for (EventHook hook : hooks) {
      if (!hooked.hit.contains(hook)) {
        log.failed(
            className, hooked.named.contains(hook) ? hook.method().withoutCode() : unknown(hook));
      }
    }
    return hooked.hit.isEmpty() ? null : writer.toByteArray();
  }

  private static String unknown(EventHook hook) {
    return hook.method() + " is not there: this " + hook.library() + " is counted in part only";
  }

  private final class HookedClass extends ClassVisitor {
    private final List<EventHook> hooks;
    private final List<EventHook> named = new ArrayList<>();
    private final List<EventHook> hit = new ArrayList<>();

    HookedClass(ClassWriter writer, List<EventHook> hooks) {
      super(Opcodes.ASM9, writer);
      this.hooks = hooks;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      for (EventHook hook : hooks) {
        if (hook.method().isNamed(name)
            && hook.method().matches(name, parameterTypes(descriptor))) {
          named.add(hook);
          if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
            hit.add(hook);
            method = new HookedMethod(method, access, descriptor, hook);
          }
        }
      }
      return method;
    }
  }

  private static List<String> parameterTypes(String descriptor) {
    List<String> types = new ArrayList<>();
    for (Type type : Type.getArgumentTypes(descriptor)) {
      types.add(type.getClassName());
    }
    return types;
  }

  private final class HookedMethod extends MethodVisitor {
    private final Type[] parameters;
    private final EventHook hook;

    HookedMethod(MethodVisitor method, int access, String descriptor, EventHook hook) {
      super(Opcodes.ASM9, method);
      this.parameters = Type.getArgumentTypes(descriptor);
      this.hook = hook;
      if ((access & Opcodes.ACC_STATIC) != 0) {
        throw new IllegalStateException(hook.method() + " is static");
      }
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (!hook.isAtReturn()) {
        call();
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN && hook.isAtReturn()) {
        call();
      }
      super.visitInsn(opcode);
    }

    /** Java compilers never overwrite slot 0; other code may, and then the session is lost. */
    @Override
    public void visitVarInsn(int opcode, int slot) {
      if (opcode == Opcodes.ASTORE && slot == 0 && hook.isAtReturn()) {
        throw new IllegalStateException(hook.method() + " overwrites `this`");
      }
      super.visitVarInsn(opcode, slot);
    }

    /** At a return the stack may still hold values that the return drops. */
    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(stack + 1 + hook.details().length, locals);
    }

    private void call() {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      for (int detail : hook.details()) {
        super.visitVarInsn(parameters[detail].getOpcode(Opcodes.ILOAD), slotOf(detail));
      }
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC, bridge, hook.event().method(), hook.event().descriptor(), false);
    }

    /** The slot after `this` and the parameters before it; long and double take two slots. */
    private int slotOf(int parameter) {
      int slot = 1;
      for (int i = 0; i < parameter; i++) {
        slot += parameters[i].getSize();
      }
      return slot;
    }
  }
}
