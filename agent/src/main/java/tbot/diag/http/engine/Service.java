package tbot.diag.http.engine;

import java.util.concurrent.Semaphore;

/** What the requests of all connections share. Made for the first client. */
final class Service {

  final EngineLimits limits;

  /** Find the endpoints of requests, and run those that cost next to nothing. */
  final Workers dispatchers;

  /** Run the other endpoints. */
  final Workers workers;

  final Failures failures;

  /** For requests to slow endpoints. */
  final Semaphore slowRequests;

  /** For requests to waiting endpoints. */
  final Semaphore waitingRequests;

  /** For requests and connections from now on. */
  volatile Served served;

  Service(EngineLimits limits, EngineThreads threads, Failures failures, Served served) {
    this.limits = limits;
    dispatchers = new Workers(threads);
    workers = new Workers(threads);
    this.failures = failures;
    this.served = served;
    slowRequests = new Semaphore(limits.slowRequests);
    waitingRequests = new Semaphore(limits.waitingRequests);
  }

  /**
   * Starts threads where requests have waited for long. To be called after {@link
   * Workers#WAIT_MILLIS} again if it returns true.
   */
  boolean relieve() {
    boolean requestsWait = dispatchers.relieve();
    return workers.relieve() || requestsWait;
  }

  /** Interrupts what runs. */
  void close() {
    dispatchers.close();
    workers.close();
  }

  /** Waits until the threads have ended. */
  void join(long millis) throws InterruptedException {
    dispatchers.join(millis);
    workers.join(millis);
  }
}
