package tbot.diag.http.server;

import java.util.concurrent.TimeUnit;

/** The limits of time and number for clients. Immutable. */
public final class ServerLimits {

  private long headMillis = TimeUnit.SECONDS.toMillis(10);
  private long requestMillis = TimeUnit.SECONDS.toMillis(30);
  private long slowWriteMillis = TimeUnit.MINUTES.toMillis(1);
  private int threads = 640;
  private int slowRequests = 64;

  private ServerLimits() {}

  private ServerLimits(ServerLimits other) {
    headMillis = other.headMillis;
    requestMillis = other.requestMillis;
    slowWriteMillis = other.slowWriteMillis;
    threads = other.threads;
    slowRequests = other.slowRequests;
  }

  /** The limits in production. The first two are those of tbot's own listener. */
  static ServerLimits production() {
    return new ServerLimits();
  }

  /** From a request's first byte to the end of its head, in milliseconds. */
  long headMillis() {
    return headMillis;
  }

  /** From the end of the head to the end of the response, in milliseconds. */
  long requestMillis() {
    return requestMillis;
  }

  /**
   * The same for each piece of the response of a slow route. The handler may take as long as the
   * client asked for; the client may not.
   */
  long slowWriteMillis() {
    return slowWriteMillis;
  }

  /** The number of threads, and so of requests at a time. */
  int threads() {
    return threads;
  }

  /** How many of these may be requests to slow routes; the rest is for probes and scrapes. */
  int slowRequests() {
    return slowRequests;
  }

  ServerLimits withHeadMillis(long millis) {
    ServerLimits changed = new ServerLimits(this);
    changed.headMillis = millis;
    return changed;
  }

  ServerLimits withRequestMillis(long millis) {
    ServerLimits changed = new ServerLimits(this);
    changed.requestMillis = millis;
    return changed;
  }

  ServerLimits withSlowWriteMillis(long millis) {
    ServerLimits changed = new ServerLimits(this);
    changed.slowWriteMillis = millis;
    return changed;
  }

  ServerLimits withThreads(int count) {
    ServerLimits changed = new ServerLimits(this);
    changed.threads = count;
    return changed;
  }

  ServerLimits withSlowRequests(int count) {
    ServerLimits changed = new ServerLimits(this);
    changed.slowRequests = count;
    return changed;
  }
}
