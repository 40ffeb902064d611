package tbot.diag.core;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import tbot.diag.config.HostPort;
import tbot.diag.http.Routes;
import tbot.diag.http.server.DiagServer;
import tbot.diag.log.Log;

/**
 * The listener of the service, which can move to another address while the host runs. It logs what
 * it does and what it cannot do.
 */
final class Listener {

  private final Instrumentation instrumentation;
  private DiagServer server;
  private HostPort address;

  Listener(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Serves the endpoints at an address. If it cannot be bound, an earlier one stays open.
   *
   * @param outcome told when it cannot be bound
   * @throws IllegalArgumentException if the address has an unknown host; nothing has changed then
   */
  void listen(HostPort wanted, Supplier<Routes> routes, Outcome outcome) {
    if (server != null && wanted.equals(address)) {
      server.setRoutes(routes);
      return;
    }
    InetSocketAddress resolved = wanted.resolve();
    if (server != null && resolved.equals(server.address())) {
      // Another name for the same address, or the port that the system had picked.
      address = wanted;
      server.setRoutes(routes);
      return;
    }
    try {
      replace(DiagServer.open(resolved, routes, instrumentation), wanted);
    } catch (IOException e) {
      if (server == null) {
        outcome.fail(failure(wanted, e));
      } else if (wanted.port() == server.address().getPort()) {
        moveOnSamePort(wanted, resolved, routes, outcome);
      } else {
        server.setRoutes(routes);
        outcome.fail(failure(wanted, e) + "; still listening on " + whereabouts());
      }
    }
  }

  /** The port is taken by the old listener, for example when one interface becomes all. */
  private void moveOnSamePort(
      HostPort wanted, InetSocketAddress resolved, Supplier<Routes> routes, Outcome outcome) {
    InetSocketAddress before = server.address();
    HostPort old = address;
    String place = whereabouts();
    close();
    try {
      replace(DiagServer.open(resolved, routes, instrumentation), wanted);
    } catch (IOException e) {
      outcome.fail(failure(wanted, e) + "; going back to " + place);
      try {
        replace(DiagServer.open(before, routes, instrumentation), old);
      } catch (IOException again) {
        outcome.fail(failure(old, again));
      }
    }
  }

  private void replace(DiagServer fresh, HostPort wanted) {
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

  private static String failure(HostPort wanted, IOException e) {
    return "diag_addr: \"" + wanted + "\": cannot listen there: " + e.getMessage();
  }

  /** Closes the listener, if there is one. */
  void close() {
    if (server != null) {
      server.stop();
      server = null;
      address = null;
    }
  }
}
