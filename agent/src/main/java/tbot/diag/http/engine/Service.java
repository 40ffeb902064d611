package tbot.diag.http.engine;

import java.util.concurrent.Semaphore;
import tbot.diag.http.Dispatcher;

/** What the requests of all connections share. Made for the first client. */
final class Service {

  final EngineLimits limits;
  final Workers workers;
  final Failures failures;

  /** For requests to slow endpoints. */
  final Semaphore slowRequests;

  private volatile Dispatcher dispatcher;

  Service(EngineLimits limits, Workers workers, Failures failures, Dispatcher dispatcher) {
    this.limits = limits;
    this.workers = workers;
    this.failures = failures;
    this.dispatcher = dispatcher;
    slowRequests = new Semaphore(limits.slowRequests);
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  void setDispatcher(Dispatcher other) {
    dispatcher = other;
  }
}
