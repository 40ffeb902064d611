package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** {@code /debug/pprof}: sends clients to the same path with a slash at its end, as in Go. */
final class RedirectEndpoint extends Endpoint {

  RedirectEndpoint(String path) {
    super(path);
  }

  @Override
  void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    exchange
        .getResponseHeaders()
        .set("Location", path() + "/" + (query == null ? "" : "?" + query));
    exchange.sendResponseHeaders(301, -1);
  }
}
