package tbot.diag.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * What woven code calls through the {@link HostBridge}: the name of an event and its subject.
 * Passes each event to the set of hooks that it belongs to.
 *
 * <p>It has JDK types only, because the host's class loaders see no others.
 */
final class HookDispatch implements BiFunction<String, Object, Object> {

  /** The subject is the session. */
  static final String STARTED = "started";

  /** The subject is the session. */
  static final String AUTHENTICATED = "authenticated";

  /** The subject is an array of the session and the throwable. */
  static final String EXCEPTION = "exception";

  /** The subject is an array of session, code, message, and whether this side disconnects. */
  static final String DISCONNECTED = "disconnected";

  /** The subject is the session. */
  static final String ENDED = "ended";

  /** No subject. The result is null, or takes what the handler returned or threw. */
  static final String HANDLER_ENTERED = "handler";

  private final List<HookEvents> all = new ArrayList<>();

  /** For each of these, how the names of its library's classes begin; null for no library. */
  private final List<String> packages = new ArrayList<>();

  /**
   * Connects the sets.
   *
   * @param listener is told of their connections
   */
  HookDispatch(List<HookSet> sets, ConnectionListener listener) {
    for (HookSet set : sets) {
      String prefix = set.packagePrefix();
      all.add(set.connect(listener));
      packages.add(prefix == null ? null : prefix.replace('/', '.'));
    }
  }

  @Override
  public Object apply(String event, Object subject) {
    if (event.equals(HANDLER_ENTERED)) {
      return handlerEntered();
    }
    Object[] details = subject instanceof Object[] ? (Object[]) subject : null;
    Object session = details == null ? subject : details[0];
    HookEvents events = libraryOf(session);
    if (events != null) {
      pass(event, session, details, events);
    }
    return null;
  }

  private BiConsumer<Object, Throwable> handlerEntered() {
    for (HookEvents events : all) {
      BiConsumer<Object, Throwable> call = events.handlerEntered();
      if (call != null) {
        return call;
      }
    }
    return null;
  }

  private static void pass(String event, Object session, Object[] details, HookEvents events) {
    switch (event) {
      case STARTED:
        events.started(session);
        break;
      case AUTHENTICATED:
        events.authenticated(session);
        break;
      case EXCEPTION:
        events.exceptionCaught(session, (Throwable) details[1]);
        break;
      case DISCONNECTED:
        events.disconnected(
            session, (Integer) details[1], (String) details[2], (Boolean) details[3]);
        break;
      case ENDED:
        events.ended(session);
        break;
      default:
        // Woven by a later version of the agent.
    }
  }

  /** The set of the session's library; the host may have subclasses in packages of its own. */
  private HookEvents libraryOf(Object session) {
    for (Class<?> type = session.getClass(); type != null; type = type.getSuperclass()) {
      for (int i = 0; i < packages.size(); i++) {
        if (packages.get(i) != null && type.getName().startsWith(packages.get(i))) {
          return all.get(i);
        }
      }
    }
    return null;
  }

  /** As {@link HookEvents#reportDropped}, of all sets. */
  void reportDropped() {
    for (HookEvents events : all) {
      events.reportDropped();
    }
  }
}
