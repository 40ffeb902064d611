package tbot.diag.http.engine;

/** How long clients may take, and how many there may be. Changed before the engine starts only. */
final class EngineLimits {

  /**
   * Open connections, without those of waiting requests; 0 until the first client comes means what
   * {@link FileLimit} says.
   */
  int connections;

  /** Requests to waiting endpoints at a time; 0 as above. */
  int waitingRequests;

  /** Requests to slow endpoints at a time. */
  int slowRequests = 64;

  /** From the first byte of a request, or from connecting, to the end of the head. */
  long headMillis = 10_000;

  /** From the end of the head to the end of the body. */
  long bodyMillis = 30_000;

  /** Between an answer and the next request. */
  long idleMillis = 30_000;

  /** How long a client may take nothing of an answer. */
  long stallMillis = 60_000;

  /**
   * How far a client may be behind the least rate of taking an answer, before its connection may
   * make room for another one.
   */
  long slowMillis = 10_000;

  /** How long a client may take to close its side after the last answer. */
  long lingerMillis = 2_000;
}
