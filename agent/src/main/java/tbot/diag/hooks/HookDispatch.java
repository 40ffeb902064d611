package tbot.diag.hooks;

import java.util.function.BiFunction;
import tbot.diag.hooks.handler.HandlerCalls;
import tbot.diag.hooks.sshd.SshdSessions;

/**
 * What woven code calls through the {@link HostBridge}: the name of the event and its subject. It
 * has JDK types only, since the host's class loaders see no others.
 */
public final class HookDispatch implements BiFunction<String, Object, Object> {

  /** The subject is the session. */
  public static final String STARTED = "started";

  /** The subject is the session. */
  static final String AUTHENTICATED = "authenticated";

  /** The subject is an array of the session and the throwable. */
  static final String EXCEPTION = "exception";

  /** The subject is an array of session, code, message, and whether this side disconnects. */
  static final String DISCONNECTED = "disconnected";

  /** The subject is the session. */
  public static final String ENDED = "ended";

  /** No subject; the result is null or takes what the handler returned or threw. */
  public static final String HANDLER_ENTERED = "handler";

  private final SshdSessions sessions;
  private final HandlerCalls calls;

  public HookDispatch(SshdSessions sessions, HandlerCalls calls) {
    this.sessions = sessions;
    this.calls = calls;
  }

  @Override
  public Object apply(String event, Object subject) {
    switch (event) {
      case STARTED:
        sessions.started(subject);
        return null;
      case AUTHENTICATED:
        sessions.authenticated(subject);
        return null;
      case EXCEPTION:
        {
          Object[] facts = (Object[]) subject;
          sessions.exceptionCaught(facts[0], (Throwable) facts[1]);
          return null;
        }
      case DISCONNECTED:
        {
          Object[] facts = (Object[]) subject;
          sessions.disconnected(
              facts[0], (Integer) facts[1], (String) facts[2], (Boolean) facts[3]);
          return null;
        }
      case ENDED:
        sessions.ended(subject);
        return null;
      case HANDLER_ENTERED:
        return calls.entered();
      default:
        return null;
    }
  }
}
