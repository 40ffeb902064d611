package tbot.diag.hooks;

import java.util.List;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.LibraryEvent;
import tbot.diag.hooks.weave.MethodHook;

/**
 * One kind of what the agent hooks: the sessions of a library, calls of the methods that a user
 * names as handlers of connections or as tasks, or the API for hosts.
 *
 * <p>Another library needs another set, in a package of its own, and a place in the list of sets
 * that {@link Hooks#install} takes.
 */
public interface HookSet {

  /** The methods of a library that report a {@link LibraryEvent}; may be empty. */
  List<EventHook> events();

  /** The methods of which each call is a connection, or an iteration of a task; may be empty. */
  List<MethodHook> handlers();

  /**
   * How the names of all classes of the library begin, as the JVM names them to a transformer: with
   * slashes, the last one included. Null if no library belongs to the set.
   */
  String packagePrefix();

  /**
   * Makes what takes the events of this set. Called once, before the first class is hooked.
   *
   * @param listener is told of each connection, if the set has any
   */
  HookEvents connect(ConnectionListener listener);
}
