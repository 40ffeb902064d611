package tbot.diag.hooks.weave;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * The advice that is copied into handler methods. There it can use JDK types and {@link HookField}
 * only. It reads the result and the throwable and never replaces them. What it throws itself is
 * swallowed.
 *
 * <p>The exit uses what the entry returned and not the field: a call under way while the agent is
 * detached must still clean up its thread.
 */
final class HandlerAdvice {

  private HandlerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  @SuppressWarnings("unchecked") // the dispatch's answer to this one event
  static BiConsumer<Object, Throwable> enter(
      @HookField BiFunction<String, Object, Object> hook, @HookTask String task) {
    return hook == null
        ? null
        : (BiConsumer<Object, Throwable>) hook.apply(EventNames.HANDLER_ENTERED, task);
  }

  // Byte Buddy keeps the arguments in slots of their own, though the exit does not read them: the
  // exception handler needs slots whose types hold for the whole method, and optimizers of class
  // files reuse those of parameters.
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter BiConsumer<Object, Throwable> call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      call.accept(result, thrown);
    }
  }
}
