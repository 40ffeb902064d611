package tbot.diag.http;

/**
 * Takes the answer to one request, from any thread and at any time, without ever waiting for the
 * client. Answers to a client that has left are dropped without an error.
 */
public interface Responder {

  /**
   * Answers at once.
   *
   * @param response its body is closed when it is sent, or cannot be
   * @throws IllegalStateException if the request has been answered, or its answer has begun
   */
  void send(Response response);

  /**
   * Sends the head now and the body later, in chunks or, to clients of HTTP/1.0, until the
   * connection closes.
   *
   * @throws IllegalStateException if the request has been answered, or its answer has begun
   */
  Transfer begin(ResponseHead head);

  /**
   * Goes on later. Until then no thread is taken. Nothing runs if the client leaves before.
   *
   * @param millis how long to wait at least
   * @param step what to do then; replaces a step that has not begun
   */
  void later(long millis, Step step);

  /**
   * Has an action run at once when the client leaves before its answer is complete, or runs it now
   * if the client has left already. A second action replaces the first.
   *
   * <p>A client that only ends its own side of the connection counts as gone if there is an action;
   * without one, it still gets its answer.
   *
   * @param action must be quick: it may run on the listener's own thread
   */
  void onClientGone(Runnable action);
}
