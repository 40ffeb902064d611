package tbot.diag.core.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import tbot.diag.config.value.HostPort;
import tbot.diag.config.value.ListenAddress;
import tbot.diag.core.Outcome;
import tbot.diag.log.Log;
import tbot.diag.metrics.ListenerConnections;

/**
 * The listener of the service, which can move to another address while the host runs. It logs what
 * it does and what it cannot do.
 */
public final class Listener implements ListenerConnections {

  // Read by scrapes.
  private volatile BoundListener server;
  private final AtomicLong evictedBefore = new AtomicLong();
  private ListenAddress address;

  /** The risk that was warned of last at this address; null for none. */
  private String reportedRisk;

  /**
   * Serves at an address. If it cannot be bound, an earlier one stays as it is, with the endpoints
   * and the protection that it has.
   *
   * @param setups asked once, when the address is bound or the earlier one has to be closed first
   * @param outcome told when it cannot be bound
   * @throws IllegalArgumentException if the address has an unknown host or is of a kind that this
   *     Java has not, or if the setup cannot be used; nothing has changed then
   */
  public void listen(ListenAddress wanted, Supplier<ListenerSetup> setups, Outcome outcome) {
    InetSocketAddress resolved = null;
    boolean same = server != null && wanted.equals(address);
    if (!same && wanted instanceof HostPort) {
      resolved = resolve((HostPort) wanted);
      // Another name for the same address, or the port that the system had picked.
      same = server != null && resolved.equals(server.address());
    }
    if (same) {
      address = wanted;
      server.change(setups.get());
      warnOfRisk();
      return;
    }
    try {
      replace(new BoundListener(BoundSocket.bind(wanted, resolved), setups), wanted);
    } catch (IOException e) {
      if (server == null) {
        outcome.fail(failure(wanted, e));
      } else if (resolved != null
          && server.address() != null
          && resolved.getPort() == server.address().getPort()) {
        moveOnSamePort(wanted, resolved, setups.get(), outcome);
      } else {
        outcome.fail(failure(wanted, e) + "; still listening on " + whereabouts());
      }
    }
  }

  private static InetSocketAddress resolve(HostPort wanted) {
    try {
      return wanted.resolve();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("diag_addr: " + e.getMessage(), e);
    }
  }

  /** The port is taken by the old listener, for example when one interface becomes all. */
  private void moveOnSamePort(
      ListenAddress wanted,
      InetSocketAddress resolved,
      final ListenerSetup setup,
      Outcome outcome) {
    BoundListener before = server;
    ListenAddress old = address;
    String place = whereabouts();
    // Fails before the old listener is closed.
    setup.dispatcher(resolved);
    close();
    try {
      replace(new BoundListener(BoundSocket.bind(wanted, resolved), () -> setup), wanted);
    } catch (IOException e) {
      outcome.fail(failure(wanted, e) + "; going back to " + place);
      try {
        replace(new BoundListener(BoundSocket.bind(old, before.address()), before), old);
      } catch (IOException again) {
        outcome.fail(failure(old, again));
      }
    }
  }

  private void replace(BoundListener fresh, ListenAddress wanted) {
    close();
    server = fresh;
    address = wanted;
    Log.info("listening on " + whereabouts());
    reportedRisk = null;
    warnOfRisk();
  }

  /** Warns once of each risk, not again when options are applied that do not change it. */
  private void warnOfRisk() {
    InetSocketAddress bound = server.address();
    boolean reachable = bound != null && !bound.getAddress().isLoopbackAddress();
    String risk = reachable ? server.setup().risk() : null;
    if (risk != null && !risk.equals(reportedRisk)) {
      Log.warn("diag_addr: " + address + " is not on loopback, and " + risk);
    }
    reportedRisk = risk;
  }

  /** Where it listens, as {@code host:port} or {@code unix:path}; null while it does not. */
  String whereabouts() {
    if (server == null) {
      return null;
    }
    return address instanceof HostPort
        ? ((HostPort) address).describe(server.address())
        : address.toString();
  }

  /** The URL of what is served, or {@code unix:path}; null while nothing is. */
  public String url() {
    if (server == null || server.address() == null) {
      return whereabouts();
    }
    return (server.setup().tls() != null ? "https://" : "http://") + whereabouts();
  }

  @Override
  public int open() {
    BoundListener current = server;
    return current == null ? 0 : current.openConnections();
  }

  @Override
  public long evicted() {
    BoundListener current = server;
    return evictedBefore.get() + (current == null ? 0 : current.evictedConnections());
  }

  private static String failure(ListenAddress wanted, IOException e) {
    return "diag_addr: \"" + wanted + "\": cannot listen there: " + e.getMessage();
  }

  /** Closes the listener, if there is one. */
  public void close() {
    if (server != null) {
      server.close();
      evictedBefore.addAndGet(server.evictedConnections());
      server = null;
      address = null;
    }
  }
}
