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

  /** The subject is an array of what handles the request, the session and the request. */
  static final String AUTH_REQUESTED = "authRequested";

  /** The subject is the session. */
  static final String AUTHENTICATED = "authenticated";

  /** The subject is an array of the session and the throwable. */
  static final String EXCEPTION = "exception";

  /** The subject is an array of session, code, message, and whether this side disconnects. */
  static final String DISCONNECTED = "disconnected";

  /** The subject is the session. */
  static final String ENDED = "ended";

  /** The subject is the server. */
  static final String SERVER_STARTED = "serverStarted";

  /** The subject is an array of the server and the throwable. */
  static final String SERVER_FAILED = "serverFailed";

  /** The subject is the server. */
  static final String SERVER_STOPPED = "serverStopped";

  /** The subject is an array of the service, its name, the code of its state, and the reason. */
  static final String SERVICE_REPORTED = "serviceReported";

  /** The subject is an array of the service, its name, and an array of two numbers to keep. */
  static final String ITERATION_STARTED = "iterationStarted";

  /** The subject is an array as above, and the reason if the iteration failed. */
  static final String ITERATION_ENDED = "iterationEnded";

  /**
   * The subject is {@link MethodHook#task}. The result is null, or takes what the handler returned
   * or threw.
   */
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
      return handlerEntered((String) subject);
    }
    Object[] details = subject instanceof Object[] ? (Object[]) subject : null;
    Object source = details == null ? subject : details[0];
    HookEvents events = libraryOf(source.getClass());
    if (events != null) {
      pass(event, source, details, events);
    }
    return null;
  }

  private BiConsumer<Object, Throwable> handlerEntered(String task) {
    for (HookEvents events : all) {
      BiConsumer<Object, Throwable> call = events.handlerEntered(task);
      if (call != null) {
        return call;
      }
    }
    return null;
  }

  private static void pass(String event, Object source, Object[] details, HookEvents events) {
    switch (event) {
      case STARTED:
        events.started(source);
        break;
      case AUTH_REQUESTED:
        events.authRequested(details[1], details[2]);
        break;
      case AUTHENTICATED:
        events.authenticated(source);
        break;
      case EXCEPTION:
        events.exceptionCaught(source, (Throwable) details[1]);
        break;
      case DISCONNECTED:
        events.disconnected(
            source, (Integer) details[1], (String) details[2], (Boolean) details[3]);
        break;
      case ENDED:
        events.ended(source);
        break;
      case SERVER_STARTED:
        events.serverStarted(source);
        break;
      case SERVER_FAILED:
        events.serverFailed(source, (Throwable) details[1]);
        break;
      case SERVER_STOPPED:
        events.serverStopped(source);
        break;
      case SERVICE_REPORTED:
        events.serviceReported((String) details[1], (Integer) details[2], (String) details[3]);
        break;
      case ITERATION_STARTED:
        events.iterationStarted((String) details[1], (long[]) details[2]);
        break;
      case ITERATION_ENDED:
        events.iterationEnded((String) details[1], (long[]) details[2], (String) details[3]);
        break;
      default:
        // Woven by a later version of the agent.
    }
  }

  /** The set of a class's library; the host may have subclasses in packages of its own. */
  private HookEvents libraryOf(Class<?> subclass) {
    for (Class<?> type = subclass; type != null; type = type.getSuperclass()) {
      for (int i = 0; i < packages.size(); i++) {
        if (packages.get(i) != null && type.getName().startsWith(packages.get(i))) {
          return all.get(i);
        }
      }
    }
    return null;
  }

  /**
   * A class carries hooks now.
   *
   * @param className its binary name
   * @param loadedBefore whether it was loaded before; it may have been in use without hooks
   */
  void hooked(String className, boolean loadedBefore) {
    for (HookEvents events : all) {
      events.hooked(className, loadedBefore);
    }
  }

  /** As {@link HookEvents#loadedBefore}, for a class of any set. */
  void loadedBefore(Class<?> type) {
    HookEvents events = libraryOf(type);
    if (events != null) {
      events.loadedBefore(type);
    }
  }

  /** As {@link HookEvents#reportDropped}, of all sets. */
  void reportDropped() {
    for (HookEvents events : all) {
      events.reportDropped();
    }
  }
}
