package tbot.diag.pprof;

import java.io.IOException;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.PprofResponse;

/** The paths below {@code /debug/pprof/} that are not a profile: 404, in Go's words. */
final class UnknownProfileEndpoint extends PprofHandler {

  @Override
  void answer(Request request, Responder responder) throws IOException {
    responder.send(PprofResponse.error(404, "Unknown profile"));
  }
}
