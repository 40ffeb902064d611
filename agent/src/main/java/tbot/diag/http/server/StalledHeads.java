package tbot.diag.http.server;

import java.util.LinkedHashSet;
import java.util.Set;

/** The requests whose heads are not complete, the oldest first. */
final class StalledHeads {

  private final Set<RequestWatch> watches = new LinkedHashSet<RequestWatch>();

  synchronized void add(RequestWatch watch) {
    watches.add(watch);
  }

  synchronized void remove(RequestWatch watch) {
    watches.remove(watch);
  }

  /** The request that has waited longest, or null. */
  synchronized RequestWatch oldest() {
    return watches.isEmpty() ? null : watches.iterator().next();
  }
}
