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

  /**
   * The form in which this client gets an error. Called with every answer of status 400 and above,
   * also with those that come from no endpoint; may load classes.
   *
   * @param error the answer as all other clients get it
   * @return {@code error}, or what replaces it, with the same status
   */
  default Response errorFor(Request request, Response error) {
    return error;
  }
}
