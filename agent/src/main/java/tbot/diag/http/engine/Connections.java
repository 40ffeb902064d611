package tbot.diag.http.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The open connections. Of those whose requests do not wait there are never more than a limit. */
final class Connections {

  private final EngineLimits limits;

  /** The event loop's alone. */
  private final List<Connection> open = new ArrayList<Connection>();

  private volatile int count;
  private final AtomicLong evicted = new AtomicLong();

  Connections(EngineLimits limits) {
    this.limits = limits;
  }

  /** Open connections; from any thread. */
  int count() {
    return count;
  }

  /** Connections closed to make room, since the start; from any thread. */
  long evicted() {
    return evicted.get();
  }

  /**
   * Makes room for one more if there is none left.
   *
   * @return whether there is room
   */
  boolean makeRoom() {
    boolean freed = true;
    while (freed && countOthers() >= limits.connections) {
      freed = evictOldest();
    }
    return freed;
  }

  /** Connections of which none waits for something. */
  private int countOthers() {
    int others = open.size();
    for (int i = 0; i < open.size() && others >= limits.connections; i++) {
      others -= open.get(i).isWaiting() ? 1 : 0;
    }
    return others;
  }

  /** Closes the connection that has been silent for longest; returns false if none is silent. */
  boolean evictOldest() {
    long now = System.nanoTime();
    Connection oldest = null;
    long longest = -1;
    for (Connection connection : open) {
      long silent = connection.silentNanos(now);
      if (silent > longest) {
        longest = silent;
        oldest = connection;
      }
    }
    if (oldest == null) {
      return false;
    }
    evicted.incrementAndGet();
    oldest.close();
    return true;
  }

  void add(Connection connection) {
    open.add(connection);
    count = open.size();
  }

  void remove(Connection connection) {
    open.remove(connection);
    count = open.size();
  }

  /** All, as they are now. */
  Connection[] all() {
    return open.toArray(new Connection[0]);
  }
}
