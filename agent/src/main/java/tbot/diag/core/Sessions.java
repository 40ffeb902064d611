package tbot.diag.core;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.Handler;
import tbot.diag.http.Route;
import tbot.diag.log.Log;

/**
 * The open sessions. A session is the listener of one command of ours, on a free port of loopback:
 * it serves the profiles to who knows the session's token, whatever the options say, and changes
 * nothing of them. It lasts as long as the command keeps a connection open.
 */
final class Sessions {

  private static final String ENTRY = "tbot.diag.Agent";
  private static final String STOP_IF_IDLE = "stop_idle,report";

  private final Serving serving;
  private final Supplier<PublishedState> published;
  private final Instrumentation jvm;
  private final Handler status;

  // Guarded by this object.
  private final List<Session> open = new ArrayList<Session>();
  private boolean closed;

  /**
   * Opens none yet.
   *
   * @param published where a session's address is published
   * @param jvm passed to the entry class, to stop an agent that only had sessions
   * @param status answers {@code /status}
   */
  Sessions(
      Serving serving, Supplier<PublishedState> published, Instrumentation jvm, Handler status) {
    this.serving = serving;
    this.published = published;
    this.jvm = jvm;
    this.status = status;
  }

  /**
   * Opens a session and publishes its URL, or why there is none.
   *
   * @param token what its client must send
   */
  void open(String token) {
    Session session = new Session(token, this);
    synchronized (this) {
      if (closed) {
        return;
      }
      open.add(session);
    }
    boolean started = false;
    try {
      published.get().setSession(token, listen(session));
      session.start();
      started = true;
    } finally {
      if (!started) {
        // There is no thread that would end it.
        abandon(session);
      }
    }
  }

  /** Returns the URL, or why there is none. */
  private static String listen(Session session) {
    try {
      return session.open();
    } catch (IOException | RuntimeException | InterruptedException e) {
      return Session.FAILED + "no listener on loopback: " + Log.printable(e.toString());
    }
  }

  private void abandon(Session session) {
    synchronized (this) {
      open.remove(session);
    }
    session.close();
  }

  /** Whether none is open. */
  synchronized boolean isEmpty() {
    return open.isEmpty();
  }

  /** The routes of debug mode for a session; to be followed by {@link #release}. */
  Supplier<List<Route>> acquireProfiles() {
    return serving.debugMode().acquire();
  }

  /** The endpoints of a session: its own, those of every listener, and the profiles. */
  Dispatcher endpoints(Route own, Supplier<List<Route>> profiles) {
    return serving.endpoints().with(Arrays.asList(own, Route.at("/status", status)), profiles);
  }

  /** A session needs its profiles no longer. */
  void release() {
    serving.debugMode().release();
  }

  /** A session is over, and its listener closed. Stops an agent that was there for it alone. */
  void ended(Session session, String token) {
    boolean stopping;
    synchronized (this) {
      open.remove(session);
      stopping = closed;
    }
    if (!stopping) {
      stopIfIdle();
    }
    // Last: the command waits for it.
    published.get().setSession(token, null);
  }

  /** The entry class decides under its lock, so that no attach comes in between. */
  private void stopIfIdle() {
    try {
      ClassLoader ofEntry = Sessions.class.getClassLoader().getClass().getClassLoader();
      Class.forName(ENTRY, false, ofEntry)
          .getMethod("agentmain", String.class, Instrumentation.class)
          .invoke(null, STOP_IF_IDLE, jvm);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.warn("the agent of a session could not be stopped: " + e);
    }
  }

  /** Ends all sessions; none can be opened afterwards. */
  void close() {
    List<Session> last;
    synchronized (this) {
      closed = true;
      last = new ArrayList<Session>(open);
    }
    for (Session session : last) {
      session.close();
    }
  }
}
