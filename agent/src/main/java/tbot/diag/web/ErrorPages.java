package tbot.diag.web;

import tbot.diag.http.Dispatcher;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Request;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.jvm.SpareMemory;

/**
 * Sends errors to browsers as pages. All other clients get the same text as ever. Refers to the
 * page itself in one place only, so that its classes are loaded for the first browser.
 */
public final class ErrorPages implements Dispatcher {

  private final Dispatcher endpoints;
  private final boolean debug;

  /**
   * Stands before endpoints.
   *
   * @param debug whether there are profiles
   */
  public ErrorPages(Dispatcher endpoints, boolean debug) {
    this.endpoints = endpoints;
    this.debug = debug;
  }

  @Override
  public Endpoint find(Request request) {
    return endpoints.find(request);
  }

  @Override
  public Response errorFor(Request request, Response error) {
    boolean isText = ResponseHead.TEXT.equals(error.head().headers().first("Content-Type"));
    if (!isText || !request.prefersHtml()) {
      return error;
    }
    SpareMemory.require(SpareMemory.FOR_NEW_CODE);
    return new ErrorPage(request, error, debug).response();
  }
}
