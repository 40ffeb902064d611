package tbot.diag.hooks.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Calls the bridge with what a method throws, and throws it again. */
final class CallAtThrow extends HookedMethod {

  private static final String THROWABLE = "java/lang/Throwable";

  /** The throwable twice, and `this`. */
  private static final int STACK = 3;

  private final String frameType;
  private final Label start = new Label();

  /**
   * @param frameType the internal name of the method's class, or null if its class file has no
   *     stack map frames
   */
  CallAtThrow(MethodVisitor method, String bridge, EventHook hook, String frameType) {
    super(method, bridge, hook);
    this.frameType = frameType;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    super.visitLabel(start);
  }

  /** The handler is the last of its method, so those of the method itself come first. */
  @Override
  public void visitMaxs(int stack, int locals) {
    Label handler = new Label();
    super.visitTryCatchBlock(start, handler, handler, null);
    super.visitLabel(handler);
    if (frameType != null) {
      super.visitFrame(Opcodes.F_FULL, 1, new Object[] {frameType}, 1, new Object[] {THROWABLE});
    }
    super.visitInsn(Opcodes.DUP);
    super.visitVarInsn(Opcodes.ALOAD, 0);
    super.visitInsn(Opcodes.SWAP);
    call();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(Math.max(stack, STACK), locals);
  }
}
