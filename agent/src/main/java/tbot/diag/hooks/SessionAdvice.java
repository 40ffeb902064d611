package tbot.diag.hooks;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;

/**
 * Code that is copied into Apache MINA SSHD's sessions. Once there it sees the JDK and {@link
 * HookField} only; constants of this package are compiled in. What it throws is swallowed.
 */
@SuppressWarnings("ReturnValueIgnored") // one functional type serves all events
final class SessionAdvice {

  private SessionAdvice() {}

  /** Into the constructor, which must have returned: one that threw made no session. */
  static final class Started {
    private Started() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @HookField BiFunction<String, Object, Object> hook, @Advice.This Object session) {
      if (hook != null) {
        hook.apply(HookDispatch.STARTED, session);
      }
    }
  }

  /** Into {@code setAuthenticated()}. */
  static final class Authenticated {
    private Authenticated() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @HookField BiFunction<String, Object, Object> hook, @Advice.This Object session) {
      if (hook != null) {
        hook.apply(HookDispatch.AUTHENTICATED, session);
      }
    }
  }

  /** Into {@code signalExceptionCaught(Throwable)}. */
  static final class ExceptionCaught {
    private ExceptionCaught() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @HookField BiFunction<String, Object, Object> hook,
        @Advice.This Object session,
        @Advice.Argument(0) Throwable exception) {
      if (hook != null) {
        hook.apply(HookDispatch.EXCEPTION, new Object[] {session, exception});
      }
    }
  }

  /** Into {@code signalDisconnect(int, String, String, boolean)}. */
  static final class Disconnected {
    private Disconnected() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @HookField BiFunction<String, Object, Object> hook,
        @Advice.This Object session,
        @Advice.Argument(0) int code,
        @Advice.Argument(1) String message,
        @Advice.Argument(3) boolean local) {
      if (hook != null) {
        hook.apply(HookDispatch.DISCONNECTED, new Object[] {session, code, message, local});
      }
    }
  }

  /** Into {@code preClose()}. */
  static final class Ended {
    private Ended() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @HookField BiFunction<String, Object, Object> hook, @Advice.This Object session) {
      if (hook != null) {
        hook.apply(HookDispatch.ENDED, session);
      }
    }
  }
}
