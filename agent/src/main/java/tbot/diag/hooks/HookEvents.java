package tbot.diag.hooks;

import java.util.function.BiConsumer;

/**
 * Takes the events of one {@link HookSet}, on the host's own threads. A set implements what its
 * hooks report. What is thrown is swallowed by the woven code.
 *
 * <p>A library's sessions are passed as they are. They may be client sessions, or sessions that
 * were open before the hooks were there.
 */
public interface HookEvents {

  /** A session was accepted. */
  default void started(Object session) {}

  /**
   * A client asked for authentication.
   *
   * @param request the library's own object; to be left as it is
   */
  default void authRequested(Object session, Object request) {}

  /** A user was authenticated. */
  default void authenticated(Object session) {}

  /** An exception was signalled. */
  default void exceptionCaught(Object session, Throwable exception) {}

  /**
   * A disconnect was sent or received.
   *
   * @param code RFC 4253's reason code
   * @param message as given by the side that disconnects; may be null
   * @param local whether this side disconnects
   */
  default void disconnected(Object session, int code, String message, boolean local) {}

  /** The session begins to close; may come more than once. */
  default void ended(Object session) {}

  /**
   * A class carries hooks now. Called for the classes of all sets.
   *
   * @param className its binary name
   * @param loadedBefore whether it was loaded before; it may have been in use without hooks
   */
  default void hooked(String className, boolean loadedBefore) {}

  /** A server listens; may come more than once. */
  default void serverStarted(Object server) {}

  /** A server could not start. */
  default void serverFailed(Object server, Throwable failure) {}

  /** A server begins to close, also one that never started; may come more than once. */
  default void serverStopped(Object server) {}

  /**
   * A service of the host has reported by the API.
   *
   * @param code 0 for initializing, 1 for healthy, 2 for unhealthy
   * @param reason may be null
   */
  default void serviceReported(String service, int code, String reason) {}

  /**
   * An iteration of such a service has begun.
   *
   * @param iteration two numbers that the host keeps until the end, zeros at first
   */
  default void iterationStarted(String service, long[] iteration) {}

  /**
   * It has ended.
   *
   * @param iteration the same object; not seen before if the hooks are newer than the iteration
   * @param failure the reason; null for a success
   */
  default void iterationEnded(String service, long[] iteration, String failure) {}

  /**
   * A class of the library was loaded before its hooks were set, and carries them now. Not called
   * on a thread of the host.
   */
  default void loadedBefore(Class<?> type) {}

  /**
   * A handler method was entered.
   *
   * @param task of which the call is an iteration; empty if it is a connection
   * @return takes the handler's result or its throwable when the handler returns; or null
   */
  default BiConsumer<Object, Throwable> handlerEntered(String task) {
    return null;
  }

  /** Reports ends that no event reports, such as those of dropped sessions. Must not block. */
  default void reportDropped() {}
}
