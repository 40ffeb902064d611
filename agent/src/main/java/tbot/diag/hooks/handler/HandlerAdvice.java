package tbot.diag.hooks.handler;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import tbot.diag.hooks.HookDispatch;
import tbot.diag.hooks.HookField;

/**
 * Code that is copied into a handler method. Once there it sees the JDK and {@link HookField} only.
 * The result and the throwable are read, never replaced; what the advice itself throws is
 * swallowed.
 *
 * <p>The exit uses what the entry was given and not the field, so that a call under way when the
 * agent is detached still cleans up its thread.
 */
public final class HandlerAdvice {

  private HandlerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  @SuppressWarnings("unchecked") // the dispatch's answer to this one event
  static BiConsumer<Object, Throwable> enter(@HookField BiFunction<String, Object, Object> hook) {
    return hook == null
        ? null
        : (BiConsumer<Object, Throwable>) hook.apply(HookDispatch.HANDLER_ENTERED, null);
  }

  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @Advice.Enter BiConsumer<Object, Throwable> call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      call.accept(result, thrown);
    }
  }
}
