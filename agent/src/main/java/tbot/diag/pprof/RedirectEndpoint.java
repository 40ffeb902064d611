package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** {@code /debug/pprof}: redirects to the same path with a slash at its end, as in Go. */
final class RedirectEndpoint extends Endpoint {

  @Override
  void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String target = PprofEndpoints.INDEX + (query == null ? "" : "?" + query);
    exchange.getResponseHeaders().set("Location", target);
    exchange.sendResponseHeaders(301, -1);
  }
}
