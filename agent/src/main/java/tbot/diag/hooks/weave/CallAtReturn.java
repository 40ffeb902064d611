package tbot.diag.hooks.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Calls the bridge before each return of a void method or a constructor. */
final class CallAtReturn extends HookedMethod {

  CallAtReturn(MethodVisitor method, String bridge, EventHook hook) {
    super(method, bridge, hook);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      call();
    }
    super.visitInsn(opcode);
  }

  /** At a return the stack may still hold values that the return drops. */
  @Override
  public void visitMaxs(int stack, int locals) {
    super.visitMaxs(stack + 1, locals);
  }
}
