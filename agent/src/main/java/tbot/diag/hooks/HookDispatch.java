package tbot.diag.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import tbot.diag.hooks.weave.EventNames;

/**
 * What woven code calls through the {@link HostBridge}: the name of an event and its subject.
 * Passes each event to the set of hooks that it belongs to.
 *
 * <p>It has JDK types only, because the host's class loaders see no others.
 */
final class HookDispatch implements BiFunction<String, Object, Object> {

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
    if (event.equals(EventNames.HANDLER_ENTERED)) {
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
      case EventNames.STARTED:
        events.started(source);
        break;
      case EventNames.AUTH_REQUESTED:
        events.authRequested(details[1], details[2]);
        break;
      case EventNames.AUTHENTICATED:
        events.authenticated(source);
        break;
      case EventNames.EXCEPTION:
        events.exceptionCaught(source, (Throwable) details[1]);
        break;
      case EventNames.DISCONNECTED:
        events.disconnected(
            source, (Integer) details[1], (String) details[2], (Boolean) details[3]);
        break;
      case EventNames.ENDED:
        events.ended(source);
        break;
      case EventNames.SERVER_STARTED:
        events.serverStarted(source);
        break;
      case EventNames.SERVER_FAILED:
        events.serverFailed(source, (Throwable) details[1]);
        break;
      case EventNames.SERVER_STOPPED:
        events.serverStopped(source);
        break;
      case EventNames.SERVICE_REPORTED:
        events.serviceReported((String) details[1], (Integer) details[2], (String) details[3]);
        break;
      case EventNames.ITERATION_STARTED:
        events.iterationStarted((String) details[1], (long[]) details[2]);
        break;
      case EventNames.ITERATION_ENDED:
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
