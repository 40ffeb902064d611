package tbot.diag.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import tbot.diag.config.HostPort;
import tbot.diag.http.Dispatcher;
import tbot.diag.log.Log;
import tbot.diag.metrics.ListenerConnections;

/**
 * The listener of the service, which can move to another address while the host runs. It logs what
 * it does and what it cannot do.
 */
final class Listener implements ListenerConnections {

  // Read by scrapes.
  private volatile BoundListener server;
  private volatile long evictedBefore;
  private HostPort address;

  /**
   * Serves the endpoints at an address. If it cannot be bound, an earlier one stays open.
   *
   * @param outcome told when it cannot be bound
   * @throws IllegalArgumentException if the address has an unknown host; nothing has changed then
   */
  void listen(HostPort wanted, Supplier<Dispatcher> endpoints, Outcome outcome) {
    if (server != null && wanted.equals(address)) {
      server.setDispatcher(endpoints);
      return;
    }
    InetSocketAddress resolved = wanted.resolve();
    if (server != null && resolved.equals(server.address())) {
      // Another name for the same address, or the port that the system had picked.
      address = wanted;
      server.setDispatcher(endpoints);
      return;
    }
    try {
      replace(BoundListener.open(resolved, endpoints), wanted);
    } catch (IOException e) {
      if (server == null) {
        outcome.fail(failure(wanted, e));
      } else if (wanted.port() == server.address().getPort()) {
        moveOnSamePort(wanted, resolved, endpoints, outcome);
      } else {
        server.setDispatcher(endpoints);
        outcome.fail(failure(wanted, e) + "; still listening on " + whereabouts());
      }
    }
  }

  /** The port is taken by the old listener, for example when one interface becomes all. */
  private void moveOnSamePort(
      HostPort wanted,
      InetSocketAddress resolved,
      Supplier<Dispatcher> endpoints,
      Outcome outcome) {
    InetSocketAddress before = server.address();
    HostPort old = address;
    String place = whereabouts();
    close();
    try {
      replace(BoundListener.open(resolved, endpoints), wanted);
    } catch (IOException e) {
      outcome.fail(failure(wanted, e) + "; going back to " + place);
      try {
        replace(BoundListener.open(before, endpoints), old);
      } catch (IOException again) {
        outcome.fail(failure(old, again));
      }
    }
  }

  private void replace(BoundListener fresh, HostPort wanted) {
    close();
    server = fresh;
    address = wanted;
    Log.info("listening on " + whereabouts());
    if (!fresh.address().getAddress().isLoopbackAddress()) {
      Log.warn(
          "diag_addr: "
              + wanted
              + " is not on loopback, and the endpoints have no access control of their own");
    }
  }

  /** Where it listens, as {@code host:port}; null while it does not. */
  String whereabouts() {
    return server == null ? null : address.describe(server.address());
  }

  @Override
  public int open() {
    BoundListener current = server;
    return current == null ? 0 : current.openConnections();
  }

  @Override
  public long evicted() {
    BoundListener current = server;
    return evictedBefore + (current == null ? 0 : current.evictedConnections());
  }

  private static String failure(HostPort wanted, IOException e) {
    return "diag_addr: \"" + wanted + "\": cannot listen there: " + e.getMessage();
  }

  /** Closes the listener, if there is one. */
  void close() {
    if (server != null) {
      server.close();
      evictedBefore += server.evictedConnections();
      server = null;
      address = null;
    }
  }
}
