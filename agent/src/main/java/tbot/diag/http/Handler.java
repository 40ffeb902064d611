package tbot.diag.http;

/** Answers the requests to an endpoint. Called by several threads at a time. */
public interface Handler {

  /**
   * Answers a request, now or later.
   *
   * <p>Runs on one of a few worker threads. What has to wait, such as a profile for its seconds,
   * keeps the responder, returns, and answers later from a thread of its own. Each request must be
   * answered some time: by {@link Responder#send}, or by {@link Responder#begin} and then {@link
   * Transfer#end} or {@link Transfer#abort}.
   *
   * @throws Exception if the request cannot be answered: the client is sent a page with status 500,
   *     or its connection is broken off if the answer had begun
   */
  void handle(Request request, Responder responder) throws Exception;
}
