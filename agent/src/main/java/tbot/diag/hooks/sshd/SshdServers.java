package tbot.diag.hooks.sshd;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tbot.diag.hooks.ServerListener;

/**
 * Keeps which servers of Apache MINA SSHD listen. No server is kept alive by it.
 *
 * <p>The lock is held for a few assignments and one report, and never while code of the host runs.
 * Sessions take it only until it is known whether there is a server that was not seen to start.
 */
final class SshdServers {

  /** What is known of servers that were not seen to start. */
  private enum Unseen {
    /** There is none, or the last one was stopped. */
    NONE,
    /** There may be one: it started before the hooks were there. */
    POSSIBLE,
    /** A session was accepted by one. */
    LISTENS
  }

  private final ServerListener listener;

  // Guarded by this object.
  private final List<WeakReference<Object>> listening = new ArrayList<>();
  private boolean classLoaded;
  private volatile Unseen unseen = Unseen.POSSIBLE;

  SshdServers(ServerListener listener) {
    this.listener = listener;
  }

  /**
   * The server class carries hooks now.
   *
   * @param loadedBefore whether servers may have been started before
   */
  synchronized void classLoaded(boolean loadedBefore) {
    if (classLoaded) {
      return; // in another class loader, or hooked anew
    }
    classLoaded = true;
    if (isAnyListening()) {
      return;
    }
    if (loadedBefore) {
      listener.listening("a server may have been started before the attach");
    } else {
      unseen = Unseen.NONE;
      listener.initializing();
    }
  }

  synchronized void started(Object server) {
    if (!isListening(server)) {
      listening.add(new WeakReference<>(server));
    }
    listener.listening(null);
  }

  void failed(Throwable thrown) {
    String reason = "a server could not start: " + thrown;
    synchronized (this) {
      if (isAnyListening()) {
        listener.listening(reason);
      } else {
        listener.down(reason);
      }
    }
  }

  /** Ignores a server that did not listen: it can be closed, too. */
  synchronized void stopped(Object server) {
    if (isListening(server)) {
      forget(server);
    } else if (unseen == Unseen.NONE) {
      return;
    } else {
      unseen = Unseen.NONE;
    }
    if (!isAnyListening()) {
      listener.down("the server was stopped");
    }
  }

  /** A session was accepted, so a server listens. */
  void accepted() {
    if (unseen != Unseen.POSSIBLE) {
      return;
    }
    synchronized (this) {
      if (unseen == Unseen.POSSIBLE && listening.isEmpty()) {
        unseen = Unseen.LISTENS;
        listener.listening(null);
      }
    }
  }

  private boolean isAnyListening() {
    return unseen == Unseen.LISTENS || !listening.isEmpty();
  }

  private boolean isListening(Object server) {
    for (WeakReference<Object> known : listening) {
      if (known.get() == server) {
        return true;
      }
    }
    return false;
  }

  /** Forgets those that the host has dropped, too. */
  private void forget(Object server) {
    for (Iterator<WeakReference<Object>> known = listening.iterator(); known.hasNext(); ) {
      Object one = known.next().get();
      if (one == null || one == server) {
        known.remove();
      }
    }
  }
}
