package tbot.diag.http;

/** Finds what answers a request. Called by several threads at a time. */
public interface Dispatcher {

  /**
   * Finds an endpoint.
   *
   * @param request whose body has not been read yet: {@link Request#body} is empty
   * @return also for paths that are not there and methods that are not taken: what answers 404 and
   *     405; not null
   */
  Endpoint find(Request request);
}
