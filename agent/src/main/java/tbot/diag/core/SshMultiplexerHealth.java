package tbot.diag.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.health.Service;
import tbot.diag.hooks.Hooks;
import tbot.diag.hooks.ServerListener;
import tbot.diag.log.Log;
import tbot.diag.metrics.SshMultiplexerMetrics;

/**
 * Reports the state of the host's SSH servers and handlers to {@code /readyz}. A host that has
 * neither has no such service.
 *
 * <p>A hook that could not be set is given as the reason, but never makes the service unready. The
 * fault is the agent's, and an unhealthy answer would take a working bot out of service.
 */
final class SshMultiplexerHealth implements ServerListener, Runnable {

  /** The name of the service in tbot. */
  private static final String SERVICE = "ssh-multiplexer";

  /** What is known of the host's SSH servers. */
  private enum Servers {
    UNKNOWN,
    INITIALIZING,
    LISTENING,
    DOWN
  }

  private final HostServices services;
  private final SshMultiplexerMetrics metrics;
  private final AtomicReference<Hooks> hooks;

  // Guarded by this object. No code of the host runs while it is held.
  private Servers servers = Servers.UNKNOWN;
  private String note;
  private List<HandlerSpec> handlers = Collections.emptyList();
  private boolean handlersAreLate;
  private String reported;

  /**
   * @param services where the service is registered
   * @param metrics told that there is something to count
   * @param hooks those in place; holds null while nothing is hooked
   */
  SshMultiplexerHealth(
      HostServices services, SshMultiplexerMetrics metrics, AtomicReference<Hooks> hooks) {
    this.services = services;
    this.metrics = metrics;
    this.hooks = hooks;
  }

  @Override
  public void initializing() {
    set(Servers.INITIALIZING, null);
  }

  @Override
  public void listening(String uncertainty) {
    set(Servers.LISTENING, uncertainty);
  }

  @Override
  public void down(String reason) {
    set(Servers.DOWN, reason);
  }

  private synchronized void set(Servers state, String why) {
    servers = state;
    note = why;
    run();
  }

  /**
   * These handlers are hooked from now on.
   *
   * @return whether they are others than before
   */
  synchronized boolean setHandlers(List<HandlerSpec> specs) {
    if (handlers.equals(specs)) {
      return false;
    }
    handlers = specs;
    handlersAreLate = false;
    run();
    return true;
  }

  /** Nothing is hooked any more, so nothing is known of servers and handlers. */
  synchronized void unhooked() {
    servers = Servers.UNKNOWN;
    note = null;
    handlers = Collections.emptyList();
    run();
  }

  /**
   * The host has had its time to load the classes of handlers. Logs those that it has not loaded.
   *
   * @param specs the handlers that were waited for; ignored if others have replaced them
   */
  void handlersAreDue(List<HandlerSpec> specs) {
    Set<String> missing;
    synchronized (this) {
      if (!handlers.equals(specs)) {
        return;
      }
      handlersAreLate = true;
      run();
      missing = missingClasses();
    }
    if (!missing.isEmpty()) {
      Log.warn(
          "ssh_handler: no class "
              + String.join(", ", missing)
              + " has been loaded in the first minute; check the name");
    }
  }

  /** Brings the service up to date. A status that has not changed keeps its time. */
  @Override
  public synchronized void run() {
    List<String> failures = failures();
    if (servers == Servers.UNKNOWN && handlers.isEmpty() && failures.isEmpty()) {
      if (reported != null) {
        services.get().unregister(SERVICE);
        reported = null;
      }
      return;
    }
    metrics.multiplexerFound();
    Service service = services.get().register(SERVICE, SERVICE);
    Servers state =
        // Without all hooks, a start may not have been seen.
        servers == Servers.INITIALIZING && !failures.isEmpty() ? Servers.UNKNOWN : servers;
    String reason = reason(failures);
    String now = state + reason;
    if (now.equals(reported)) {
      return;
    }
    reported = now;
    switch (state) {
      case INITIALIZING:
        service.reportInitializing(reason);
        break;
      case DOWN:
        service.reportUnhealthy(reason);
        break;
      default:
        service.reportHealthy(reason);
    }
  }

  private String reason(List<String> failures) {
    List<String> reasons = new ArrayList<String>();
    if (note != null) {
      reasons.add(note);
    }
    for (String className : missingClasses()) {
      reasons.add("no class " + className + " has been loaded");
    }
    if (!failures.isEmpty()) {
      reasons.add("not all hooks are set: " + String.join("; ", failures));
    }
    return String.join("; ", reasons);
  }

  private List<String> failures() {
    Hooks current = hooks.get();
    return current == null
        ? Collections.<String>emptyList()
        : new ArrayList<String>(current.status().failures());
  }

  private Set<String> missingClasses() {
    Hooks current = hooks.get();
    return handlersAreLate && current != null
        ? current.status().handlerClassesNotLoaded()
        : Collections.<String>emptySet();
  }
}
