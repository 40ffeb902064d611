package tbot.diag.health;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The clients that wait for services to report. A report lets a worker of the listener go on with
 * each of them: the reporting thread, which may be one of the host's, writes no answer.
 */
final class Waiters {

  private final Map<Scope, Set<Waiter>> waiting = new HashMap<Scope, Set<Waiter>>();

  /**
   * Whether a client is to be answered now, which is once. Otherwise it waits here, unless it has
   * left.
   */
  synchronized boolean release(Waiter waiter) {
    if (waiter.isOver()) {
      return false;
    }
    if (waiter.scope().hasReported()) {
      forget(waiter);
      return true;
    }
    Set<Waiter> others = waiting.get(waiter.scope());
    if (others == null) {
      others = new HashSet<Waiter>();
      waiting.put(waiter.scope(), others);
    }
    others.add(waiter);
    waiter.sleep();
    return false;
  }

  /** Ends the wait of a client that is answered or has left. */
  synchronized void forget(Waiter waiter) {
    waiter.setOver();
    Set<Waiter> others = waiting.get(waiter.scope());
    if (others != null) {
      others.remove(waiter);
      if (others.isEmpty()) {
        waiting.remove(waiter.scope());
      }
    }
  }

  /** Wakes the clients whose services have all reported. */
  synchronized void releaseReported() {
    Iterator<Map.Entry<Scope, Set<Waiter>>> scopes = waiting.entrySet().iterator();
    while (scopes.hasNext()) {
      Map.Entry<Scope, Set<Waiter>> scope = scopes.next();
      if (scope.getKey().hasReported()) {
        scopes.remove();
        wake(scope.getValue());
      }
    }
  }

  /** Wakes all clients: they look again for how long to wait. */
  synchronized void wakeAll() {
    for (Set<Waiter> some : waiting.values()) {
      wake(some);
    }
  }

  private static void wake(Set<Waiter> some) {
    for (Waiter waiter : some) {
      waiter.wake();
    }
  }

  /** The number of clients that wait. */
  synchronized int size() {
    int size = 0;
    for (Set<Waiter> some : waiting.values()) {
      size += some.size();
    }
    return size;
  }
}
