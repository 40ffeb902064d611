package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** The paths below {@code /debug/pprof/} that are not a profile: 404, in Go's words. */
final class UnknownProfileEndpoint extends Endpoint {

  @Override
  void answer(HttpExchange exchange) throws IOException {
    PprofReply.ERRORS.send(exchange, 404, "Unknown profile");
  }
}
