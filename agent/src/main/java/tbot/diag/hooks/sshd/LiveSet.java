package tbot.diag.hooks.sshd;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The open connections, by the identity of their sessions, without a lock.
 *
 * <p>Buckets of immutable arrays, replaced by compare-and-set. A {@code ConcurrentHashMap} would
 * ask the host's {@code hashCode} and {@code equals}, and its {@code synchronized} bins pin virtual
 * threads on Java 21 to 23.
 */
final class LiveSet {

  private static final int BUCKETS = 1 << 10;
  private static final Connection[] EMPTY = {};

  private final AtomicReferenceArray<Connection[]> buckets = new AtomicReferenceArray<>(BUCKETS);

  void add(Connection connection) {
    int index = index(connection.hash());
    while (true) {
      Connection[] old = buckets.get(index);
      Connection[] with = old == null ? new Connection[1] : Arrays.copyOf(old, old.length + 1);
      with[with.length - 1] = connection;
      if (buckets.compareAndSet(index, old, with)) {
        return;
      }
    }
  }

  /** The connection of a session, or null. */
  Connection find(Object session) {
    for (Connection connection : bucket(System.identityHashCode(session))) {
      if (connection.get() == session) {
        return connection;
      }
    }
    return null;
  }

  /** Whether this call took the connection out; of several, one does. */
  boolean remove(Connection connection) {
    int index = index(connection.hash());
    while (true) {
      Connection[] old = bucket(connection.hash());
      int at = Arrays.asList(old).indexOf(connection);
      if (at < 0) {
        return false;
      }
      Connection[] without = null;
      if (old.length > 1) {
        without = Arrays.copyOf(old, old.length - 1);
        System.arraycopy(old, at + 1, without, at, old.length - at - 1);
      }
      if (buckets.compareAndSet(index, old, without)) {
        return true;
      }
    }
  }

  private Connection[] bucket(int hash) {
    Connection[] bucket = buckets.get(index(hash));
    return bucket == null ? EMPTY : bucket;
  }

  private static int index(int hash) {
    return (hash ^ hash >>> 16) & BUCKETS - 1;
  }
}
