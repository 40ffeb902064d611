package tbot.diag.http.engine;

import java.util.function.Supplier;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.engine.transport.Layer;
import tbot.diag.jvm.SpareMemory;

/** What serves requests, made for the first client: an idle host does without its classes. */
final class LazyService {

  private final EngineLimits limits;
  private final EngineThreads threads;
  private final Failures failures;

  // Guarded by this object.
  private Layer layer;
  private Supplier<Dispatcher> dispatcher;

  private volatile Service service;

  LazyService(
      EngineLimits limits,
      EngineThreads threads,
      Failures failures,
      Layer layer,
      Supplier<Dispatcher> dispatcher) {
    this.limits = limits;
    this.threads = threads;
    this.failures = failures;
    this.layer = layer;
    this.dispatcher = dispatcher;
  }

  /** The service, or null if there has been no client. */
  Service get() {
    return service;
  }

  /** The service, or null if it cannot be made now. */
  Service make() {
    if (service == null) {
      tryToMake();
    }
    return service;
  }

  private synchronized void tryToMake() {
    try {
      SpareMemory.require(SpareMemory.FOR_NEW_CODE);
      if (limits.connections == 0) {
        limits.connections = FileLimit.connections();
      }
      if (limits.waitingRequests == 0) {
        limits.waitingRequests = FileLimit.waitingRequests();
      }
      service = new Service(limits, threads, failures, new Served(layer, dispatcher.get()));
    } catch (Throwable t) {
      failures.report("a client is turned away, since there is no server for it", null, t);
    }
  }

  /** Replaces the dispatcher; it is asked for at once if there is a service. */
  synchronized void change(Supplier<Dispatcher> other) {
    change(layer, other);
  }

  /** Replaces both; the dispatcher is asked for at once if there is a service. */
  synchronized void change(Layer otherLayer, Supplier<Dispatcher> other) {
    if (service != null) {
      service.served = new Served(otherLayer, other.get());
    }
    layer = otherLayer;
    dispatcher = other;
  }
}
