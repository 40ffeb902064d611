package tbot.diag.hooks.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Calls the bridge when a method is entered, with some of its parameters. */
final class CallAtEntry extends HookedMethod {

  private final Type[] parameters;
  private final int[] details;

  /**
   * @param descriptor the method's
   */
  CallAtEntry(MethodVisitor method, String bridge, EventHook hook, String descriptor) {
    super(method, bridge, hook);
    parameters = Type.getArgumentTypes(descriptor);
    details = hook.details();
  }

  @Override
  public void visitCode() {
    super.visitCode();
    super.visitVarInsn(Opcodes.ALOAD, 0);
    for (int detail : details) {
      super.visitVarInsn(parameters[detail].getOpcode(Opcodes.ILOAD), slotOf(detail));
    }
    call();
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    super.visitMaxs(Math.max(stack, 1 + details.length), locals);
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
