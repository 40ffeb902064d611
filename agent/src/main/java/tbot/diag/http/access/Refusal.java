package tbot.diag.http.access;

import tbot.diag.http.Endpoint;
import tbot.diag.http.Handler;
import tbot.diag.http.Headers;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.log.Log;

/** Answers a request that is refused, with the reason. Immutable. */
final class Refusal implements Handler {

  /** Whether any refusal was answered before, so that all classes for that are initialised. */
  private static volatile boolean answered;

  private final int status;
  private final String reason;
  private final Headers headers;

  private Refusal(int status, String reason, Headers headers) {
    this.status = status;
    this.reason = reason;
    this.headers = headers;
  }

  /** Status 403. */
  static Refusal forbidden(String reason) {
    return new Refusal(403, reason, Headers.NONE);
  }

  /**
   * Status 401.
   *
   * @param challenges how to log in, values of {@code WWW-Authenticate}
   */
  static Refusal unauthorized(String reason, Iterable<String> challenges) {
    Headers headers = Headers.NONE;
    for (String challenge : challenges) {
      headers = headers.with("WWW-Authenticate", challenge);
    }
    return new Refusal(401, reason, headers);
  }

  /**
   * Status 429.
   *
   * @param seconds when to try again
   */
  static Refusal tooMany(String reason, int seconds) {
    return new Refusal(429, reason, Headers.NONE.with("Retry-After", Integer.toString(seconds)));
  }

  /** What answers by this. */
  Endpoint endpoint() {
    Endpoint endpoint = Endpoint.of(this).prompt();
    if (answered) {
      endpoint.prove();
    }
    return endpoint;
  }

  @Override
  public void handle(Request request, Responder responder) {
    Log.debug(
        request
            + " of "
            + ClientNetwork.of(request.connection().client())
            + ": "
            + status
            + ", "
            + reason);
    Response response =
        Response.text(status, status + " - " + reason + "\n")
            // By it, go tool pprof prints the text.
            .with("X-Go-Pprof", "1");
    for (int i = 0; i < headers.size(); i++) {
      response = response.with(headers.name(i), headers.value(i));
    }
    responder.send(response);
    answered = true;
  }
}
