package tbot.diag.hooks.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method into which a call of the bridge is put. It is not static. */
abstract class HookedMethod extends MethodVisitor {

  private final String bridge;
  private final EventHook hook;

  /**
   * @param bridge the bridge's internal name
   */
  HookedMethod(MethodVisitor method, String bridge, EventHook hook) {
    super(Opcodes.ASM9, method);
    this.bridge = bridge;
    this.hook = hook;
  }

  /** Calls the bridge, with the event's arguments on the stack. */
  final void call() {
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC, bridge, hook.event().method(), hook.event().descriptor(), false);
  }

  /** Java compilers never overwrite slot 0; other code may, and then a later call has no object. */
  @Override
  public void visitVarInsn(int opcode, int slot) {
    if (opcode == Opcodes.ASTORE && slot == 0 && hook.moment() != EventHook.Moment.ENTERED) {
      throw new IllegalStateException(hook.method() + " overwrites `this`");
    }
    super.visitVarInsn(opcode, slot);
  }
}
