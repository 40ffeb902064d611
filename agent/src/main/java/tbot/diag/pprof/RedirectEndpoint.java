package tbot.diag.pprof;

import java.io.IOException;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;

/** {@code /debug/pprof}: redirects to the same path with a slash at its end, as in Go. */
final class RedirectEndpoint extends PprofHandler {

  @Override
  void answer(Request request, Responder responder) throws IOException {
    String query = request.uri().getRawQuery();
    String target = PprofEndpoints.INDEX + (query == null ? "" : "?" + query);
    responder.send(Response.text(301, "").with("Location", target));
  }
}
