package tbot.diag.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The services of this program.
 *
 * <pre>{@code
 * private static final Service IDENTITY = Services.named("identity");
 *
 * IDENTITY.run(this::renew);
 * }</pre>
 */
public final class Services {

  private static final Map<String, Service> ALL = new ConcurrentHashMap<>();

  private Services() {}

  /**
   * The service of this name; always the same object for a name and a class loader. The first call
   * makes it initializing: the program is not ready before it reports.
   *
   * @param name as the agent shows it; any text that is not empty. Choose one that neither the
   *     options of the agent nor it itself use. Services are kept for good, so names must not be
   *     made up at run time.
   * @throws IllegalArgumentException if the name is empty
   */
  public static Service named(String name) {
    Service known = ALL.get(name);
    if (known != null) {
      return known;
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a service must have a name");
    }
    Service added = new Service(name);
    Service first = ALL.putIfAbsent(name, added);
    if (first != null) {
      return first;
    }
    added.announce();
    return added;
  }

  /** As {@link Service#announceAll}. */
  static void announceAll() {
    for (Service service : ALL.values()) {
      service.announce();
    }
  }
}
